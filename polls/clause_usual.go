package polls

// usual asks for answers from so few sources if the outcome is then firm, and else from more of them: "5 firm or 11
// independent". It is what a rule asks for that says nothing, when many are asked.
type usual struct{ Firm, N int }

// The default rule by how many sources are asked: up to few of them more than half; of more, enough when that is firm.
const (
	fewSources = 9
	enoughFirm = 5
)

// usualHead is how many sources are enough when a rule does not say. Five already give 80 % of all that averaging more could
// ever give; but five of fifty that lean are no quorum. Where the moment of the summary may not depend on what was
// answered, as it would give an anonymous answer a name, five are enough whatever they say; where answers are never firm,
// as those in people's own words, it takes more than half.
func usualHead(s Standing, kind Kind, anonymous bool) Clause {
	half := max(1, s.Teams/2+1)
	switch {
	case anonymous:
		return independent{min(half, enoughFirm)}
	case s.Teams <= fewSources || kind.Way() == Words:
		return independent{half}
	}
	return usual{Firm: enoughFirm, N: half}
}

func (c usual) String() string { return itoa(c.Firm) + " firm or " + itoa(c.N) + " independent" }

func (usual) subject() string { return "counts sources" }
func (usual) isEnough()       {}
func (usual) looks() depth    { return atHold }
func (c usual) sources() int  { return c.Firm }

// Judge takes answers that nobody has looked at for firm.
func (c usual) Judge(s Standing) Verdict {
	switch {
	case s.Heard < c.Firm:
		return judge(s.Heard, s.Reachable-s.Heard, c.Firm)
	case s.Heard >= c.N || !s.Found.Looked || s.Found.Firm:
		return IsMet
	case s.Pending+s.Behind == 0:
		return IsImpossible
	}
	return IsOpen
}

func (c usual) Words(s Standing) string {
	return share(c.Firm, s.Teams, "source") + " if the outcome is then firm, else " + itoa(c.N)
}

// Missing counts up to the number at which it is looked whether the outcome is firm, and then to the other one.
func (c usual) Missing(s Standing) string {
	if s.Heard < c.Firm {
		return got(s.Heard, c.Firm, "source")
	}
	return got(s.Heard, c.N, "source")
}

func newUsual(firm, n int) (Clause, error) {
	switch {
	case firm < 1:
		return nil, invalid(FieldRule, "A quorum of 0 sources needs nobody. Ask for at least 1 that is firm.")
	case firm >= n:
		return nil, invalid(FieldRule, "%d firm or %d independent: what is enough when it is firm must be less. Write it like 5 firm or 11 independent.", firm, n)
	}
	return usual{Firm: firm, N: n}, nil
}
