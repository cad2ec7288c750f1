package polls

import "slices"

// The clauses about what the answers say, not only how many there are. They are never impossible: while anybody is
// pending, answers may come that make an outcome surer, and whoever blocks may take it back. Of a standing without a look at
// the answers they say nothing, that is, they are met.
type (
	sure    struct{ P int } // "95% sure": a [Hold] of 95 % or more
	decided struct{}        // nobody pending can change the outcome
	noBlock struct{}        // no counted answer objects
)

func (c sure) String() string  { return itoa(c.P) + "% sure" }
func (decided) String() string { return "decided" }
func (noBlock) String() string { return "no block" }

func (sure) subject() string    { return "says how sure" }
func (decided) subject() string { return "says how sure" }
func (noBlock) subject() string { return "says no block" }

func (sure) isEnough()    {}
func (decided) isEnough() {}

func (sure) looks() depth    { return atHold }
func (decided) looks() depth { return atHold }
func (noBlock) looks() depth { return atBlocks }

func (c sure) Judge(s Standing) Verdict {
	return metIf(!s.Found.Looked || s.Found.Hold+roundOff >= float64(c.P)/100)
}
func (decided) Judge(s Standing) Verdict { return metIf(!s.Found.Looked || s.Found.Settled) }
func (noBlock) Judge(s Standing) Verdict { return metIf(s.Found.Blocks == 0) }

func metIf(yes bool) Verdict {
	if yes {
		return IsMet
	}
	return IsOpen
}

func (c sure) Words(Standing) string  { return "an outcome that is " + c.String() }
func (decided) Words(Standing) string { return "an outcome that no answer can change any more" }
func (noBlock) Words(Standing) string { return "no block" }

func (c sure) Missing(s Standing) string {
	if s.Found.Hold == 0 {
		return "no outcome that is " + c.String()
	}
	return "an outcome that is " + itoa(int((s.Found.Hold+roundOff)*100)) + "% instead of " + c.String()
}

func (decided) Missing(Standing) string { return "no decided outcome" }

func (noBlock) Missing(s Standing) string {
	return itoa(s.Found.Blocks) + " " + plural(s.Found.Blocks, "block", "blocks")
}

// warn says that nobody can block a question of this kind.
func (noBlock) warn(kind Kind, _ Standing) string {
	if slices.ContainsFunc(kind.Choices(nil), kind.Blocks) {
		return ""
	}
	return "No answer to a question of kind " + kind.Name() + " can block it, so \"no block\" changes nothing. With kind: consent or fist people can."
}

func newSure(p int) (Clause, error) {
	const least, most = 51, 99
	switch {
	case p == most+1:
		return nil, invalid(FieldRule, "100%% sure is what nobody can change any more. Write: decided.")
	case p < least || p > most:
		return nil, invalid(FieldRule, "%d%% sure is no share to wait for. Write a number from %d%% to %d%%, like 95%% sure.", p, least, most)
	}
	return sure{p}, nil
}

// depth is how closely a rule looks at the answers.
type depth int

const (
	atCounts depth = iota // only at how many there are
	atLead                // at whether something leads
	atBlocks              // at what they say, whatever the pending people could change
	atHold                // at what the pending people could change as well
)

// looks says how closely the rule must look at the answers to be judged.
func (r Rule) looks() depth {
	deepest := atCounts
	if r.NoTie {
		deepest = atLead
	}
	for _, c := range r.Clauses {
		if c, ok := c.(interface{ looks() depth }); ok {
			deepest = max(deepest, c.looks())
		}
	}
	return deepest
}

// seen is the standing with what the answers say.
func (s Standing) seen(f Finding) Standing {
	label := Outcome{Finding: f}.label()
	s.Found = Found{Looked: true, Settled: f.Leader != "" && f.Swing == 0, Firm: label == Decided || label == Firm, Tied: label == Tied || f.Even, Blocks: f.Blocks}
	if f.Leader != "" {
		s.Found.Hold = f.Hold
	}
	return s
}
