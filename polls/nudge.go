package polls

import (
	"cmp"
	"container/heap"
	"slices"
	"time"
)

// nudge is a planned moment for a person who has not answered. The person is reminded at both moments, and at the
// second one the deputy is asked as well. They come after 50 % and 85 % of the person's working time between the
// arrival of the question and the deadline.
type nudge struct {
	at   time.Time
	who  int // the index of the person
	step int // 1 or 2
}

// When nudges come, in percent of the working time.
const (
	firstNudge  = 50
	secondNudge = 85
	lastNudge   = 2
)

// nudges is a heap of the planned nudges, the next one first. Some may be out of date, because the person has
// answered or the nudge has come, but not the first one. Only folding an event changes the heap, so every fold of a
// log plans the same.
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

// plan adds the next nudge of a person, if there is one and it is not planned yet.
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

// planAll plans all nudges anew, as after a change of the deadline.
func (p *Poll) planAll() {
	p.nudges, p.momentsCache = nil, nil
	for i := range p.people {
		p.plannedStep[i] = 0
		p.plan(i)
	}
}

// planSeat plans for everybody of a seat that has changed, because some may be waited for again.
func (p *Poll) planSeat(seat int) {
	p.plan(seat)
	for _, i := range p.deputies[seat] {
		p.plan(i)
	}
}

// momentsKey is what a person's moments depend on, besides the poll. Thousands of people may have the same key, so
// questions that arrived within the same minute share it.
type momentsKey struct {
	zone, hours, holidays string
	away, from            time.Time
}

// moments returns the two moments for a person whom the question has reached; the zero time for one that never comes.
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

// awaited reports whether the poll still waits for this person's answer.
func (p *Poll) awaited(i int) bool {
	s := &p.people[i]
	return s.State == Pending && !s.Left && p.Counts(s.Person) && !p.seatSatisfied(i)
}

// prune removes nudges from the front of the heap that are out of date.
func (p *Poll) prune() {
	for len(p.nudges) > 0 && !p.stillDue(p.nudges[0]) {
		gone := heap.Pop(&p.nudges).(nudge)
		if p.plannedStep[gone.who] == gone.step {
			p.plannedStep[gone.who] = 0
		}
	}
}

// stillDue reports whether a nudge is not out of date.
func (p *Poll) stillDue(n nudge) bool {
	return p.Phase == PhaseOpen && p.people[n.who].Nudged == n.step-1 && p.awaited(n.who)
}

// nudge does what is due for people who have not answered. A person who may not be reminded now is passed over,
// because the program was not running at the moment, or the asker has just reminded them.
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

// nudgesDue returns the nudges that are due at now, the earliest first. A person has at most one.
func (p *Poll) nudgesDue(now time.Time) (due []nudge) {
	var look func(i int)
	look = func(i int) { // in a heap, everything below is later
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

// RemindEarly reminds those people whose next nudge comes soon, because they are sent another reminder now and one
// message can do for both. It returns nothing when there are none.
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

// askDeputies asks the deputies of people who have not answered for long, or cannot answer. A deputy who is asked
// already is not asked twice.
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
