package polls

import (
	"slices"

	"quorum/polls/phrase"
)

// Whether a rule is met tells something of the answers once the rule looks at them, and an open poll whose rule is not met
// tells it before the summary. People answer knowing what their rule looks at, and once how many have answered. An asker who
// could have the same answers looked at otherwise, again and again, would read them in the dark. So while there are answers
// a new rule looks at nothing that the old one did not look at, nor at fewer answers; what it only counts is free. A tie is not
// waited out among fewer answers either: then enough are enough, as the asker wants.

// inspector is a clause that looks at what the answers say.
type inspector interface{ inspects() depth }

// checkReplacement refuses a new rule that looks closer at the answers that are there.
func (r Rule) checkReplacement(next Rule) error {
	for _, c := range next.Clauses {
		switch _, looks := c.(inspector); {
		case !looks:
		case !r.has(c):
			return phrase.Mistake(phrase.FieldRule, "%q would look at answers that were given under another rule, and whether it is met would tell of them. Ask for a number of answers instead, like 2, or close the question to see them.", c.String())
		case !next.impliesRule(r):
			return phrase.Mistake(phrase.FieldRule, "With %q this rule would look at fewer answers than people were told, and whether it is met would tell of them. Leave %q out, or close the question to see the answers.", c.String(), c.String())
		}
	}
	return nil
}

// has says that a rule has a clause, exactly.
func (r Rule) has(clause Clause) bool {
	for _, c := range r.Clauses {
		if c.String() == clause.String() {
			return true
		}
	}
	return false
}

// impliesRule says that a rule is met only when another one would be, too.
func (r Rule) impliesRule(as Rule) bool {
	for _, c := range as.Clauses {
		if !r.has(c) && !r.impliesClause(c) {
			return false
		}
	}
	return true
}

// impliesClause says that a rule asks for more of what a clause asks for.
func (r Rule) impliesClause(clause Clause) bool {
	for _, c := range r.Clauses {
		if s, ok := c.(interface{ implies(Clause) bool }); ok && s.implies(clause) {
			return true
		}
	}
	return false
}

// needsAsMany says that a rule is met only by as many people as another one asks for, of those asked. A clause of another sort
// may say the same of them: "2 independent" and "2" when each is a source. A share does not: it is another number once somebody
// leaves or is asked as well.
func (r Rule) needsAsMany(as Rule, c *counts) bool {
	least := r.fewestPeople(c.standing())
	for _, clause := range as.Clauses {
		if !r.has(clause) && !r.impliesClause(clause) && !c.certainlyMet(clause, least) {
			return false
		}
	}
	return true
}

// fewestPeople is how few people can meet the rule.
func (r Rule) fewestPeople(s Standing) int {
	n := 0
	for _, c := range r.Clauses {
		switch c := c.(type) {
		case answers:
			if number, is := c.amount.(count); is {
				n = max(n, number.N)
			}
		case independent:
			n = max(n, c.N)
		case firmOr:
			n = max(n, c.Firm)
		case roles:
			n = max(n, c.reach(s).Names)
		}
	}
	return n
}

// certainlyMet says that a clause is met once so many people have answered, whoever they are.
func (c *counts) certainlyMet(clause Clause, n int) bool {
	switch clause := clause.(type) {
	case answers:
		number, is := clause.amount.(count)
		return is && n >= number.N
	case independent:
		return n > c.mostPeopleFrom(clause.N-1)
	case firmOr:
		return n > c.mostPeopleFrom(clause.N-1)
	}
	return false
}

// mostPeopleFrom is how many people can have answered, at most, from so many sources.
func (c *counts) mostPeopleFrom(sources int) int {
	var sizes []int
	for _, s := range c.sources {
		sizes = append(sizes, max(s.asked, s.answered, s.final)+len(c.openSeats)) // a stand-in may be from another source
	}
	slices.Sort(sizes)
	n := 0
	for _, size := range sizes[max(0, len(sizes)-sources):] {
		n += size
	}
	return n
}

func (c independent) implies(than Clause) bool {
	switch other := than.(type) {
	case independent:
		return c.N >= other.N
	case firmOr:
		return c.N >= other.N
	}
	return false
}

// implies says that each role has another one here, for as many from the same.
func (c roles) implies(than Clause) bool {
	other, ok := than.(roles)
	left := slices.Clone(c)
	for _, was := range other {
		at := slices.IndexFunc(left, func(is role) bool { return is.who() == was.who() && (is.N == was.N || was.N > 0 && is.N > was.N) })
		if at < 0 {
			return false
		}
		left = slices.Delete(left, at, at+1)
	}
	return ok
}

func (a answers) implies(than Clause) bool {
	other, ok := than.(answers)
	if !ok {
		return false
	}
	switch was := other.amount.(type) {
	case count: // which is not a share: it stays when fewer are asked
		is, same := a.amount.(count)
		return same && is.N >= was.N
	case percent:
		is, same := a.amount.(percent)
		return same && is.P >= was.P || a.amount == everyone{}
	}
	return a.amount == everyone{}
}
