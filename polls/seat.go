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
	if behind := p.behind(seat, s); behind != nil {
		p.counts.addBehind(behind.Invite, sign)
	}
	switch {
	case s.speaks() && !p.Anonymous:
		p.tally[s.Answer.Position] += sign
	case s.State == Pending && p.heardLate(seat):
		p.lateSeats += sign
	}
}

// holder is whom a seat counts for now: the first of its people whose answer counts, or else one who may still answer,
// or else whoever was asked first. Whom the rule names goes before somebody in the same seat whom it does not: a role is
// for those who are in it.
func (p *Poll) holder(seat int) *Stakeholder {
	best := &p.people[seat]
	for _, i := range p.deputies[seat] {
		if s := &p.people[i]; p.goesBefore(s, best) {
			best = s
		}
	}
	return best
}

func (p *Poll) goesBefore(s, other *Stakeholder) bool {
	switch {
	case s.speaks() && other.speaks() && p.fitsMore(s, other):
		return true
	case s.speaks() && other.speaks() && p.fitsMore(other, s):
		return false
	case s.speaks():
		return !other.speaks() || s.First.Before(other.First)
	case s.State == Pending:
		return !other.speaks() && other.State != Pending
	}
	return false
}

// fitsMore says that the rule names somebody in every way in which it names another, and in one more. Anonymous answers
// cannot be taken out of the box again, so there the first counts whoever it is.
func (p *Poll) fitsMore(s, than *Stakeholder) bool {
	if p.counts.Named == nil || p.Anonymous {
		return false
	}
	more, fewer := p.counts.Named.NamesOf(s.Invite), p.counts.Named.NamesOf(than.Invite)
	return more != fewer && more&fewer == fewer
}

// behind is who of a seat may still answer and would then go before the holder, who has answered; nil when nobody would.
func (p *Poll) behind(seat int, holder *Stakeholder) *Stakeholder {
	if p.counts.Named == nil || !holder.speaks() {
		return nil
	}
	for _, i := range append([]int{seat}, p.deputies[seat]...) {
		if s := &p.people[i]; s.State == Pending && p.Counts(s.Person) && p.fitsMore(s, holder) {
			return s
		}
	}
	return nil
}

// spokenFor says that nothing more is wanted of anybody in a seat.
func (p *Poll) spokenFor(i int) bool {
	seat := p.seatOf(i)
	holder := p.holder(seat)
	return holder.speaks() && (p.Phase != PhaseOpen || p.behind(seat, holder) != &p.people[i])
}

// speaks says that this person's answer may be in the tally: it was given, and given blind.
func (s *Stakeholder) speaks() bool { return s.State == HasAnswer && !s.Answer.Exposed }

// heardLate says that somebody of a seat has answered late.
func (p *Poll) heardLate(seat int) bool {
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
	return p.those(func(s *Stakeholder) bool { return s.For == who })
}
