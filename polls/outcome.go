package polls

import (
	"cmp"
	"slices"
)

// Label is the word a summary begins with.
type Label string

// How firm an outcome is, or why there is none.
const (
	Decided     Label = "Decided"   // the people still to answer cannot change it
	Firm        Label = "Firm"      // they would change it in at most 1 case of 20
	Leaning     Label = "Leaning"   // they might well
	Tied        Label = "Tied"      // no option leads alone
	NoQuorum    Label = "No quorum" // the rule was not met
	ClosedEarly Label = "Closed"    // the asker ended it before the rule was met
)

// FirmAt is the [Hold] from which an outcome is called [Firm].
const FirmAt = 0.95

// Count is how many counted answers one choice has.
type Count struct {
	Choice string `json:"choice"`
	N      int    `json:"n"`
}

// Outcome is what the counted answers said at one moment. It never changes once published.
type Outcome struct {
	Label   Label   `json:"label"`
	Leader  string  `json:"leader,omitempty"` // the choice ahead of all others; empty when none is
	Lead    int     `json:"lead,omitempty"`   // by how many answers
	Tally   []Count `json:"tally"`            // all choices in the asker's order
	Counted int     `json:"counted"`
	Sources int     `json:"sources"` // how many sources the counted answers come from
	Pending int     `json:"pending"` // how many people could still have answered
	Hold    float64 `json:"hold"`    // the chance that the leader would still lead; 0 without a leader
	Swing   int     `json:"swing"`   // how many of the pending it takes to at least tie; 0 when they cannot
	Rule    string  `json:"rule"`
	Missing string  `json:"missing,omitempty"` // what the rule still lacked, when it was not met
}

// outcome reads the counted answers as they are now.
func (p *Poll) outcome(met bool) Outcome {
	o := Outcome{
		Tally: p.Tally(), Counted: p.counts.Answered, Sources: p.counts.Heard, Pending: p.counts.Pending,
		Rule: p.Rule.String(),
	}
	o.Leader, o.Lead = lead(o.Tally)
	if o.Leader != "" {
		o.Hold, o.Swing = o.hold()
	}
	o.Label = o.label()
	if !met {
		o.Label, o.Missing = NoQuorum, p.Rule.Missing(p.Standing())
	}
	return o
}

// lead returns the choice that is ahead of all others, and by how much; none when the first place is shared.
func lead(tally []Count) (string, int) {
	order := slices.Clone(tally)
	slices.SortStableFunc(order, func(a, b Count) int { return cmp.Compare(b.N, a.N) })
	if order[0].N == order[1].N {
		return "", 0
	}
	return order[0].Choice, order[0].N - order[1].N
}

// hold returns the chance that the leader keeps leading, and the fewest pending people who could at least tie it.
func (o Outcome) hold() (chance float64, swing int) {
	if o.Lead > o.Pending {
		return 1, 0
	}
	counts := make([]int, len(o.Tally))
	leader := 0
	for i, c := range o.Tally {
		counts[i] = c.N
		if c.Choice == o.Leader {
			leader = i
		}
	}
	return Hold(counts, leader, o.Pending, float64(o.Sources)/float64(o.Counted)), o.Lead
}

func (o Outcome) label() Label {
	switch {
	case o.Leader == "":
		return Tied
	case o.Swing == 0:
		return Decided
	case o.Hold >= FirmAt:
		return Firm
	}
	return Leaning
}
