package polls

import (
	"slices"
	"strconv"

	"quorum/polls/kind"
	"quorum/polls/phrase"
)

// The clauses about what the answers say. They are never impossible: while a person is pending, an answer may come
// that makes the outcome surer, and a person who blocks may take that back. They are met in a standing whose answers
// noMentions has looked at ([Found].Known is false).
type (
	sure    struct{ P int } // "95% sure": a [kind.Hold] of 95 % or more
	decided struct{}        // no pending person can change the outcome
	noBlock struct{}        // no counted answer blocks
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

// warn returns a warning when no answer to a question of this kind can block.
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

// depth is how much of the answers a rule inspects.
type depth int

const (
	atCounts depth = iota // only how many there are
	atLead                // whether an option leads
	atBlocks              // what they say, but not what pending people could change
	atHold                // also what pending people could change
)

// inspects returns how much of the answers must be known to judge the rule.
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

// withFinding returns the standing with what the answers say.
func (s Standing) withFinding(f kind.Finding) Standing {
	label := Outcome{Finding: f}.label()
	s.Found = Found{Known: true, Settled: f.Leader != "" && f.Swing == 0, Firm: label == Decided || label == Firm, Tied: label == Tied || f.TiedAnyway, Blocks: f.Blocks}
	if f.Leader != "" {
		s.Found.Hold = f.Hold
	}
	return s
}

// firmOr asks for answers from Firm sources if the outcome is then firm, and else from N sources: "5 firm or 11
// independent". It is the default rule when many sources are asked.
type firmOr struct{ Firm, N int }

// The default rule: up to fewSources, more than half of the sources; beyond, enoughFirm sources if the outcome is
// firm.
const (
	fewSources = 9
	enoughFirm = 5
)

// defaultQuota returns how many sources are enough when the rule does not say. Five sources already give 80 % of what
// averaging any number could give; but five of fifty that lean are no quorum. For an anonymous question five are
// enough whatever they say, because the moment of the summary must not depend on an answer. Where answers are never
// firm, as texts are, it takes more than half.
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

// Judge takes the outcome for firm when nobody has looked at the answers.
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

// Missing counts towards Firm first, and then towards N.
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
