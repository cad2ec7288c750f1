package polls

import (
	"slices"
	"strconv"

	"quorum/polls/kind"
	"quorum/polls/phrase"
)

// Clause is one item of a rule. A new clause is a type and a line in the table in clause_parse.go.
type Clause interface {
	// String returns the clause as it is typed. Parsing that gives the same clause.
	String() string
	// Judge returns the verdict on the clause.
	Judge(Standing) Verdict
	// Words returns the clause in words: "2 of 3 sources".
	Words(Standing) string
	// Missing returns what the clause still lacks: "2 of 3 answers".
	Missing(Standing) string
	// subject returns what the clause does. A rule has at most one clause with the same subject.
	subject() string
}

// quota is a clause that says how many answers are enough, so that no default is added.
type quota interface{ isEnough() }

// answers asks for a number of answers, from any people. A rule has at most one such clause.
type answers struct{ amount }

// amount is the number of answers in a clause.
type amount interface {
	String() string
	need(Standing) int
	// prefix returns the words before the number.
	prefix() string
}

type (
	count    struct{ N, Of int } // "3" or "3 of 5"; Of is 0 when it was not typed
	percent  struct{ P int }     // "60%" of the people who are eligible
	majority struct{}
	everyone struct{}
)

func (c count) String() string {
	if c.Of > 0 {
		return strconv.Itoa(c.N) + " of " + strconv.Itoa(c.Of)
	}
	return strconv.Itoa(c.N)
}
func (c percent) String() string { return strconv.Itoa(c.P) + "%" }
func (majority) String() string  { return "majority" }
func (everyone) String() string  { return "all" }

// At least one answer is needed, even when nobody is eligible any more.
func (c count) need(Standing) int     { return c.N }
func (c percent) need(s Standing) int { return max(1, (c.P*s.Eligible+99)/100) }
func (majority) need(s Standing) int  { return s.Eligible/2 + 1 }
func (everyone) need(s Standing) int  { return max(1, s.Eligible) }

func (count) prefix() string     { return "" }
func (c percent) prefix() string { return c.String() + ", that is " }
func (majority) prefix() string  { return "a majority, that is " }
func (everyone) prefix() string  { return "" }

func (answers) subject() string { return "counts answers" }
func (answers) isEnough()       {}

func (a answers) Judge(s Standing) Verdict { return verdictFor(s.Answered, s.Pending, a.need(s)) }

func (a answers) Words(s Standing) string {
	return a.prefix() + needOf(a.need(s), s.Eligible, "answer")
}

func (a answers) Missing(s Standing) string { return haveOf(s.Answered, a.need(s), "answer") }

// warn returns a warning when the number of people asked is not the typed one, or when none of them may be missing.
func (a answers) warn(_ kind.Kind, s Standing) string {
	if n, ok := a.amount.(count); ok && n.Of > 0 && n.Of != s.Eligible {
		return "The rule says " + n.String() + ", and " + whoCounts(s) + "."
	}
	return warnEveryoneNeeded(a.need(s), s.Eligible)
}

// independent asks for answers from a number of sources: "3 independent".
type independent struct{ N int }

func (c independent) String() string { return strconv.Itoa(c.N) + " independent" }
func (c independent) Judge(s Standing) Verdict {
	return verdictFor(s.SourcesAnswered, s.SourcesReachable-s.SourcesAnswered, c.N)
}
func (c independent) Words(s Standing) string   { return needOf(c.N, s.SourcesAsked, "source") }
func (c independent) Missing(s Standing) string { return haveOf(s.SourcesAnswered, c.N, "source") }
func (independent) subject() string             { return "counts sources" }
func (independent) isEnough()                   {}
func (c independent) sources() int              { return c.N }

func (c independent) warn(_ kind.Kind, s Standing) string {
	if s.SourcesAsked < s.Eligible {
		return "" // a source has more than one person
	}
	return warnEveryoneNeeded(c.N, s.SourcesAsked)
}

// verdictFor returns the verdict when need answers are needed, have are there and at most more can come.
func verdictFor(have, more, need int) Verdict {
	switch {
	case have >= need:
		return IsMet
	case have+more < need:
		return IsImpossible
	}
	return IsOpen
}

// needOf returns how many are needed in words: "2 of 3 sources", "both answers", "all 4 answers".
func needOf(need, of int, what string) string {
	switch {
	case need != of:
		return strconv.Itoa(need) + " of " + strconv.Itoa(of) + " " + what + "s"
	case of == 1:
		return "the one answer" // also when the only source is meant
	case of == 2:
		return "both " + what + "s"
	}
	return "all " + strconv.Itoa(of) + " " + what + "s"
}

// haveOf returns how many of those needed are there: "2 of 3 answers".
func haveOf(have, need int, what string) string {
	return strconv.Itoa(have) + " of " + strconv.Itoa(need) + " " + phrase.Plural(need, what, what+"s")
}

// Reach is how far a rule counts. Beyond so many answers, sources, and answers from people with the same names, one
// more makes no difference to the rule.
type Reach struct{ Answers, Sources, Names int }

// predictable is a clause that depends only on who will have answered. A clause that depends on what they say, such
// as "95% sure" or "no block", is not predictable.
type predictable interface{ reach(Standing) Reach }

func (a answers) reach(s Standing) Reach   { return Reach{Answers: a.need(s)} }
func (c independent) reach(Standing) Reach { return Reach{Sources: c.N} }

func (c roles) reach(s Standing) (all Reach) {
	for _, r := range c {
		all.Names += r.need(s)
	}
	return all
}

// Reach returns the largest numbers of all clauses; ok is false when a clause is not predictable.
func (r Rule) Reach(s Standing) (all Reach, ok bool) {
	for _, c := range r.Clauses {
		f, ok := c.(predictable)
		if !ok {
			return Reach{}, false
		}
		one := f.reach(s)
		all = Reach{max(all.Answers, one.Answers), max(all.Sources, one.Sources), max(all.Names, one.Names)}
	}
	return all, true
}

// Lowered returns the rule with n in place of the number needed, and the new clause as it is typed. The rule must
// have such a number, see [Rule.Needed].
func (r Rule) Lowered(n int, s Standing) (Rule, string) {
	clause, _ := r.number(s)
	var is Clause = answers{count{N: n, Of: s.Eligible}}
	if _, sources := r.Clauses[clause].(independent); sources {
		is = independent{n}
	}
	r.Clauses = slices.Clone(r.Clauses)
	r.Clauses[clause] = is
	return r, is.String()
}

// Needed returns how many answers or sources are enough by the rule; 0 when it does not say a number.
func (r Rule) Needed(s Standing) int {
	_, need := r.number(s)
	return need
}

// number returns the index of the clause that says how many are enough, and the number; 0 and 0 when there is none.
func (r Rule) number(s Standing) (clause, need int) {
	for i, c := range r.Clauses {
		switch c := c.(type) {
		case answers:
			return i, c.need(s)
		case independent:
			return i, c.N
		}
	}
	return 0, 0
}
