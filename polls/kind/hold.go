package kind

import "math"

// Prior says how close a contest of two options is assumed to be before anybody has answered: each option is given
// this number of answers in advance. With more options, any of the options·(options−1)/2 pairs may be the close one,
// so the two that lead are given as many more for each pair as they would be for one pair; each other option is given
// one answer. Answers are evidence in proportion to a discount, the number of sources over the number of answers (1
// when all people are independent). So are the answers that a prior adds, except the first.
type Prior int

const (
	// Uniform takes every final tally to be equally likely (a Dirichlet prior of ones: Rivest & Shen, "A Bayesian
	// method for auditing elections", EVT/WOTE 2012). Contests of people are closer than that.
	Uniform Prior = 1
	// Close is the prior for all outcomes. docs/calibration.md says how it was chosen.
	Close Prior = 6
)

// Hold returns the chance, with the prior [Close], that the leading option still leads.
func Hold(counts []int, leader, pending int, discount float64) float64 {
	return Close.Hold(counts, leader, pending, discount)
}

// Hold returns the chance that the leading option still leads, alone, when everybody has answered, given the counts
// so far (in any order), the leader's index, and how many may still answer. A final tie counts as not held.
//
// For two options whose answers are independent it is exact while at most 200 people are asked; for other contests of
// two options it is exact up to rounding. Both take time in proportion to the people asked. For more options it is
// exact up to rounding while few people are pending, from 84 for three options to 32 for twenty; beyond that the
// pending people are taken in that many equal blocks, with an error of about 0.01. That takes a tenth of a
// millisecond at most.
func (p Prior) Hold(counts []int, leader, pending int, discount float64) float64 {
	if len(counts) == 2 {
		return p.reaches(counts[leader], counts[1-leader], pending, (sum(counts)+pending)/2+1, discount)
	}
	return p.holdIn(blocksOf(pending, len(counts)), counts, leader, pending, discount)
}

// reaches returns the chance that one side of a contest of two ends with at least need answers.
func (p Prior) reaches(a, b, pending, need int, discount float64) float64 {
	more := p.extra(2)
	if discount == 1 && a+b+pending <= maxExact {
		return exactHold(a+more, b+more, pending, need+more)
	}
	return betaBinomial(weightOf(float64(a+more), discount), weightOf(float64(b+more), discount), pending, need-a, pending)
}

// extra returns how many answers the prior adds to each of the two options that lead, of this many options.
func (p Prior) extra(options int) int { return int(p-Uniform) * options * (options - 1) / 2 }

// weightOf returns the weight of an option with n answers, given or added by the prior.
func weightOf(n, discount float64) float64 { return 1 + n*discount }

// alphas returns the weights of all options.
func (p Prior) alphas(counts []int, leader int, discount float64) []float64 {
	all, second := make([]float64, len(counts)), -1
	for j, c := range counts {
		all[j] = weightOf(float64(c), discount)
		if j != leader && (second < 0 || c > counts[second]) {
			second = j
		}
	}
	for _, j := range []int{leader, second} {
		all[j] = weightOf(float64(counts[j]+p.extra(len(counts))), discount)
	}
	return all
}

// blocksOf returns the number of blocks that the pending people are taken in. The work grows with the third power of
// the blocks and with the rivals, and is bounded.
func blocksOf(pending, options int) int {
	const work = 600_000
	return min(pending, int(math.Cbrt(work/float64(options-2))))
}

func sum(counts []int) int {
	n := 0
	for _, c := range counts {
		n += c
	}
	return n
}

// holdIn computes [Prior.Hold] with the pending people answering in equal blocks. A Dirichlet-multinomial is a set of
// independent negative binomials given their sum. So the chance is a quotient of two sums over what the leader may
// get: the weights of the ways in which the others share the rest and stay behind, and of all ways in which they
// share it.
func (p Prior) holdIn(blocks int, counts []int, leader, pending int, discount float64) float64 {
	size := 1.0
	if blocks > 0 {
		size = float64(pending) / float64(blocks)
	}
	others := make([]rival, 0, len(counts)-1)
	alphas, total := p.alphas(counts, leader, discount), 0.0
	for _, a := range alphas {
		total += a
	}
	tilt := math.Log(float64(pending)/(float64(pending)+total)) * size // it cancels out, and keeps the weights in range
	for j, c := range counts {
		if j != leader {
			others = append(others, rival{weights(alphas[j], blocks, size, tilt), float64(counts[leader]-c) / size})
		}
	}
	held, all := 0.0, 0.0
	free := convolve(others, blocks, math.Inf(1))
	for k, w := range weights(alphas[leader], blocks, size, tilt) {
		rest := blocks - k
		limit := float64(k) - 0.5/size // a rival with as many ties, so the limit is half a person below
		held += w * ways(others, rest, limit)
		all += w * free[rest]
	}
	return min(held/all, 1)
}

// rival is an option other than the leader: the weight of getting k more blocks, for each k, and how many blocks it
// is behind.
type rival struct {
	weights []float64
	behind  float64
}

// stayingBehind returns the part of the weight of getting k blocks for which the rival stays behind when the leader
// gets limit. The block at the limit counts in part.
func (r rival) stayingBehind(k int, limit float64) float64 {
	return r.weights[k] * max(0, min(1, limit+r.behind-float64(k)+0.5))
}

// ways returns the weight of the ways in which the rivals get rest blocks together and each stays behind.
func ways(rivals []rival, rest int, limit float64) float64 {
	last := rivals[len(rivals)-1]
	if len(rivals) == 1 {
		return last.stayingBehind(rest, limit)
	}
	total := 0.0
	for i, have := range convolve(rivals[:len(rivals)-1], rest, limit) {
		if have > 0 {
			total += have * last.stayingBehind(rest-i, limit)
		}
	}
	return total
}

// convolve returns the same for every number of blocks from 0 to most.
func convolve(rivals []rival, most int, limit float64) []float64 {
	sums := make([]float64, most+1)
	for k := range sums {
		sums[k] = rivals[0].stayingBehind(k, limit)
	}
	for _, r := range rivals[1:] {
		next := make([]float64, most+1)
		for k := range next {
			w := r.stayingBehind(k, limit)
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
