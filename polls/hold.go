package polls

import "math"

// Hold is the chance that the leading option still leads, alone, when everybody has answered, given the counts so far
// (in any order), the leader's index, and how many may still answer. Before asking, every final tally is taken to be
// equally likely (a Dirichlet prior of ones: Rivest & Shen, "A Bayesian method for auditing elections", EVT/WOTE 2012),
// and answers are evidence in proportion to discount, the number of sources over the number of answers (1 when
// everybody is independent). A final tie counts as not held.
//
// It is exact for two options whose answers are independent while at most 1,000 people are asked. It is exact but for
// rounding for two options otherwise, in O(pending), and for more of them while pending is at most 150, in
// O(options × pending³). Beyond that the pending people are taken in 150 equal blocks, which is right to about 0.01.
func Hold(counts []int, leader, pending int, discount float64) float64 {
	if n := sum(counts) + pending; len(counts) == 2 && discount == 1 && n <= maxExact {
		return exactHold(counts[leader], counts[1-leader], pending, n/2+1)
	}
	blocks := pending
	if len(counts) > 2 {
		blocks = min(pending, maxBlocks)
	}
	return holdIn(blocks, counts, leader, pending, discount)
}

const maxBlocks = 150

func sum(counts []int) int {
	n := 0
	for _, c := range counts {
		n += c
	}
	return n
}

// holdIn computes [Hold] with the pending people answering in so many equal blocks. A Dirichlet-multinomial is a set of
// independent negative binomials given their sum, so the chance is a sum over what the leader may get of the weight of
// the ways in which the others share the rest and stay behind, over the same sum without staying behind.
func holdIn(blocks int, counts []int, leader, pending int, discount float64) float64 {
	size := 1.0
	if blocks > 0 {
		size = float64(pending) / float64(blocks)
	}
	others := make([]rival, 0, len(counts)-1)
	alpha := func(j int) float64 { return 1 + float64(counts[j])*discount }
	total := 0.0
	for j := range counts {
		total += alpha(j)
	}
	tilt := math.Log(float64(pending)/(float64(pending)+total)) * size // cancels out; it keeps the weights in range
	for j, c := range counts {
		if j != leader {
			others = append(others, rival{weights(alpha(j), blocks, size, tilt), float64(counts[leader]-c) / size})
		}
	}
	held, all := 0.0, 0.0
	free := convolve(others, blocks, math.Inf(1))
	for k, w := range weights(alpha(leader), blocks, size, tilt) {
		rest := blocks - k
		limit := float64(k) - 0.5/size // a rival that gets as much ties, and half a person decides
		held += w * ways(others, rest, limit)
		all += w * free[rest]
	}
	return min(held/all, 1)
}

// rival is an option other than the leader: the weight of its getting k more blocks, and how many it is behind.
type rival struct {
	weights []float64
	behind  float64
}

// within is how much of the weight of getting k blocks keeps the rival behind when the leader gets limit: the one block
// on the border counts in part.
func (r rival) within(k int, limit float64) float64 {
	return r.weights[k] * max(0, min(1, limit+r.behind-float64(k)+0.5))
}

// ways returns the weight of the ways in which the rivals get rest blocks together, each staying behind.
func ways(rivals []rival, rest int, limit float64) float64 {
	last := rivals[len(rivals)-1]
	if len(rivals) == 1 {
		return last.within(rest, limit)
	}
	total := 0.0
	for i, have := range convolve(rivals[:len(rivals)-1], rest, limit) {
		if have > 0 {
			total += have * last.within(rest-i, limit)
		}
	}
	return total
}

// convolve returns the same for every number of blocks from 0 to most.
func convolve(rivals []rival, most int, limit float64) []float64 {
	sums := make([]float64, most+1)
	for k := range sums {
		sums[k] = rivals[0].within(k, limit)
	}
	for _, r := range rivals[1:] {
		next := make([]float64, most+1)
		for k := range next {
			w := r.within(k, limit)
			if w == 0 {
				continue
			}
			for i, have := range sums[:most+1-k] {
				next[i+k] += have * w
			}
		}
		sums = next
	}
	return sums
}

// weights returns Γ(a+y) / (y! Γ(a)) · e^(tilt·k) for y = k·size and k = 0 … n, scaled so that the largest is 1.
func weights(a float64, n int, size, tilt float64) []float64 {
	logs := make([]float64, n+1)
	top := math.Inf(-1)
	ga, _ := math.Lgamma(a)
	for k := range logs {
		y := float64(k) * size
		gy, _ := math.Lgamma(a + y)
		fy, _ := math.Lgamma(y + 1)
		logs[k] = gy - ga - fy
		if k > 0 {
			logs[k] += tilt * float64(k)
		}
		top = max(top, logs[k])
	}
	for k, l := range logs {
		logs[k] = math.Exp(l - top)
	}
	return logs
}
