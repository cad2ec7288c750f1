package storagetest

import (
	"context"
	"slices"
	"testing"
	"time"

	"quorum/polls"
	"quorum/polls/schedule"
	"quorum/storage"
)

// Store has the methods that are tested. A [*storage.Store] is one; so are the broken ones.
type Store interface {
	Close() error
	Create(ctx context.Context, workspace, request string, open func(id polls.ID) (*polls.Poll, []polls.Event, error)) (id polls.ID, fresh bool, err error)
	Update(ctx context.Context, id polls.ID, change func(p *polls.Poll) ([]polls.Event, error)) error
	View(ctx context.Context, id polls.ID, look func(p *polls.Poll) error) error
	Lease(ctx context.Context, now, until time.Time, from, to polls.Lane, n int) ([]storage.Delivery, error)
	Claim(from, to polls.Lane, n int, last time.Duration) *storage.Claim
	Settle(ctx context.Context, d storage.Delivery, r storage.Result, change func(p *polls.Poll) ([]polls.Event, error)) error
	NextDue(ctx context.Context, from, to polls.Lane) (at time.Time, ok bool, err error)
	NextTimer(ctx context.Context, after time.Time) (at time.Time, ok bool, err error)
	Unweighed(ctx context.Context, n int) ([]polls.ID, error)
	DueTimers(ctx context.Context, now time.Time, n int) ([]storage.Timer, error)
	Subscribe() (<-chan struct{}, func())
	Waiting(ctx context.Context, workspace string, who polls.Person, skip, n int) ([]polls.ListEntry, error)
	Asked(ctx context.Context, workspace string, who polls.Person, skip, n int) ([]polls.ListEntry, error)
	CountWaiting(ctx context.Context, workspace string, who polls.Person) (int, error)
	CountAsked(ctx context.Context, workspace string, who polls.Person) (int, error)
	Log(ctx context.Context, workspace string, seen storage.Viewer, words []string, n int) ([]polls.ListEntry, error)
	ByCard(ctx context.Context, workspace string, at polls.Place) (id polls.ID, ok bool, err error)
	OpenWith(ctx context.Context, workspace string, who polls.Person) ([]polls.ID, error)
	Set(ctx context.Context, set storage.Setting) error
	Setting(ctx context.Context, workspace string, person polls.Person, name string) (set storage.Setting, ok bool, err error)
	Settings(ctx context.Context, workspace, name string) (map[polls.Person]storage.Setting, error)
	LastReminder(ctx context.Context, workspace string, who polls.Person) (at time.Time, err error)
	Reminding(ctx context.Context, but []storage.Delivery) (until time.Time, err error)
	AlsoWaiting(ctx context.Context, id polls.ID) (map[polls.ID][]polls.Person, error)
	SetDigest(ctx context.Context, d storage.Digest) error
	AdvanceDigest(ctx context.Context, d storage.Digest, next time.Time, notices ...polls.Notice) error
	SettingsUnder(ctx context.Context, workspace string, person polls.Person, prefix string) ([]storage.Setting, error)
	Newest(ctx context.Context, workspace string, asker polls.Person) (id polls.ID, ok bool, err error)
	CreateSchedule(ctx context.Context, workspace, request string, begin func(id schedule.ID) (schedule.Schedule, error)) (made schedule.Schedule, fresh bool, err error)
	UpdateSchedule(ctx context.Context, id schedule.ID, change func(s *schedule.Schedule) error) (schedule.Schedule, error)
	AskSchedule(ctx context.Context, id schedule.ID, request string, open func(s *schedule.Schedule, id polls.ID) (*polls.Poll, []polls.Event, error)) (poll polls.ID, fresh bool, err error)
	Schedule(ctx context.Context, id schedule.ID) (schedule.Schedule, error)
	Schedules(ctx context.Context, workspace string, seen storage.Viewer, n int) ([]schedule.Schedule, error)
	History(ctx context.Context, workspace string, since time.Time, n int, each func(p *polls.Poll, events []polls.Event) error) error
	Export(ctx context.Context, each func(p *polls.Poll, events []polls.Event) error) error
	Accept(ctx context.Context, r storage.Request) error
	Request(ctx context.Context, workspace, key string) (r storage.Request, ok bool, err error)
	LeaseRequests(ctx context.Context, now, until time.Time, n int) ([]storage.Request, error)
	NextRequest(ctx context.Context) (at time.Time, ok bool, err error)
	Remember(ctx context.Context, all []storage.Known, at time.Time) error
	Remembered(ctx context.Context, each func(storage.Known)) error
	DeferRequest(ctx context.Context, workspace, key string, at time.Time) error
	EndRequest(ctx context.Context, workspace, key string, notices ...polls.Notice) error
	Backup(ctx context.Context, file string) error
	Writable(ctx context.Context) error
	Wake(ctx context.Context, now time.Time) (gone time.Duration, err error)
	Purge(ctx context.Context, now time.Time) (more bool, err error)
}

// Database is an empty database under test.
type Database struct {
	// Name is the name for [storage.Open].
	Name string
	// Rows reads rows without the store, as a person would, each value as a text; null is "-".
	Rows func(t testing.TB, query string) [][]string
}

// Run runs the whole contract, each part on a database of its own.
func Run(t *testing.T, fresh func(t testing.TB) Database) {
	for _, c := range contract() {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			c.run(newWorld(t, fresh(t), intact, 20*time.Second))
		})
	}
}

// test is one part of the contract.
type test struct {
	name string
	run  func(*world)
}

func contract() []test {
	return slices.Concat(pollTests(), stormTests(), weighTests(), foldTests(), outboxTests(), claimTests(), settleTests(), purgeTests(), wakeTests(), timerTests(), listTests(), historyTests(), settingTests(), reminderTests(), scheduleTests(), requestTests(), directoryTests(), anonymousTests(), fileTests())
}

// intact returns a store that is not broken.
func intact(s Store) Store { return s }

// world is a store under test with the helpers of the tests.
type world struct {
	testing.TB
	store Store
	db    Database
	wrap  func(Store) Store
	now   time.Time // the time of all acts, unless a test says otherwise
	close func()

	patience time.Duration // how long to wait for a signal
}

func newWorld(t testing.TB, db Database, wrap func(Store) Store, patience time.Duration) *world {
	w := &world{TB: t, db: db, wrap: wrap, patience: patience, now: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)}
	w.open()
	t.Cleanup(func() { w.close() })
	return w
}

func (w *world) open() {
	w.Helper()
	w.store = w.another()
	s := w.store
	w.close = func() {
		if err := s.Close(); err != nil {
			w.Errorf("closing: %v", err)
		}
	}
}

// another opens the same database a second time, as another process would.
func (w *world) another() Store {
	w.Helper()
	s, err := storage.Open(context.Background(), w.db.Name, storage.Options{Wait: 20 * time.Second})
	if err != nil {
		w.Fatalf("opening: %v", err)
	}
	return w.wrap(s)
}

func (w *world) reopen() {
	w.Helper()
	w.close()
	w.open()
}

func (w *world) ctx() context.Context { return w.Context() }

// must stops the test at an error.
func (w *world) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

// wait waits for a signal, and stops the test if it does not come.
func (w *world) wait(what string, c <-chan struct{}) {
	w.Helper()
	select {
	case <-c:
	case <-time.After(w.patience):
		w.Fatalf("%s never came", what)
	}
}

// equal compares a value with the expected one.
func equal[V comparable](w *world, what string, is, want V) {
	w.Helper()
	if is != want {
		w.Errorf("%s is %v, not %v", what, is, want)
	}
}
