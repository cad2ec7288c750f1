package polls

import (
	"math"
	"time"
)

// Actor is who asks for something to be done to a poll.
type Actor struct {
	Person Person
	Admin  bool // configured to manage everybody's polls
}

func (p *Poll) managed(by Actor) error {
	if by.Person != p.Asker && !by.Admin {
		return refuse(Forbidden, "Only the person who asked %s can do that.", p.ID)
	}
	switch p.Phase {
	case PhaseClosed:
		return refuse(Over, "%s is closed already.", p.ID)
	case PhaseCancelled:
		return refuse(Over, "%s was cancelled already.", p.ID)
	case PhaseOpen, PhasePublished:
	}
	return nil
}

// Close ends a poll by the asker's wish. Before the rule is met it posts a summary of what there is.
func (p *Poll) Close(now time.Time, by Actor) ([]Event, error) {
	if err := p.managed(by); err != nil {
		return nil, err
	}
	events := p.Tick(now)
	if p.Phase == PhaseClosed {
		return events, nil
	}
	if p.Phase == PhaseOpen {
		o := p.outcome(false)
		o.Label = ClosedEarly
		events = append(events, p.record(now, by.Person, Published{Outcome: o}))
	}
	return append(events, p.record(now, by.Person, Closed{Why: ByAsker})), nil
}

// Cancel ends a poll without an outcome: nothing of the answers is shown. A published poll cannot be unsaid, only
// closed.
func (p *Poll) Cancel(now time.Time, by Actor) ([]Event, error) {
	if err := p.managed(by); err != nil {
		return nil, err
	}
	switch {
	case p.ends(now):
		return nil, refuse(Over, "The time of %s is up, so it can no longer be cancelled.", p.ID)
	case p.Phase == PhasePublished:
		return nil, refuse(Over, "The summary of %s is out, so it cannot be cancelled. /quorum close %s ends it.", p.ID, p.ID)
	}
	return []Event{p.record(now, by.Person, Cancelled{})}, nil
}

// Limits of reminding: nobody is nagged.
const (
	MaxReminders = 2
	Quiet        = 30 * time.Minute // nobody is reminded sooner after the last message about this poll
)

// Remind nudges, at the asker's wish, everybody who is still pending, was reached, was left alone for a while and has
// not been reminded twice. When there is nobody to nudge, the error says why.
func (p *Poll) Remind(now time.Time, by Actor) ([]Event, error) {
	if err := p.managed(by); err != nil {
		return nil, err
	}
	switch {
	case p.Phase == PhasePublished:
		return nil, refuse(Over, "The summary of %s is out; nobody needs a reminder.", p.ID)
	case p.ends(now):
		return nil, refuse(Over, "The time of %s is up; nobody needs a reminder.", p.ID)
	}
	var who []Person
	for i := range p.people {
		if s := &p.people[i]; s.remindable(now) && p.Counts(s.Person) {
			who = append(who, s.Person)
		}
	}
	if len(who) == 0 {
		return nil, refuse(Over, "Nobody can be reminded of %s now: each person gets at most %d reminders, and none within %d minutes of the last message.%s",
			p.ID, MaxReminders, int(Quiet.Minutes()), p.tryAgain(now))
	}
	return []Event{p.record(now, by.Person, Reminded{Persons: who})}, nil
}

// tryAgain says when somebody will have been left alone for long enough, if there is anybody.
func (p *Poll) tryAgain(now time.Time) string {
	least := time.Duration(0)
	for i := range p.people {
		s := &p.people[i]
		if left := Quiet - now.Sub(s.Contacted); s.mayBeReminded() && p.Counts(s.Person) && (least == 0 || left < least) {
			least = left
		}
	}
	if least <= 0 {
		return ""
	}
	minutes := int(math.Ceil(least.Minutes()))
	return " Try again in " + itoa(minutes) + plural(minutes, " minute.", " minutes.")
}

func (s *Stakeholder) remindable(now time.Time) bool {
	return s.mayBeReminded() && now.Sub(s.Contacted) >= Quiet
}

// mayBeReminded says whether there will be a time to remind somebody who goes on saying nothing.
func (s *Stakeholder) mayBeReminded() bool {
	return s.State == Pending && !s.Delivered.IsZero() && s.Reminders < MaxReminders
}
