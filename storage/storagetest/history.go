package storagetest

import (
	"context"
	"errors"
	"fmt"
	"time"

	"quorum/polls"
)

func historyTests() []test {
	return []test{
		{"the history has what was open since then", history},
		{"a history that fails ends", historyFails},
	}
}

// past returns the numbers of the polls in a history.
func (w *world) past(workspace string, since time.Time, n int) string {
	var numbers []int64
	w.must(w.store.History(w.ctx(), workspace, since, n, func(p *polls.Poll, events []polls.Event) error {
		numbers = append(numbers, p.ID.Number)
		if len(events) != p.Version || events[0].Fact.(polls.Opened).Number != p.ID.Number || p.ID.Workspace != workspace {
			w.Errorf("%s has version %d and %d events", p.ID.Key(), p.Version, len(events))
		}
		return nil
	}))
	return fmt.Sprint(numbers)
}

func history(w *world) {
	begun := w.now
	var ids []polls.ID
	for _, rule := range []string{"all, within 1d", "1 of 3, within 5d", "all, within 1d", "all, within 1d"} {
		ids = append(ids, w.ask(question{rule: rule}))
	}
	w.ask(question{workspace: "T2"})
	w.end(ids[0])
	w.now = begun.Add(hour)
	w.answer(ids[1], "ben", "yes") // published, and open for late answers
	w.end(ids[3])
	equal(w, "all", w.past("T1", begun, 9), "[4 3 2 1]")
	equal(w, "since later", w.past("T1", begun.Add(time.Minute), 9), "[4 3 2]")
	equal(w, "since the last ended", w.past("T1", w.now, 9), "[4 3 2]")
	equal(w, "what is still open", w.past("T1", w.now.Add(time.Millisecond), 9), "[3 2]")
	equal(w, "the newest", w.past("T1", begun, 2), "[4 3]")
	equal(w, "elsewhere", w.past("T3", begun, 9), "[]")
	w.must(w.store.Update(w.ctx(), ids[2], func(p *polls.Poll) ([]polls.Event, error) {
		return p.Cancel(w.now, polls.Actor{Person: "ada"})
	}))
	equal(w, "what is left open", w.past("T1", w.now.Add(hour), 9), "[2]")
	w.reopen()
	equal(w, "after a restart", w.past("T1", begun, 9), "[4 3 2 1]")
}

func historyFails(w *world) {
	w.ask(question{})
	w.ask(question{})
	no, calls := errors.New("no"), 0
	err := w.store.History(w.ctx(), "T1", w.now, 9, func(*polls.Poll, []polls.Event) error { calls++; return no })
	if !errors.Is(err, no) || calls != 1 {
		w.Errorf("a history that failed returned %v after %d polls", err, calls)
	}
}

// amnesiac is a store whose history is wrong.
type amnesiac struct {
	Store
	ask func(s Store, workspace string, since time.Time, n int, each func(*polls.Poll, []polls.Event) error) error
}

func (f amnesiac) History(_ context.Context, workspace string, since time.Time, n int, each func(*polls.Poll, []polls.Event) error) error {
	return f.ask(f.Store, workspace, since, n, each)
}

func historyMutants() []mutant {
	const by = "the history has what was open since then"
	otherwise := func(ask func(s Store, workspace string, since time.Time, n int, each func(*polls.Poll, []polls.Event) error) error) func(Store) Store {
		return func(s Store) Store { return amnesiac{s, ask} }
	}
	return []mutant{
		{"the history forgets nothing", by, otherwise(func(s Store, workspace string, _ time.Time, n int, each func(*polls.Poll, []polls.Event) error) error {
			return s.History(context.Background(), workspace, time.Time{}, n, each)
		})},
		{"the history has no end", by, otherwise(func(s Store, workspace string, since time.Time, _ int, each func(*polls.Poll, []polls.Event) error) error {
			return s.History(context.Background(), workspace, since, 1000, each)
		})},
		{"what is open has no history", by, otherwise(func(s Store, workspace string, since time.Time, n int, each func(*polls.Poll, []polls.Event) error) error {
			return s.History(context.Background(), workspace, since, n, func(p *polls.Poll, events []polls.Event) error {
				if p.ClosedAt.IsZero() {
					return nil
				}
				return each(p, events)
			})
		})},
		{"a failure of the history is not told", "a history that fails ends", otherwise(func(s Store, workspace string, since time.Time, n int, each func(*polls.Poll, []polls.Event) error) error {
			return s.History(context.Background(), workspace, since, n, func(p *polls.Poll, events []polls.Event) error {
				_ = each(p, events)
				return nil
			})
		})},
	}
}
