package storagetest

import (
	"sync"
	"time"

	"quorum/polls"
	"quorum/storage"
)

func outboxTests() []test {
	return []test{
		{"a poll's notices are stored with it", noticesStored},
		{"notices are leased by lane and by time", leaseOrder},
		{"a lease is one holder's", leaseOnce},
		{"a lease that has run out is to be recovered", leaseRunsOut},
		{"what waits and is armed again is sent once", armedWhileWaiting},
		{"what was sent and is armed again is a new sending", armedAfterSending},
		{"what is armed again while it is sent is due after it", armedWhileSending},
		{"what is told once stays told", toldOnce},
		{"the outbox says when it has something next", nextDue},
		{"the outbox outlives its program", outboxReopened},
	}
}

const anyLane = polls.LaneRefresh

// lease leases for an hour the notices that are due some time after the poll was asked.
func (w *world) lease(after time.Duration, n int) []storage.Delivery {
	w.Helper()
	at := w.now.Add(after)
	got, err := w.store.Lease(w.ctx(), at, at.Add(hour), 0, anyLane, n)
	w.must(err)
	return got
}

// leaseOf leases all notices and returns one; the others are dropped.
func (w *world) leaseOf(key string, after time.Duration) storage.Delivery {
	w.Helper()
	var found storage.Delivery
	for _, d := range w.lease(after, 1000) {
		if d.Key == key {
			found = d
			continue
		}
		w.must(w.store.Settle(w.ctx(), d, storage.Result{State: storage.Dropped}, nil))
	}
	if found.Key == "" {
		w.Fatalf("there is no %s to lease", key)
	}
	return found
}

func (w *world) settle(d storage.Delivery, r storage.Result) {
	w.Helper()
	w.must(w.store.Settle(w.ctx(), d, r, nil))
}

// none checks that no notice is due.
func (w *world) none(after time.Duration) {
	w.Helper()
	for _, d := range w.lease(after, 1000) {
		w.Errorf("%s is due", d.Key)
	}
}

// clear settles all notices in the outbox.
func (w *world) clear() {
	w.Helper()
	for _, d := range w.lease(10*hour, 1000) {
		w.settle(d, storage.Result{State: storage.Dropped})
	}
}

func keys(all []storage.Delivery) []string {
	k := make([]string, len(all))
	for i, d := range all {
		k[i] = d.Key
	}
	return k
}

func noticesStored(w *world) {
	id := w.ask(question{})
	w.same("outbox", [][]string{
		{"card", "card", "", "1", "due"},
		{"question/ben", "question", "ben", "2", "due"},
		{"question/cy", "question", "cy", "2", "due"},
		{"question/di", "question", "di", "2", "due"},
	}, w.db.Rows(w, "select key, kind, person, lane, state from outbox order by key"))
	for _, d := range w.lease(0, 10) {
		if d.Topic != id.Topic() || !d.Due.Equal(w.now) || d.Attempts+d.Unknown+d.Revision != 0 || d.Recover || !d.Started.IsZero() || !d.At.IsZero() || len(d.ID) != 36 {
			w.Errorf("a first delivery is %+v", d)
		}
		if d.Kind == polls.NoticeQuestion && (d.To == "" || d.Lane != polls.LaneQuestion) {
			w.Errorf("a question is %+v", d)
		}
	}
}

func leaseOrder(w *world) {
	one := w.ask(question{people: []polls.Person{"ben"}, rule: "all, within 2h"})
	w.now = w.now.Add(-time.Minute)
	w.ask(question{people: []polls.Person{"cy"}, rule: "all, within 2h"})
	w.now = w.now.Add(time.Minute)
	w.answer(one, "ben", "yes")
	at := w.now.Add(hour)
	got, err := w.store.Lease(w.ctx(), at, at.Add(hour), polls.LaneQuestion, polls.LaneReminder, 10)
	w.must(err)
	w.same("the lanes of questions and reminders", [][]string{{"question/cy", "question/ben"}}, [][]string{keys(got)})
	w.same("the next two", [][]string{{"receipt/ben", "card"}}, [][]string{keys(w.lease(hour, 2))})
	got = w.lease(hour, 10)
	w.same("the rest", [][]string{{"card", "summary", "tidy"}}, [][]string{keys(sortDeliveries(got))})
	w.ask(question{workspace: "T2"})
	got, err = w.store.Lease(w.ctx(), w.now.Add(-time.Millisecond), at, 0, anyLane, 10)
	w.must(err)
	equal(w, "deliveries before they are due", len(got), 0)
	equal(w, "deliveries when none is wanted", len(w.lease(0, 0)), 0)
}

func leaseOnce(w *world) {
	const people = 100
	w.ask(question{people: crowd(people)})
	var mu sync.Mutex
	seen := map[string]int{}
	together(16, func(int) {
		for range people {
			got, err := w.store.Lease(w.ctx(), w.now, w.now.Add(hour), 0, anyLane, 7)
			if err != nil || len(got) == 0 {
				if err != nil {
					w.Errorf("leasing: %v", err)
				}
				return
			}
			mu.Lock()
			for _, d := range got {
				seen[d.ID]++
			}
			mu.Unlock()
		}
	})
	equal(w, "deliveries leased", len(seen), people+1)
	for id, n := range seen {
		if n != 1 {
			w.Errorf("%s was leased %d times", id, n)
		}
	}
}

func leaseRunsOut(w *world) {
	w.ask(question{})
	first := w.leaseOf("card", 0)
	w.none(hour - time.Millisecond)
	w.reopen()
	again := w.leaseOf("card", hour)
	if again.ID != first.ID || !again.Recover || again.Unknown != 1 || again.Attempts != 0 || !again.Started.Equal(w.now) {
		w.Errorf("a lease that had run out is leased as %+v", again)
	}
	third := w.leaseOf("card", 2*hour)
	if third.Unknown != 2 || !third.Started.Equal(w.now) {
		w.Errorf("a lease that had run out twice is leased as %+v", third)
	}
}

func armedWhileWaiting(w *world) {
	id := w.ask(question{rule: "all, within 2h"})
	w.answer(id, "ben", "yes")
	w.now = w.now.Add(time.Second)
	w.answer(id, "ben", "no")
	w.now = w.now.Add(-time.Second)
	all := w.db.Rows(w, "select key, lane, due, revision from outbox where key in ('card', 'receipt/ben') order by key")
	due := row(w.now)[0]
	w.same("outbox", [][]string{{"card", "1", due, "0"}, {"receipt/ben", "0", due, "0"}}, all)

	receipt := w.leaseOf("receipt/ben", hour)
	w.settle(receipt, storage.Result{State: storage.Retry, Next: w.now.Add(3 * hour), Counted: true})
	w.answer(id, "ben", "yes")
	w.noneOf("receipt/ben", 2*hour)
	d := w.leaseOf("receipt/ben", 3*hour)
	if d.ID != receipt.ID || d.Attempts != 1 || d.Recover {
		w.Errorf("what was put off and armed again is leased as %+v", d)
	}
}

func armedAfterSending(w *world) {
	id := w.ask(question{rule: "all, within 2h"})
	at := polls.Place{Channel: "C1", Message: "1.1"}
	first := w.leaseOf("card", 0)
	w.settle(first, storage.Result{State: storage.Sent, At: at, Counted: true})
	w.none(9 * hour)
	w.answer(id, "ben", "yes")
	w.noneOf("card", polls.CardPace-time.Millisecond)
	second := w.leaseOf("card", polls.CardPace)
	if second.ID == first.ID || second.Revision != 1 || second.At != at || second.Attempts != 0 || second.Recover || second.Lane != polls.LaneUpdate {
		w.Errorf("the second sending is %+v", second)
	}
	w.settle(second, storage.Result{State: storage.Sent})
	w.answer(id, "cy", "yes")
	third := w.leaseOf("card", hour)
	if third.Revision != 2 || third.At != at {
		w.Errorf("the third sending is %+v", third)
	}
}

// noneOf checks that a notice is not due. Notices that are due are dropped.
func (w *world) noneOf(key string, after time.Duration) {
	w.Helper()
	for _, d := range w.lease(after, 1000) {
		if d.Key == key {
			w.Errorf("%s is due", key)
		}
		w.settle(d, storage.Result{State: storage.Dropped})
	}
}

func armedWhileSending(w *world) {
	for i, c := range []struct {
		as       storage.Result
		due      bool
		revision int
	}{
		{storage.Result{State: storage.Sent, At: polls.Place{Channel: "C1", Message: "1.1"}}, true, 1},
		{storage.Result{State: storage.Failed}, true, 0},
		{storage.Result{State: storage.Dropped}, true, 0},
		{storage.Result{State: storage.Retry, Next: w.now.Add(hour)}, true, 0},
		{storage.Result{State: storage.Unknown, Next: w.now.Add(hour), Counted: true}, true, 0},
	} {
		id := w.ask(question{rule: "all, within 9h"})
		d := w.leaseOf("card", 0)
		w.answer(id, "ben", "yes")
		w.answer(id, "cy", "yes")
		w.noneOf("card", time.Minute)
		w.settle(d, c.as)
		again := w.leaseOf("card", hour)
		if again.Revision != c.revision || again.Recover != (c.as.State == storage.Unknown) || again.At != c.as.At {
			w.Errorf("case %d: after %s it is leased as %+v", i, c.as.State, again)
		}
		w.settle(again, storage.Result{State: storage.Sent})
		if c.as.State == storage.Unknown { // it is unknown which content was sent
			equal(w, "the revision after the uncertain one", w.leaseOf("card", 2*hour).Revision, 1)
		}
		w.clear()
		w.none(9 * hour)
	}
}

func toldOnce(w *world) {
	id := w.ask(question{rule: "1 of 3, within 2h"})
	w.answer(id, "ben", "yes")
	w.settle(w.leaseOf("summary", hour), storage.Result{State: storage.Sent})
	w.end(id)
	w.noneOf("summary", 9*hour)
	for _, of := range []storage.DeliveryState{storage.Failed, storage.Dropped} {
		other := w.ask(question{})
		for _, d := range w.lease(0, 100) {
			w.settle(d, storage.Result{State: of, Why: "no"})
		}
		w.none(9 * hour)
		equal(w, "notices that failed or were dropped", len(w.db.Rows(w, "select key from outbox where due is null and state = '"+string(of)+"' and number = "+other.String()[1:])), 4)
	}
}

func nextDue(w *world) {
	if at, ok, err := w.store.NextDue(w.ctx(), 0, anyLane); ok || err != nil {
		w.Errorf("an empty outbox is due at %v (%v)", at, err)
	}
	id := w.ask(question{rule: "all, within 2h"})
	next := func(from, to polls.Lane, want time.Time) {
		w.Helper()
		at, ok, err := w.store.NextDue(w.ctx(), from, to)
		w.must(err)
		if ok == want.IsZero() || !at.Equal(want) {
			w.Errorf("lanes %d to %d are next due at %v, not %v", from, to, at, want)
		}
	}
	next(0, anyLane, w.now)
	next(polls.LaneReminder, anyLane, time.Time{})
	held := w.lease(0, 1)[0]
	next(polls.LaneCard, polls.LaneCard, w.now.Add(hour))
	next(0, anyLane, w.now)
	w.settle(held, storage.Result{State: storage.Retry, Next: w.now.Add(time.Minute)})
	next(polls.LaneCard, polls.LaneCard, w.now.Add(time.Minute))
	w.clear()
	next(0, anyLane, time.Time{})
	w.answer(id, "ben", "yes")
	next(0, anyLane, w.now)
}

func outboxReopened(w *world) {
	w.ask(question{})
	first := keys(w.lease(0, 2))
	w.reopen()
	rest := keys(w.lease(0, 10))
	equal(w, "deliveries", len(first)+len(rest), 4)
	w.reopen()
	equal(w, "deliveries whose lease has run out", len(w.lease(2*hour, 10)), 4)
}
