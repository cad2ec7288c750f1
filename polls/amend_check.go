package polls

import (
	"slices"

	"quorum/polls/phrase"
)

// What a new rule may inspect.
//
// While a rule inspects the answers, an open poll tells something about them before its summary: that they do not
// meet the rule. People know this rule when they answer. An asker who could try one rule after another would find out
// what they answered. So, while there are answers, a new rule may inspect only what the old one did, and not with
// fewer answers; clauses that only count are free. Nor does a new rule wait for a tie to be broken among fewer
// answers than before: then enough answers are enough.

// inspector is a clause that inspects what the answers say.
type inspector interface{ inspects() depth }

// checkReplacement refuses a new rule that inspects the answers more closely than this one.
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

// has reports whether the rule has exactly this clause.
func (r Rule) has(clause Clause) bool {
	for _, c := range r.Clauses {
		if c.String() == clause.String() {
			return true
		}
	}
	return false
}

// impliesRule reports whether the other rule is met whenever this one is.
func (r Rule) impliesRule(as Rule) bool {
	for _, c := range as.Clauses {
		if !r.has(c) && !r.impliesClause(c) {
			return false
		}
	}
	return true
}

// impliesClause reports whether a clause of the rule implies this clause.
func (r Rule) impliesClause(clause Clause) bool {
	for _, c := range r.Clauses {
		if s, ok := c.(interface{ implies(Clause) bool }); ok && s.implies(clause) {
			return true
		}
	}
	return false
}

// needsAsMany reports whether the rule is met only by as many of the people asked as the other one needs. Clauses of
// different sorts may need the same number: "2 independent" and "2" when each person is a source. A share is never
// counted so, because its number changes when a person leaves or is added.
func (r Rule) needsAsMany(as Rule, c *counts) bool {
	least := r.fewestPeople(c.standing())
	for _, clause := range as.Clauses {
		if !r.has(clause) && !r.impliesClause(clause) && !c.certainlyMet(clause, least) {
			return false
		}
	}
	return true
}

// fewestPeople returns the smallest number of people who can meet the rule.
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

// certainlyMet reports whether a clause is met once n people have answered, whoever they are.
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

// mostPeopleFrom returns the largest number of people who can have answered from this many sources.
func (c *counts) mostPeopleFrom(sources int) int {
	var sizes []int
	for _, s := range c.sources {
		sizes = append(sizes, max(s.asked, s.answered, s.final)+len(c.openSeats)) // a deputy may be from another source
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

// implies reports whether each of the other roles has a role here that asks for at least as many of the same people.
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
	case count: // which is no share: it stays when fewer are asked
		is, same := a.amount.(count)
		return same && is.N >= was.N
	case percent:
		is, same := a.amount.(percent)
		return same && is.P >= was.P || a.amount == everyone{}
	}
	return a.amount == everyone{}
}
