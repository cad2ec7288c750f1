package storagetest

import (
	"errors"
	"sync"
	"time"

	"quorum/polls"
	"quorum/storage"
)

func claimTests() []test {
	return []test{
		{"what comes is leased for who claims it", claimMet},
		{"a claim gets what it asked for", claimBounded},
		{"what will be due is not claimed yet", claimLater},
		{"a change that fails meets no claim", claimOfFailure},
		{"a claim that was taken back gets nothing", claimTaken},
		{"what was claimed and not settled is to be recovered", claimRunsOut},
		{"many claim, each gets its own", claimStorm},
	}
}

// today has polls asked at the real time, so that notices that are due at once are due by the clock.
func (w *world) today() { w.now = time.Now().Truncate(time.Millisecond) }

func (w *world) claim(from, to polls.Lane, n int) *storage.Claim {
	return w.store.Claim(from, to, n, hour)
}

func (w *world) pending(c *storage.Claim) {
	w.Helper()
	select {
	case <-c.Done():
		w.Error("a claim is done before something came")
	default:
	}
}

func claimMet(w *world) {
	w.today()
	c := w.claim(polls.LaneQuestion, polls.LaneQuestion, 9)
	other := w.claim(polls.LaneReminder, polls.LaneUpdate, 9)
	w.pending(c)
	w.ask(question{})
	w.wait("a claim", c.Done())
	got := c.Take()
	w.same("what was claimed", [][]string{{"question/ben", "question/cy", "question/di"}}, [][]string{keys(sortDeliveries(got))})
	w.same("what is left", [][]string{{"card"}}, [][]string{keys(w.lease(time.Minute, 9))})
	for _, d := range got {
		w.settle(d, storage.Result{State: storage.Sent, At: polls.Place{Channel: "D", Message: d.Key}})
	}
	w.none(time.Minute)
	w.pending(other)
	equal(w, "what a claim in another lane got", len(other.Take()), 0)
	equal(w, "what a claim gives a second time", len(c.Take()), 0)
}

func claimBounded(w *world) {
	w.today()
	two, none := w.claim(0, anyLane, 2), w.claim(polls.LaneQuestion, polls.LaneQuestion, 0)
	w.ask(question{})
	w.wait("a claim of nothing", none.Done())
	equal(w, "what a claim of nothing got", len(none.Take()), 0)
	w.same("the first two", [][]string{{"card", "question/ben"}}, [][]string{keys(sortDeliveries(two.Take()))})
	equal(w, "what is left", len(w.lease(time.Minute, 9)), 2)
}

func claimLater(w *world) {
	w.today()
	w.now = w.now.Add(10 * hour)
	c := w.claim(0, anyLane, 9)
	w.ask(question{})
	w.wait("a claim", c.Done())
	equal(w, "what was claimed before it was due", len(c.Take()), 0)
	equal(w, "what is due then", len(w.lease(0, 9)), 4)
}

func claimOfFailure(w *world) {
	w.today()
	id := w.ask(question{})
	w.clear()
	c := w.claim(0, anyLane, 9)
	fault := errors.New("a fault")
	err := w.store.Update(w.ctx(), id, func(p *polls.Poll) ([]polls.Event, error) {
		if _, err := p.Answer(w.now, "ben", polls.Response{Position: "yes"}); err != nil {
			return nil, err
		}
		return nil, fault
	})
	if !errors.Is(err, fault) {
		w.Errorf("a change that fails says %v", err)
	}
	w.pending(c)
	w.answer(id, "ben", "yes")
	w.wait("a claim", c.Done())
	w.same("what the answer brought", [][]string{{"receipt/ben"}}, [][]string{keys(c.Take())})
}

func claimTaken(w *world) {
	w.today()
	c := w.claim(0, anyLane, 9)
	equal(w, "what a claim got before something came", len(c.Take()), 0)
	w.ask(question{})
	w.pending(c)
	equal(w, "what a claim got after it was taken back", len(c.Take()), 0)
	equal(w, "what others may lease", len(w.lease(time.Minute, 9)), 4)
}

func claimRunsOut(w *world) {
	w.today()
	c := w.claim(polls.LaneCard, polls.LaneCard, 1)
	w.ask(question{})
	w.wait("a claim", c.Done())
	w.reopen()
	again := w.lease(2*hour, 1)
	if len(again) != 1 || again[0].Key != "card" || !again[0].Recover || again[0].Unknown != 1 || again[0].Started.IsZero() {
		w.Errorf("what was claimed by a program that died is %+v", again)
	}
}

func claimStorm(w *world) {
	w.today()
	const asked = 40
	var mu sync.Mutex
	seen := map[string]int{}
	count := func(all []storage.Delivery) {
		mu.Lock()
		defer mu.Unlock()
		for _, d := range all {
			seen[d.ID]++
		}
	}
	together(8, func(i int) {
		if i%2 == 0 {
			for range asked / 4 {
				w.ask(question{})
			}
			return
		}
		for range asked {
			c := w.claim(0, anyLane, 3)
			count(w.lease(time.Minute, 1))
			count(c.Take())
		}
	})
	count(w.lease(time.Minute, 1000))
	equal(w, "deliveries", len(seen), 4*asked)
	for id, n := range seen {
		equal(w, "holders of "+id, n, 1)
	}
}
