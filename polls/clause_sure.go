package polls

import (
	"slices"
	"strconv"

	"quorum/polls/kind"
	"quorum/polls/phrase"
)

// The clauses about what the answers say, not only how many there are. They are never impossible: while anybody is
// pending, answers may come that make an outcome surer, and whoever blocks may take it back. Of a standing without a look at
// the answers they say nothing, that is, they are met.
type (
	sure    struct{ P int } // "95% sure": a [kind.Hold] of 95 % or more
	decided struct{}        // nobody pending can change the outcome
	noBlock struct{}        // no counted answer objects
)

func (c sure) String() string  { return strconv.Itoa(c.P) + "% sure" }
func (decided) String() string { return "decided" }
func (noBlock) String() string { return "no block" }

func (sure) subject() string    { return "says how sure" }
func (decided) subject() string { return "says how sure" }
func (noBlock) subject() string { return "says no block" }

func (sure) isEnough()    {}
func (decided) isEnough() {}

func (sure) inspects() depth    { return atHold }
func (decided) inspects() depth { return atHold }
func (noBlock) inspects() depth { return atBlocks }

func (c sure) Judge(s Standing) Verdict {
	return metIf(!s.Found.Known || s.Found.Hold+kind.RoundOff >= float64(c.P)/100)
}
func (decided) Judge(s Standing) Verdict { return metIf(!s.Found.Known || s.Found.Settled) }
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
	return "an outcome that is " + strconv.Itoa(int((s.Found.Hold+kind.RoundOff)*100)) + "% instead of " + c.String()
}

func (decided) Missing(Standing) string { return "no decided outcome" }

func (noBlock) Missing(s Standing) string {
	return strconv.Itoa(s.Found.Blocks) + " " + phrase.Plural(s.Found.Blocks, "block", "blocks")
}

// warn says that nobody can block a question of this kind.
func (noBlock) warn(kind kind.Kind, _ Standing) string {
	if slices.ContainsFunc(kind.Choices(nil), kind.Blocks) {
		return ""
	}
	return "No answer to a question of kind " + kind.Name() + " can block it, so \"no block\" changes nothing. With kind: consent or fist people can."
}

func newSure(p int) (Clause, error) {
	const least, most = 51, 99
	switch {
	case p == most+1:
		return nil, phrase.Mistake(phrase.FieldRule, "100%% sure is what nobody can change any more. Write: decided.")
	case p < least || p > most:
		return nil, phrase.Mistake(phrase.FieldRule, "%d%% sure is no share to wait for. Write a number from %d%% to %d%%, like 95%% sure.", p, least, most)
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

// inspects says how closely the rule must look at the answers to be judged.
func (r Rule) inspects() depth {
	deepest := atCounts
	if r.NoTie {
		deepest = atLead
	}
	for _, c := range r.Clauses {
		if c, ok := c.(inspector); ok {
			deepest = max(deepest, c.inspects())
		}
	}
	return deepest
}

// withFinding is the standing with what the answers say.
func (s Standing) withFinding(f kind.Finding) Standing {
	label := Outcome{Finding: f}.label()
	s.Found = Found{Known: true, Settled: f.Leader != "" && f.Swing == 0, Firm: label == Decided || label == Firm, Tied: label == Tied || f.TiedAnyway, Blocks: f.Blocks}
	if f.Leader != "" {
		s.Found.Hold = f.Hold
	}
	return s
}

// usual asks for answers from so few sources if the outcome is then firm, and else from more of them: "5 firm or 11
// independent". It is what a rule asks for that says nothing, when many are asked.
type firmOr struct{ Firm, N int }

// The default rule by how many sources are asked: up to few of them more than half; of more, enough when that is firm.
const (
	fewSources = 9
	enoughFirm = 5
)

// defaultQuota is how many sources are enough when a rule does not say. Five already give 80 % of all that averaging more could
// ever give; but five of fifty that lean are no quorum. Where the moment of the summary may not depend on what was
// answered, as it would give an anonymous answer a name, five are enough whatever they say; where answers are never firm,
// as those in people's own words, it takes more than half.
func defaultQuota(s Standing, k kind.Kind, anonymous bool) Clause {
	half := max(1, s.SourcesAsked/2+1)
	switch {
	case anonymous:
		return independent{min(half, enoughFirm)}
	case s.SourcesAsked <= fewSources || k.Way() == kind.Words:
		return independent{half}
	}
	return firmOr{Firm: enoughFirm, N: half}
}

func (c firmOr) String() string {
	return strconv.Itoa(c.Firm) + " firm or " + strconv.Itoa(c.N) + " independent"
}

func (firmOr) subject() string { return "counts sources" }
func (firmOr) isEnough()       {}
func (firmOr) inspects() depth { return atHold }
func (c firmOr) sources() int  { return c.Firm }

// Judge takes answers that nobody has looked at for firm.
func (c firmOr) Judge(s Standing) Verdict {
	switch {
	case s.SourcesAnswered < c.Firm:
		return verdictFor(s.SourcesAnswered, s.SourcesReachable-s.SourcesAnswered, c.Firm)
	case s.SourcesAnswered >= c.N || !s.Found.Known || s.Found.Firm:
		return IsMet
	case s.Pending+s.Replaceable == 0:
		return IsImpossible
	}
	return IsOpen
}

func (c firmOr) Words(s Standing) string {
	return needOf(c.Firm, s.SourcesAsked, "source") + " if the outcome is then firm, else " + strconv.Itoa(c.N)
}

// Missing counts up to the number at which it is looked whether the outcome is firm, and then to the other one.
func (c firmOr) Missing(s Standing) string {
	if s.SourcesAnswered < c.Firm {
		return haveOf(s.SourcesAnswered, c.Firm, "source")
	}
	return haveOf(s.SourcesAnswered, c.N, "source")
}

func newFirmOr(firm, n int) (Clause, error) {
	switch {
	case firm < 1:
		return nil, phrase.Mistake(phrase.FieldRule, "A quorum of 0 sources needs nobody. Ask for at least 1 that is firm.")
	case firm >= n:
		return nil, phrase.Mistake(phrase.FieldRule, "%d firm or %d independent: what is enough when it is firm must be less. Write it like 5 firm or 11 independent.", firm, n)
	}
	return firmOr{Firm: firm, N: n}, nil
}
