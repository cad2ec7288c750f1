package polls

import "math"

// holdOfShares is the chance that the leader's share is the largest when shares are Dirichlet(alpha): the limit of
// [Hold] for very many pending people. A Dirichlet is independent gammas over their sum, so the chance is
// ∫ pdf(x; leader) Π cdf(x; other) dx, by Simpson's rule over the leader's density.
func holdOfShares(alpha []float64, leader int) float64 {
	a := alpha[leader]
	spread := 12 * math.Sqrt(a)
	low, high := max(0, a-spread), a+spread+40
	const steps = 2000
	h := (high - low) / steps
	sum := 0.0
	for i := 0; i <= steps; i++ {
		factor := 2.0 + 2*float64(i%2)
		if i == 0 || i == steps {
			factor = 1
		}
		sum += factor * leadAt(low+h*float64(i), alpha, leader)
	}
	return min(sum*h/3, 1)
}

func leadAt(x float64, alpha []float64, leader int) float64 {
	if x <= 0 {
		return 0
	}
	lg, _ := math.Lgamma(alpha[leader])
	density := math.Exp((alpha[leader]-1)*math.Log(x) - x - lg)
	for j, a := range alpha {
		if j != leader {
			density *= gammaBelow(a, x)
		}
	}
	return density
}

// gammaBelow is the regularised lower incomplete gamma function P(a, x): by its series below a+1, by Lentz's continued
// fraction of the upper part above (Abramowitz & Stegun 6.5.29 and 6.5.31).
func gammaBelow(a, x float64) float64 {
	lg, _ := math.Lgamma(a)
	front := math.Exp(-x + a*math.Log(x) - lg)
	if x < a+1 {
		term := 1 / a
		sum := term
		for n := 1.0; n < 2000 && term > sum*1e-15; n++ {
			term *= x / (a + n)
			sum += term
		}
		return front * sum
	}
	const tiny = 1e-300
	b := x + 1 - a
	c, d := 1/tiny, 1/b
	f := d
	for i := 1.0; i < 2000; i++ {
		an := -i * (i - a)
		b += 2
		d = 1 / nonzero(an*d+b, tiny)
		c = nonzero(b+an/c, tiny)
		f *= d * c
		if math.Abs(d*c-1) < 1e-15 {
			break
		}
	}
	return 1 - front*f
}

func nonzero(x, tiny float64) float64 {
	if math.Abs(x) < tiny {
		return tiny
	}
	return x
}
