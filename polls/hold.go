package polls

import "math"

// Hold is the chance that the leading option still leads, alone, when everybody has answered, given the counts so far
// (in any order), the leader's index, and how many may still answer. Before asking, every final tally is taken to be
// equally likely (a Dirichlet prior of ones: Rivest & Shen, "A Bayesian method for auditing elections", EVT/WOTE 2012),
// and answers are evidence in proportion to discount, the number of sources over the number of answers (1 when
// everybody is independent). A final tie counts as not held.
//
// It is exact but for rounding while pending is at most 150: the Dirichlet-multinomial chances are multiplied out, in
// O(options × pending³), and for two options always, in O(pending). Beyond that the final shares are taken to be
// continuous (see holdOfShares), which is right to about one in pending.
func Hold(counts []int, leader, pending int, discount float64) float64 {
	alpha := make([]float64, len(counts))
	total := 0.0
	for j, c := range counts {
		alpha[j] = 1 + float64(c)*discount
		total += alpha[j]
	}
	if len(counts) > 2 && pending > exactPending {
		return holdOfShares(alpha, leader)
	}
	all := weight(total, pending)
	lead := weights(alpha[leader], pending)
	sum := 0.0
	for y := range lead {
		rest := pending - y
		sum += math.Exp(lead[y] + others(counts, alpha, leader, counts[leader]+y-1, rest) - all)
	}
	return min(sum, 1)
}

const exactPending = 150

// weights returns log(Γ(a+y) / (y! Γ(a))) for y = 0 … n.
func weights(a float64, n int) []float64 {
	w := make([]float64, n+1)
	for y := range w {
		w[y] = weight(a, y)
	}
	return w
}

func weight(a float64, y int) float64 {
	ga, _ := math.Lgamma(a)
	gy, _ := math.Lgamma(a + float64(y))
	fy, _ := math.Lgamma(float64(y) + 1)
	return gy - ga - fy
}

// others returns the log of the weight of all ways in which the rest go to the other options, each ending at most at
// the limit.
func others(counts []int, alpha []float64, leader, limit, rest int) float64 {
	if len(counts) == 2 {
		other := 1 - leader
		if counts[other]+rest > limit {
			return math.Inf(-1)
		}
		return weight(alpha[other], rest)
	}
	ways := make([]float64, rest+1) // scaled by exp(-shift)
	ways[0] = 1
	shift := 0.0
	for j := range counts {
		if j == leader {
			continue
		}
		room := min(limit-counts[j], rest)
		if room < 0 {
			return math.Inf(-1)
		}
		ways, shift = multiply(ways, weights(alpha[j], room), shift)
	}
	return math.Log(ways[rest]) + shift
}

// multiply convolves ways with the weights given as logs, and rescales so that large polls do not overflow.
func multiply(ways, logs []float64, shift float64) ([]float64, float64) {
	top := math.Inf(-1)
	for _, l := range logs {
		top = max(top, l)
	}
	out := make([]float64, len(ways))
	peak := 0.0
	for i, w := range ways {
		if w == 0 {
			continue
		}
		for y := 0; y < len(logs) && i+y < len(out); y++ {
			out[i+y] += w * math.Exp(logs[y]-top)
		}
	}
	for _, v := range out {
		peak = max(peak, v)
	}
	if peak == 0 {
		return out, shift
	}
	for i := range out {
		out[i] /= peak
	}
	return out, shift + top + math.Log(peak)
}
