package forecast

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"quorum/polls"
	"quorum/polls/kind"
	"quorum/polls/pollstest"

	"pgregory.net/rapid"
)

// chanceOf returns the chance that a rule is met when people answer with these chances.
func chanceOf(t testing.TB, rule string, seats []seat, chances []float64) float64 {
	t.Helper()
	r, s := ruleFor(t, rule, seats)
	o, ok := newDistribution(r, s, seats)
	if !ok {
		t.Fatalf("%s has no forecast", rule)
	}
	byOrder := make([]float64, len(seats))
	for i, seat := range o.seats {
		for k, other := range seats {
			if other.candidates[0].person == seat.candidates[0].person {
				byOrder[i] = chances[k]
			}
		}
	}
	return o.chanceMet(byOrder)
}

// ruleFor returns a rule and its standing when everybody in these seats is pending. The names of people are @a, @b or
// both.
func ruleFor(t testing.TB, text string, seats []seat) (polls.Rule, polls.Standing) {
	t.Helper()
	rule := ruleNaming(t, text)
	var o polls.Opening
	for i := range seats {
		seat := &seats[i]
		who := polls.Invite{Person: seat.candidates[0].person, Source: strings.TrimPrefix(seat.source, "team ")}
		for k, name := range []string{"SA", "SB"} {
			if seat.names&(1<<k) != 0 {
				who.Groups = append(who.Groups, name)
			}
		}
		o.Asked = append(o.Asked, who)
	}
	s, err := o.Standing(rule)
	if err != nil {
		t.Fatal(err)
	}
	for i := range seats {
		if seats[i].names = 0; s.Roster != nil {
			seats[i].names = s.Roster.NamesOf(o.Asked[i])
		}
	}
	return rule, s
}

// seatsOf makes seats of sources, each in its own when it is nothing.
func seatsOf(sources ...string) []seat {
	all := make([]seat, len(sources))
	for i, source := range sources {
		who := polls.Person(fmt.Sprint("P", i))
		all[i] = seat{source: "person " + string(who), candidates: []candidate{{person: who}}}
		if source != "" {
			all[i].source = "team " + source
		}
	}
	return all
}

func each(n int, p float64) ([]seat, []float64) {
	chances := make([]float64, n)
	for i := range chances {
		chances[i] = p
	}
	return seatsOf(make([]string, n)...), chances
}

// The table "ask for 3", and its neighbours, of decision reference 5.4.
func TestHowManyToAsk(t *testing.T) {
	for _, c := range []struct {
		p       float64
		need, n int
		want    float64
	}{
		{.5, 3, 11, .9673},
		{.5, 3, 10, .9453},
		{.5, 2, 8, .9648},
		{.5, 5, 16, .9616},
		{.6, 3, 8, .9502},
		{.6, 3, 7, .9037},
		{.6, 2, 6, .9590},
		{.6, 5, 13, .9679},
		{.7, 3, 7, .9712},
		{.7, 3, 6, .9295},
		{.7, 2, 5, .9692},
		{.7, 5, 10, .9527},
		{.8, 3, 6, .9830},
		{.8, 3, 5, .9421},
		{.8, 2, 4, .9728},
		{.8, 5, 9, .9804},
		{.9, 3, 5, .9914},
		{.9, 3, 4, .9477},
		{.9, 2, 3, .9720},
		{.9, 5, 7, .9743},
		{.81074, 3, 5, .95},
	} {
		seats, chances := each(c.n, c.p)
		if got := chanceOf(t, strconv.Itoa(c.need), seats, chances); !about(got, c.want, 5e-5) {
			t.Errorf("%d of %d with %g each: %.5f, want %.4f", c.need, c.n, c.p, got, c.want)
		}
	}
}

func TestPeopleOfDifferentHabits(t *testing.T) {
	ps := []float64{.95, .9, .8, .6, .5, .3}
	for i, want := range []float64{.99986, .99497, .94187, .71847, .33327, .06156} {
		if got := chanceOf(t, strconv.Itoa(i+1), seatsOf(make([]string, 6)...), ps); !about(got, want, 5e-6) {
			t.Errorf("at least %d: %.6f, want %.5f", i+1, got, want)
		}
	}
	for n, want := range map[int]float64{3: .684, 4: .8538, 5: .92, 6: .94187} {
		if got := chanceOf(t, "3", seatsOf(make([]string, n)...), ps[:n]); !about(got, want, 5e-5) {
			t.Errorf("3 of the best %d: %.5f, want %.5f", n, got, want)
		}
	}
	ps = []float64{.5, .3, .7, .3, .9}
	two := chanceOf(t, "2", seatsOf(make([]string, 5)...), ps) - chanceOf(t, "3", seatsOf(make([]string, 5)...), ps)
	if !about(two, .3167, 5e-5) {
		t.Errorf("exactly two: %.5f", two)
	}
}

// A source is heard unless all of it is silent: p_g = 1 − Π(1 − p_i).
func TestASourceIsHeardWhenOneOfItIs(t *testing.T) {
	teams := seatsOf("x", "x", "", "y", "y")
	got := chanceOf(t, "2 independent", teams, []float64{.5, .5, .4, .2, .5})
	want := chanceOf(t, "2", seatsOf("", "", ""), []float64{.75, .4, .6})
	if !about(got, want, 1e-12) {
		t.Errorf("%g, want %g", got, want)
	}
}

// Each role needs another person, even when some people could fill both.
func TestForecastOfRoles(t *testing.T) {
	seats := seatsOf("", "")
	for i := range seats {
		seats[i].names = 3
	}
	if got := chanceOf(t, "1 from @a, 1 from @b", seats, []float64{.5, .5}); got != .25 {
		t.Errorf("%g", got)
	}
}

func TestNoForecastOfRulesOnWhatIsSaid(t *testing.T) {
	seats, _ := each(4, .5)
	for _, text := range []string{"3, 95% sure", "decided", "2, no block"} {
		r, s := ruleFor(t, text, seats)
		if _, ok := newDistribution(r, s, seats); ok {
			t.Errorf("%s has a forecast", text)
		}
	}
}

// Whatever the rule, the chance is the sum over who answers of those cases in which the rule, judged as of a poll, is met.
func TestChanceAgainstEveryCase(t *testing.T) {
	rules := []string{
		"1", "3", "60%", "majority", "all", "2 independent", "3, 2 independent", "2, 1 from @a", "1, 1 from @a, 1 from @b",
		"3 independent, all from @a", "3, 2 from @a or @b", "majority, 2 independent, 1 from @b",
	}
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.IntRange(3, 7).Draw(rt, "people")
		var sources []string
		for range n {
			sources = append(sources, rapid.SampledFrom([]string{"", "x", "y"}).Draw(rt, "source"))
		}
		seats, chances := seatsOf(sources...), make([]float64, n)
		for i := range seats {
			seats[i].names = polls.NameSet(rapid.IntRange(0, 3).Draw(rt, "groups"))
			chances[i] = rapid.Float64Range(0, 1).Draw(rt, "chance")
		}
		groups := make([]polls.NameSet, n)
		for i := range seats {
			groups[i] = seats[i].names
		}
		rule := rapid.SampledFrom(rules).Draw(rt, "rule")
		got := chanceOf(t, rule, seats, chances)
		want := 0.0
		for which := range 1 << n {
			p, o := 1.0, openingNaming(t, rule+", within 2h", "")
			for i := range seats {
				who := polls.Invite{Person: seats[i].candidates[0].person, Source: sources[i]}
				for k, name := range []string{"SA", "SB"} {
					if groups[i]&(1<<k) != 0 {
						who.Groups = append(who.Groups, name)
					}
				}
				if o.Asked = append(o.Asked, who); which&(1<<i) != 0 {
					p *= chances[i]
				} else {
					p *= 1 - chances[i]
				}
			}
			if metBy(rt, o, which) {
				want += p
			}
		}
		if !about(got, want, 1e-9) {
			rt.Fatalf("%s of %v with %v in %v: %g, want %g", rule, sources, chances, groups, got, want)
		}
	})
}

// metBy reports whether the rule is met when those of a set answer, by their places, and the others are the wrong ones to ask.
func metBy(t *rapid.T, o polls.Opening, which int) bool {
	p, _, err := polls.Open(pollstest.Monday(), o)
	if err != nil {
		return false // it can never be met by these people
	}
	for i, who := range o.Asked {
		if err == nil && which&(1<<i) == 0 {
			_, err = p.Decline(pollstest.Monday(), who.Person, polls.NotMe)
		}
	}
	for i, who := range o.Asked {
		if err == nil && which&(1<<i) != 0 {
			_, err = p.Answer(pollstest.Monday(), who.Person, polls.Response{Position: kind.Yes})
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	return !p.Published.IsZero() && p.Outcome.Met()
}
