package main

import (
	"regexp"
	"time"

	"quorum/polls"
	"quorum/polls/kind"
)

// entry is a poll as the decision log has it. Its JSON is part of what others may rely on: fields are only added.
type entry struct {
	ID          string     `json:"id"`
	Workspace   string     `json:"workspace"`
	Question    string     `json:"question"`
	Context     string     `json:"context,omitempty"`
	Kind        string     `json:"kind"`
	Options     []string   `json:"options"`
	Asker       string     `json:"asker"`
	AskerName   string     `json:"asker_name,omitempty"`
	Channel     string     `json:"channel,omitempty"`
	Rule        string     `json:"rule"`
	Phase       string     `json:"phase"`
	OpenedAt    time.Time  `json:"opened_at"`
	Deadline    time.Time  `json:"deadline"`
	PublishedAt *time.Time `json:"published_at,omitempty"`
	ClosedAt    *time.Time `json:"closed_at,omitempty"` // also of a cancelled poll
	ClosedWhy   string     `json:"closed_why,omitempty"`
	Asked       int        `json:"asked"`
	Answered    int        `json:"answered"`
	Outcome     *verdict   `json:"outcome,omitempty"` // once published
	People      []voice    `json:"people"`            // who was asked; once published, what each said
	Anonymous   bool       `json:"anonymous,omitempty"`
	Unsigned    []unsigned `json:"unsigned,omitempty"` // what people said in an anonymous poll, in an order that tells nothing

	oneOf  bool // every answer is one of the options
	nameOf func(person string) string
}

// verdict is what the counted answers said when the summary was published.
type verdict struct {
	Label    string       `json:"label"`
	Sentence string       `json:"sentence"`
	Leader   string       `json:"leader,omitempty"`
	Adopted  string       `json:"adopted,omitempty"` // by default, since the rule was not met in time
	Hold     float64      `json:"hold"`
	Tally    []kind.Count `json:"tally"` // of some kinds there is none
	Counted  int          `json:"counted"`
	Sources  int          `json:"sources"`
	Missing  string       `json:"missing,omitempty"`
	Spread   string       `json:"spread,omitempty"` // how far the answers are apart, in words
	Detail   string       `json:"detail,omitempty"`
	Timing   string       `json:"timing,omitempty"`
	Flipped  string       `json:"late_leader,omitempty"` // who leads with the late answers, if another
	Lately   string       `json:"late_says,omitempty"`   // what all answers say with the late ones, in words
	Withheld bool         `json:"withheld,omitempty"`    // there are so few anonymous answers that they are not shown
}

// voice is one person asked, and once the summary is out what became of it.
type voice struct {
	Person string `json:"person"`
	Name   string `json:"name,omitempty"`
	Source string `json:"source,omitempty"`
	State  string `json:"state,omitempty"`
	Answer *said  `json:"answer,omitempty"`
	Late   *said  `json:"late,omitempty"` // given after the summary; never counted
}

// said is one answer.
type said struct {
	Position   string     `json:"position"`
	Reason     string     `json:"reason,omitempty"`
	Confidence string     `json:"confidence,omitempty"`
	At         time.Time  `json:"at"`
	AskedAt    *time.Time `json:"asked_at,omitempty"` // when the question had reached this person
	Counted    bool       `json:"counted"`
	Added      string     `json:"added_reason,omitempty"` // after the summary
}

// unsigned is one answer of an anonymous poll. All of them count.
type unsigned struct {
	Position   string `json:"position"`
	Reason     string `json:"reason,omitempty"`
	Confidence string `json:"confidence,omitempty"`
}

// entryOf takes from a poll what everybody may know by now: before publication nothing of the answers, not even who has
// given one.
func entryOf(p *polls.Poll, all names) entry {
	nameOf := func(person string) string { return all(p.ID.Workspace, person) }
	e := entry{
		ID: p.ID.String(), Workspace: p.ID.Workspace, Question: p.Question, Context: p.Context, Kind: p.Kind.Name(),
		Options: p.Kind.Choices(p.Options), Asker: string(p.Asker), AskerName: nameOf(string(p.Asker)), Channel: p.Channel, Rule: p.Rule.String(), Phase: string(p.Phase),
		OpenedAt: p.OpenedAt, Deadline: p.Deadline, PublishedAt: timeOf(p.Published), ClosedAt: timeOf(p.ClosedAt), ClosedWhy: string(p.ClosedWhy),
		People: []voice{}, oneOf: p.Kind.Way() == kind.OneOf, nameOf: nameOf,
	}
	if e.Options == nil {
		e.Options = []string{}
	}
	e.Answered, e.Asked = p.Progress()
	e.Anonymous = p.Anonymous
	public := !p.Published.IsZero()
	if public {
		e.Outcome = verdictOf(p)
		for _, b := range p.AnonymousAnswers() {
			e.Unsigned = append(e.Unsigned, unsigned{b.Position, b.Reason, string(b.Confidence)})
		}
	}
	for _, s := range p.Stakeholders() {
		v := voice{Person: string(s.Person), Name: nameOf(string(s.Person)), Source: s.Source}
		if public {
			v.State, v.Late = string(s.State), saidOf(s, s.Late, false)
			if !p.Anonymous {
				v.Answer = saidOf(s, s.Answer, p.Counted(s.Person))
			}
			if v.Answer != nil {
				v.Answer.Added = s.Added.Reason
			}
		}
		e.People = append(e.People, v)
	}
	return e
}

func verdictOf(p *polls.Poll) *verdict {
	o := p.Outcome
	if o.Tally == nil {
		o.Tally = []kind.Count{}
	}
	told := o.ShownFinding()
	return &verdict{
		Label: o.Title(), Sentence: o.Sentence(), Leader: told.Leader, Adopted: o.Adopted, Hold: told.Hold, Tally: o.Tally, Counted: o.Counted,
		Sources: o.Sources, Missing: o.Missing, Spread: told.Spread, Detail: told.Detail, Timing: p.Timing(), Flipped: p.LateLeader(), Lately: p.LateWords(),
		Withheld: o.Withheld,
	}
}

func saidOf(s polls.Stakeholder, r polls.Response, counted bool) *said {
	if r.At.IsZero() {
		return nil
	}
	return &said{
		Position: r.Position, Reason: r.Reason, Confidence: string(r.Confidence),
		At: r.At, AskedAt: timeOf(s.Delivered), Counted: counted,
	}
}

// called is a person's name, or the id where that is not known.
func (e entry) called(person string) string {
	if name := e.nameOf(person); name != "" {
		return name
	}
	return person
}

// readable is a text in which mentions of people whose names are known are these names.
func (e entry) readable(text string) string {
	return regexp.MustCompile(`<@([UW][A-Z0-9]+)>`).ReplaceAllStringFunc(text, func(mention string) string {
		if name := e.nameOf(mention[2 : len(mention)-1]); name != "" {
			return "@" + name
		}
		return mention
	})
}

// timeOf is nil for a time that has not come.
func timeOf(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}
