package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"quorum/polls"
)

func openFile(t testing.TB, opts Options) *Store {
	t.Helper()
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "quorum.db"), opts)
	if err != nil {
		t.Fatal(err)
	}
	closeAtEnd(t, s)
	return s
}

func closeAtEnd(t testing.TB, s *Store) {
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
}

func create(t testing.TB, s *Store, people int) polls.ID {
	t.Helper()
	id, _, err := s.Create(context.Background(), "T1", "", func(id polls.ID) (*polls.Poll, []polls.Event, error) {
		o := polls.Opening{ID: id, Asker: "ada", Draft: polls.Draft{
			Question: "Ship 4.2?", Rule: "all, within 99h", Asked: []polls.Party{{Mentions: []polls.Mention{{ID: "U0"}}}},
		}}
		for i := range people {
			o.Asked = append(o.Asked, polls.Invite{Person: polls.Person(fmt.Sprint("U", i))})
		}
		return polls.Open(time.Now(), o)
	})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func answer(ctx context.Context, s *Store, id polls.ID, i int, reason string) error {
	return s.Update(ctx, id, func(p *polls.Poll) ([]polls.Event, error) {
		return p.Answer(time.Now(), polls.Person(fmt.Sprint("U", i)), polls.Response{Position: "yes", Reason: reason})
	})
}

func answered(t testing.TB, s *Store, id polls.ID) (n int) {
	t.Helper()
	if err := s.View(context.Background(), id, func(p *polls.Poll) error { n, _ = p.Progress(); return nil }); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestPragmas(t *testing.T) {
	s := openFile(t, Options{Wait: 1234 * time.Millisecond})
	want := map[string]string{
		"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "busy_timeout": "1234", "temp_store": "2",
		"journal_size_limit": "67108864", "wal_autocheckpoint": "4000", "cache_size": "-16384", "locking_mode": "normal",
	}
	err := s.do(t.Context(), changing, func(b *batch) error {
		want["query_only"] = "0"
		for pragma, value := range want {
			err := b.tx.query(func(r *sql.Rows) error { return pragmaIs(t, "writer", pragma, value, r) }, "pragma "+pragma)
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	want["query_only"] = "1"
	for range 8 { // connections of the pool
		for pragma, value := range want {
			err := s.read(t.Context(), func(r *sql.Rows) error { return pragmaIs(t, "reader", pragma, value, r) }, "pragma "+pragma)
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	if _, err := s.readers.Exec("delete from outbox"); err == nil {
		t.Error("a reader wrote")
	}
}

func pragmaIs(t *testing.T, who, pragma, want string, r *sql.Rows) error {
	var is string
	err := r.Scan(&is)
	if is != want {
		t.Errorf("the %s has %s = %s, not %s", who, pragma, is, want)
	}
	return err
}

// TestPlaceholders binds out of order: the driver by itself would bind $N in the order of appearance, silently.
func TestPlaceholders(t *testing.T) {
	s := openFile(t, Options{})
	const query = "select $2, $1, $2, $11, $10, $3, $4, $5, $6, $7, $8, $9"
	args := []any{"1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11"}
	check := func(r *sql.Rows) error {
		var is [12]string
		var into []any
		for i := range is {
			into = append(into, &is[i])
		}
		err := r.Scan(into...)
		if got := strings.Join(is[:], " "); got != "2 1 2 11 10 3 4 5 6 7 8 9" {
			t.Errorf("bound %s", got)
		}
		return err
	}
	if err := s.read(t.Context(), check, query, args...); err != nil {
		t.Error(err)
	}
	if err := s.do(t.Context(), changing, func(b *batch) error { return b.tx.query(check, query, args...) }); err != nil {
		t.Error(err)
	}
}

// TestPlans checks that what runs often finds its rows by an index, however many there are.
func TestPlans(t *testing.T) {
	s := openFile(t, Options{})
	for _, query := range []string{
		selectEvents, selectRequest, selectLast, selectDue, selectOne, selectNextDue, selectNextTick, selectOverdue, selectWaiting,
		selectAsked, selectLog, selectOpenWith, selectPage, lease, settle, updatePoll, deleteAnswer,
	} {
		args := make([]any, 0, 17)
		for n := 1; strings.Contains(query, fmt.Sprint("$", n)); n++ {
			args = append(args, 1)
		}
		err := s.read(t.Context(), func(r *sql.Rows) error {
			var id, parent, unused int
			var step string
			err := r.Scan(&id, &parent, &unused, &step)
			if strings.HasPrefix(step, "SCAN") && !strings.Contains(step, "USING") && !strings.Contains(step, "SUBQUERY") {
				t.Errorf("%s\n%s", strings.TrimSpace(query), step)
			}
			return err
		}, "explain query plan "+query, args...)
		if err != nil {
			t.Errorf("%s: %v", query, err)
		}
	}
}

// faulty is a store whose writer's connections are opened with a pragma that a test can change.
func faulty(t *testing.T, pragma *atomic.Value) *Store {
	t.Helper()
	d, err := sqliteDialect()
	if err != nil {
		t.Fatal(err)
	}
	d.open = func(file string, opts Options) (writer, readers *sql.DB, err error) {
		w, readers, err := openSQLite(file, opts)
		if err != nil {
			return nil, nil, err
		}
		c := sqliteConnector(file, opts, "_txlock", "immediate")
		writer = sql.OpenDB(brokenConnector{c, pragma})
		writer.SetMaxOpenConns(1)
		return writer, readers, w.Close()
	}
	s, err := openWith(t.Context(), d, filepath.Join(t.TempDir(), "quorum.db"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	closeAtEnd(t, s)
	return s
}

// TestDiskFull and a database that cannot be written: nothing is saved, what was saved stays, and it goes on later.
func TestUnwritable(t *testing.T) {
	for name, broken := range map[string]string{"full": "pragma max_page_count = 1", "read-only": "pragma query_only = 1"} {
		t.Run(name, func(t *testing.T) {
			var pragma atomic.Value
			pragma.Store("")
			s := faulty(t, &pragma)
			id := create(t, s, 300)
			if err := answer(t.Context(), s, id, 0, ""); err != nil {
				t.Fatal(err)
			}
			pragma.Store(broken)
			if err := s.do(t.Context(), changing, func(b *batch) error { return b.tx.exec(broken) }); err != nil {
				t.Fatal(err)
			}
			var failed atomic.Int64
			var all sync.WaitGroup
			for i := range 299 {
				all.Go(func() {
					if err := answer(t.Context(), s, id, i+1, strings.Repeat("long ", 99)); errors.Is(err, ErrUnavailable) {
						failed.Add(1)
					} else if err != nil {
						t.Error(err)
					}
				})
			}
			all.Wait()
			if failed.Load() == 0 {
				t.Error("nothing failed")
			}
			if n := answered(t, s, id); n != 300-int(failed.Load()) {
				t.Errorf("%d answers are stored, and %d of 300 failed", n, failed.Load())
			}
			pragma.Store("")
			if err := s.Writable(t.Context()); err != nil { // the first may still meet the old connection
				err = s.Writable(t.Context())
				if err != nil {
					t.Fatal(err)
				}
			}
			for i := range 300 {
				if err := answer(t.Context(), s, id, i, "again"); err != nil {
					t.Fatal(err)
				}
			}
			if n := answered(t, s, id); n != 300 {
				t.Errorf("%d of 300 answers are stored", n)
			}
		})
	}
}

// TestGoexit has a change end its goroutine, as t.Fatal in it would.
func TestGoexit(t *testing.T) {
	s := openFile(t, Options{})
	id := create(t, s, 3)
	for range 2 {
		err := s.Update(t.Context(), id, func(p *polls.Poll) ([]polls.Event, error) {
			if _, err := p.Answer(time.Now(), "U0", polls.Response{Position: "yes"}); err != nil {
				return nil, err
			}
			runtime.Goexit()
			return nil, nil
		})
		if !errors.Is(err, errEnded) {
			t.Errorf("a change that ended its goroutine returned %v", err)
		}
	}
	if err := answer(t.Context(), s, id, 1, ""); err != nil {
		t.Fatal(err)
	}
	if n := answered(t, s, id); n != 1 {
		t.Errorf("%d answers are stored", n)
	}
}

// TestCacheIsBounded works with many more people than are kept in memory.
func TestCacheIsBounded(t *testing.T) {
	s := openFile(t, Options{Keep: 40})
	var ids []polls.ID
	for range 20 {
		ids = append(ids, create(t, s, 6))
	}
	large := create(t, s, 100)
	var all sync.WaitGroup
	for i := range 6 {
		for _, id := range append(ids, large) {
			all.Go(func() {
				if err := answer(t.Context(), s, id, i, ""); err != nil {
					t.Error(err)
				}
				if answered(t, s, id) == 0 {
					t.Error("an answer is not seen")
				}
			})
		}
	}
	all.Wait()
	for _, id := range append(ids, large) {
		if n := answered(t, s, id); n != 6 {
			t.Errorf("%s has %d answers", id, n)
		}
	}
	for _, c := range []*cache{s.seen, s.writer.polls} {
		sum := 0
		for _, f := range c.byID {
			sum += weigh(f.poll)
		}
		if sum != c.weight || c.used.Len() != len(c.byID) || c.weight > 40 && len(c.byID) > 1 {
			t.Errorf("%d polls are kept that weigh %d, said to be %d", len(c.byID), sum, c.weight)
		}
	}
}

// TestSettled is the table of what a result means for a row.
func TestSettled(t *testing.T) {
	at := time.UnixMilli(5).UTC()
	again := func(r row) row {
		r.againDue, r.againLane = sql.NullInt64{Int64: 9, Valid: true}, sql.NullInt64{Int64: 3, Valid: true}
		return r
	}
	is := row{Delivery: Delivery{Attempts: 2, Unknown: 1, Revision: 4, Recover: true, Started: at}, state: sending}
	fresh := row{Delivery: Delivery{Started: at}, state: sending}
	for _, c := range []struct {
		name   string
		is     row
		leased Delivery
		result Result
		state  DeliveryState
		want   string
	}{
		{"sent", is, is.Delivery, Result{State: Sent, Counted: true}, Sent, "attempts 3 unknown 0 revision 4 recover false started false again false"},
		{"sent, armed again", again(is), is.Delivery, Result{State: Sent}, Waiting, "attempts 0 unknown 0 revision 5 recover false started false again false"},
		{"put off", fresh, Delivery{}, Result{State: Waiting}, Waiting, "attempts 0 unknown 0 revision 0 recover false started false again false"},
		{"put off, counted", fresh, Delivery{}, Result{State: Waiting, Counted: true}, Waiting, "attempts 1 unknown 0 revision 0 recover false started false again false"},
		{"put off, armed again", again(fresh), Delivery{}, Result{State: Waiting}, Waiting, "attempts 0 unknown 0 revision 0 recover false started false again false"},
		{"put off, uncertain before", again(is), is.Delivery, Result{State: Waiting}, Waiting, "attempts 2 unknown 1 revision 4 recover true started true again true"},
		{"uncertain", fresh, Delivery{}, Result{State: Uncertain, Counted: true}, Uncertain, "attempts 1 unknown 1 revision 0 recover true started true again false"},
		{"uncertain, only looked", is, is.Delivery, Result{State: Uncertain}, Uncertain, "attempts 2 unknown 1 revision 4 recover true started true again false"},
		{"uncertain, armed again", again(is), is.Delivery, Result{State: Uncertain}, Uncertain, "attempts 2 unknown 1 revision 4 recover true started true again true"},
		{"refused", fresh, Delivery{}, Result{State: Failed}, Failed, "attempts 0 unknown 0 revision 0 recover false started false again false"},
		{"refused, armed again", again(fresh), Delivery{}, Result{State: Failed}, Waiting, "attempts 0 unknown 0 revision 0 recover false started false again false"},
		{"parked", is, is.Delivery, Result{State: Failed}, Failed, "attempts 2 unknown 1 revision 4 recover true started true again false"},
		{"dropped", fresh, Delivery{}, Result{State: Dropped}, Dropped, "attempts 0 unknown 0 revision 0 recover false started false again false"},
	} {
		got := c.is.settled(c.leased, c.result)
		text := fmt.Sprintf("attempts %d unknown %d revision %d recover %v started %v again %v", got.Attempts, got.Unknown, got.Revision,
			got.Recover, !got.Started.IsZero(), got.againDue.Valid)
		if got.state != c.state || text != c.want {
			t.Errorf("%s: %s %s, not %s %s", c.name, got.state, text, c.state, c.want)
		}
	}
}
