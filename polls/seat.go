package polls

import "slices"

// A seat is what one of those asked has in a poll: the person, and everybody named in that person's place. However many
// of them answer, a seat has one answer.

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
		if a.For == "" {
			p.people = append(p.people, Stakeholder{Invite: a, State: Pending})
			p.count(i, +1)
			continue
		}
		seat := p.seatOf(p.index[a.For])
		p.count(seat, -1)
		p.people = append(p.people, Stakeholder{Invite: a, State: Pending})
		if p.deputies == nil {
			p.deputies = map[int][]int{}
		}
		p.deputies[seat] = append(p.deputies[seat], i)
		p.count(seat, +1)
	}
	p.stuck = false
}

// count counts a seat in (+1) or out (-1), as it stands now.
func (p *Poll) count(seat, sign int) {
	s := p.holder(seat)
	if !p.Counts(s.Person) {
		return
	}
	p.counts.add(s, sign)
	switch {
	case s.speaks() && !p.Anonymous:
		p.tally[s.Answer.Position] += sign
	case s.State == Pending && p.heardLate(seat):
		p.lateSeats += sign
	}
}

// holder is whom a seat counts for now: the first of its people whose answer counts, or else one who may still answer,
// or else whoever was asked first.
func (p *Poll) holder(seat int) *Stakeholder {
	best := &p.people[seat]
	for _, i := range p.deputies[seat] {
		if s := &p.people[i]; s.goesBefore(best) {
			best = s
		}
	}
	return best
}

func (s *Stakeholder) goesBefore(other *Stakeholder) bool {
	switch {
	case s.speaks():
		return !other.speaks() || s.First.Before(other.First)
	case s.State == Pending:
		return !other.speaks() && other.State != Pending
	}
	return false
}

// speaks says that this person's answer may be in the tally: it was given, and given blind.
func (s *Stakeholder) speaks() bool { return s.State == HasAnswer && !s.Answer.Exposed }

// heardLate says that somebody of a seat has answered late.
func (p *Poll) heardLate(seat int) bool {
	return !p.people[seat].Late.At.IsZero() ||
		slices.ContainsFunc(p.deputies[seat], func(i int) bool { return !p.people[i].Late.At.IsZero() })
}

// Deputies are those who were named in somebody's place, in that order.
func (p *Poll) Deputies(who Person) []Person {
	return p.those(func(s *Stakeholder) bool { return s.For == who })
}
