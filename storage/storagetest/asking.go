package storagetest

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"quorum/polls"
	"quorum/polls/kind"
	"quorum/polls/phrase"
)

// question is a poll to be opened; empty fields get defaults.
type question struct {
	workspace, request, text, context, rule, channel string
	kind, options                                    string // the options with commas
	asker                                            polls.Person
	people                                           []polls.Person
}

func (q question) opening(id polls.ID) polls.Opening {
	o := polls.Opening{ID: id, Asker: q.asker, Channel: q.channel, Seed: 7, Draft: polls.Draft{
		Question: q.text, Context: q.context, Rule: q.rule,
		Asked: []polls.Party{{Mentions: []polls.Mention{{ID: "U0"}}}},
	}}
	if o.Draft.Kind = q.kind; q.options != "" {
		o.Draft.Options = strings.Split(q.options, ",")
	}
	for _, p := range q.people {
		o.Asked = append(o.Asked, polls.Invite{Person: p})
	}
	return o
}

func (q question) complete() question {
	if q.workspace == "" {
		q.workspace = "T1"
	}
	if q.text == "" {
		q.text = "Ship 4.2 on Friday?"
	}
	if q.rule == "" {
		q.rule = "2 of 3, within 2h"
	}
	if q.asker == "" {
		q.asker = "ada"
	}
	if q.people == nil {
		q.people = []polls.Person{"ben", "cy", "di"}
	}
	return q
}

// crowd returns the names of n people.
func crowd(n int) []polls.Person {
	all := make([]polls.Person, n)
	for i := range all {
		all[i] = polls.Person(fmt.Sprintf("U%05d", i))
	}
	return all
}

// ask opens a poll.
func (w *world) ask(q question) polls.ID {
	w.Helper()
	id, _, err := w.create(q)
	w.must(err)
	return id
}

func (w *world) create(q question) (polls.ID, bool, error) {
	q = q.complete()
	return w.store.Create(w.ctx(), q.workspace, q.request, func(id polls.ID) (*polls.Poll, []polls.Event, error) {
		return polls.Open(w.now, q.opening(id))
	})
}

type change = func(p *polls.Poll) ([]polls.Event, error)

func (w *world) answering(who polls.Person, position string) change {
	now := w.now
	return func(p *polls.Poll) ([]polls.Event, error) {
		return p.Answer(now, who, polls.Response{Position: position})
	}
}

// answer gives an answer that must be accepted.
func (w *world) answer(id polls.ID, who polls.Person, position string) {
	w.Helper()
	w.must(w.store.Update(w.ctx(), id, w.answering(who, position)))
}

// end closes a poll as its asker.
func (w *world) end(id polls.ID) {
	w.Helper()
	w.must(w.store.Update(w.ctx(), id, func(p *polls.Poll) ([]polls.Event, error) {
		return p.Close(w.now, polls.Actor{Person: p.Asker})
	}))
}

// weigh weighs a poll if it waits to be weighed.
func (w *world) weigh(id polls.ID) {
	w.Helper()
	w.weighAfter(id, 0)
}

func (w *world) weighAfter(id polls.ID, d time.Duration) {
	w.Helper()
	w.must(w.store.Update(w.ctx(), id, func(p *polls.Poll) ([]polls.Event, error) { return p.Weigh(w.now.Add(d)) }))
}

// state returns everything about a poll as a text.
type state struct {
	ID                                           polls.ID
	Asker                                        polls.Person
	Question, Context, Kind, Rule, Channel, Zone string
	Options                                      []string
	Deadline, OpenedAt, Published, ClosedAt, Due time.Time
	Version                                      int
	Phase                                        polls.Phase
	ClosedWhy                                    polls.CloseReason
	Outcome                                      polls.Outcome
	Card, Summary                                polls.Place
	Late                                         string
	People                                       []polls.Stakeholder
	Tally                                        []kind.Count
	Standing                                     polls.Standing
	Choices                                      [][]string
	Unweighed                                    bool
}

func stateOf(p *polls.Poll) state {
	s := state{
		ID: p.ID, Asker: p.Asker, Question: p.Question, Context: p.Context, Kind: p.Kind.Name(), Rule: p.Rule.String(),
		Channel: p.Channel, Zone: p.Zone.String(), Options: append([]string(nil), p.Options...), Deadline: p.Deadline,
		OpenedAt: p.OpenedAt, Published: p.Published, ClosedAt: p.ClosedAt, Due: p.Due(), Version: p.Version, Phase: p.Phase,
		ClosedWhy: p.ClosedWhy, Outcome: p.Outcome, Card: p.Card, Summary: p.Summary, Late: p.LateWords(),
		People: append([]polls.Stakeholder(nil), p.Stakeholders()...), Tally: p.Tally(), Standing: p.Standing(), Unweighed: p.Unweighed(),
	}
	for _, who := range s.People {
		s.Choices = append(s.Choices, p.Choices(who.Person))
	}
	return s
}

// seen returns the state of a poll as [storage.Store.View] shows it.
func (w *world) seen(id polls.ID) (s state) {
	w.Helper()
	w.must(w.store.View(w.ctx(), id, func(p *polls.Poll) error { s = stateOf(p); return nil }))
	return s
}

// kept returns the state of a poll as a change gets it.
func (w *world) kept(id polls.ID) (s state) {
	w.Helper()
	w.must(w.store.Update(w.ctx(), id, func(p *polls.Poll) ([]polls.Event, error) { s = stateOf(p); return nil, nil }))
	return s
}

// logs returns the log of every poll.
func (w *world) logs() map[polls.ID][]polls.Event {
	w.Helper()
	all := map[polls.ID][]polls.Event{}
	w.must(w.store.Export(w.ctx(), func(p *polls.Poll, events []polls.Event) error {
		all[p.ID] = events
		return nil
	}))
	return all
}

// count returns how many facts of one name a log has.
func count(events []polls.Event, name string) (n int) {
	for _, e := range events {
		if e.Fact.Name() == name {
			n++
		}
	}
	return n
}

// code returns the code of an error for people, and the text of any other error.
func code(err error) phrase.Code {
	var e *phrase.Error
	if errors.As(err, &e) {
		return e.Code
	}
	return phrase.Code(fmt.Sprint(err))
}

func sortedByName(people []polls.Stakeholder) []polls.Stakeholder {
	return slices.SortedFunc(slices.Values(people), func(a, b polls.Stakeholder) int { return cmp.Compare(a.Person, b.Person) })
}
