package polls

import "time"

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

// Close ends a poll by the asker's wish. Before the rule is met it posts a summary of what there is; it may return
// [ErrUnweighed] then.
func (p *Poll) Close(now time.Time, by Actor) ([]Event, error) {
	if err := p.managed(by); err != nil {
		return nil, err
	}
	if p.Phase == PhasePublished || p.ends(now) {
		if events, err := p.expire(now); err != nil || events != nil {
			return events, err
		}
	}
	var events []Event
	if p.Phase == PhaseOpen {
		found, ok := p.weigh()
		if !ok {
			return nil, ErrUnweighed
		}
		met := p.verdictWith(found) == IsMet // it was before, and waited to be weighed
		o := p.outcome(met, found)
		if !met {
			o.Label = ClosedEarly
		}
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
		return nil, refuse(Over, "The summary of %s is out, so it cannot be cancelled.", p.ID).Hint(ToClose, p.ID.String())
	}
	return []Event{p.record(now, by.Person, Cancelled{})}, nil
}
