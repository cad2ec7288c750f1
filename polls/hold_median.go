package polls

import (
	"math"
	"slices"
)

// betaBinomial is the chance that between from and to of r further people fall on one side, when the side has the
// weight a and the other one b: the Dirichlet-multinomial of [Hold] for two sides. It takes O(r).
func betaBinomial(a, b float64, r, from, to int) float64 {
	total := 0.0
	for k := max(0, from); k <= min(r, to); k++ {
		total += math.Exp(logChoose(r, k) + logBeta(a+float64(k), b+float64(r-k)) - logBeta(a, b))
	}
	return min(total, 1)
}

func logChoose(n, k int) float64 {
	return logGamma(float64(n+1)) - logGamma(float64(k+1)) - logGamma(float64(n-k+1))
}

func logBeta(a, b float64) float64 { return logGamma(a) + logGamma(b) - logGamma(a+b) }

func logGamma(x float64) float64 {
	l, _ := math.Lgamma(x)
	return l
}

// stepMedian is the place of the lower median in the counts of neighboring steps; -1 without answers.
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

// stepSwing is how many of the pending it takes to move the lower median off its step, all at one end of the scale; 0
// when they cannot. As a median only moves towards what is added, no other answers of theirs could either.
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

// stepHold is the chance that the lower median is on the same step when everybody has answered. Each step has the
// weight of its answers and one; the sum is exact.
func stepHold(counts []int, pending int, discount float64) float64 {
	now, n := stepMedian(counts), pending
	var below, upTo, all float64
	var belowN, upToN int
	for i, c := range counts {
		n += c
		weight := 1 + float64(c)*discount
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
		lost += betaBinomial(below, all-below, pending, h-belowN, pending)
	}
	if now < len(counts)-1 {
		lost += betaBinomial(upTo, all-upTo, pending, 0, h-1-upToN)
	}
	return max(0, 1-lost)
}

// valueSwing is how many of the pending it takes to change the median of sorted numbers, which have no end on either
// side; 0 when they cannot. Of an even number the median is the middle of the two middle ones.
func valueSwing(sorted []float64, pending int) int {
	now := medianWith(sorted, 0, 0)
	for k := 1; k <= pending; k++ {
		if medianWith(sorted, k, 0) != now || medianWith(sorted, 0, k) != now {
			return k
		}
	}
	return 0
}

// medianWith is the median of sorted numbers and so many more below or above all of them.
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

// valueHold is the chance, at least, that the median of everybody's numbers lies between low and high. Before asking,
// every order of all the numbers is equally likely, so how many of the pending fall below the i-th of n numbers is
// beta-binomial with i and n+1−i; answers of the same source count as evidence once.
func valueHold(sorted []float64, low, high float64, pending int, discount float64) float64 {
	n := len(sorted)
	i := 1 + slices.IndexFunc(sorted, func(x float64) bool { return x >= low })
	j := n
	for j > 0 && sorted[j-1] > high {
		j--
	}
	if i == 0 || i > j {
		return 0
	}
	scale := (float64(n)*discount + 1) / float64(n+1)
	side := func(k int) float64 { return float64(k) * scale }
	all := n + pending
	lost := betaBinomial(side(i), side(n+1-i), pending, (all+1)/2-i+1, pending) +
		betaBinomial(side(j), side(n+1-j), pending, 0, all/2-j)
	return max(0, 1-lost)
}
