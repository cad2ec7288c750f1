package storagetest

import (
	"context"
	"strconv"
	"time"

	"quorum/polls"
	"quorum/storage"
)

func purgeTests() []test {
	return []test{
		{"what closed polls have sent is purged", closedPurged},
		{"a summary brings as few rows for many as for a few", publishedInFewRows},
	}
}

// purge purges until nothing is left to do.
func (w *world) purge(after time.Duration) {
	w.Helper()
	for more, steps := true, 0; more; steps++ {
		var err error
		if more, err = w.store.Purge(w.ctx(), w.now.Add(after)); err != nil || steps > 100 {
			w.Fatalf("step %d of purging: %v", steps, err)
		}
	}
}

// sendAll sends all notices, and what follows from them.
func (w *world) sendAll() {
	w.Helper()
	for all := w.lease(9*hour, 1000); len(all) > 0; all = w.lease(9*hour, 1000) {
		for _, d := range all {
			r := storage.Result{State: storage.Sent, At: polls.Place{Channel: "D", Message: d.Key}}
			if d.Kind == polls.NoticeRefresh {
				r.Then = func(p *polls.Poll) []polls.Notice { return p.Refresh(d.Notice, w.now) }
			}
			var did change
			if d.Kind == polls.NoticeQuestion {
				did = func(p *polls.Poll) ([]polls.Event, error) { return p.MarkDelivered(w.now, d.To, r.At), nil }
			}
			w.must(w.store.Settle(w.ctx(), d, r, did))
		}
	}
}

// keysOf returns the keys of the outbox for a poll.
func (w *world) keysOf(id polls.ID) [][]string {
	w.Helper()
	return w.db.Rows(w, "select key from outbox where number = "+id.String()[1:]+" order by key")
}

func closedPurged(w *world) {
	over, late, open := w.ask(question{rule: "1 of 150, within 2h", people: crowd(150)}), w.ask(question{rule: "1 of 3, within 2h"}), w.ask(question{rule: "all, within 9h"})
	w.answer(over, crowd(150)[0], "yes")
	w.answer(late, "ben", "yes")
	w.answer(open, "ben", "yes")
	w.sendAll()
	ofLate, ofOpen := w.keysOf(late), w.keysOf(open)
	w.weigh(over)
	w.must(w.store.Update(w.ctx(), over, func(p *polls.Poll) (all []polls.Event, _ error) {
		for !p.Due().IsZero() && p.Phase != polls.PhaseClosed {
			all = append(all, p.Tick(p.Due())...)
		}
		return all, nil
	}))
	w.sendAll()
	ended := 24*hour + 30*24*hour
	all := len(w.keysOf(over))
	w.purge(2 * hour)
	equal(w, "rows while a poll is fresh", len(w.keysOf(over)), all)
	w.purge(ended)
	w.same("rows of a closed poll", [][]string{{"card"}, {"revised"}, {"summary"}}, w.keysOf(over))
	w.same("rows of a poll that takes late answers", ofLate, w.keysOf(late))
	w.same("rows of an open poll", ofOpen, w.keysOf(open))
	w.answer(late, "cy", "no")
	w.sendAll()
	w.reopen()
	w.none(9 * hour)
	w.purge(ended)
}

// Messages that are only brought up to date are written after the summary, by the notice "tidy".
func publishedInFewRows(w *world) {
	brought := map[int][][]string{}
	for _, n := range []int{3, 1000} {
		id := w.ask(question{rule: "1 of " + strconv.Itoa(n) + ", within 2h", people: crowd(n)})
		w.must(w.store.Update(w.ctx(), id, func(p *polls.Poll) (all []polls.Event, _ error) {
			for _, who := range crowd(n) {
				all = append(all, p.MarkDelivered(w.now, who, polls.Place{Channel: "D", Message: string(who)})...)
			}
			return all, nil
		}))
		w.clear()
		w.clear() // it clears a thousand
		w.answer(id, crowd(1)[0], "yes")
		w.weigh(id)
		brought[n] = w.db.Rows(w, "select key from outbox where due is not null order by key")
		w.clear()
	}
	w.same("what a summary for three brings", [][]string{{"card"}, {"receipt/U00000"}, {"summary"}, {"tidy"}}, brought[3])
	w.same("what one for a thousand brings", brought[3], brought[1000])
}

// purging is a store that purges at another time.
type purging struct {
	Store
	ahead time.Duration
}

func (p purging) Purge(ctx context.Context, now time.Time) (bool, error) {
	return p.Store.Purge(ctx, now.Add(p.ahead))
}

func purgeMutants() []mutant {
	at := func(ahead time.Duration) func(Store) Store {
		return func(s Store) Store { return purging{s, ahead} }
	}
	return []mutant{
		{"a poll is purged before its end", "what closed polls have sent is purged", at(1000 * 24 * hour)},
		{"nothing is purged", "what closed polls have sent is purged", at(-1000 * 24 * hour)},
	}
}
