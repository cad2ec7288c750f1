package polls

import (
	"slices"
	"strconv"

	"quorum/polls/kind"
	"quorum/polls/phrase"
)

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

// quota is a clause that says how many answers are enough, so that no number needs to be added.
type quota interface{ isEnough() }

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

// Nobody's answer is never enough, not even when nobody is eligible any more.
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

// warn says that so many as were typed are not asked, or that none of them may be missing.
func (a answers) warn(_ kind.Kind, s Standing) string {
	if n, ok := a.amount.(count); ok && n.Of > 0 && n.Of != s.Eligible {
		return "The rule says " + n.String() + ", and " + whoCounts(s) + "."
	}
	return warnEveryoneNeeded(a.need(s), s.Eligible)
}

// independent asks for answers from so many sources: "3 independent".
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
		return "" // there is somebody else in a source
	}
	return warnEveryoneNeeded(c.N, s.SourcesAsked)
}

// applyRule says how it stands when need are needed, have are there and more may come.
func verdictFor(have, more, need int) Verdict {
	switch {
	case have >= need:
		return IsMet
	case have+more < need:
		return IsImpossible
	}
	return IsOpen
}

// needOf says how many of how many are needed: "2 of 3 sources", "both answers", "all 4 answers".
func needOf(need, of int, what string) string {
	switch {
	case need != of:
		return strconv.Itoa(need) + " of " + strconv.Itoa(of) + " " + what + "s"
	case of == 1:
		return "the one answer" // of the one source there is
	case of == 2:
		return "both " + what + "s"
	}
	return "all " + strconv.Itoa(of) + " " + what + "s"
}

// haveOf says how many of those needed are there: "2 of 3 answers".
func haveOf(have, need int, what string) string {
	return strconv.Itoa(have) + " of " + strconv.Itoa(need) + " " + phrase.Plural(need, what, what+"s")
}

// Reach is how far a rule counts: beyond so many answers, sources, or answers of people who go by the same of its names,
// one more makes no difference to it.
type Reach struct{ Answers, Sources, Names int }

// predictable is a clause that depends on nothing but who will have answered. One that depends on what they will say,
// such as "95% sure" or "no block", is not: nothing is known about that.
type predictable interface{ reach(Standing) Reach }

func (a answers) reach(s Standing) Reach   { return Reach{Answers: a.need(s)} }
func (c independent) reach(Standing) Reach { return Reach{Sources: c.N} }

func (c roles) reach(s Standing) (all Reach) {
	for _, r := range c {
		all.Names += r.need(s)
	}
	return all
}

// Reach returns that of all clauses; ok is false when one of them depends on what people will say.
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

// Lowered returns the rule with another number of those needed, and how that is typed. The rule must have one, see
// [Rule.Needed].
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

// Needed returns how many answers or sources the rule says are enough; 0 when it does not say a number.
func (r Rule) Needed(s Standing) int {
	_, need := r.number(s)
	return need
}

// number finds the clause that says how many are enough, and how many that are; 0 when there is none.
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
