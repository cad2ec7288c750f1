package polls

import (
	"slices"
	"time"
)

// A seat is what one of those asked has in a poll: the person, and everybody named in that person's place. However many
// of them answer, a seat has one answer: it is one answer to the count, for one source, and fills one role. Both are those
// of whoever the seat counts for, see [Poll.holder]; what another of them has said is shown and covers nothing.

// seatOf returns the seat of a stakeholder: the index of who was asked first for it.
func (p *Poll) seatOf(i int) int {
	for p.people[i].For != "" {
		i = p.index[p.people[i].For]
	}
	return i
}

// join adds people, each with a seat of its own or in somebody's place.
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

// seatState is a seat as it stands now.
type seatState struct {
	people     []*Stakeholder // who was asked first, and then those in that person's place
	holder     *Stakeholder   // whom it counts for
	candidates []*Stakeholder // who may still answer, and whom it could then count for
}

// soleSeat is a seat with nobody else in it.
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

// peopleOfSeat are the people of a seat, who was asked first before the others.
func (p *Poll) peopleOfSeat(seat int) []*Stakeholder {
	all := []*Stakeholder{&p.people[seat]}
	for _, i := range p.deputies[seat] {
		all = append(all, &p.people[i])
	}
	return all
}

// count counts a seat in (+1) or out (-1), as it stands now.
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

// holder is whom a seat counts for now: the first of its people whose answer counts, or else one who may still answer,
// or else whoever was asked first. Whom the rule names goes before somebody in the same seat whom it does not: a role is
// for those who are in it.
func (p *Poll) holder(seat int) *Stakeholder {
	if p.deputies[seat] == nil {
		return &p.people[seat]
	}
	return p.precedence(p.peopleOfSeat(seat))
}

// precedence is whom these people of one seat count for.
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

// fillsMoreRoles says that the rule names somebody in every way in which it names another, and in one more. Anonymous answers
// cannot be taken out of the box again, so there the first counts whoever it is.
func (p *Poll) fillsMoreRoles(s, than *Stakeholder) bool {
	if p.counts.Roster == nil || p.Anonymous {
		return false
	}
	more, fewer := p.counts.Roster.NamesOf(s.Invite), p.counts.Roster.NamesOf(than.Invite)
	return more != fewer && more&fewer == fewer
}

// candidates are those of a seat who may still answer and whom it could then count for, whoever of the others answers too.
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

// possibleHolders finds whom a seat counts for when those who may still answer do so, each or not, in any order. It looks at three
// of them: nobody comes to go before more than two others one after the other.
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

// seatSatisfied says that nothing more is wanted of anybody in a seat: it has an answer, and this person's would cover nothing
// of the rule that it does not.
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

// answeredBlind says that this person's answer may be in the tally: it was given, and given blind.
func (s *Stakeholder) answeredBlind() bool { return s.State == HasAnswer && !s.Answer.Exposed }

// hasLateAnswer says that somebody of a seat has answered late.
func (p *Poll) hasLateAnswer(seat int) bool {
	return !p.people[seat].Late.At.IsZero() ||
		slices.ContainsFunc(p.deputies[seat], func(i int) bool { return !p.people[i].Late.At.IsZero() })
}

// InPlaceOf is in whose place somebody is asked, be it a seat of this poll or not; empty: in nobody's.
func (i Invite) InPlaceOf() Person {
	if i.For != "" {
		return i.For
	}
	return i.Instead
}

// Deputies are those who were named in somebody's place, in that order.
func (p *Poll) Deputies(who Person) []Person {
	return p.peopleWhere(func(s *Stakeholder) bool { return s.For == who })
}
