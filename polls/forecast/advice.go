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

// The limits of advice.
const (
	maxMore   = 10 // people to ask in addition
	maxLonger = 30 * 24 * time.Hour
	advised   = 2 // how many sufficient remedies are named
)

// remedy is a change of the question that makes a quorum likelier.
type remedy struct {
	action string  // "ask 2 more people"
	chance float64 // of a quorum, with the change
	// cost is the size of the change as a share of what was to be asked: the people added per person asked, the
	// working time added per working time given, the reduction per answer needed. The cheapest remedies are named.
	cost float64
}

// ForOpening returns when a poll that opens with this plan will have its quorum, and advice when a quorum is
// unlikely. ok is false in the same cases as for [ForPoll]. now is in the asker's zone, in which the advice names
// times.
func ForOpening(o polls.Opening, now time.Time, pl polls.Plan, pace Pace) (f Forecast, ok bool) {
	a := adviser{o, now, pl, pace}
	s, ok := a.estimate(pl.Rule, 0)
	if !ok {
		return f, false
	}
	if f, ok = s.forecast(pl.Deadline); ok && f.Chance+kind.RoundOff < LikelyEnough {
		f.Advice = a.advice(s, f.Chance)
	}
	return f, ok
}

// adviser looks for changes that make a quorum likelier.
type adviser struct {
	polls.Opening
	now  time.Time
	plan polls.Plan
	pace Pace
}

// estimate returns an estimate for the opening with the given number of additional people, about whom nothing is
// known and who belong to no group.
func (a adviser) estimate(rule polls.Rule, more int) (*estimate, bool) {
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
	c := newEstimator(rule, work, a.now)
	for _, seat := range o.Seats() {
		c.add(seat)
	}
	return c.estimate(standing, a.pace)
}

func (a adviser) advice(s *estimate, chance float64) string {
	begin := "Going by how people here have answered, the chance of a quorum by " + phrase.Moment(a.plan.Deadline, a.now) + " is " + kind.About(chance) + ". "
	all := []remedy{a.askMore(), a.giveTime(s), a.lower()}
	all = slices.DeleteFunc(all, func(r remedy) bool { return r.action == "" || r.chance <= chance })
	enough := slices.DeleteFunc(slices.Clone(all), func(r remedy) bool { return r.chance+kind.RoundOff < LikelyEnough })
	slices.SortStableFunc(enough, func(a, b remedy) int { return cmp.Compare(a.cost, b.cost) })
	var do []string
	for _, r := range enough[:min(advised, len(enough))] {
		do = append(do, r.action)
	}
	switch {
	case len(do) > 0:
		return begin + "To make it 80%, " + listOr(do) + "."
	case len(all) == 0:
		return begin + "Nothing that can be changed here makes it much likelier."
	}
	best := slices.MaxFunc(all, func(a, b remedy) int { return cmp.Compare(a.chance, b.chance) })
	return begin + "What helps most is to " + best.action + ", which makes it " + kind.About(best.chance) + "."
}

// askMore returns the smallest number of additional people that makes a quorum likely enough; when none does, the
// number that helps most.
func (a adviser) askMore() (best remedy) {
	for n := 1; n <= maxMore; n++ {
		s, ok := a.estimate(a.plan.Rule, n)
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

// giveTime returns a later deadline, on a half hour, that makes a quorum likely enough; when none does, the one after
// which more time makes no difference.
func (a adviser) giveTime(s *estimate) remedy {
	const step = 30 * time.Minute
	latest := a.plan.Deadline.Add(maxLonger)
	if last := a.now.Add(worktime.MaxWithin); latest.After(last) {
		latest = last
	}
	latest = s.horizon(latest)
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

// longer returns the working time between two deadlines as a share of the working time until the first; of plain time
// when no working time is left.
func (a adviser) longer(deadline, later time.Time) float64 {
	if given := a.Asking.Between(a.now, deadline); given > 0 {
		return float64(a.Asking.Between(deadline, later)) / float64(given)
	}
	return float64(later.Sub(deadline)) / float64(deadline.Sub(a.now))
}

// lower returns the highest number below that of the rule that makes a quorum likely enough; when none does, the
// lowest.
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
		r := remedy{action: "lower it to " + words, cost: float64(less) / float64(need)}
		if s, ok := a.estimate(rule, 0); ok {
			r.chance, _ = s.by(a.plan.Deadline)
		}
		return r
	}
	less := 1 + sort.Search(need-least-1, func(i int) bool { return with(i+1).chance+kind.RoundOff >= LikelyEnough })
	return with(less)
}

// listOr joins one or two phrases with "or".
func listOr(all []string) string {
	if len(all) == 1 {
		return all[0]
	}
	return all[0] + ", or " + all[1]
}
