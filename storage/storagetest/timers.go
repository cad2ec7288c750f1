package storagetest

import (
	"fmt"
	"strings"
	"time"

	"quorum/polls"
	"quorum/storage"
)

func timerTests() []test {
	return []test{
		{"the next deadline is known", nextTick},
		{"what is overdue comes in order", overdue},
		{"there are timers of each kind", everyTimer},
		{"who subscribes is told", subscribed},
		{"a signal that nobody takes blocks nobody", unheard},
	}
}

func nextTick(w *world) {
	var after time.Time
	tick := func(want time.Time) {
		w.Helper()
		at, ok, err := w.store.NextTimer(w.ctx(), after)
		w.must(err)
		if ok == want.IsZero() || !at.Equal(want) {
			w.Errorf("the next tick is at %v (%v), not %v", at, ok, want)
		}
	}
	tick(time.Time{})
	late := w.ask(question{rule: "all, within 5h"})
	soon := w.ask(question{rule: "1 of 3, within 2h", workspace: "T2"})
	tick(w.now.Add(2 * hour))
	for _, of := range []struct{ after, want time.Duration }{{2*hour - time.Millisecond, 2 * hour}, {2 * hour, 5 * hour}} {
		after = w.now.Add(of.after)
		tick(w.now.Add(of.want))
	}
	after = w.now.Add(5 * hour)
	tick(time.Time{})
	after = time.Time{}
	w.answer(soon, "ben", "yes")
	tick(w.now.Add(2 * hour))
	w.reopen()
	tick(w.now.Add(2 * hour))
	w.must(w.store.Update(w.ctx(), soon, func(p *polls.Poll) ([]polls.Event, error) { return p.Tick(w.now.Add(2 * hour)), nil }))
	tick(w.now.Add(5 * hour))
	w.must(w.store.Update(w.ctx(), late, func(p *polls.Poll) ([]polls.Event, error) {
		return p.Cancel(w.now, polls.Actor{Person: "ada"})
	}))
	tick(time.Time{})
}

// due returns the keys of the timers that are due at a time.
func (w *world) due(now time.Time, n int) string {
	w.Helper()
	all, err := w.store.DueTimers(w.ctx(), now, n)
	w.must(err)
	var keys []string
	for _, t := range all {
		keys = append(keys, t.Key())
		if t.Due.After(now) {
			w.Errorf("%+v is due at %s", t, now)
		}
	}
	return strings.Join(keys, " ")
}

// everyTimer has one timer of each kind.
func everyTimer(w *world) {
	id := w.ask(question{rule: "all, within 5h"})
	s := w.timetable("T1", "")
	w.must(w.store.SetDigest(w.ctx(), storage.Digest{Workspace: "T1", Person: "ben", Due: w.now.Add(2 * hour)}))
	for _, of := range []struct{ after, want time.Time }{
		{time.Time{}, s.Next}, {s.Next, w.now.Add(2 * hour)}, {w.now.Add(2 * hour), w.now.Add(5 * hour)}, {w.now.Add(5 * hour), time.Time{}},
	} {
		at, ok, err := w.store.NextTimer(w.ctx(), of.after)
		w.must(err)
		if ok == of.want.IsZero() || !at.Equal(of.want) {
			w.Errorf("after %v the next timer is due at %v (%v), not %v", of.after, at, ok, of.want)
		}
	}
	equal(w, "what is due", w.due(w.now.Add(5*hour), 1), id.Key()+" T1/S1 T1/ben")
}

func overdue(w *world) {
	var want []polls.ID
	for _, hours := range []int{3, 1, 2, 9} {
		want = append(want, w.ask(question{rule: fmt.Sprintf("all, within %dh", hours)}))
	}
	want = []polls.ID{want[1], want[2], want[0]}
	over := func(after time.Duration, n int, want []polls.ID) {
		w.Helper()
		var keys []string
		for _, id := range want {
			keys = append(keys, id.Key())
		}
		equal(w, "overdue polls", w.due(w.now.Add(after), n), strings.Join(keys, " "))
	}
	over(hour-time.Millisecond, 9, nil)
	over(hour, 9, want[:1])
	over(3*hour, 9, want)
	over(3*hour, 2, want[:2])
	over(3*hour, 0, nil)
	w.end(want[0])
	over(3*hour, 9, want[1:])
}

func subscribed(w *world) {
	one, stopOne := w.store.Subscribe()
	two, stopTwo := w.store.Subscribe()
	defer stopTwo()
	both := func(what string) {
		w.Helper()
		w.wait(what, one)
		w.wait(what, two)
	}
	id := w.ask(question{})
	both("the signal of a new poll")
	w.answer(id, "ben", "yes")
	both("the signal of an answer")
	d := w.leaseOf("card", hour)
	drain(one)
	drain(two)
	w.settle(d, storage.Result{State: storage.Retry, Next: w.now})
	both("the signal of a delivery put off")
	stopOne()
	stopOne()
	w.answer(id, "cy", "yes")
	w.wait("the signal to who still listens", two)
	select {
	case <-one:
		w.Error("who no longer listens was told")
	default:
	}
}

func drain(c <-chan struct{}) {
	select {
	case <-c:
	default:
	}
}

func unheard(w *world) {
	news, stop := w.store.Subscribe()
	defer stop()
	id := w.ask(question{rule: "all, within 2h"})
	for i := range 6 {
		w.answer(id, "ben", []string{"yes", "no"}[i%2])
	}
	w.wait("the signal", news)
	select {
	case <-news:
		w.Error("signals were queued")
	default:
	}
}
