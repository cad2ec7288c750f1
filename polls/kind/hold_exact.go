package kind

import "math/big"

// maxExact is the number of people up to which [exactHold] is used. It takes that many multiplications of large
// numbers.
const maxExact = 200

// exactHold returns the chance that the first of two options ends with at least need answers, when everybody is
// independent and every final tally is equally likely. It is computed in whole numbers and rounded once at the end,
// so that 19 of 20 is 95 %: Σ C(M,a)·C(n−M,b) / C(n+1,a+b+1) over the final numbers M from need on. A closer prior is
// given by adding its answers to a and b.
func exactHold(a, b, pending, need int) float64 {
	n := a + b + pending
	if need > n-b {
		return 0
	}
	term := new(big.Int).Binomial(int64(n-b), int64(a)) // the term of the largest final number
	total, factor := new(big.Int).Set(term), new(big.Int)
	for m := n - b; m > max(need, a); m-- {
		term.Mul(term, factor.SetInt64(int64(m-a)*int64(n-m+1)))
		term.Quo(term, factor.SetInt64(int64(m)*int64(n-m+1-b)))
		total.Add(total, term)
	}
	hold, _ := new(big.Rat).SetFrac(total, term.Binomial(int64(n+1), int64(a+b+1))).Float64()
	return hold
}
