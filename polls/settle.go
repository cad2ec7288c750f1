package polls

import "time"

// settle judges the rule after something changed: it publishes when the rule is met, ends a poll nobody can still
// answer, and notes once that the rule has become impossible.
func (p *Poll) settle(now time.Time) []Event {
	if p.Phase != PhaseOpen {
		return nil
	}
	verdict := p.Rule.Judge(p.Standing())
	done := p.counts.Pending == 0
	switch {
	case verdict == IsMet:
		events := []Event{p.publish(now, true)}
		if done {
			events = append(events, p.record(now, "", Closed{Why: Everybody}))
		}
		return events
	case done:
		return []Event{p.publish(now, false), p.record(now, "", Closed{Why: Everybody})}
	case verdict == IsImpossible && !p.stuck:
		return []Event{p.record(now, "", Stuck{Why: p.Rule.Missing(p.Standing())})}
	}
	return nil
}

func (p *Poll) publish(now time.Time, met bool) Event {
	return p.record(now, "", Published{Outcome: p.outcome(met)})
}

// Tick does what time alone brings: at the deadline the poll closes, with a summary of what there is if none was
// posted. Before it, and when everything is over, it does nothing.
func (p *Poll) Tick(now time.Time) []Event {
	if !p.overdue(now) {
		return nil
	}
	var events []Event
	if p.Phase == PhaseOpen {
		events = append(events, p.publish(now, false))
	}
	return append(events, p.record(now, "", Closed{Why: AtDeadline}))
}

// overdue says that the deadline has passed and has not been dealt with.
func (p *Poll) overdue(now time.Time) bool { return !p.Due().IsZero() && !now.Before(p.Deadline) }

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
	if events := p.Tick(now); len(events) > 0 {
		return events, nil
	}
	var events []Event
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
	if p.Phase == PhasePublished || p.overdue(now) {
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
// not been reminded twice. It returns no events, and says why, when there is nobody to nudge.
func (p *Poll) Remind(now time.Time, by Actor) ([]Event, error) {
	if err := p.managed(by); err != nil {
		return nil, err
	}
	if p.Phase == PhasePublished {
		return nil, refuse(Over, "The summary of %s is out; nobody needs a reminder.", p.ID)
	}
	var who []Person
	for i := range p.people {
		if s := &p.people[i]; s.remindable(now) && p.Counts(s.Person) {
			who = append(who, s.Person)
		}
	}
	if len(who) == 0 {
		return nil, refuse(Over, "Nobody can be reminded of %s now: each person gets at most %d reminders, and none within %d minutes of the last message.",
			p.ID, MaxReminders, int(Quiet.Minutes()))
	}
	return []Event{p.record(now, by.Person, Reminded{Persons: who})}, nil
}

func (s *Stakeholder) remindable(now time.Time) bool {
	return s.State == Pending && !s.Delivered.IsZero() && s.Reminders < MaxReminders && now.Sub(s.Contacted) >= Quiet
}

// Leave records that a person was deactivated. It returns nothing when that changes nothing.
func (p *Poll) Leave(now time.Time, who Person) []Event {
	s, ok := p.Stakeholder(who)
	if !ok || s.Left || p.Due().IsZero() {
		return nil
	}
	events := []Event{p.record(now, "", Left{Person: who})}
	return append(events, p.settle(now)...)
}

// Place records where the card stands, once.
func (p *Poll) Place(now time.Time, at Place) []Event {
	if !p.Card.IsZero() {
		return nil
	}
	return []Event{p.record(now, "", Placed{at})}
}

// Deliver records that a person's question stands in their conversation, once.
func (p *Poll) Deliver(now time.Time, who Person, at Place) []Event {
	s, ok := p.Stakeholder(who)
	if !ok || !s.Delivered.IsZero() {
		return nil
	}
	return []Event{p.record(now, "", Delivered{Person: who, Place: at})}
}

// Fail records that a person's question was refused for good, and why. Who cannot be asked cannot be waited for.
func (p *Poll) Fail(now time.Time, who Person, why string) []Event {
	s, ok := p.Stakeholder(who)
	if !ok || s.Unreachable != "" || !s.Delivered.IsZero() {
		return nil
	}
	events := []Event{p.record(now, "", Unreachable{Person: who, Why: why})}
	return append(events, p.settle(now)...)
}

// Lose records that a notice other than a question could not be delivered, and why, so that the asker hears of it.
func (p *Poll) Lose(now time.Time, n NoticeKind, why string) []Event {
	return []Event{p.record(now, "", Undelivered{Notice: n, Why: why})}
}
