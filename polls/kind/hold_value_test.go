package kind

import (
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"pgregory.net/rapid"
)

// middleHalf are the ends of the range in which an estimate holds.
func middleHalf(sorted []float64) (low, high float64) {
	return quantile(sorted, .25), quantile(sorted, .75)
}

// bruteHold lets the pending fall between the given numbers in every way, as all are equally likely, and evenly within a gap,
// and returns in what share of the cases the median of all lies in the range.
func bruteHold(r *rand.Rand, sorted []float64, low, high float64, pending int) float64 {
	n, held, all := len(sorted), 0.0, 0.0
	ways := int(math.Round(math.Exp(logChoose(n+pending, pending))))
	ends := append(append([]float64{sorted[0] - 1e6}, sorted...), sorted[n-1]+1e6)
	completions(make([]int, n+1), pending, func(gaps []int) {
		if sum(gaps) != pending {
			return
		}
		for range 1 + 40_000/ways {
			them := slices.Clone(sorted)
			for g, k := range gaps {
				for range k {
					them = append(them, ends[g]+r.Float64()*(ends[g+1]-ends[g]))
				}
			}
			slices.Sort(them)
			median := quantile(them, .5)
			all++
			held += float64(one(low <= median && median <= high))
		}
	})
	return held / all
}

// The chance for a median is the share of all ways in which the pending can answer, for even and for odd numbers.
func TestValueHoldByBruteForce(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for n := 1; n <= 7; n++ {
		for pending := 1; pending <= 5; pending++ {
			var xs []float64
			for range n {
				xs = append(xs, math.Round(100*r.Float64())+r.Float64()/100)
			}
			slices.Sort(xs)
			low, high := middleHalf(xs)
			got, want := valueHold(xs, low, high, pending, 1), bruteHold(r, xs, low, high, pending)
			if math.Abs(got-want) > .02 {
				t.Errorf("%v with %d pending: %.3f, by brute force %.3f", xs, pending, got, want)
			}
		}
	}
}

// With six estimates and two to come no answers can move the median out of the middle half: the middle of the two middle
// ones stays in it.
func TestValueHoldOfSixAndTwo(t *testing.T) {
	xs := []float64{1, 2, 4, 8, 9, 15}
	low, high := middleHalf(xs)
	if got := valueHold(xs, low, high, 2, 1); got != 1 {
		t.Errorf("holds with %v", got)
	}
}

// It holds as often as is claimed when all the numbers come from one place in random order.
func TestValueHoldHolds(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for _, c := range []struct{ n, pending int }{{3, 2}, {4, 2}, {4, 4}, {5, 3}, {6, 6}, {8, 4}, {10, 10}, {9, 40}, {20, 61}} {
		const runs = 3000
		claimed, held := 0.0, 0.0
		for range runs {
			all := make([]float64, c.n+c.pending)
			for i := range all {
				all[i] = r.Float64()
			}
			xs := slices.Clone(all[:c.n])
			slices.Sort(xs)
			slices.Sort(all)
			low, high := middleHalf(xs)
			claimed += valueHold(xs, low, high, c.pending, 1) / runs
			if median := quantile(all, .5); low <= median && median <= high {
				held += 1. / runs
			}
		}
		if math.Abs(claimed-held) > .02 {
			t.Errorf("%d with %d pending: holds in %.3f, claimed %.3f", c.n, c.pending, held, claimed)
		}
	}
}

// However many are pending, it is a chance, and both ways of finding it come to about the same.
func TestValueHoldIsAChance(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		xs := rapid.SliceOfN(rapid.SampledFrom([]float64{1, 2, 2.5, 3, 7}), 3, 30).Draw(t, "numbers")
		slices.Sort(xs)
		low, high := middleHalf(xs)
		discount := rapid.Float64Range(.2, 1).Draw(t, "discount")
		at := func(pending int) float64 { return valueHold(xs, low, high, pending, discount) }
		for pending := range 25 {
			if hold := at(pending); math.IsNaN(hold) || hold < 0 || hold > 1 {
				t.Fatalf("%v with %d pending: %v", xs, pending, hold)
			}
		}
		if exact, near := at(15), at(17); math.Abs(exact-near) > .05 {
			t.Fatalf("%v: %v with 15 pending, %v with 17", xs, exact, near)
		}
	})
}

func BenchmarkValueHold(b *testing.B) {
	for _, n := range []int{5, 30, 300} {
		for _, pending := range []int{4, 16, 700} {
			xs := make([]float64, n)
			for i := range xs {
				xs[i] = float64(i)
			}
			low, high := middleHalf(xs)
			b.Run(strconv.Itoa(n)+"/"+strconv.Itoa(pending), func(b *testing.B) {
				for b.Loop() {
					valueHold(xs, low, high, pending, 1)
				}
			})
		}
	}
}
