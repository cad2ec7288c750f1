package polls_test

import (
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"quorum/polls/kind"
)

// stop is what comes of a committee that answers one after the other under "3, 95% sure": how likely the outcome is
// to be labelled firm, and to be so and yet differ from the outcome of all answers.
type stop struct{ firm, fails float64 }

func (s stop) plus(o stop) stop { return stop{s.firm + o.firm, s.fails + o.fails} }

// judge says whether a lead is firm by a prior, and computes that once.
type judge struct {
	prior kind.Prior
	known map[[3]int]bool
}

// firm reports whether it is called firm that a is ahead of b.
func (j judge) firm(a, b, pending int) bool {
	key := [3]int{a, b, pending}
	is, ok := j.known[key]
	if !ok {
		is = j.prior.Hold([]int{a, b}, 0, pending, 1) >= kind.FirmAt
		j.known[key] = is
	}
	return is
}

// stopped returns the exact numbers for committees of n people, this many of whom are for either side.
func (j judge) stopped(yes, no, people int) (s stop) {
	chances := map[int]float64{0: 1} // of how many of those who answered said yes, while nothing is firm
	for n := 0; n < people; n++ {
		next := map[int]float64{}
		for a, p := range chances {
			b, pending := n-a, people-n
			lead, second := max(a, b), min(a, b)
			switch {
			case lead-second > pending:
				continue // it is decided
			case n >= 3 && lead > second && j.firm(lead, second, pending):
				s.firm += p
				s.fails += p * overtaken(a, b, yes-a, no-b, pending)
				continue
			}
			left := float64(yes + no - n)
			next[a+1] += p * float64(yes-a) / left
			next[a] += p * float64(no-b) / left
		}
		chances = next
	}
	return s
}

// overtaken returns the chance that a leader with a to b answers is overtaken when more people have answered, of
// those who are left.
func overtaken(a, b, yes, no, pending int) (chance float64) {
	for more := max(0, pending-no); more <= min(pending, yes); more++ {
		if (a > b) != (a+more > b+pending-more) {
			chance += math.Exp(choose(yes, more) + choose(no, pending-more) - choose(yes+no, pending))
		}
	}
	return chance
}

func choose(n, k int) float64 {
	a, _ := math.Lgamma(float64(n + 1))
	b, _ := math.Lgamma(float64(k + 1))
	c, _ := math.Lgamma(float64(n - k + 1))
	return a - b - c
}

// winners returns the contests of the winner of each election against every other candidate, as the numbers for
// either side.
func winners(t testing.TB) map[string][][2]int {
	all := map[string][][2]int{}
	for _, c := range pairs(t) {
		year, who, _ := strings.Cut(c.name, " ")
		winner := map[string]string{"2002": "3", "2003": "4", "2006": "4", "2007": "4", "2020": "1"}[year]
		if one, other, _ := strings.Cut(who, ":"); one != winner && other != winner {
			continue
		}
		yes := 0
		for _, said := range c.said {
			if said == kind.Yes {
				yes++
			}
		}
		all[year] = append(all[year], [2]int{yes, len(c.said) - yes})
	}
	return all
}

// upper returns the upper end of the 95 % interval of how often an outcome labelled firm fails, over elections.
func upper(stops []stop) float64 {
	r := rand.New(rand.NewPCG(5, 5))
	var shares []float64
	for range 4000 {
		var all stop
		for range stops {
			all = all.plus(stops[r.IntN(len(stops))])
		}
		shares = append(shares, all.fails/all.firm)
	}
	slices.Sort(shares)
	return shares[len(shares)*975/1000]
}

// The prior is the smallest with which firm keeps its word even at the upper end of the interval, in committees of 9, 21 and
// 101, whichever election is left out: then there is one that knows nothing of the last.
func TestHowThePriorWasChosen(t *testing.T) {
	elections := winners(t)
	years := slices.Sorted(maps.Keys(elections))
	needed := map[string]kind.Prior{}
	for prior := kind.Uniform; len(needed) < len(years) && prior < 20; prior++ {
		j := judge{prior, map[[3]int]bool{}}
		worst := map[string]float64{} // without each election
		for _, people := range []int{9, 21, 101} {
			of := map[string]stop{}
			for year, contests := range elections {
				var all stop
				for _, c := range contests {
					all = all.plus(j.stopped(c[0], c[1], people))
				}
				n := float64(len(contests)) // each election counts alike
				of[year] = stop{all.firm / n, all.fails / n}
			}
			for _, out := range years {
				var rest []stop
				for _, year := range years {
					if year != out {
						rest = append(rest, of[year])
					}
				}
				worst[out] = max(worst[out], upper(rest))
			}
		}
		for _, out := range years {
			if _, done := needed[out]; !done && worst[out] <= 1-kind.FirmAt {
				needed[out] = prior
			}
		}
	}
	t.Log("the smallest prior without each election:", needed)
	if most := slices.Max(slices.Collect(maps.Values(needed))); most != kind.Close || len(needed) != len(years) {
		t.Errorf("%v, and what is used is %d", needed, kind.Close)
	}
}
