package storagetest

import (
	"cmp"
	"errors"
	"slices"
	"time"

	"quorum/polls"
	"quorum/storage"
)

func settleTests() []test {
	return []test{
		{"what was sent is not sent again", sentOnce},
		{"what did not arrive is due again", putOff},
		{"what may have arrived is looked for", uncertain},
		{"what was uncertain stays so until it was found or sent", staysUncertain},
		{"the fate of a notice and what it means are one", fateAndMeaning},
		{"what is told next is one with the fate", toldNext},
		{"a failed meaning leaves the fate open", failedMeaning},
		{"a late settle changes only what it knows", lateSettle},
		{"a wrong result is refused", wrongResult},
		{"a crowd is told, each once", tellCrowd},
	}
}

func sortDeliveries(all []storage.Delivery) []storage.Delivery {
	return slices.SortedFunc(slices.Values(all), func(a, b storage.Delivery) int { return cmp.Compare(a.Key, b.Key) })
}

func sentOnce(w *world) {
	w.ask(question{})
	ids := map[string]bool{}
	for _, d := range w.lease(0, 100) {
		ids[d.ID] = true
		w.settle(d, storage.Result{State: storage.Sent, At: polls.Place{Channel: "C", Message: d.Key}, Counted: true})
	}
	equal(w, "different delivery ids", len(ids), 4)
	w.none(99 * hour)
	w.reopen()
	w.none(99 * hour)
	w.same("outbox", [][]string{{"card", "sent", "C", "card", "1"}},
		w.db.Rows(w, "select key, state, at_channel, at_message, attempts from outbox where key = 'card'"))
}

func putOff(w *world) {
	w.ask(question{})
	d := w.leaseOf("card", 0)
	w.settle(d, storage.Result{State: storage.Retry, Next: w.now.Add(time.Minute), Why: "ratelimited"})
	w.none(time.Minute - time.Millisecond)
	d = w.leaseOf("card", time.Minute)
	equal(w, "attempts after one that did not count", d.Attempts, 0)
	w.settle(d, storage.Result{State: storage.Retry, Next: w.now.Add(2 * time.Minute), Counted: true})
	d = w.leaseOf("card", 2*time.Minute)
	if d.Attempts != 1 || d.Unknown != 0 || d.Recover || !d.Started.IsZero() || d.Revision != 0 {
		w.Errorf("what did not arrive is leased as %+v", d)
	}
	w.settle(d, storage.Result{State: storage.Retry})
	w.leaseOf("card", 2*time.Minute)
}

func uncertain(w *world) {
	w.ask(question{})
	first := w.leaseOf("card", time.Second)
	w.settle(first, storage.Result{State: storage.Unknown, Next: w.now.Add(time.Minute), Counted: true, Why: "timeout"})
	w.none(time.Minute - time.Millisecond)
	d := w.leaseOf("card", time.Minute)
	if !d.Recover || d.Unknown != 1 || d.Attempts != 1 || !d.Started.Equal(w.now.Add(time.Second)) || d.ID != first.ID {
		w.Errorf("what may have arrived is leased as %+v", d)
	}
	w.settle(d, storage.Result{State: storage.Unknown, Next: w.now.Add(2 * time.Minute)})
	d = w.leaseOf("card", 2*time.Minute)
	if !d.Recover || d.Unknown != 1 || !d.Started.Equal(w.now.Add(time.Second)) {
		w.Errorf("after a look that found nothing it is leased as %+v", d)
	}
	w.settle(d, storage.Result{State: storage.Sent, At: polls.Place{Channel: "C", Message: "1"}})
	w.none(99 * hour)
}

func staysUncertain(w *world) {
	id := w.ask(question{rule: "all, within 9h"})
	d := w.leaseOf("card", 0)
	w.settle(d, storage.Result{State: storage.Unknown, Next: w.now, Counted: true})
	for range 2 { // looking for the message fails
		d = w.leaseOf("card", 0)
		w.settle(d, storage.Result{State: storage.Retry, Next: w.now, Counted: true})
	}
	d = w.leaseOf("card", 0)
	if !d.Recover || d.Unknown != 1 || d.Attempts != 3 || !d.Started.Equal(w.now) {
		w.Errorf("after looks that failed it is leased as %+v", d)
	}
	w.settle(d, storage.Result{State: storage.Failed, Why: "parked"})
	w.answer(id, "ben", "yes")
	again := w.leaseOf("card", hour)
	if !again.Recover || again.ID != d.ID {
		w.Errorf("what may have arrived, was parked and is armed again, is leased as %+v", again)
	}
	w.settle(again, storage.Result{State: storage.Sent, At: polls.Place{Channel: "C", Message: "1"}})
	w.answer(id, "cy", "yes")
	if d = w.leaseOf("card", hour); d.Recover || d.Revision != 1 || !d.Started.IsZero() {
		w.Errorf("after it was found, the next sending is %+v", d)
	}
}

func fateAndMeaning(w *world) {
	id := w.ask(question{})
	at := polls.Place{Channel: "D1", Message: "1.5"}
	d := w.leaseOf("question/ben", 0)
	w.must(w.store.Settle(w.ctx(), d, storage.Result{State: storage.Sent, At: at}, func(p *polls.Poll) ([]polls.Event, error) {
		return p.MarkDelivered(w.now, d.To, at), nil
	}))
	equal(w, "where the question stands", w.seen(id).People[0].Question, at)
	w.none(99 * hour)

	other := w.ask(question{people: []polls.Person{"eve", "ben"}, rule: "all, within 2h"})
	d = w.leaseOf("question/eve", 0)
	w.must(w.store.Settle(w.ctx(), d, storage.Result{State: storage.Failed, Why: "user_not_found"}, func(p *polls.Poll) ([]polls.Event, error) {
		return p.MarkUnreachable(w.now, d.To, "user_not_found"), nil
	}))
	equal(w, "the state of who could not be asked", w.seen(other).People[0].State, polls.Gone)
	w.leaseOf("unreachable", hour)
	w.consistent(id)
	w.consistent(other)
}

func toldNext(w *world) {
	id := w.ask(question{})
	next := func(p *polls.Poll) []polls.Notice {
		return []polls.Notice{{Topic: p.ID.Topic(), Key: "tidy/1", Kind: polls.NoticeRefresh, Lane: polls.LaneRefresh, Due: w.now.Add(hour)}}
	}
	d := w.leaseOf("question/ben", 0)
	w.must(w.store.Settle(w.ctx(), d, storage.Result{State: storage.Sent, Then: next}, nil))
	lease := func(at time.Time) []storage.Delivery {
		got, err := w.store.Lease(w.ctx(), at, at.Add(hour), polls.LaneRefresh, polls.LaneRefresh, 10)
		w.must(err)
		return got
	}
	equal(w, "what is told next before its time", len(lease(w.now)), 0)
	later := lease(w.now.Add(hour))
	w.same("what is told next", [][]string{{"tidy/1"}}, [][]string{keys(later)})
	w.settle(later[0], storage.Result{State: storage.Sent})
	err := w.store.Settle(w.ctx(), d, storage.Result{State: storage.Failed, Then: next}, nil)
	if !errors.Is(err, storage.ErrLeaseLost) {
		w.Errorf("without a lease: %v", err)
	}
	equal(w, "what is told next without a lease", len(lease(w.now.Add(99*hour))), 0)
	w.consistent(id)
}

func failedMeaning(w *world) {
	id := w.ask(question{})
	d := w.leaseOf("question/ben", 0)
	before, no := w.everything(), errors.New("no")
	err := w.store.Settle(w.ctx(), d, storage.Result{State: storage.Sent}, func(p *polls.Poll) ([]polls.Event, error) {
		p.MarkDelivered(w.now, d.To, polls.Place{Channel: "D1", Message: "1"})
		return nil, no
	})
	if !errors.Is(err, no) {
		w.Errorf("the change's error came back as %v", err)
	}
	w.unchanged(before)
	w.settle(d, storage.Result{State: storage.Sent})
	equal(w, "the version", w.seen(id).Version, 1)
}

func lateSettle(w *world) {
	id := w.ask(question{})
	slow := w.leaseOf("question/ben", 0)
	quick := w.leaseOf("question/ben", hour)
	before := w.everything()
	for _, r := range []storage.Result{
		{State: storage.Retry, Next: w.now}, {State: storage.Unknown, Next: w.now}, {State: storage.Failed}, {State: storage.Dropped},
	} {
		err := w.store.Settle(w.ctx(), slow, r, func(p *polls.Poll) ([]polls.Event, error) { return p.MarkUnreachable(w.now, "ben", "late"), nil })
		if !errors.Is(err, storage.ErrLeaseLost) {
			w.Errorf("a late %s returned %v", r.State, err)
		}
	}
	w.unchanged(before)
	at := polls.Place{Channel: "D1", Message: "1"}
	w.must(w.store.Settle(w.ctx(), slow, storage.Result{State: storage.Sent, At: at}, func(p *polls.Poll) ([]polls.Event, error) {
		return p.MarkDelivered(w.now, "ben", at), nil
	}))
	equal(w, "where the question stands", w.seen(id).People[0].Question, at)
	if err := w.store.Settle(w.ctx(), quick, storage.Result{State: storage.Retry, Next: w.now}, nil); !errors.Is(err, storage.ErrLeaseLost) {
		w.Errorf("settling what somebody else has sent returned %v", err)
	}
	w.settle(quick, storage.Result{State: storage.Sent})
	w.none(99 * hour)
	unknown := quick
	unknown.Key = "question/nobody"
	if err := w.store.Settle(w.ctx(), unknown, storage.Result{State: storage.Sent}, nil); !errors.Is(err, storage.ErrLeaseLost) {
		w.Errorf("settling what is not there returned %v", err)
	}
}

func wrongResult(w *world) {
	w.ask(question{})
	d := w.leaseOf("card", 0)
	before := w.everything()
	for _, s := range []storage.DeliveryState{"", "sending", "lost"} {
		if err := w.store.Settle(w.ctx(), d, storage.Result{State: s}, nil); err == nil {
			w.Errorf("the result %q was taken", s)
		}
	}
	w.unchanged(before)
}

// tellCrowd delivers to many people with several workers while they answer.
func tellCrowd(w *world) {
	people := crowd(120)
	id := w.ask(question{people: people, rule: "all, within 9h"})
	told := make(chan string, 10*len(people))
	together(8, func(worker int) {
		if worker%2 == 0 {
			for i := worker / 2; i < len(people); i += 4 {
				w.answer(id, people[i], "yes")
			}
		}
		for batch := w.lease(0, 5); len(batch) > 0 && len(told) < cap(told)/2; batch = w.lease(0, 5) {
			for _, d := range batch {
				told <- d.ID
				w.must(w.store.Settle(w.ctx(), d, storage.Result{State: storage.Sent, At: polls.Place{Channel: "C", Message: "1"}},
					func(p *polls.Poll) ([]polls.Event, error) {
						return p.MarkDelivered(w.now, d.To, polls.Place{Channel: "C", Message: "1"}), nil
					}))
			}
		}
	})
	close(told)
	seen := map[string]bool{}
	for t := range told {
		if seen[t] {
			w.Errorf("%s was told twice", t)
		}
		seen[t] = true
	}
	s := w.seen(id)
	for _, p := range s.People {
		if p.Delivered.IsZero() || p.State != polls.HasAnswer {
			w.Errorf("%s was not asked or not heard: %+v", p.Person, p)
		}
	}
	equal(w, "summaries sent", len(w.db.Rows(w, "select key from outbox where kind = 'summary' and state = 'sent'")), 1)
	w.consistent(id)
}
