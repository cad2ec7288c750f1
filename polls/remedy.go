package polls

import (
	"cmp"
	"slices"
	"sort"
	"time"
)

// Limits of what is advised.
const (
	maxMore   = 10 // people to ask in addition
	maxLonger = 30 * 24 * time.Hour
	advised   = 2 // of the remedies that are enough, so many
)

// remedy is something that makes a quorum likelier.
type remedy struct {
	do     string  // "ask 2 more people"
	chance float64 // of a quorum with it
	// cost is by what share it changes what was to be asked: so many more people of those asked, so much more working
	// time of that given, so much less of the number needed. The cheapest are advised.
	cost float64
}

// Foresee says when a poll that opens by this plan will have its quorum, and what to do when that is unlikely. It is
// silent as [Poll.Forecast] is. now is in the asker's zone, in which the advice is.
func (o Opening) Foresee(now time.Time, pl Plan, pace Pace) (f Forecast, ok bool) {
	s, ok := o.foresight(now, pl.Rule, 0, pace)
	if !ok {
		return f, false
	}
	if f, ok = s.forecast(pl.Deadline); ok && f.Chance+roundOff < LikelyEnough {
		f.Advice = o.advice(now, pl, pace, s, f.Chance)
	}
	return f, ok
}

// foresight looks ahead when so many more people are asked, about whom nothing is known and who are in no group.
func (o Opening) foresight(now time.Time, rule Rule, more int, pace Pace) (*foresight, bool) {
	work := o.Work
	work.Zone = now.Location()
	c, counts := newCrowd(rule, work, now), newCounts(rule)
	add := func(who Invite) {
		s := &Stakeholder{Invite: who, State: Pending}
		c.add(s, false, s)
		counts.add(s, +1)
	}
	for _, a := range distinct(o.Asked) {
		if a.Person != o.Asker {
			add(a)
		}
	}
	for i := range more {
		add(Invite{Person: Person("one more/" + itoa(i))})
	}
	return c.foresee(counts.Standing, pace)
}

func (o Opening) advice(now time.Time, pl Plan, pace Pace, s *foresight, chance float64) string {
	begin := "Going by how people here have answered, the chance of a quorum by " + Moment(pl.Deadline, now) + " is " + share100(chance) + ". "
	all := []remedy{o.askMore(now, pl, pace), o.giveTime(now, pl, s), o.lower(now, pl, pace)}
	all = slices.DeleteFunc(all, func(r remedy) bool { return r.do == "" || r.chance <= chance })
	enough := slices.DeleteFunc(slices.Clone(all), func(r remedy) bool { return r.chance+roundOff < LikelyEnough })
	slices.SortStableFunc(enough, func(a, b remedy) int { return cmp.Compare(a.cost, b.cost) })
	var do []string
	for _, r := range enough[:min(advised, len(enough))] {
		do = append(do, r.do)
	}
	switch {
	case len(do) > 0:
		return begin + "To make it 80%, " + listOr(do) + "."
	case len(all) == 0:
		return begin + "Nothing that can be changed here makes it much likelier."
	}
	best := slices.MaxFunc(all, func(a, b remedy) int { return cmp.Compare(a.chance, b.chance) })
	return begin + "What helps most is to " + best.do + ", which makes it " + share100(best.chance) + "."
}

// askMore finds how many more people make a quorum likely enough; when none do, the number that helps most.
func (o Opening) askMore(now time.Time, pl Plan, pace Pace) (best remedy) {
	for n := 1; n <= maxMore; n++ {
		s, ok := o.foresight(now, pl.Rule, n, pace)
		if !ok {
			return best
		}
		if chance, ok := s.by(pl.Deadline); ok && chance > best.chance+roundOff {
			best = remedy{"ask " + itoa(n) + " more " + plural(n, "person", "people"), chance, float64(n) / float64(pl.Standing.Asked)}
		}
		if best.chance+roundOff >= LikelyEnough {
			return best
		}
	}
	return best
}

// giveTime finds a later deadline, on a half hour; when none makes it likely enough, the one from which on more time makes
// no difference.
func (o Opening) giveTime(now time.Time, pl Plan, s *foresight) remedy {
	const step = 30 * time.Minute
	latest := pl.Deadline.Add(maxLonger)
	if last := now.Add(MaxWithin); latest.After(last) {
		latest = last
	}
	most, _ := s.by(latest)
	t := s.first(min(LikelyEnough, most-0.01), latest)
	if up := t.Truncate(step); up.Before(t) {
		t = up.Add(step)
	}
	if !t.After(pl.Deadline) {
		return remedy{}
	}
	chance, _ := s.by(t)
	return remedy{"give it until " + Moment(t, now), chance, o.longer(now, pl.Deadline, t)}
}

// longer is how much later a deadline is than another, in the time given by the first: of the asker's working time, if there is any.
func (o Opening) longer(now, deadline, later time.Time) float64 {
	if given := o.Asking.Between(now, deadline); given > 0 {
		return float64(o.Asking.Between(deadline, later)) / float64(given)
	}
	return float64(later.Sub(deadline)) / float64(deadline.Sub(now))
}

// lower finds the highest number below that of the rule that makes a quorum likely enough; when none does, the lowest.
func (o Opening) lower(now time.Time, pl Plan, pace Pace) remedy {
	i, need := pl.Rule.number(pl.Standing)
	least := 1
	if o.Draft.Anonymous {
		least = SafeSize
	}
	if need <= least {
		return remedy{}
	}
	with := func(less int) remedy {
		rule, words := pl.Rule.lowered(i, need-less, pl.Standing)
		r := remedy{do: "lower it to " + words, cost: float64(less) / float64(need)}
		if s, ok := o.foresight(now, rule, 0, pace); ok {
			r.chance, _ = s.by(pl.Deadline)
		}
		return r
	}
	less := 1 + sort.Search(need-least-1, func(i int) bool { return with(i+1).chance+roundOff >= LikelyEnough })
	return with(less)
}

// lowered is the rule with another number, and how that is typed.
func (r Rule) lowered(clause, n int, s Standing) (Rule, string) {
	var is Clause = answers{count{N: n, Of: s.Eligible}}
	if _, sources := r.Clauses[clause].(independent); sources {
		is = independent{n}
	}
	r.Clauses = slices.Clone(r.Clauses)
	r.Clauses[clause] = is
	return r, is.String()
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

// listOr joins what is one or the other.
func listOr(all []string) string {
	if len(all) == 1 {
		return all[0]
	}
	return all[0] + ", or " + all[1]
}
