package kind

import (
	"math"
	"sort"
)

// valueHold returns the chance that the median of everybody's numbers lies between low and high, as the median of the
// given ones does. Before anybody answers, every order of all the numbers is equally likely, so the numbers of the
// pending in each gap between the given ones are Dirichlet-multinomial with one for each gap; answers of one source
// count as evidence once. Within a gap they are spread evenly.
//
// It is exact up to rounding, in O(pending³), while at most 16 people are pending; beyond that it takes O(pending),
// with an error of about 0.02.
func valueHold(sorted []float64, low, high float64, pending int, discount float64) float64 {
	mirrored := make([]float64, len(sorted))
	for i, x := range sorted {
		mirrored[len(sorted)-1-i] = -x
	}
	return max(0, 1-fallsBelow(sorted, low, pending, discount)-fallsBelow(mirrored, -high, pending, discount))
}

// fallsBelow returns the chance that the median of everybody's numbers is below an edge. The median of the given ones
// is not.
func fallsBelow(sorted []float64, edge float64, pending int, discount float64) float64 {
	const few = 16
	n := len(sorted)
	below := sort.SearchFloat64s(sorted, edge)
	g := gap{below: below, all: n + pending, at: 1}
	if below > 0 && below < n {
		g.at = (edge - sorted[below-1]) / (sorted[below] - sorted[below-1])
	}
	scale := (float64(n)*discount + 1) / float64(n+1)
	if pending > few {
		return g.inProportion(scale*float64(n+1), float64(n+1), pending)
	}
	lost := 0.0
	for inside, p := range betaBinomials(scale, scale*float64(n), pending) {
		below := tails(inside, g.at)
		for deep, q := range fallsOn(scale*float64(g.below), scale*float64(n-g.below), pending-inside) {
			lost += p * q * g.lost((g.all+1)/2-g.below-deep, below)
		}
	}
	return lost
}

// gap is the gap between two of the given numbers in which an edge lies.
type gap struct {
	below int     // how many of the given numbers are below it
	all   int     // how many numbers there will be
	at    float64 // the place of the edge in it, from 0 to 1
}

// inProportion returns the chance that the median is below the edge when the numbers to come have this weight, in
// this number of gaps. The share of them that is below the edge is about beta-distributed, with its mean and
// variance. When the two numbers in the middle are on either side of the edge, their mean is below it in half of the
// cases.
func (g gap) inProportion(weight, gaps float64, pending int) float64 {
	under := float64(g.below)
	mean := (under + g.at) / gaps
	variance := (under+g.at*g.at)/gaps - mean*mean
	weight = (weight+1)*mean*(1-mean)/variance - 1
	lost := 0.0
	for k, p := range betaBinomials(weight*mean, weight*(1-mean), pending) {
		switch both, lower := g.below+k >= g.all/2+1, g.below+k >= (g.all+1)/2; {
		case both:
			lost += p
		case lower:
			lost += p / 2
		}
	}
	return lost
}

// lost returns the chance that the median is below the edge when the lower number in the middle has this rank among
// those in the gap. below[k] is the chance that at least k of these are below the edge.
func (g gap) lost(rank int, below []float64) float64 {
	inside := len(below) - 2
	switch two := g.all%2 == 0; {
	case rank > inside:
		return 0 // the median is above the gap
	case rank < 0 || rank == 0 && (!two || 2*g.at > 1+RoundOff):
		return 1
	case !two:
		return below[rank]
	case rank == 0: // the lower number in the middle is the given one below the gap
		return 1 - math.Pow(max(0, 1-2*g.at), float64(inside))
	case rank == inside: // the upper number in the middle is the given one above the gap
		return math.Pow(max(0, 2*g.at-1), float64(inside))
	}
	return below[rank+1] + (below[rank]-below[rank+1])*nearer(rank, inside-rank, g.at)
}

// tails returns the chances that at least 0, 1 … n+1 of n numbers, spread evenly between 0 and 1, are below at.
func tails(n int, at float64) []float64 {
	all := make([]float64, n+2)
	for k := n; k >= 0; k-- {
		all[k] = all[k+1] + math.Exp(logChoose(n, k))*math.Pow(at, float64(k))*math.Pow(1-at, float64(n-k))
	}
	return all
}

// nearer returns the chance that the nearest of the numbers above an edge is nearer to it than the nearest of those
// below, when both are spread evenly between it and the end of the gap: ∫ m(1−y)^(m−1) (1−cy)^r dy, by parts.
func nearer(below, above int, at float64) float64 {
	if at < 0.5 {
		return 1 - nearer(above, below, 1-at)
	}
	c, all, part := (1-at)/at, below+above, 1.0
	for j := 1; j <= below; j++ {
		part = 1 - float64(j)*c/float64(all-j+1)*part
	}
	return part
}

// fallsOn returns the chances of how many of n are on a side with the weight a, when the other side has the weight b.
func fallsOn(a, b float64, n int) []float64 {
	if a == 0 {
		return []float64{1}
	}
	return betaBinomials(a, b, n)
}

func logChoose(n, k int) float64 {
	return logGamma(float64(n+1)) - logGamma(float64(k+1)) - logGamma(float64(n-k+1))
}

func logGamma(x float64) float64 {
	l, _ := math.Lgamma(x)
	return l
}
