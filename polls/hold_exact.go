package polls

import "math/big"

// maxExact is how many people may be asked for [exactHold], which takes as many long multiplications.
const maxExact = 1000

// exactHold is the chance that the first of two options ends with at least need answers, when everybody is independent,
// in whole numbers and rounded once at the end, so that 19 of 20 is 95 %: Σ C(M,a)·C(n−M,b) / C(n+1,a+b+1) over its
// final numbers M from need on. [Hold] needs more than half.
func exactHold(a, b, pending, need int) float64 {
	n := a + b + pending
	sum, left, right := new(big.Int), new(big.Int), new(big.Int)
	for m := need; m <= n-b; m++ {
		left.Binomial(int64(m), int64(a))
		right.Binomial(int64(n-m), int64(b))
		sum.Add(sum, left.Mul(left, right))
	}
	hold, _ := new(big.Rat).SetFrac(sum, left.Binomial(int64(n+1), int64(a+b+1))).Float64()
	return hold
}
