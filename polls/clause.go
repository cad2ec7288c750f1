package polls

// Clause is one item of a rule. A new one is a type here and a line in the table of [ParseRule]'s clauses.
type Clause interface {
	// String prints the clause as it is typed; parsing that gives the same clause.
	String() string
	// Judge says how the clause stands.
	Judge(Standing) Verdict
	// Words says the clause to a reader, for a poll that stands so: "2 of 3 sources".
	Words(Standing) string
	// Missing says what the clause still lacks: "2 of 3 answers".
	Missing(Standing) string
	// subject is what the clause does for a rule, which does it once.
	subject() string
}

// head is a clause that says how many answers are enough, so that no number needs to be added.
type head interface{ isEnough() }

// answers asks for so many answers, whoever they are from. A rule has at most one of them.
type answers struct{ amount }

// amount is how many answers are asked for.
type amount interface {
	String() string
	need(Standing) int
	// prefix goes before the number in words.
	prefix() string
}

type (
	count    struct{ N, Of int } // "3" or "3 of 5"; Of is 0 when it was not said
	percent  struct{ P int }     // "60%", of those eligible
	majority struct{}
	all      struct{}
)

func (c count) String() string {
	if c.Of > 0 {
		return itoa(c.N) + " of " + itoa(c.Of)
	}
	return itoa(c.N)
}
func (c percent) String() string { return itoa(c.P) + "%" }
func (majority) String() string  { return "majority" }
func (all) String() string       { return "all" }

// Nobody's answer is never enough, not even when nobody is eligible any more.
func (c count) need(Standing) int     { return c.N }
func (c percent) need(s Standing) int { return max(1, (c.P*s.Eligible+99)/100) }
func (majority) need(s Standing) int  { return s.Eligible/2 + 1 }
func (all) need(s Standing) int       { return max(1, s.Eligible) }

func (count) prefix() string     { return "" }
func (c percent) prefix() string { return c.String() + ", that is " }
func (majority) prefix() string  { return "a majority, that is " }
func (all) prefix() string       { return "" }

func (answers) subject() string { return "counts answers" }
func (answers) isEnough()       {}

func (a answers) Judge(s Standing) Verdict { return judge(s.Answered, s.Pending, a.need(s)) }

func (a answers) Words(s Standing) string {
	return a.prefix() + share(a.need(s), s.Eligible, "answer")
}

func (a answers) Missing(s Standing) string { return got(s.Answered, a.need(s), "answer") }

// warn says that so many as were typed are not asked, or that none of them may be missing.
func (a answers) warn(_ Kind, s Standing) string {
	if n, ok := a.amount.(count); ok && n.Of > 0 && n.Of != s.Eligible {
		return "The rule says " + n.String() + ", and " + whoCounts(s) + "."
	}
	return everybodyNeeded(a.need(s), s.Eligible)
}

// independent asks for answers from so many sources: "3 independent".
type independent struct{ N int }

func (c independent) String() string            { return itoa(c.N) + " independent" }
func (c independent) Judge(s Standing) Verdict  { return judge(s.Heard, s.Reachable-s.Heard, c.N) }
func (c independent) Words(s Standing) string   { return share(c.N, s.Teams, "source") }
func (c independent) Missing(s Standing) string { return got(s.Heard, c.N, "source") }
func (independent) subject() string             { return "counts sources" }
func (independent) isEnough()                   {}
func (c independent) sources() int              { return c.N }

func (c independent) warn(_ Kind, s Standing) string {
	if s.Teams < s.Eligible {
		return "" // there is somebody else in a source
	}
	return everybodyNeeded(c.N, s.Teams)
}

// judge says how it stands when need are needed, have are there and more may come.
func judge(have, more, need int) Verdict {
	switch {
	case have >= need:
		return IsMet
	case have+more < need:
		return IsImpossible
	}
	return IsOpen
}

// share says how many of how many are needed: "2 of 3 sources", "both answers", "all 4 answers".
func share(need, of int, what string) string {
	switch {
	case need != of:
		return itoa(need) + " of " + itoa(of) + " " + what + "s"
	case of == 1:
		return "the one answer" // of the one source there is
	case of == 2:
		return "both " + what + "s"
	}
	return "all " + itoa(of) + " " + what + "s"
}

// got says how many of those needed are there: "2 of 3 answers".
func got(have, need int, what string) string {
	return itoa(have) + " of " + itoa(need) + " " + plural(need, what, what+"s")
}
