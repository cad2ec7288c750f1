package polls

import (
	"time"

	"quorum/polls/phrase"
	"quorum/polls/worktime"
)

// Actor is who asks for something to be done to a poll.
type Actor struct {
	Person Person
	Admin  bool // configured to manage everybody's polls
}

func (p *Poll) mayManage(by Actor) error {
	if by.Person != p.Asker && !by.Admin {
		return phrase.Refusal(phrase.Forbidden, "Only the person who asked %s can do that.", p.ID)
	}
	switch p.Phase {
	case PhaseClosed:
		return phrase.Refusal(phrase.Over, "%s is closed already.", p.ID)
	case PhaseCancelled:
		return phrase.Refusal(phrase.Over, "%s was cancelled already.", p.ID)
	case PhaseOpen, PhasePublished:
	}
	return nil
}

// Close ends a poll by the asker's wish. Before the rule is met it posts a summary of what there is; it may return
// [ErrUnweighed] then.
func (p *Poll) Close(now time.Time, by Actor) ([]Event, error) {
	if err := p.mayManage(by); err != nil {
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
	if err := p.mayManage(by); err != nil {
		return nil, err
	}
	switch {
	case p.ends(now):
		return nil, phrase.Refusal(phrase.Over, "The time of %s is up, so it can no longer be cancelled.", p.ID)
	case p.Phase == PhasePublished:
		return nil, phrase.Refusal(phrase.Over, "The summary of %s is out, so it cannot be cancelled.", p.ID).Hint(phrase.ToClose, p.ID.String())
	}
	return []Event{p.record(now, by.Person, Cancelled{})}, nil
}

// AskAgain returns what would ask the same once more: the question, the rule and the people who were asked first, without
// those who have left. Only a poll with a summary can be asked again, once. The caller fills in ID, Seed, and
// what is known of working time.
func (p *Poll) AskAgain(now time.Time, by Actor) (Opening, error) {
	switch {
	case by.Person != p.Asker && !by.Admin:
		return Opening{}, phrase.Refusal(phrase.Forbidden, "Only the person who asked %s can do that.", p.ID)
	case p.Phase == PhaseOpen:
		return Opening{}, phrase.Refusal(phrase.Over, "%s is still open.", p.ID).Hint(phrase.ToAdd, p.ID.String()).Hint(phrase.ToLower, p.ID.String())
	case p.Phase == PhaseCancelled:
		return Opening{}, phrase.Refusal(phrase.Over, "%s was cancelled, so there is nothing to reopen. Ask it anew.", p.ID)
	}
	rule := p.Rule
	if _, err := rule.By.At(now, worktime.Calendar{}); err != nil {
		rule.By = worktime.Deadline{WorkingDays: 1} // its day has passed
	}
	o := Opening{Asker: p.Asker, Channel: p.Channel, Again: p.ID.Number, Draft: p.draft()}
	o.Draft.Rule = rule.String()
	for _, s := range p.people {
		if s.For == "" && !s.Left {
			s.Instead = "" // whoever was away then may be back
			o.Asked = append(o.Asked, s.Invite)
			o.Draft.Asked = append(o.Draft.Asked, Party{Mentions: []Mention{{ID: string(s.Person)}}})
		}
	}
	return o, nil
}

// RecordAskedAgain records as what a poll was asked again. Said twice it changes nothing.
func (p *Poll) RecordAskedAgain(now time.Time, by Person, as int64) []Event {
	if p.AskedAgain != 0 {
		return nil
	}
	return []Event{p.record(now, by, AskedAgain{As: as})}
}
