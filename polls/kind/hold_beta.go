package kind

// betaBinomial returns the chance that from to to of r more people choose one side, when that side has the weight a
// and the other one b: the Dirichlet-multinomial of [Prior.Hold] for two sides. It takes O(r).
func betaBinomial(a, b float64, r, from, to int) float64 {
	from, to = max(0, from), min(r, to)
	if from > to {
		return 0
	}
	total := 0.0
	for _, p := range betaBinomials(a, b, r)[from : to+1] {
		total += p
	}
	return min(total, 1)
}

// betaBinomials returns the chances of all numbers from 0 to r, computed from their ratios to the likeliest one:
// C(r,k) · B(a+k, b+r−k) / B(a,b).
func betaBinomials(a, b float64, r int) []float64 {
	all := make([]float64, r+1)
	top := min(r, int(float64(r)*a/(a+b)))
	all[top] = 1
	total := 1.0
	for k := top; k < r; k++ {
		all[k+1] = all[k] * float64(r-k) / float64(k+1) * (a + float64(k)) / (b + float64(r-k-1))
		total += all[k+1]
	}
	for k := top; k > 0; k-- {
		all[k-1] = all[k] * float64(k) / float64(r-k+1) * (b + float64(r-k)) / (a + float64(k-1))
		total += all[k-1]
	}
	for k := range all {
		all[k] /= total
	}
	return all
}
