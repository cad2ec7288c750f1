package forecast

import (
	"cmp"
	"slices"
	"sort"
	"strconv"
	"time"

	"quorum/polls"
	"quorum/polls/kind"
	"quorum/polls/phrase"
	"quorum/polls/worktime"
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

// OfOpening says when a poll that opens by this plan will have its quorum, and what to do when that is unlikely. It is
// silent as [Of] is. now is in the asker's zone, in which the advice is.
func OfOpening(o polls.Opening, now time.Time, pl polls.Plan, pace Pace) (f Forecast, ok bool) {
	a := adviser{o, now, pl, pace}
	s, ok := a.foresight(pl.Rule, 0)
	if !ok {
		return f, false
	}
	if f, ok = s.forecast(pl.Deadline); ok && f.Chance+kind.RoundOff < LikelyEnough {
		f.Advice = a.advice(s, f.Chance)
	}
	return f, ok
}

// adviser looks for what makes a quorum likelier.
type adviser struct {
	polls.Opening
	now  time.Time
	plan polls.Plan
	pace Pace
}

// foresight looks ahead when so many more people are asked, about whom nothing is known and who are in no group.
func (a adviser) foresight(rule polls.Rule, more int) (*foresight, bool) {
	work, o := a.Work, a.Opening
	work.Zone = a.now.Location()
	o.Asked = slices.Clone(o.Asked)
	for i := range more {
		o.Asked = append(o.Asked, polls.Invite{Person: polls.Person("one more/" + strconv.Itoa(i))})
	}
	standing, err := o.Standing(rule)
	if err != nil {
		return nil, false
	}
	c := newCrowd(rule, work, a.now)
	for _, seat := range o.Seats() {
		c.add(seat)
	}
	return c.foresee(standing, a.pace)
}

func (a adviser) advice(s *foresight, chance float64) string {
	begin := "Going by how people here have answered, the chance of a quorum by " + phrase.Moment(a.plan.Deadline, a.now) + " is " + kind.About(chance) + ". "
	all := []remedy{a.askMore(), a.giveTime(s), a.lower()}
	all = slices.DeleteFunc(all, func(r remedy) bool { return r.do == "" || r.chance <= chance })
	enough := slices.DeleteFunc(slices.Clone(all), func(r remedy) bool { return r.chance+kind.RoundOff < LikelyEnough })
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
	return begin + "What helps most is to " + best.do + ", which makes it " + kind.About(best.chance) + "."
}

// askMore finds how many more people make a quorum likely enough; when none do, the number that helps most.
func (a adviser) askMore() (best remedy) {
	for n := 1; n <= maxMore; n++ {
		s, ok := a.foresight(a.plan.Rule, n)
		if !ok {
			return best
		}
		if chance, ok := s.by(a.plan.Deadline); ok && chance > best.chance+kind.RoundOff {
			best = remedy{"ask " + strconv.Itoa(n) + " more " + phrase.Plural(n, "person", "people"), chance, float64(n) / float64(a.plan.Standing.Asked)}
		}
		if best.chance+kind.RoundOff >= LikelyEnough {
			return best
		}
	}
	return best
}

// giveTime finds a later deadline, on a half hour; when none makes it likely enough, the one from which on more time makes
// no difference.
func (a adviser) giveTime(s *foresight) remedy {
	const step = 30 * time.Minute
	latest := a.plan.Deadline.Add(maxLonger)
	if last := a.now.Add(worktime.MaxWithin); latest.After(last) {
		latest = last
	}
	latest = s.furthest(latest)
	most, _ := s.by(latest)
	t := s.first(min(LikelyEnough, most-0.01), latest)
	if up := t.Truncate(step); up.Before(t) {
		t = up.Add(step)
	}
	if !t.After(a.plan.Deadline) {
		return remedy{}
	}
	chance, _ := s.by(t)
	return remedy{"give it until " + phrase.Moment(t, a.now), chance, a.longer(a.plan.Deadline, t)}
}

// longer is how much later a deadline is than another, in the time given by the first: of the asker's working time, if there is any.
func (a adviser) longer(deadline, later time.Time) float64 {
	if given := a.Asking.Between(a.now, deadline); given > 0 {
		return float64(a.Asking.Between(deadline, later)) / float64(given)
	}
	return float64(later.Sub(deadline)) / float64(deadline.Sub(a.now))
}

// lower finds the highest number below that of the rule that makes a quorum likely enough; when none does, the lowest.
func (a adviser) lower() remedy {
	need := a.plan.Rule.Needed(a.plan.Standing)
	least := 1
	if a.Draft.Anonymous {
		least = polls.SafeSize
	}
	if need <= least {
		return remedy{}
	}
	with := func(less int) remedy {
		rule, words := a.plan.Rule.Lowered(need-less, a.plan.Standing)
		r := remedy{do: "lower it to " + words, cost: float64(less) / float64(need)}
		if s, ok := a.foresight(rule, 0); ok {
			r.chance, _ = s.by(a.plan.Deadline)
		}
		return r
	}
	less := 1 + sort.Search(need-least-1, func(i int) bool { return with(i+1).chance+kind.RoundOff >= LikelyEnough })
	return with(less)
}

// listOr joins what is one or the other.
func listOr(all []string) string {
	if len(all) == 1 {
		return all[0]
	}
	return all[0] + ", or " + all[1]
}
