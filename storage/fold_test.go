package storage

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"quorum/polls"
)

// leaving is a context that ends when it is looked at for the nth time.
type leaving struct {
	context.Context
	end  context.CancelFunc
	left atomic.Int64
}

func leavingAfter(t *testing.T, n int) *leaving {
	ctx, end := context.WithCancel(t.Context())
	l := &leaving{Context: ctx, end: end}
	l.left.Store(int64(n))
	return l
}

func (l *leaving) look() {
	if l.left.Add(-1) <= 0 {
		l.end()
	}
}

func (l *leaving) Done() <-chan struct{} { l.look(); return l.Context.Done() }
func (l *leaving) Err() error            { l.look(); return l.Context.Err() }

// unseen opens an anonymous poll of so many people that nobody's answer decides.
func unseen(t *testing.T, s *Store, people int) polls.ID {
	t.Helper()
	id, _, err := s.Create(t.Context(), "T1", "", func(id polls.ID) (*polls.Poll, []polls.Event, error) {
		o := polls.Opening{ID: id, Asker: "ada", Draft: polls.Draft{
			Question: "Ship 4.2?", Rule: "all, within 99h", Anonymous: true, Asked: []polls.Party{{Mentions: []polls.Mention{{ID: "U0"}}}},
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

// whole returns what is wrong with a poll in which all people have answered or are pending: the box has one answer of each who has.
func whole(p *polls.Poll) error {
	answered, _ := p.Progress()
	boxed := 0
	for _, c := range p.Tally() {
		boxed += c.N
	}
	if answered != boxed {
		return fmt.Errorf("%d have answered, and %d answers are there", answered, boxed)
	}
	return nil
}

// TestViewersLeave has viewers of an anonymous poll leave at every moment at which they can, while it is read for the first
// time and while it catches up. Those who come after them see all of it.
func TestViewersLeave(t *testing.T) {
	file := filepath.Join(t.TempDir(), "quorum.db")
	writing, err := Open(t.Context(), file, Options{})
	if err != nil {
		t.Fatal(err)
	}
	closeAtEnd(t, writing)
	id := unseen(t, writing, 99)
	next, left := 0, 0
	say := func(n int) {
		for range n {
			if err := answer(t.Context(), writing, id, next, ""); err != nil {
				t.Fatal(err)
			}
			next++
		}
	}
	say(7)
	for n := 1; n <= 40; n++ {
		s, err := Open(t.Context(), file, Options{})
		if err != nil {
			t.Fatal(err)
		}
		for range 2 { // the first time, and catching up
			ctx := leavingAfter(t, n)
			if err := s.View(ctx, id, whole); err != nil {
				if left++; !errors.Is(err, context.Canceled) {
					t.Errorf("leaving at moment %d: %v", n, err)
				}
			}
			ctx.end()
			if err := s.View(t.Context(), id, whole); err != nil {
				t.Errorf("after somebody has left at moment %d: %v", n, err)
			}
			say(1)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
	if left < 5 {
		t.Errorf("only %d have left", left)
	}
}

// TestReadAtOneMoment has many answer while another program looks, changes and exports: each sees as many answers as people
// who have given one.
func TestReadAtOneMoment(t *testing.T) {
	file := filepath.Join(t.TempDir(), "quorum.db")
	var stores [2]*Store
	for i := range stores {
		var err error
		if stores[i], err = Open(t.Context(), file, Options{Wait: 20 * time.Second}); err != nil {
			t.Fatal(err)
		}
		closeAtEnd(t, stores[i])
	}
	id := unseen(t, stores[0], 80)
	var all sync.WaitGroup
	over := make(chan struct{})
	all.Go(func() {
		defer close(over)
		for i := range 80 {
			if err := answer(t.Context(), stores[0], id, i, ""); err != nil {
				t.Error(err)
			}
		}
	})
	for _, look := range []func() error{
		func() error { return stores[1].View(t.Context(), id, whole) },
		func() error {
			return stores[1].Export(t.Context(), func(p *polls.Poll, _ []polls.Event) error { return whole(p) })
		},
		func() error {
			stores[1].seen.remove(&folded{id: id})
			p, _, err := stores[1].fold(t.Context(), id)
			return errors.Join(err, whole(p))
		},
	} {
		all.Go(func() {
			for {
				select {
				case <-over:
					return
				default:
				}
				if err := look(); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	all.Wait()
}

// TestOneUnreadable has one poll whose log this program does not know: it alone is refused, in every way, and nobody who
// changes or looks at another one in the same moment notices.
func TestOneUnreadable(t *testing.T) {
	s := openFile(t, Options{})
	odd, other := create(t, s, 40), create(t, s, 40)
	if n := answered(t, s, odd); n != 0 {
		t.Fatal(n)
	}
	err := s.do(t.Context(), changing, func(b *batch) error {
		b.wrote = true
		return b.tx.exec(`insert into events (workspace, number, seq, at, by, fact, data) values ('T1', $1, 2, 1, '', 'of next year', '{}')`, odd.Number)
	})
	if err != nil {
		t.Fatal(err)
	}
	s.writer.polls.remove(s.writer.polls.byID[odd])
	var all sync.WaitGroup
	for i := range 40 {
		all.Go(func() {
			if err := answer(t.Context(), s, odd, i, ""); !errors.Is(err, ErrUnreadable) || errors.Is(err, ErrUnavailable) {
				t.Errorf("answering the unreadable one: %v", err)
			}
			if err := s.View(t.Context(), odd, func(*polls.Poll) error { return nil }); !errors.Is(err, ErrUnreadable) || !strings.Contains(err.Error(), odd.Key()) {
				t.Errorf("looking at the unreadable one: %v", err)
			}
		})
		all.Go(func() {
			if err := answer(t.Context(), s, other, i, ""); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if n := answered(t, s, other); n != 40 {
		t.Errorf("%d of 40 answers are stored", n)
	}
	var found []polls.ID
	each := func(p *polls.Poll, _ []polls.Event) error { found = append(found, p.ID); return nil }
	for name, err := range map[string]error{
		"export": s.Export(t.Context(), each), "history": s.History(t.Context(), "T1", time.Time{}, 9, each),
	} {
		if left := (*Skipped)(nil); !errors.As(err, &left) || len(left.Items) != 1 || left.Items[0].Key != odd.Key() || !errors.Is(err, ErrUnreadable) {
			t.Errorf("%s ended with %v", name, err)
		}
	}
	if fmt.Sprint(found) != fmt.Sprint([]polls.ID{other, other}) {
		t.Errorf("%v were read", found)
	}
	now := time.Now().Add(time.Minute)
	leased, err := s.Lease(t.Context(), now, now.Add(time.Minute), polls.LaneCard, polls.LaneCard, 1)
	if err != nil || len(leased) != 1 || leased[0].Topic.Poll() != odd {
		t.Fatal(leased, err)
	}
	sent := func(p *polls.Poll) ([]polls.Event, error) {
		return p.PlaceCard(now, polls.Place{Channel: "C1", Message: "1"}), nil
	}
	if err := s.Settle(t.Context(), leased[0], Result{State: Sent}, sent); !errors.Is(err, ErrUnreadable) {
		t.Errorf("settling what was sent about the unreadable one: %v", err)
	}
	for range 9 {
		later := now.Add(time.Hour)
		again, err := s.Lease(t.Context(), later, later.Add(time.Minute), 0, polls.LaneRefresh, 100)
		for _, d := range again {
			if err != nil || d.Topic == odd.Topic() && d.Key == leased[0].Key {
				t.Fatalf("%s is to be sent again (%v)", d.Key, err)
			}
		}
	}
}
