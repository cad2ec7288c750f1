package polls

import (
	"slices"
	"time"

	"quorum/polls/kind"
	"quorum/polls/phrase"
)

// Round is the place of a poll among those that a schedule asks, and what came of the one before when this one was asked.
type Round struct {
	Schedule int64     `json:"schedule"`
	Before   int64     `json:"before,omitempty"` // the number of the poll before; 0: this is the first
	At       time.Time `json:"at,omitzero"`      // when that one was asked
	Card     Place     `json:"card,omitzero"`    // where its card stands
	Leader   string    `json:"leader,omitempty"`
	Outcome  string    `json:"outcome,omitempty"` // in a few words; of a poll that was still open, that it was
}

// RoundAfter is the round that follows a poll of the same schedule.
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

// Short says the outcome in a few words, without a stop: "Yes, 4 of 5 answers", "no quorum".
func (o Outcome) Short() string {
	switch o.Label {
	case NoQuorum:
		return "no quorum"
	case ByDefault:
		return o.Adopted + " by default"
	case ClosedEarly:
		return "closed early"
	case Tied:
		return "tied"
	case Blocked:
		return "blocked, " + o.Result
	case Decided, Firm, Leaning, Heard:
	}
	if o.Result != "" {
		return o.Result
	}
	return o.Leader + ", " + o.score()
}

// SinceLastRound says what changed since the round before: "Now: No, 3 of 5 answers". It is empty while nothing is known or there
// is nothing to compare with.
func (p *Poll) SinceLastRound() string {
	switch {
	case p.Round == nil || p.Round.Before == 0 || p.Published.IsZero() || p.Kind.Way() == kind.Words: // how many said something says nothing
		return ""
	case p.Outcome.Leader != "" && p.Outcome.Leader == p.Round.Leader:
		return "Still: " + p.Outcome.Short()
	}
	return "Now: " + p.Outcome.Short()
}

// Redraft is the question as it can be asked again from its text: with the groups that were named, whoever is in them by
// then, and the people who were asked first, those of one source in brackets.
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
			d.Asked[i].Together = true
			d.Asked[i].Mentions = append(d.Asked[i].Mentions, m)
			continue
		}
		together[s.Source] = len(d.Asked)
		d.Asked = append(d.Asked, Party{Mentions: []Mention{m}})
	}
	return d
}

// draft is the question without those who are asked.
func (p *Poll) draft() Draft {
	return Draft{
		Question: p.Question, Context: p.Context, Briefs: p.Briefs, Anonymous: p.Anonymous, Announce: p.Announce, Kind: p.Kind.Name(), Options: p.Options,
		Rule: p.Rule.String(), Pass: p.Pass.String(), Deputies: p.deputiesText,
	}
}

// partiesWithGroups are the parties when there is a group among them, and nothing when the people who are asked say it all.
func partiesWithGroups(asked []Party) []Party {
	group := func(p Party) bool { return slices.ContainsFunc(p.Mentions, func(m Mention) bool { return m.Group }) }
	if slices.ContainsFunc(asked, group) {
		return asked
	}
	return nil
}

// repeatable refuses a day that comes once as the deadline of what is asked again and again.
func repeatable(every string, r Rule) error {
	if every != "" && r.By.Once() {
		return phrase.Mistake(phrase.FieldRule, "By %s comes once, and this is asked again and again. Write a deadline that moves along, like within 1d or by fri 12:00.", r.By.By)
	}
	return nil
}
