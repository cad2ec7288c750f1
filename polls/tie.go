package polls

// While the leading answers are tied and somebody may still answer, a poll goes on, though enough have answered: until one of
// them breaks the tie, nobody is left, or time is up. It is so of every rule, and said from the start. Polls that were asked
// before it was so have no such rule, and anonymous ones must not: the moment at which a tie is broken would tell what the
// last answer was.
//
// Somebody who may still answer can always break a tie. Of options that are chosen or approved of, whichever leads gets
// that answer alone; of rankings, whoever adds one that puts a tied option first makes it the only winner (Schulze, Social
// Choice and Welfare 36:267, 2011: resolvability).

// tied reports whether the first place is shared.
func (o Outcome) tied() bool { return o.label() == Tied }

// waitsOut says that enough have answered, and the rule waits for a tie to be broken.
func (r Rule) waitsOut(s Standing) bool { return r.NoTie && s.Found.Tied && s.Pending+s.Behind > 0 }

// enough says how the rule stands apart from a tie, by what the answers say.
func (p *Poll) enough(found Finding) Verdict {
	apart := p.Rule
	apart.NoTie = false
	if verdict := p.verdict(); verdict != IsMet || apart.looks() == atCounts {
		return verdict
	}
	return apart.Judge(p.Standing().seen(found))
}

// saysNoTie says that a tie can matter: it takes fewer than everybody, and no certain outcome.
func (r Rule) saysNoTie(s Standing) bool {
	for _, c := range r.Clauses {
		switch c := c.(type) {
		case sure, decided:
			return false
		case answers:
			if c.need(s) >= s.Eligible {
				return false
			}
		case independent:
			if c.N >= s.Eligible {
				return false
			}
		}
	}
	return r.NoTie
}

// Words says to a reader what it takes: while it is open also that a tie is waited out.
func (p *Poll) Words() string {
	rule := p.Rule
	rule.NoTie = rule.NoTie && p.Phase == PhaseOpen
	return rule.Words(p.Standing())
}
