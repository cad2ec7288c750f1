package polls

import "quorum/polls/kind"

// Outcome is what the counted answers said at one moment. It never changes once published.
type Outcome struct {
	Label Label `json:"label"`
	kind.Finding
	Counted int    `json:"counted"`
	Sources int    `json:"sources"` // how many sources the counted answers come from
	Pending int    `json:"pending"` // how many people could still have answered
	Rule    string `json:"rule"`
	Unmet   bool   `json:"unmet,omitempty"`   // the rule was not met
	Missing string `json:"missing,omitempty"` // what the rule still lacked
	// Withheld is whether there are so few anonymous answers that they are not shown.
	Withheld bool `json:"withheld,omitempty"`

	Adopted string `json:"adopted,omitempty"` // what is adopted by default, because the rule was not met in time
	Refuted string `json:"refuted,omitempty"` // why nothing was adopted although a default was announced
}

// outcome returns the outcome of the poll as it is now.
func (p *Poll) outcome(met bool, found kind.Finding) Outcome {
	b := p.ballots(p.tally)
	o := Outcome{
		Finding: found, Counted: b.Counted, Sources: b.Sources, Pending: b.Pending, Rule: p.Rule.String(),
	}
	if p.Anonymous && b.Counted < SafeSize {
		o.Finding, o.Withheld = kind.Finding{}, true
	}
	o.Label = o.label()
	if !met {
		o.Unmet, o.Label, o.Missing = true, o.unmetLabel(), p.Rule.Missing(p.Standing().withFinding(o.Finding))
		if o.Withheld && o.Missing == "" {
			o.Missing = haveOf(b.Counted, SafeSize, "answer")
		}
	}
	return o
}

// ballots returns these positions with the numbers of the poll as it is now.
func (p *Poll) ballots(taken map[string]int) kind.Ballots {
	return kind.Ballots{
		Options: p.Options, Taken: taken, Counted: p.counts.Answered, Sources: p.counts.SourcesAnswered, Pending: p.counts.Pending,
		Eligible: p.counts.Eligible, Pass: p.Pass, Needed: p.needed(),
	}
}

// needed returns the counted positions of the people whom the rule names by "with".
func (p *Poll) needed() []string {
	var all []string
	for _, who := range p.Rule.with() {
		if !p.Anonymous && p.Counted(who) {
			s, _ := p.Stakeholder(who)
			all = append(all, s.Answer.Position)
		}
	}
	return all
}

// neededWith returns the same with late answers, each person's last one, and with one more late answer.
func (p *Poll) neededWith(late Stakeholder, position string) []string {
	var all []string
	for _, who := range p.Rule.with() {
		i, asked := p.index[who]
		if !asked {
			continue
		}
		s, holder := p.people[i], p.holder(p.seatOf(i))
		switch {
		case holder.answeredBlind() && holder.Person != who: // another person of the seat has answered
		case who == late.Person:
			all = append(all, position)
		case !s.Late.At.IsZero():
			all = append(all, s.Late.Position)
		case s.answeredBlind():
			all = append(all, s.Answer.Position)
		}
	}
	return all
}

// Label is the first word of a summary.
type Label string

// The labels: how firm an outcome is, or why there is none.
const (
	Decided     Label = "Decided"    // the people still to answer cannot change it
	Firm        Label = "Firm"       // they would change it in at most 1 of 20 cases
	Leaning     Label = "Leaning"    // they may well change it
	Tied        Label = "Tied"       // no option leads alone
	Blocked     Label = "Blocked"    // an answer blocks it, whatever the others say
	Heard       Label = "Heard"      // the rule was met, and answers of this kind have no leader
	NoQuorum    Label = "No quorum"  // the rule was not met
	ByDefault   Label = "by default" // the rule was not met, and the announced default is adopted
	ClosedEarly Label = "Closed"     // the asker ended it before the rule was met
)

// Title returns the first words of a summary: its label or, for a default, the choice with "by default". choice is
// what leads or was adopted.
func Title(l Label, choice string) string {
	if l == ByDefault {
		return choice + ", by default"
	}
	return string(l)
}

// Headline returns an outcome in a few words for a list: "Decided: nats", "Blocked", "Yes, by default".
func Headline(l Label, choice string) string {
	switch l {
	case Decided, Firm, Leaning:
		if choice != "" {
			return string(l) + ": " + choice
		}
	case Tied, Blocked, Heard, NoQuorum, ByDefault, ClosedEarly:
	}
	return Title(l, choice)
}

// Choice returns what was adopted or what leads; empty when nothing does.
func (o Outcome) Choice() string {
	if o.Label == ByDefault {
		return o.Adopted
	}
	return o.Leader
}

// Title returns the first words of the summary.
func (o Outcome) Title() string { return Title(o.Label, o.Choice()) }

// Met reports whether the rule was met.
func (o Outcome) Met() bool { return !o.Unmet }

// ShownFinding returns the part of the finding that the summary shows: without a quorum only the tally, and with a
// block no leader.
func (o Outcome) ShownFinding() kind.Finding {
	f := o.Finding
	switch {
	case o.Unmet:
		return kind.Finding{Tally: f.Tally}
	case o.Label == Blocked:
		f.Leader, f.Lead, f.Hold, f.Swing = "", 0, 0, 0
	}
	return f
}

// label returns the label of an outcome whose rule was met.
func (o Outcome) label() Label {
	switch {
	case o.Blocks > 0:
		return Blocked
	case o.Unranked:
		return Heard
	case o.Leader == "":
		return Tied
	case o.Swing == 0:
		return Decided
	case o.Hold >= kind.FirmAt:
		return Firm
	}
	return Leaning
}

// unmetLabel returns the label of an outcome whose rule was not met.
func (o Outcome) unmetLabel() Label {
	switch {
	case o.Adopted != "":
		return ByDefault
	case o.Blocks > 0:
		return Blocked
	}
	return NoQuorum
}

// relabelled returns an outcome that an earlier version wrote with the label that it has now.
func (o Outcome) relabelled() Outcome {
	switch {
	case o.Label == ClosedEarly:
		o.Unmet = true
	case o.Label == NoQuorum:
		o.Unmet, o.Label = true, o.unmetLabel()
	case o.Blocks > 0:
		o.Label = Blocked
	}
	return o
}
