package storagetest

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"quorum/polls"
	"quorum/polls/kind"
)

func weighTests() []test {
	return []test{
		{"nothing that many say is weighed where changes wait", weighedApart},
		{"answers are stored while their poll is weighed", weighedMeanwhile},
		{"who ends a poll has it weighed", weighedAtTheEnd},
		{"a poll is weighed however fast people answer", weighedInARush},
		{"256 answer while their poll is weighed", stormWhileWeighing},
		{"what waits to be weighed is known after a restart", weighedAfterRestart},
	}
}

// scales is a kind of question that reports each weighing.
type scales struct {
	kind.Kind
	weighs func(b kind.Ballots)
}

func (k scales) Weigh(b kind.Ballots) kind.Finding {
	k.weighs(b)
	return k.Kind.Weigh(b)
}

// inWriter replaces the kind of a poll in the writer by scales, onLook that of the poll that View shows.
func (w *world) inWriter(id polls.ID, weighs func(kind.Ballots)) {
	w.Helper()
	w.must(w.store.Update(w.ctx(), id, func(p *polls.Poll) ([]polls.Event, error) {
		p.Kind = scales{p.Kind, weighs}
		return nil, nil
	}))
}

func (w *world) onLook(id polls.ID, weighs func(kind.Ballots)) {
	w.Helper()
	w.must(w.store.View(w.ctx(), id, func(p *polls.Poll) error { p.Kind = scales{p.Kind, weighs}; return nil }))
}

// anyKind returns a question of each kind, with answers.
func anyKind() map[string][]string {
	options := "ann,bob,cid"
	return map[string][]string{
		"yes/no": {"", "yes", "no"}, "choice": {options, "ann", "bob", "cid"}, "multi": {options, "ann, bob", "cid", "bob"},
		"rank": {options, "ann > bob > cid", "bob > ann", "cid"}, "1-5": {"", "1", "5", "3"}, "fist": {"", "0", "5", "3"},
		"estimate": {"", "1", "40", "7"}, "probability": {"", "10%", "60%", "90%"}, "text": {"", "so", "or so"},
		"dates": {options, "ann: yes; bob: no", "bob: yes", "cid: if need be"}, "consent": {"", "no objection", "stand aside"},
	}
}

// weighedApart has many people answer questions of all kinds with different rules, and ends the polls in every way. The writer must
// only weigh polls with few answers, and kinds that are quick to weigh.
func weighedApart(w *world) {
	const few = 20
	people := crowd(26)
	for k, said := range anyKind() {
		for _, rule := range []string{"6", "6, 99% sure", "6, decided", "6, no block", "20, else extend 1h"} {
			if k == "text" && (strings.Contains(rule, "sure") || strings.Contains(rule, "decided")) {
				continue
			}
			id := w.ask(question{people: people, kind: k, options: said[0], rule: withDeadline(rule)})
			over := false
			sums := slices.Contains([]string{"yes/no", "choice", "1-5", "fist"}, k) // once nobody is pending
			w.inWriter(id, func(b kind.Ballots) {
				if !over && b.Counted+b.Pending > few && k != "text" && k != "consent" && !(sums && b.Pending == 0) {
					w.Errorf("the answers of %d people to a question of kind %s are weighed in the writer by %s", len(people), k, rule)
				}
			})
			for i := range 10 {
				w.answer(id, people[i], said[1+i%(len(said)-1)])
			}
			if k < "f" {
				w.must(w.store.Update(w.ctx(), id, func(p *polls.Poll) ([]polls.Event, error) { return p.Tick(p.Deadline), nil }))
			} else {
				w.end(id)
			}
			for range 2 { // it may go on for an hour
				w.weighAfter(id, 9*hour)
			}
			if s := w.seen(id); s.Unweighed || s.Phase == polls.PhaseOpen && !strings.Contains(rule, "extend") {
				w.Errorf("a question of kind %s by %s is %s, and waits: %v", k, rule, s.Phase, s.Unweighed)
			}
			for i := range 3 {
				w.answer(id, people[10+i], said[1+i%(len(said)-1)])
			}
			w.weighAfter(id, 9*hour)
			if w.seen(id).Unweighed {
				w.Errorf("late answers to a question of kind %s by %s wait", k, rule)
			}
			over = true
			w.consistent(id)
		}
	}
}

func withDeadline(rule string) string {
	clauses, fallback, goesOn := strings.Cut(rule, ", else")
	if !goesOn {
		return rule + ", within 2h"
	}
	return clauses + ", within 2h, else" + fallback
}

// slow returns a poll that is weighed outside of the writer while a person is pending.
func (w *world) slow(people []polls.Person, rule string) polls.ID {
	w.Helper()
	return w.ask(question{people: people, kind: "multi", options: "yes,no", rule: rule})
}

// weighedMeanwhile weighs a poll, slowly, while it and another one are answered.
func weighedMeanwhile(w *world) {
	people := crowd(9)
	id, other := w.slow(people, "2, within 2h"), w.ask(question{})
	w.answer(id, people[0], "yes")
	w.answer(id, people[1], "yes")
	begun, goOn := make(chan struct{}, 99), make(chan struct{})
	w.onLook(id, func(kind.Ballots) { begun <- struct{}{}; <-goOn })
	done := make(chan struct{})
	go func() {
		defer close(done)
		w.weigh(id)
	}()
	w.wait("a weighing", begun)
	w.answer(id, people[2], "no") // each answer is stored, otherwise this would never end
	w.answer(other, "ben", "yes")
	if s := w.seen(other); s.Standing.Answered != 1 {
		w.Errorf("%+v", s.Standing)
	}
	close(goOn)
	<-done
	if s := w.seen(id); s.Phase != polls.PhasePublished || s.Outcome.Counted != 3 || s.Unweighed {
		w.Errorf("%s with %+v", s.Phase, s.Outcome)
	}
	w.consistent(id)
}

// weighedAtTheEnd ends polls by their asker, and by an answer after the deadline.
func weighedAtTheEnd(w *world) {
	people := crowd(9)
	closed, late := w.slow(people, "3, within 2h"), w.slow(people, "3, within 2h")
	for _, id := range []polls.ID{closed, late} {
		w.answer(id, people[0], "yes")
	}
	w.end(closed)
	w.now = w.now.Add(2 * hour)
	w.answer(late, people[1], "no")
	for id, want := range map[polls.ID]polls.Label{closed: polls.ClosedEarly, late: polls.NoQuorum} {
		s, log := w.seen(id), w.logs()[id]
		if s.Outcome.Label != want || s.Outcome.Counted != 1 || s.Outcome.Hold == 0 || count(log, "published") != 1 {
			w.Errorf("%s: %+v", s.Phase, s.Outcome)
		}
	}
	equal(w, "late answers", count(w.logs()[late], "late"), 1)
	w.consistent(closed, late)
}

// weighedInARush has a person change an answer each time that the poll is weighed.
func weighedInARush(w *world) {
	people := crowd(9)
	id := w.slow(people, "2, within 2h")
	w.answer(id, people[0], "yes")
	w.answer(id, people[1], "yes")
	var changing sync.WaitGroup
	weighings := 0
	w.onLook(id, func(kind.Ballots) {
		weighings++
		answers, stored := weighings, make(chan struct{})
		changing.Go(func() {
			defer close(stored)
			_ = w.store.Update(w.ctx(), id, w.answering(people[0], []string{"yes", "no"}[answers%2]))
		})
		if answers <= 2 { // the next one waits
			<-stored
		}
	})
	w.weigh(id)
	changing.Wait()
	w.reopen() // takes the poll off its scales
	log := w.logs()[id]
	equal(w, "weighings", weighings, 3)
	equal(w, "summaries", count(log, "published"), 1)
	equal(w, "late answers", count(log, "late"), 1)
	w.consistent(id)
}

// stormWhileWeighing weighs with several loops during a storm of answers.
func stormWhileWeighing(w *world) {
	people := crowd(atOnce)
	id := w.slow(people, "200, 60% sure, within 2h")
	together(atOnce+4, func(i int) {
		if i >= 4 {
			w.must(w.store.Update(w.ctx(), id, w.answering(people[i-4], "yes")))
			return
		}
		for w.seen(id).Phase == polls.PhaseOpen {
			w.weigh(id)
		}
	})
	log := w.logs()[id]
	equal(w, "summaries in the log", count(log, "published"), 1)
	equal(w, "answers", count(log, "answered")+count(log, "late"), atOnce)
	equal(w, "summaries in the outbox", len(w.db.Rows(w, "select key from outbox where kind = 'summary'")), 1)
	if s := w.seen(id); s.Outcome.Counted != count(log, "answered") {
		w.Errorf("%d of %d answers are in the summary", s.Outcome.Counted, count(log, "answered"))
	}
	w.consistent(id)
}

// weighedAfterRestart restarts between storing answers and weighing them.
func weighedAfterRestart(w *world) {
	people := crowd(9)
	enough, short, late := w.slow(people, "2, within 2h"), w.slow(people, "2, decided, within 2h"), w.slow(people, "9, within 1h")
	for _, id := range []polls.ID{enough, short, late} {
		w.answer(id, people[0], "yes")
		w.answer(id, people[1], "yes")
	}
	w.must(w.store.Update(w.ctx(), late, func(p *polls.Poll) ([]polls.Event, error) { return p.Tick(w.now.Add(hour)), nil }))
	w.reopen()
	waiting := func(want ...polls.ID) {
		w.Helper()
		got, err := w.store.Unweighed(w.ctx(), 9)
		w.must(err)
		equal(w, "polls that wait to be weighed", fmt.Sprint(got), fmt.Sprint(want))
	}
	waiting(enough, short, late)
	w.weigh(enough)
	waiting(short, late)
	w.weigh(short)
	w.reopen()
	waiting(late)
	w.weigh(late)
	waiting()
	for id, want := range map[polls.ID]polls.Phase{enough: polls.PhasePublished, short: polls.PhaseOpen, late: polls.PhaseClosed} {
		if s := w.seen(id); s.Phase != want {
			w.Errorf("%s is %s", id.Key(), s.Phase)
		}
	}
	w.consistent(enough, short, late)
}
