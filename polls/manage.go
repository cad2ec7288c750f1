package polls

import (
	"slices"
	"time"

	"quorum/polls/kind"
	"quorum/polls/phrase"
	"quorum/polls/worktime"
)

// Actor is a person who wants something to be done to a poll.
type Actor struct {
	Person Person
	Admin  bool // may manage everybody's polls, by the configuration
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

// Close ends a poll at the asker's wish. Before the rule is met, a summary of what there is will be posted. The error
// may be [ErrUnweighed].
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
		met := p.verdictWith(found) == IsMet // the rule was met before, and the answers waited to be weighed
		o := p.outcome(met, found)
		if !met {
			o.Label = ClosedEarly
		}
		events = append(events, p.record(now, by.Person, Published{Outcome: o}))
	}
	return append(events, p.record(now, by.Person, Closed{Why: ByAsker})), nil
}

// Cancel ends a poll without an outcome, and shows nothing of the answers. A published poll can only be closed.
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

// AskAgain returns the opening that asks the same question again, with the same rule, of the people who were asked
// first and have not left. It is refused for an open and for a cancelled poll. The caller fills in ID, Seed and what
// is known of working time.
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
		rule.By = worktime.Deadline{WorkingDays: 1} // the day of the old deadline has passed
	}
	o := Opening{Asker: p.Asker, Channel: p.Channel, Again: p.ID.Number, Draft: p.draft()}
	o.Draft.Rule = rule.String()
	for _, s := range p.people {
		if s.For == "" && !s.Left {
			s.Instead = "" // the person who was away then may be back
			o.Asked = append(o.Asked, s.Invite)
			o.Draft.Asked = append(o.Draft.Asked, Party{Mentions: []Mention{{ID: string(s.Person)}}})
		}
	}
	return o, nil
}

// RecordAskedAgain records the number of the poll that asks the same question again. Only the first call does
// anything.
func (p *Poll) RecordAskedAgain(now time.Time, by Person, as int64) []Event {
	if p.AskedAgain != 0 {
		return nil
	}
	return []Event{p.record(now, by, AskedAgain{As: as})}
}

// Round is the place of a poll in its schedule, and what had become of the poll before it when this one was asked.
type Round struct {
	Schedule int64     `json:"schedule"`
	Before   int64     `json:"before,omitempty"` // the number of the poll before; 0: this is the first
	At       time.Time `json:"at,omitzero"`      // when the poll before was asked
	Card     Place     `json:"card,omitzero"`    // where its card is
	Leader   string    `json:"leader,omitempty"`
	Outcome  string    `json:"outcome,omitempty"` // the outcome of the poll before in a few words, or that it was still open
}

// RoundAfter returns the round that follows a poll of the same schedule.
func RoundAfter(schedule int64, before *Poll) *Round {
	r := &Round{Schedule: schedule, Before: before.ID.Number, At: before.OpenedAt, Card: before.Card, Leader: before.Outcome.Leader}
	switch {
	case before.Phase == PhaseCancelled:
		r.Outcome = "cancelled"
	case before.Published.IsZero():
		r.Outcome = "still open when this was asked"
	default:
		r.Outcome = before.Outcome.Short()
	}
	return r
}

// SinceLastRound says how the outcome compares with the round before: "Now: No, 3 of 5 answers". It is empty while
// there is nothing to compare.
func (p *Poll) SinceLastRound() string {
	switch {
	case p.Round == nil || p.Round.Before == 0 || p.Published.IsZero() || p.Kind.Way() == kind.Words: // for texts the number of answers is no outcome
		return ""
	case p.Outcome.Leader != "" && p.Outcome.Leader == p.Round.Leader:
		return "Still: " + p.Outcome.Short()
	}
	return "Now: " + p.Outcome.Short()
}

// Redraft returns the draft that asks the question again: with the groups that were named, whoever is a member then,
// or else with the people who were asked first, those of one source in brackets.
func (p *Poll) Redraft() Draft {
	d := p.draft()
	if d.Asked = p.named; len(p.named) > 0 {
		return d
	}
	together := map[string]int{}
	for _, s := range p.people {
		if s.For != "" {
			continue
		}
		m := Mention{ID: string(s.Person)}
		if i, ok := together[s.Source]; ok && s.Source != "" {
			d.Asked[i].OneSource = true
			d.Asked[i].Mentions = append(d.Asked[i].Mentions, m)
			continue
		}
		together[s.Source] = len(d.Asked)
		d.Asked = append(d.Asked, Party{Mentions: []Mention{m}})
	}
	return d
}

// draft returns the question without the people asked.
func (p *Poll) draft() Draft {
	return Draft{
		Question: p.Question, Context: p.Context, Briefs: p.Briefs, Anonymous: p.Anonymous, Announce: p.Announce, Kind: p.Kind.Name(), Options: p.Options,
		Rule: p.Rule.String(), Pass: p.Pass.String(), Deputies: p.deputiesText,
	}
}

// partiesWithGroups returns the parties when a group is among them; nil when the people who are asked say the same.
func partiesWithGroups(asked []Party) []Party {
	group := func(p Party) bool { return slices.ContainsFunc(p.Mentions, func(m Mention) bool { return m.Group }) }
	if slices.ContainsFunc(asked, group) {
		return asked
	}
	return nil
}

// repeatable refuses a deadline on a day of the calendar for a question that is asked again and again.
func repeatable(every string, r Rule) error {
	if every != "" && r.By.Once() {
		return phrase.Mistake(phrase.FieldRule, "By %s comes once, and this is asked again and again. Write a deadline that moves along, like within 1d or by fri 12:00.", r.By.By)
	}
	return nil
}
