package polls

import "slices"

// Reach is how far a rule counts: beyond so many answers, sources, or answers of people who go by the same of its names,
// one more makes no difference to it.
type Reach struct{ Answers, Sources, Named int }

// foreseeable is a clause that depends on nothing but who will have answered. One that depends on what they will say,
// such as "95% sure" or "no block", is not: nothing is known about that.
type foreseeable interface{ reach(Standing) Reach }

func (a answers) reach(s Standing) Reach   { return Reach{Answers: a.need(s)} }
func (c independent) reach(Standing) Reach { return Reach{Sources: c.N} }

func (c roles) reach(s Standing) (all Reach) {
	for _, r := range c {
		all.Named += r.need(s)
	}
	return all
}

// Reach returns that of all clauses; ok is false when one of them depends on what people will say.
func (r Rule) Reach(s Standing) (all Reach, ok bool) {
	for _, c := range r.Clauses {
		f, ok := c.(foreseeable)
		if !ok {
			return Reach{}, false
		}
		one := f.reach(s)
		all = Reach{max(all.Answers, one.Answers), max(all.Sources, one.Sources), max(all.Named, one.Named)}
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
