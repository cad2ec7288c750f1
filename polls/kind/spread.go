package kind

import (
	"math"
	"slices"
)

// agreement returns the chance that two of the answers, taken at random, are the same: Σc(c−1) / n(n−1), the unbiased
// form of Simpson's index. It is NaN for fewer than two answers.
func agreement(counts []int) float64 {
	n, same := 0, 0
	for _, c := range counts {
		n += c
		same += c * (c - 1)
	}
	if n < 2 {
		return math.NaN()
	}
	return float64(same) / float64(n*(n-1))
}

// agreementWords says the agreement in words; nothing for fewer than two answers.
func agreementWords(counts []int) string {
	a := agreement(counts)
	if math.IsNaN(a) {
		return ""
	}
	switch a {
	case 0:
		return "no two answers are the same"
	case 1:
		return "all answers are the same"
	}
	return "two answers taken at random are the same in " + Percentage(a) + " of cases"
}

// consensus returns Cns of the counts of the steps of a scale: 1 + Σ p log2(1 − |i − μ| / (K−1)), which is 1 when all
// take one step and 0 when half are at either end (Tastle & Wierman, International Journal of Approximate Reasoning
// 45:531, 2007). It is NaN without answers.
func consensus(counts []int) float64 {
	n, sum := 0.0, 0.0
	for i, c := range counts {
		n += float64(c)
		sum += float64(i) * float64(c)
	}
	if n == 0 {
		return math.NaN()
	}
	mean, cns := sum/n, 1.0
	for i, c := range counts {
		if c > 0 {
			cns += float64(c) / n * math.Log2(1-math.Abs(float64(i)-mean)/float64(len(counts)-1))
		}
	}
	return max(0, cns)
}

// concordance returns Kendall's W of rankings of the same options, corrected for ties: 12 S / (m²(n³−n) − mΣ(t³−t)),
// which is 1 when all rank alike and 0 when they cancel out. Equal ranks are averaged. It is NaN when every ranking
// ties everything.
func concordance(rankings [][]int) float64 {
	if len(rankings) == 0 {
		return math.NaN()
	}
	m, n := float64(len(rankings)), float64(len(rankings[0]))
	sums := make([]float64, len(rankings[0]))
	ties := 0.0
	for _, r := range rankings {
		for i, rank := range r {
			before, equal := 0.0, 0.0
			for _, other := range r {
				switch {
				case other < rank:
					before++
				case other == rank:
					equal++
				}
			}
			sums[i] += before + (equal+1)/2
			ties += equal*equal - 1 // summed over the options of one tie: t(t²−1) = t³−t
		}
	}
	s, mean := 0.0, m*(n+1)/2
	for _, sum := range sums {
		s += (sum - mean) * (sum - mean)
	}
	most := m*m*(n*n*n-n) - m*ties
	if most <= 0 {
		return math.NaN()
	}
	return 12 * s / most
}

// quantile returns the p-quantile of sorted numbers, of which there must be some, by linear interpolation: type 7 of
// Hyndman & Fan, as in R and spreadsheets. The median of an even number is halfway between the two in the middle.
func quantile(sorted []float64, p float64) float64 {
	at := p * float64(len(sorted)-1)
	i := int(at)
	if i+1 >= len(sorted) {
		return sorted[len(sorted)-1]
	}
	return sorted[i] + (at-float64(i))*(sorted[i+1]-sorted[i])
}

// middles returns the indexes of the lower and the upper median in the counts of the steps of a scale. They are the
// same answer when the number of answers is odd.
func middles(counts []int) (lower, upper int) {
	place := func(rank int) int {
		for i, c := range counts {
			if rank -= c; rank <= 0 {
				return i
			}
		}
		return -1
	}
	n := sum(counts)
	return place((n + 1) / 2), place(n/2 + 1)
}

// geometricMean returns the geometric mean of positive numbers.
func geometricMean(xs []float64) float64 {
	sum := 0.0
	for _, x := range xs {
		sum += math.Log(x)
	}
	return math.Exp(sum / float64(len(xs)))
}

// wide reports whether positive numbers lie so far apart that only a logarithmic scale shows them all.
func wide(xs []float64) bool {
	const times = 10
	least := slices.Min(xs)
	return least > 0 && slices.Max(xs)/least >= times
}

// logit returns the logarithm of the odds of a probability, which is first limited to 1 % to 99 %.
func logit(p float64) float64 {
	const edge = 0.01
	p = min(1-edge, max(edge, p))
	return math.Log(p / (1 - p))
}

// unlogit returns the probability of which x is the [logit].
func unlogit(x float64) float64 { return 1 / (1 + math.Exp(-x)) }
