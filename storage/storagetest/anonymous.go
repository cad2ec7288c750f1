package storagetest

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"

	"quorum/polls"
	"quorum/polls/kind"
)

func anonymousTests() []test {
	return []test{{"what was answered anonymously is kept apart from who", apart}}
}

// askUnseen opens an anonymous poll of 7 people, any 6 of whom are enough.
func (w *world) askUnseen() polls.ID {
	w.Helper()
	q := question{people: crowd(7), rule: "6, within 2h"}.complete()
	id, _, err := w.store.Create(w.ctx(), "T1", "", func(id polls.ID) (*polls.Poll, []polls.Event, error) {
		o := q.opening(id)
		o.Draft.Anonymous = true
		return polls.Open(w.now, o)
	})
	w.must(err)
	return id
}

func apart(w *world) {
	id := w.askUnseen()
	say := func(who polls.Person, position, why string) {
		w.must(w.store.Update(w.ctx(), id, func(p *polls.Poll) ([]polls.Event, error) {
			return p.Answer(w.now, who, polls.Response{Position: position, Reason: why})
		}))
	}
	people := crowd(7)
	var all sync.WaitGroup
	for i, who := range people[:5] {
		all.Go(func() { say(who, []string{kind.Yes, kind.No}[i%2], "since "+string(rune('a'+i))) })
	}
	all.Wait()
	check := func(when string) {
		w.Helper()
		equal(w, "the tally "+when, fmt.Sprint(w.kept(id).Tally), "[{Yes 3} {No 2}]")
		w.must(w.store.View(w.ctx(), id, func(p *polls.Poll) error {
			equal(w, "what is seen "+when, fmt.Sprint(p.Tally(), len(p.AnonymousAnswers())), "[{Yes 3} {No 2}] 5")
			return nil
		}))
	}
	check("at once")
	w.reopen()
	check("after a restart")
	equal(w, "rows of answers", len(w.db.Rows(w, "select * from answers")), 0)
	equal(w, "rows of ballots", len(w.db.Rows(w, "select * from ballots")), 5)
	for _, r := range slices.Concat(w.db.Rows(w, "select data from events where fact <> 'opened'"), w.db.Rows(w, "select * from stakeholders"), w.db.Rows(w, "select * from outbox")) {
		if text := strings.Join(r, " "); strings.Contains(text, "Yes") || strings.Contains(text, "since ") {
			w.Errorf("an answer stands in %s", text)
		}
	}
	for _, r := range w.db.Rows(w, "select * from ballots") {
		for _, who := range people {
			if slices.Contains(r, string(who)) {
				w.Errorf("%s stands in a ballot", who)
			}
		}
	}
	say(people[5], kind.Yes, "")
	equal(w, "the outcome", w.kept(id).Outcome.Sentence(), "Decided: Yes, 4 to 2. The one person still to answer cannot change it.")
}

func anonymousMutants() []mutant {
	return []mutant{{"it forgets the box", "what was answered anonymously is kept apart from who", func(s Store) Store {
		return broken{Store: s, update: func(ctx context.Context, id polls.ID, do change) error {
			return s.Update(ctx, id, func(p *polls.Poll) ([]polls.Event, error) {
				events, err := do(p)
				for i, e := range events {
					if _, ok := e.Ballot(); ok {
						data, _ := json.Marshal(e.Fact)
						events[i].Fact, _ = polls.DecodeFact(e.Fact.Name(), data)
					}
				}
				return events, err
			})
		}}
	}}}
}
