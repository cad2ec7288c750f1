package main

import (
	"time"

	"quorum/polls"
	"quorum/polls/kind"
)

// entry is one poll in the exported decision log. Other programs rely on its JSON: fields are only added, never
// changed.
type entry struct {
	ID          string           `json:"id"`
	Workspace   string           `json:"workspace"`
	Question    string           `json:"question"`
	Context     string           `json:"context,omitempty"`
	Kind        string           `json:"kind"`
	Options     []string         `json:"options"`
	Asker       string           `json:"asker"`
	AskerName   string           `json:"asker_name,omitempty"`
	Channel     string           `json:"channel,omitempty"`
	Rule        string           `json:"rule"`
	Phase       string           `json:"phase"`
	OpenedAt    time.Time        `json:"opened_at"`
	Deadline    time.Time        `json:"deadline"`
	PublishedAt *time.Time       `json:"published_at,omitempty"`
	ClosedAt    *time.Time       `json:"closed_at,omitempty"` // also set for a cancelled poll
	ClosedWhy   string           `json:"closed_why,omitempty"`
	Asked       int              `json:"asked"`
	Answered    int              `json:"answered"`
	Outcome     *exportedOutcome `json:"outcome,omitempty"` // nil before the summary
	People      []exportedPerson `json:"people"`            // everybody asked; their answers only after the summary
	Anonymous   bool             `json:"anonymous,omitempty"`
	Unsigned    []unsignedAnswer `json:"unsigned,omitempty"` // answers of an anonymous poll, in an order that tells nothing

	isChoice bool // whether every answer is exactly one of the options
	nameOf   func(person string) string
}

// exportedOutcome is what the counted answers said when the summary was published.
type exportedOutcome struct {
	Label      string       `json:"label"`
	Sentence   string       `json:"sentence"`
	Leader     string       `json:"leader,omitempty"`
	Adopted    string       `json:"adopted,omitempty"` // the option taken by default, when the rule was not met in time
	Hold       float64      `json:"hold"`
	Tally      []kind.Count `json:"tally"` // empty for kinds that have no tally
	Counted    int          `json:"counted"`
	Sources    int          `json:"sources"`
	Missing    string       `json:"missing,omitempty"`
	Spread     string       `json:"spread,omitempty"` // how far apart the answers are, in words
	Detail     string       `json:"detail,omitempty"`
	Timing     string       `json:"timing,omitempty"`
	LateLeader string       `json:"late_leader,omitempty"` // the leader when late answers count, if it is another
	LateSays   string       `json:"late_says,omitempty"`   // what all answers say, with the late ones, in words
	Withheld   bool         `json:"withheld,omitempty"`    // whether the answers are hidden because there are too few anonymous ones
}

// exportedPerson is one person asked. State and answers are empty before the summary.
type exportedPerson struct {
	Person string          `json:"person"`
	Name   string          `json:"name,omitempty"`
	Source string          `json:"source,omitempty"`
	State  string          `json:"state,omitempty"`
	Answer *exportedAnswer `json:"answer,omitempty"`
	Late   *exportedAnswer `json:"late,omitempty"` // given after the summary; never counted
}

// exportedAnswer is one answer.
type exportedAnswer struct {
	Position    string     `json:"position"`
	Reason      string     `json:"reason,omitempty"`
	Confidence  string     `json:"confidence,omitempty"`
	At          time.Time  `json:"at"`
	AskedAt     *time.Time `json:"asked_at,omitempty"` // when the person had received the question
	Counted     bool       `json:"counted"`
	AddedReason string     `json:"added_reason,omitempty"` // a reason added after the summary
}

// unsignedAnswer is one answer of an anonymous poll. It always counts.
type unsignedAnswer struct {
	Position   string `json:"position"`
	Reason     string `json:"reason,omitempty"`
	Confidence string `json:"confidence,omitempty"`
}

// entryOf returns the part of a poll that everybody may know now. Before publication it contains nothing about
// answers, not even who has answered.
func entryOf(p *polls.Poll, all nameLookup) entry {
	nameOf := func(person string) string { return all(p.ID.Workspace, person) }
	e := entry{
		ID: p.ID.String(), Workspace: p.ID.Workspace, Question: p.Question, Context: p.Context, Kind: p.Kind.Name(),
		Options: p.Kind.Choices(p.Options), Asker: string(p.Asker), AskerName: nameOf(string(p.Asker)), Channel: p.Channel, Rule: p.Rule.String(), Phase: string(p.Phase),
		OpenedAt: p.OpenedAt, Deadline: p.Deadline, PublishedAt: timeOf(p.Published), ClosedAt: timeOf(p.ClosedAt), ClosedWhy: string(p.ClosedWhy),
		People: []exportedPerson{}, isChoice: p.Kind.Way() == kind.OneOf, nameOf: nameOf,
	}
	if e.Options == nil {
		e.Options = []string{}
	}
	e.Answered, e.Asked = p.Progress()
	e.Anonymous = p.Anonymous
	public := !p.Published.IsZero()
	if public {
		e.Outcome = exportedOutcomeOf(p)
		for _, b := range p.AnonymousAnswers() {
			e.Unsigned = append(e.Unsigned, unsignedAnswer{b.Position, b.Reason, string(b.Confidence)})
		}
	}
	for _, s := range p.Stakeholders() {
		v := exportedPerson{Person: string(s.Person), Name: nameOf(string(s.Person)), Source: s.Source}
		if public {
			v.State, v.Late = string(s.State), exportedAnswerOf(s, s.Late, false)
			if !p.Anonymous {
				v.Answer = exportedAnswerOf(s, s.Answer, p.Counted(s.Person))
			}
			if v.Answer != nil {
				v.Answer.AddedReason = s.Added.Reason
			}
		}
		e.People = append(e.People, v)
	}
	return e
}

func exportedOutcomeOf(p *polls.Poll) *exportedOutcome {
	o := p.Outcome
	if o.Tally == nil {
		o.Tally = []kind.Count{}
	}
	told := o.ShownFinding()
	return &exportedOutcome{
		Label: o.Title(), Sentence: o.Sentence(), Leader: told.Leader, Adopted: o.Adopted, Hold: told.Hold, Tally: o.Tally, Counted: o.Counted,
		Sources: o.Sources, Missing: o.Missing, Spread: told.Spread, Detail: told.Detail, Timing: p.Timing(), LateLeader: p.LateLeader(), LateSays: p.LateWords(),
		Withheld: o.Withheld,
	}
}

func exportedAnswerOf(s polls.Stakeholder, r polls.Response, counted bool) *exportedAnswer {
	if r.At.IsZero() {
		return nil
	}
	return &exportedAnswer{
		Position: r.Position, Reason: r.Reason, Confidence: string(r.Confidence),
		At: r.At, AskedAt: timeOf(s.Delivered), Counted: counted,
	}
}

// displayName returns a person's name, or the id when the name is not known.
func (e entry) displayName(person string) string {
	if name := e.nameOf(person); name != "" {
		return name
	}
	return person
}

// withNames returns text with mentions of people replaced by their names, where these are known.
func (e entry) withNames(text string) string {
	return polls.ReplaceMentions(text, func(m polls.Mention) string {
		if name := e.nameOf(m.ID); name != "" && !m.Group {
			return "@" + name
		}
		return m.String()
	})
}

// timeOf returns a pointer to t, or nil when t is zero.
func timeOf(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}
