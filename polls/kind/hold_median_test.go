package kind

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// completions calls each with the counts as they would be when any number up to pending had answered anything.
func completions(counts []int, pending int, each func([]int)) {
	var add func(from, left int)
	add = func(from, left int) {
		each(counts)
		if left == 0 {
			return
		}
		for i := from; i < len(counts); i++ {
			counts[i]++
			add(i, left-1)
			counts[i]--
		}
	}
	add(0, pending)
}

// A scale is decided exactly when no answers of the pending could move its median, and it takes as many as is said.
func TestScaleDecidedByBruteForce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		counts := rapid.SliceOfN(rapid.IntRange(0, 3), 5, 5).Draw(t, "counts")
		counts[rapid.IntRange(0, 4).Draw(t, "more")] += 1
		pending := rapid.IntRange(0, 4).Draw(t, "pending")
		now, least, n := stepMedian(counts), 0, 0
		for _, c := range counts {
			n += c
		}
		completions(slices.Clone(counts), pending, func(then []int) {
			if stepMedian(then) == now {
				return
			}
			more := -n
			for _, c := range then {
				more += c
			}
			if least == 0 || more < least {
				least = more
			}
		})
		if got := stepSwing(counts, pending); got != least {
			t.Fatalf("%v with %d pending: swing %d, by brute force %d", counts, pending, got, least)
		}
		if hold := Close.stepHold(counts, pending, 1); (hold == 1) != (least == 0) || hold < 0 || hold > 1 {
			t.Fatalf("%v with %d pending: hold %v, swing %d", counts, pending, hold, least)
		}
	})
}

// The sum over two tails is the sum over every completion of its Dirichlet-multinomial weight.
func TestStepHoldIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		counts := rapid.SliceOfN(rapid.IntRange(0, 3), 4, 4).Draw(t, "counts")
		counts[1]++
		pending := rapid.IntRange(0, 4).Draw(t, "pending")
		discount := rapid.Float64Range(.2, 1).Draw(t, "discount")
		held, all := 0.0, 0.0
		var fill func(then []int, i, left int, weight float64)
		fill = func(then []int, i, left int, weight float64) {
			if i == len(counts)-1 {
				then[i] += left
				weight *= ways1(1+float64(counts[i])*discount, left)
				all += weight
				if stepMedian(then) == stepMedian(counts) {
					held += weight
				}
				then[i] -= left
				return
			}
			for y := range left + 1 {
				then[i] += y
				fill(then, i+1, left-y, weight*ways1(1+float64(counts[i])*discount, y))
				then[i] -= y
			}
		}
		fill(slices.Clone(counts), 0, pending, 1)
		if got := Uniform.stepHold(counts, pending, discount); math.Abs(got-held/all) > 1e-9 {
			t.Fatalf("%v with %d pending: %v, want %v", counts, pending, got, held/all)
		}
	})
}

// ways1 is Γ(a+y) / (y! Γ(a)).
func ways1(a float64, y int) float64 {
	w := 1.0
	for i := range y {
		w *= (a + float64(i)) / float64(i+1)
	}
	return w
}

// With two steps a scale is a race of two, but for the tie, which the lower step wins.
func TestHoldOfTwoSteps(t *testing.T) {
	for _, prior := range []Prior{Uniform, Close} {
		for n := 1; n <= 15; n += 2 {
			for a := 1; a <= n; a++ {
				for b := 0; b < a && a+b <= n; b++ {
					near(t, "two steps", prior.stepHold([]int{a, b}, n-a-b, 1), prior.Hold([]int{a, b}, 0, n-a-b, 1), 1e-9)
				}
			}
		}
	}
}

// The reference's intervals of the lower median.
func TestMedianOfNumbers(t *testing.T) {
	xs := []float64{3, 5, 5, 8, 8}
	near(t, "of 7, low", medianWith(xs, 2, 0), 5, 0)
	near(t, "of 7, high", medianWith(xs, 0, 2), 8, 0)
	near(t, "of 9, low", medianWith(xs, 4, 0), 3, 0)
	near(t, "of 9, high", medianWith(xs, 0, 4), 8, 0)
	if !math.IsInf(medianWith(xs, 6, 0), -1) {
		t.Error("more below than there are")
	}
	if got := valueSwing([]float64{5, 5, 5, 5, 5, 5, 9}, 2); got != 0 {
		t.Errorf("swing %d of what is decided", got)
	}
	if got := valueSwing(xs, 2); got != 1 {
		t.Errorf("swing %d", got)
	}
}

// A median of numbers is decided exactly when nothing that the pending could say would change it.
func TestEstimateDecidedByBruteForce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		xs := rapid.SliceOfN(rapid.SampledFrom([]float64{2, 4, 6}), 1, 6).Draw(t, "numbers")
		slices.Sort(xs)
		pending := rapid.IntRange(0, 4).Draw(t, "pending")
		may, now, least := []float64{1, 2, 3, 4, 5, 6, 7}, quantile(xs, .5), 0
		completions(make([]int, len(may)), pending, func(more []int) {
			all, k := slices.Clone(xs), 0
			for i, c := range more {
				k += c
				for range c {
					all = append(all, may[i])
				}
			}
			slices.Sort(all)
			if quantile(all, .5) != now && (least == 0 || k < least) {
				least = k
			}
		})
		if got := valueSwing(xs, pending); got != least {
			t.Fatalf("%v with %d pending: swing %d, by brute force %d", xs, pending, got, least)
		}
	})
}
