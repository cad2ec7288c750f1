package polls

import (
	"slices"
	"time"
)

// A seat is one person who was asked, together with everybody named in that person's place. However many of them
// answer, a seat has one answer: that of its holder, see [Poll.holder]. It is one answer in the count, for one
// source, and fills one role. What the others say is shown and not counted.

// seatOf returns the seat of a stakeholder: the index of the person who was asked first for it.
func (p *Poll) seatOf(i int) int {
	for p.people[i].For != "" {
		i = p.index[p.people[i].For]
	}
	return i
}

// join adds people, each with a seat of their own or in another person's place.
func (p *Poll) join(asked []Invite) {
	for _, a := range asked {
		i := len(p.people)
		p.index[a.Person] = i
		p.plannedStep = append(p.plannedStep, 0)
		if a.For == "" {
			p.people = append(p.people, Stakeholder{Invite: a, State: Pending})
			p.countSeat(i, +1)
			continue
		}
		seat := p.seatOf(p.index[a.For])
		p.countSeat(seat, -1)
		p.people = append(p.people, Stakeholder{Invite: a, State: Pending})
		if p.deputies == nil {
			p.deputies = map[int][]int{}
		}
		p.deputies[seat] = append(p.deputies[seat], i)
		p.countSeat(seat, +1)
	}
	p.stuck = false
}

// seatState is a seat as it is now.
type seatState struct {
	people     []*Stakeholder // the person who was asked first, and then the deputies
	holder     *Stakeholder   // the person whom the seat counts for
	candidates []*Stakeholder // the people who may still answer and would then be the holder
}

// soleSeat returns a seat with only this person.
func soleSeat(s *Stakeholder) seatState {
	all := seatState{people: []*Stakeholder{s}, holder: s}
	if s.State == Pending {
		all.candidates = all.people
	}
	return all
}

func (p *Poll) seatState(seat int) seatState {
	if p.deputies[seat] == nil {
		return soleSeat(&p.people[seat])
	}
	s := seatState{people: p.peopleOfSeat(seat)}
	s.holder = p.precedence(s.people)
	s.candidates = p.candidates(s)
	return s
}

// peopleOfSeat returns the people of a seat, the one who was asked first before the deputies.
func (p *Poll) peopleOfSeat(seat int) []*Stakeholder {
	all := []*Stakeholder{&p.people[seat]}
	for _, i := range p.deputies[seat] {
		all = append(all, &p.people[i])
	}
	return all
}

// countSeat counts a seat as it is now, in (+1) or out (-1).
func (p *Poll) countSeat(seat, sign int) {
	now := p.seatState(seat)
	s := now.holder
	if !p.Counts(s.Person) {
		return
	}
	p.changedAt = p.Version + 1
	p.counts.addSeat(now, sign)
	switch {
	case s.answeredBlind() && !p.Anonymous:
		p.tally[s.Answer.Position] += sign
	case s.State == Pending && p.hasLateAnswer(seat):
		p.pendingWithLate += sign
	}
}

// holder returns the person whom a seat counts for: the first whose answer can count, or else one who may still
// answer, or else the person who was asked first. A person with more of the rule's names goes before one with fewer,
// because a role can be filled only by a person who has it.
func (p *Poll) holder(seat int) *Stakeholder {
	if p.deputies[seat] == nil {
		return &p.people[seat]
	}
	return p.precedence(p.peopleOfSeat(seat))
}

// precedence returns the one of these people of a seat whom it counts for.
func (p *Poll) precedence(people []*Stakeholder) *Stakeholder {
	best := people[0]
	for _, s := range people[1:] {
		if p.precedes(s, best) {
			best = s
		}
	}
	return best
}

func (p *Poll) precedes(s, other *Stakeholder) bool {
	switch {
	case s.answeredBlind() && other.answeredBlind() && p.fillsMoreRoles(s, other):
		return true
	case s.answeredBlind() && other.answeredBlind() && p.fillsMoreRoles(other, s):
		return false
	case s.answeredBlind():
		return !other.answeredBlind() || s.First.Before(other.First)
	case s.State == Pending:
		return !other.answeredBlind() && other.State != Pending
	}
	return false
}

// fillsMoreRoles reports whether the rule names s in every way in which it names than, and in one more. It is false
// in an anonymous poll: an anonymous answer cannot be taken out of the box again, so the first answer counts.
func (p *Poll) fillsMoreRoles(s, than *Stakeholder) bool {
	if p.counts.Roster == nil || p.Anonymous {
		return false
	}
	more, fewer := p.counts.Roster.NamesOf(s.Invite), p.counts.Roster.NamesOf(than.Invite)
	return more != fewer && more&fewer == fewer
}

// candidates returns the people of a seat who may still answer and may then be the holder, whatever the others do.
func (p *Poll) candidates(s seatState) []*Stakeholder {
	var pending []*Stakeholder
	for _, one := range s.people {
		if one.State == Pending && p.Counts(one.Person) {
			pending = append(pending, one)
		}
	}
	switch {
	case !s.holder.answeredBlind():
		return pending
	case len(pending) == 0 || p.Anonymous:
		return nil
	}
	would := map[Person]bool{}
	p.possibleHolders(cloneStakeholders(s.people), would, 0)
	return slices.DeleteFunc(pending, func(one *Stakeholder) bool { return !would[one.Person] })
}

// possibleHolders finds everybody who may be the holder when the pending people of a seat answer, each or not, in any
// order. It tries three of them, since no more than two others can be overtaken one after another.
func (p *Poll) possibleHolders(people []*Stakeholder, would map[Person]bool, answered int) {
	const most = 3
	would[p.precedence(people).Person] = true
	if answered == most {
		return
	}
	for _, s := range people {
		if s.State != Pending || !p.Counts(s.Person) {
			continue
		}
		was := *s
		s.State, s.Answer = HasAnswer, Response{}
		if s.First.IsZero() {
			s.First = time.Unix(1<<40, int64(answered)) // after everything that has happened
		}
		p.possibleHolders(people, would, answered+1)
		*s = was
	}
}

func cloneStakeholders(people []*Stakeholder) []*Stakeholder {
	all := make([]*Stakeholder, len(people))
	for i, s := range people {
		one := *s
		all[i] = &one
	}
	return all
}

// seatSatisfied reports whether the rule needs nothing from this person any more: the seat has an answer, and this
// person's would cover nothing more of the rule.
func (p *Poll) seatSatisfied(i int) bool {
	seat := p.seatOf(i)
	if p.deputies[seat] == nil {
		return p.people[i].answeredBlind()
	}
	now := p.seatState(seat)
	if !now.holder.answeredBlind() {
		return false
	}
	return p.Phase != PhaseOpen || !slices.Contains(now.candidates, &p.people[i]) ||
		p.counts.alternative(now.holder).covers(p.counts.alternative(&p.people[i]), p.counts.bySource)
}

// answeredBlind reports whether the person has given an answer, and gave it blind.
func (s *Stakeholder) answeredBlind() bool { return s.State == HasAnswer && !s.Answer.Exposed }

// hasLateAnswer reports whether a person of the seat has answered late.
func (p *Poll) hasLateAnswer(seat int) bool {
	return !p.people[seat].Late.At.IsZero() ||
		slices.ContainsFunc(p.deputies[seat], func(i int) bool { return !p.people[i].Late.At.IsZero() })
}

// InPlaceOf returns the person in whose place this one is asked, whether or not that person has a seat in the poll;
// empty: nobody.
func (i Invite) InPlaceOf() Person {
	if i.For != "" {
		return i.For
	}
	return i.Instead
}

// Deputies returns the people who were named in this person's place, in that order.
func (p *Poll) Deputies(who Person) []Person {
	return p.peopleWhere(func(s *Stakeholder) bool { return s.For == who })
}
