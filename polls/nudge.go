package polls

import (
	"cmp"
	"container/heap"
	"slices"
	"time"
)

// A nudge is a moment at which something is done about somebody who has said nothing: the person is reminded at the first
// and at the second, and at the second whoever stands in is asked as well. They lie at 50 % and 85 % of the working time
// that the person has, from the question to the deadline.
type nudge struct {
	at   time.Time
	who  int // index of the person
	step int // 1 or 2
}

// The moments, in hundredths of the working time.
const (
	firstNudge  = 50
	secondNudge = 85
	lastNudge   = 2
)

// nudges are those to come, the next one first: a heap. Some may be of people who have answered since, or have come; the
// precedence is not. Only folding an event changes them, so that whoever folds the log has the same to come.
type nudges []nudge

// Len implements [heap.Interface].
func (n nudges) Len() int { return len(n) }

// Less implements [heap.Interface].
func (n nudges) Less(i, j int) bool { return n[i].at.Before(n[j].at) }

// Swap implements [heap.Interface].
func (n nudges) Swap(i, j int) { n[i], n[j] = n[j], n[i] }

// Push implements [heap.Interface].
func (n *nudges) Push(x any) { *n = append(*n, x.(nudge)) }

// Pop implements [heap.Interface].
func (n *nudges) Pop() any {
	last := len(*n) - 1
	x := (*n)[last]
	*n = (*n)[:last]
	return x
}

// plan finds when somebody is next to be nudged, if ever and unless that is planned.
func (p *Poll) plan(i int) {
	s := &p.people[i]
	if p.Phase != PhaseOpen || s.Delivered.IsZero() || s.Nudged >= lastNudge || p.plannedStep[i] > s.Nudged || !p.awaited(i) {
		return
	}
	at := p.moments(s)[s.Nudged]
	if !at.IsZero() && at.Before(p.Deadline) {
		p.plannedStep[i] = s.Nudged + 1
		heap.Push(&p.nudges, nudge{at, i, s.Nudged + 1})
	}
}

// planAll begins anew, as after a change of the deadline.
func (p *Poll) planAll() {
	p.nudges, p.momentsCache = nil, nil
	for i := range p.people {
		p.plannedStep[i] = 0
		p.plan(i)
	}
}

// planSeat plans for everybody of a seat about which something has changed: some may be waited for again.
func (p *Poll) planSeat(seat int) {
	p.plan(seat)
	for _, i := range p.deputies[seat] {
		p.plan(i)
	}
}

// momentsKey is what the moments of somebody depend on besides the poll. Questions of one minute share them, for there may be
// thousands.
type momentsKey struct {
	zone, hours, holidays string
	away, from            time.Time
}

// moments are the two moments of somebody to whom the question was delivered; the zero time for one that never comes.
func (p *Poll) moments(s *Stakeholder) [lastNudge]time.Time {
	key := momentsKey{s.Zone, s.Hours, s.Holidays, s.Away, s.Delivered.Add(time.Minute - 1).Truncate(time.Minute)}
	if known, ok := p.momentsCache[key]; ok {
		return known
	}
	c := s.Calendar(p.work)
	window := c.Between(key.from, p.Deadline)
	var at [lastNudge]time.Time
	if window > 0 {
		at = [lastNudge]time.Time{c.After(key.from, window*firstNudge/100), c.After(key.from, window*secondNudge/100)}
	}
	if p.momentsCache == nil {
		p.momentsCache = map[momentsKey][lastNudge]time.Time{}
	}
	p.momentsCache[key] = at
	return at
}

// awaited says that somebody is still waited for: nobody has spoken for the seat.
func (p *Poll) awaited(i int) bool {
	s := &p.people[i]
	return s.State == Pending && !s.Left && p.Counts(s.Person) && !p.seatSatisfied(i)
}

// prune takes away the nudges that are no longer needed and would be next.
func (p *Poll) prune() {
	for len(p.nudges) > 0 && !p.stillDue(p.nudges[0]) {
		gone := heap.Pop(&p.nudges).(nudge)
		if p.plannedStep[gone.who] == gone.step {
			p.plannedStep[gone.who] = 0
		}
	}
}

// stillDue says that a nudge is still to come.
func (p *Poll) stillDue(n nudge) bool {
	return p.Phase == PhaseOpen && p.people[n.who].Nudged == n.step-1 && p.awaited(n.who)
}

// nudge does what is due about those who have said nothing. Whoever may not be reminded now is passed over: the program
// was not running when it was time, or somebody reminded them by hand just before.
func (p *Poll) nudge(now time.Time) []Event {
	var events []Event
	for due := p.nudgesDue(now); len(due) > 0; due = p.nudgesDue(now) {
		f := Reminded{Moment: true}
		var last []int
		for _, next := range due {
			s := &p.people[next.who]
			if p.Remindable(now, s.Person) {
				f.Persons = append(f.Persons, s.Person)
			} else {
				f.Passed = append(f.Passed, s.Person)
			}
			if next.step == lastNudge {
				last = append(last, next.who)
			}
		}
		events = append(events, p.record(now, "", f))
		events = append(events, p.askDeputies(now, last)...)
	}
	return events
}

// nudgesDue are those that have come by now, the earliest first; nobody has two at once.
func (p *Poll) nudgesDue(now time.Time) (due []nudge) {
	var look func(i int)
	look = func(i int) { // below a nudge in the heap all are later
		if i >= len(p.nudges) || p.nudges[i].at.After(now) {
			return
		}
		if p.stillDue(p.nudges[i]) {
			due = append(due, p.nudges[i])
		}
		look(2*i + 1)
		look(2*i + 2)
	}
	look(0)
	slices.SortFunc(due, func(a, b nudge) int { return cmp.Or(a.at.Compare(b.at), cmp.Compare(a.who, b.who)) })
	return due
}

// RemindEarly reminds, of those given, whose next moment comes soon, as they are reminded of something else now: so that one
// message does for both. It returns nothing when there is nobody.
func (p *Poll) RemindEarly(now time.Time, who []Person) []Event {
	var f Reminded
	var last []int
	for _, w := range who {
		i, ok := p.index[w]
		if !ok || slices.Contains(f.Persons, w) || p.overdue(now) || p.people[i].Nudged >= lastNudge || !p.Remindable(now, w) {
			continue
		}
		next := p.moments(&p.people[i])[p.people[i].Nudged]
		if next.IsZero() || !next.Before(p.Deadline) || next.Sub(now) > Quiet {
			continue
		}
		f.Persons = append(f.Persons, w)
		if p.people[i].Nudged+1 == lastNudge {
			last = append(last, i)
		}
	}
	if len(f.Persons) == 0 {
		return nil
	}
	f.Moment = true
	events := []Event{p.record(now, "", f)}
	return append(events, p.askDeputies(now, last)...)
}

// askDeputies asks those who stand in for people who have said nothing for long, or cannot. Whoever is asked already has a
// seat of their own.
func (p *Poll) askDeputies(now time.Time, silent []int) []Event {
	var called []Invite
	for _, i := range silent {
		s := &p.people[i]
		if s.Deputy == nil || s.Deputy.Person == p.Asker || s.For != "" || isInvited(called, s.Deputy.Person) {
			continue
		}
		if _, asked := p.Stakeholder(s.Deputy.Person); !asked {
			in := *s.Deputy
			in.For = s.Person
			called = append(called, in)
		}
	}
	if len(called) == 0 {
		return nil
	}
	return []Event{p.record(now, "", Joined{Asked: called})}
}
