package kind

import (
	"math"
	"slices"
)

// stepMedian returns the index of the lower median in the counts of the steps of a scale; -1 without answers.
func stepMedian(counts []int) int {
	n := sum(counts)
	need := (n + 1) / 2
	for i, c := range counts {
		need -= c
		if need <= 0 && n > 0 {
			return i
		}
	}
	return -1
}

// stepSwing returns how many of the pending people, all at one end of the scale, could move the lower median off its
// step; 0 when they cannot. A median only moves towards what is added, so no other answers of theirs could either.
func stepSwing(counts []int, pending int) int {
	now := stepMedian(counts)
	low, high := slices.Clone(counts), slices.Clone(counts)
	for k := 1; k <= pending; k++ {
		low[0]++
		high[len(high)-1]++
		if stepMedian(low) != now || stepMedian(high) != now {
			return k
		}
	}
	return 0
}

// stepHold returns the chance that the lower median is on the same step when everybody has answered. Each step has
// the weight of its answers and one. The median stays unless half of all answers end below its step, or above it, and
// each of the two is a contest of those below and those above. With [Uniform] that is exact, and exact up to rounding
// for two steps.
func (p Prior) stepHold(counts []int, pending int, discount float64) float64 {
	now, n, more := stepMedian(counts), pending, float64(p.extra(2))*discount
	var below, upTo, all float64
	var belowN, upToN int
	for i, c := range counts {
		n += c
		weight := weightOf(float64(c), discount)
		all += weight
		if i < now {
			below, belowN = below+weight, belowN+c
		}
		if i <= now {
			upTo, upToN = upTo+weight, upToN+c
		}
	}
	h, lost := (n+1)/2, 0.0
	if now > 0 {
		lost += betaBinomial(below+more, all-below+more, pending, h-belowN, pending)
	}
	if now < len(counts)-1 {
		lost += betaBinomial(upTo+more, all-upTo+more, pending, 0, h-1-upToN)
	}
	return max(0, 1-lost)
}

// valueSwing returns how many of the pending people could change the median of sorted numbers, which may be
// arbitrarily small or large; 0 when they cannot.
func valueSwing(sorted []float64, pending int) int {
	now := medianWith(sorted, 0, 0)
	for k := 1; k <= pending; k++ {
		if medianWith(sorted, k, 0) != now || medianWith(sorted, 0, k) != now {
			return k
		}
	}
	return 0
}

// medianWith returns the median of sorted numbers with the given numbers of others below and above them all. For an
// even number it is the mean of the two in the middle.
func medianWith(sorted []float64, below, above int) float64 {
	n := len(sorted) + below + above
	at := func(rank int) float64 {
		switch i := rank - 1 - below; {
		case i < 0:
			return math.Inf(-1)
		case i >= len(sorted):
			return math.Inf(1)
		default:
			return sorted[i]
		}
	}
	return (at((n+1)/2) + at(n/2+1)) / 2
}
