package polls_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"quorum/polls/kind"
)

// gamma draws from a gamma distribution (Marsaglia & Tsang, ACM Transactions on Mathematical Software 26:363, 2000).
func gamma(r *rand.Rand, shape float64) float64 {
	if shape < 1 {
		return gamma(r, shape+1) * math.Pow(r.Float64(), 1/shape)
	}
	d := shape - 1./3
	for {
		x := r.NormFloat64()
		v := math.Pow(1+x/math.Sqrt(9*d), 3)
		if v > 0 && math.Log(r.Float64()) < x*x/2+d-d*v+d*math.Log(v) {
			return d * v
		}
	}
}

// together has people answer team by team. Any share of all says yes with the same chance; in a team two agree more often than
// elsewhere, with a correlation of 0.5.
func together(r *rand.Rand, people, team int) (yes []bool, teams []int) {
	const correlation = .5
	share, of := r.Float64(), 0.0
	for i := range people {
		if i%team == 0 {
			a := gamma(r, share*(1-correlation)/correlation)
			of = a / (a + gamma(r, (1-share)*(1-correlation)/correlation))
		}
		yes, teams = append(yes, r.Float64() < of), append(teams, i/team)
	}
	return yes, teams
}

// calledFirm returns who leads when it is first called firm, for yes or against it; ok is false when it never is.
func calledFirm(yes []bool, teams []int) (leads, ok bool) {
	counts := [2]int{}
	for i := range yes {
		if yes[i] {
			counts[0]++
		} else {
			counts[1]++
		}
		n, pending, sources := i+1, len(yes)-i-1, teams[i]+1
		lead, second := max(counts[0], counts[1]), min(counts[0], counts[1])
		switch {
		case lead-second > pending:
			return false, false // it is decided
		case n >= 3 && lead > second && kind.Hold([]int{lead, second}, 0, pending, float64(sources)/float64(n)) >= kind.FirmAt:
			return counts[0] > counts[1], true
		}
	}
	return false, false
}

// Where team-mates answer together, at most 3 % of what is called firm fails.
func TestTeamMatesWhoAnswerTogether(t *testing.T) {
	for _, team := range []int{3, 5} {
		for _, people := range []int{9, 12, 15, 18, 21} {
			r := rand.New(rand.NewPCG(12, uint64(people)))
			firm, failed := 0, 0
			for range 6000 {
				yes, teams := together(r, people, team)
				leads, ok := calledFirm(yes, teams)
				if !ok {
					continue
				}
				all := 0
				for _, y := range yes {
					if y {
						all++
					}
				}
				firm++
				if (2*all > people) != leads || 2*all == people {
					failed++
				}
			}
			if firm < 100 || failed*100 > 3*firm {
				t.Errorf("%d people in teams of %d: %d of %d failed", people, team, failed, firm)
			}
			t.Logf("%d people in teams of %d: %d of %d failed", people, team, failed, firm)
		}
	}
}
