package polls

// reach is how far a rule counts: beyond so many answers, sources, or answers of people who go by the same of its names,
// one more makes no difference to it.
type reach struct{ answers, sources, named int }

// foreseeable is a clause that depends on nothing but who will have answered. One that depends on what they will say,
// such as "95% sure" or "no block", is not: nothing is known about that.
type foreseeable interface{ reach(Standing) reach }

func (a answers) reach(s Standing) reach   { return reach{answers: a.need(s)} }
func (c independent) reach(Standing) reach { return reach{sources: c.N} }

func (c roles) reach(s Standing) (all reach) {
	for _, r := range c {
		all.named += r.need(s)
	}
	return all
}

// reach is that of all clauses; ok is false when one of them cannot be foreseen.
func (r Rule) reach(s Standing) (all reach, ok bool) {
	for _, c := range r.Clauses {
		f, ok := c.(foreseeable)
		if !ok {
			return reach{}, false
		}
		one := f.reach(s)
		all = reach{max(all.answers, one.answers), max(all.sources, one.sources), max(all.named, one.named)}
	}
	return all, true
}
