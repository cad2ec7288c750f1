package storagetest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"

	"quorum/polls"
)

func stormTests() []test {
	return []test{
		{"256 answer one poll at once", stormOne},
		{"256 answer many polls at once", stormMany},
		{"what fails spoils no neighbour", stormOfFailures},
		{"who leaves early spoils no neighbour", stormOfLeavers},
		{"who looks during a storm sees only what is stored", stormOfLookers},
		{"a cancelled call stores nothing", cancelled},
		{"the last answers of many polls come at once", lastAnswers},
		{"two stores change one poll", twoStores},
	}
}

const atOnce = 256

// together calls do for 0…n-1, by as many goroutines, all released at once.
func together(n int, do func(i int)) {
	var all sync.WaitGroup
	gate := make(chan struct{})
	for i := range n {
		all.Go(func() {
			<-gate
			do(i)
		})
	}
	close(gate)
	all.Wait()
}

func stormOne(w *world) {
	people := crowd(atOnce)
	id := w.ask(question{people: people, rule: "100, within 2h"})
	answer := func(from, to int) {
		together(to-from, func(i int) {
			if err := w.store.Update(w.ctx(), id, w.answering(people[from+i], "yes")); err != nil {
				w.Errorf("answer %d: %v", from+i, err)
			}
		})
	}
	answer(0, atOnce/2)
	w.weigh(id)
	answer(atOnce/2, atOnce)
	log := w.logs()[id]
	equal(w, "summaries in the log", count(log, "published"), 1)
	equal(w, "counted answers", count(log, "answered"), atOnce/2)
	equal(w, "late answers", count(log, "late"), atOnce/2)
	equal(w, "rows of answers", len(w.db.Rows(w, "select person from answers")), atOnce)
	equal(w, "summaries in the outbox", len(w.db.Rows(w, "select key from outbox where kind = 'summary'")), 1)
	w.consistent(id)
}

func stormMany(w *world) {
	people := crowd(8)
	ids := make([]polls.ID, 32)
	together(len(ids), func(i int) { ids[i] = w.ask(question{people: people, rule: "all, within 2h"}) })
	together(atOnce, func(i int) {
		if err := w.store.Update(w.ctx(), ids[i%32], w.answering(people[i/32], "yes")); err != nil {
			w.Errorf("answer %d: %v", i, err)
		}
	})
	logs := w.logs()
	for _, id := range ids {
		equal(w, "answers of "+id.Key(), count(logs[id], "answered"), 8)
		equal(w, "summaries of "+id.Key(), count(logs[id], "published"), 1)
	}
	w.consistent(ids...)
	equal(w, "summaries in the outbox", len(w.db.Rows(w, "select key from outbox where kind = 'summary'")), 32)
}

// stormOfFailures mixes answers with all kinds of failures.
func stormOfFailures(w *world) {
	const most = 64
	people := crowd(most)
	id := w.ask(question{people: people, rule: "all, within 2h"})
	no := errors.New("no")
	together(most, func(i int) {
		err := w.store.Update(w.ctx(), id, func(p *polls.Poll) ([]polls.Event, error) {
			events, err := p.Answer(w.now, people[i], polls.Response{Position: "yes", Reason: fmt.Sprint(i)})
			switch i % 4 {
			case 1:
				return events, no
			case 2:
				panic("a defect")
			case 3:
				return nil, err
			}
			return events, err
		})
		if (err == nil) != (i%4 == 0) {
			w.Errorf("change %d returned %v", i, err)
		}
	})
	s := w.seen(id)
	equal(w, "answers", s.Standing.Answered, most/4)
	for i, who := range s.People {
		equal(w, "that there is an answer of "+string(who.Person), who.State == polls.HasAnswer, i%4 == 0)
	}
	w.consistent(id)
}

func stormOfLeavers(w *world) {
	people := crowd(atOnce)
	id := w.ask(question{people: people, rule: "all, within 2h"})
	var stored, left [atOnce]bool
	together(atOnce, func(i int) {
		ctx, cancel := context.WithCancel(w.ctx())
		defer cancel()
		if i%2 == 1 {
			go cancel()
		}
		err := w.store.Update(ctx, id, w.answering(people[i], "yes"))
		stored[i], left[i] = err == nil, errors.Is(err, context.Canceled)
		if err != nil && (i%2 == 0 || !left[i]) {
			w.Errorf("answer %d: %v", i, err)
		}
	})
	for i, who := range w.seen(id).People {
		if has := who.State == polls.HasAnswer; has != stored[i] && !left[i] {
			w.Errorf("%s: stored %v, and there is an answer: %v", who.Person, stored[i], has)
		}
	}
	w.consistent(id)
}

// stormOfLookers checks that a stored change is seen at once, and that nothing seen is undone later.
func stormOfLookers(w *world) {
	people := crowd(64)
	id := w.ask(question{people: people, rule: "all, within 2h"})
	var acknowledged atomic.Int64
	var lookers sync.WaitGroup
	stop := make(chan struct{})
	for range 4 {
		lookers.Go(func() {
			for last := 0; ; {
				select {
				case <-stop:
					return
				default:
				}
				least := int(acknowledged.Load())
				is := w.seen(id).Standing.Answered
				if is < least || is < last {
					w.Errorf("%d answers are seen after %d were acknowledged and %d were seen", is, least, last)
					return
				}
				last = is
			}
		})
	}
	together(len(people), func(i int) {
		err := w.store.Update(w.ctx(), id, func(p *polls.Poll) ([]polls.Event, error) {
			events, err := p.Answer(w.now, people[i], polls.Response{Position: "yes"})
			if i%2 == 0 {
				return events, errors.New("no")
			}
			return events, err
		})
		if err == nil {
			acknowledged.Add(1)
		}
	})
	close(stop)
	lookers.Wait()
	equal(w, "answers", w.seen(id).Standing.Answered, 32)
}

func cancelled(w *world) {
	id := w.ask(question{})
	before := w.everything()
	ctx, cancel := context.WithCancel(w.ctx())
	cancel()
	never := func(*polls.Poll) ([]polls.Event, error) {
		w.Error("a change ran for somebody who had left")
		return nil, nil
	}
	_, _, creating := w.store.Create(ctx, "T1", "", func(polls.ID) (*polls.Poll, []polls.Event, error) {
		w.Error("a poll was opened for somebody who had left")
		return nil, nil, nil
	})
	_, leasing := w.store.Lease(ctx, w.now.Add(hour), w.now.Add(2*hour), 0, polls.LaneRefresh, 9)
	for name, err := range map[string]error{
		"updating": w.store.Update(ctx, id, never),
		"viewing":  w.store.View(ctx, id, func(*polls.Poll) error { return nil }),
		"creating": creating, "leasing": leasing, "writing": w.store.Writable(ctx),
	} {
		if !errors.Is(err, context.Canceled) {
			w.Errorf("%s for somebody who had left: %v", name, err)
		}
	}
	w.unchanged(before)
}

// lastAnswers has the deciding answers of a poll and the asker's close come at the same time.
func lastAnswers(w *world) {
	ids := make([]polls.ID, 24)
	for i := range ids {
		ids[i] = w.ask(question{rule: "2 of 3, within 2h"})
	}
	people := []polls.Person{"ben", "cy", "di"}
	together(4*len(ids), func(i int) {
		id := ids[i/4]
		if i%4 == 3 {
			_ = w.store.Update(w.ctx(), id, func(p *polls.Poll) ([]polls.Event, error) {
				return p.Close(w.now, polls.Actor{Person: "ada"})
			})
			return
		}
		if err := w.store.Update(w.ctx(), id, w.answering(people[i%4], "yes")); err != nil {
			w.Errorf("answer %d: %v", i, err)
		}
	})
	logs := w.logs()
	for _, id := range ids {
		equal(w, "summaries of "+id.Key(), count(logs[id], "published"), 1)
	}
	w.consistent(ids...)
	equal(w, "summaries in the outbox", len(w.db.Rows(w, "select key from outbox where kind = 'summary'")), len(ids))
}

// twoStores has two stores on one database, as two processes have: each sees what the other has stored.
func twoStores(w *world) {
	people := crowd(64)
	id := w.ask(question{people: people, rule: "all, within 2h"})
	other := w.another()
	stores := []Store{w.store, other}
	together(len(people), func(i int) {
		if err := stores[i%2].Update(w.ctx(), id, w.answering(people[i], "yes")); err != nil {
			w.Errorf("answer %d: %v", i, err)
		}
	})
	w.must(other.Update(w.ctx(), id, func(p *polls.Poll) ([]polls.Event, error) {
		equal(w, "answers that the other store finds", p.Standing().Answered, len(people))
		return nil, nil
	}))
	w.must(other.View(w.ctx(), id, func(p *polls.Poll) error {
		equal(w, "answers that the other store shows", p.Standing().Answered, len(people))
		return nil
	}))
	w.must(other.Close())
	w.consistent(id)
}
