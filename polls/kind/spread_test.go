package kind

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func near(t *testing.T, what string, got, want, by float64) {
	t.Helper()
	if !(math.Abs(got-want) <= by) {
		t.Errorf("%s: %.7f, want %.7f", what, got, want)
	}
}

func TestAgreement(t *testing.T) {
	for _, c := range []struct {
		counts []int
		want   float64
	}{
		{[]int{5, 0}, 1}, {[]int{4, 1}, 3. / 5}, {[]int{3, 2}, 2. / 5}, {[]int{2, 2, 1}, 1. / 5}, {[]int{6, 2, 1}, 4. / 9},
	} {
		near(t, "agreement", agreement(c.counts), c.want, 1e-12)
	}
	for _, few := range [][]int{{0, 0}, {1, 0}} {
		if agreementWords(few) != "" {
			t.Errorf("%v agree", few)
		}
	}
}

func TestConsensus(t *testing.T) {
	for _, c := range []struct {
		counts []int
		want   float64
	}{
		{[]int{30, 40, 210, 130, 530, 50, 10}, .7256876},
		{[]int{0, 0, 0, 0, 5}, 1},
		{[]int{5, 0, 0, 0, 5}, 0},
		{[]int{1, 0, 1, 3, 4}, .5472014},
		{[]int{0, 1, 2, 3, 1}, .6724853},
		{[]int{1, 1, 1, 1, 1}, .4339850},
	} {
		near(t, "Cns", consensus(c.counts), c.want, 5e-8)
	}
}

// The ranks here are of places, of which equal ones are averaged.
func TestConcordance(t *testing.T) {
	near(t, "W of ProofWiki", concordance([][]int{{1, 2, 3}, {2, 1, 3}, {1, 3, 2}, {3, 2, 1}}), 1./16, 1e-12)
	near(t, "W with ties", concordance([][]int{{1, 2, 2, 3}, {1, 2, 3, 4}, {1, 1, 2, 3}}), .940476, 5e-7)
	near(t, "W of one", concordance([][]int{{3, 1, 2}}), 1, 1e-12)
	if !math.IsNaN(concordance([][]int{{1, 1}, {1, 1}})) || !math.IsNaN(concordance(nil)) {
		t.Error("nothing is in concord")
	}
}

func TestQuartiles(t *testing.T) {
	xs := []float64{2, 3, 3, 5, 8, 13, 40}
	near(t, "median", quantile(xs, .5), 5, 0)
	near(t, "first quartile", quantile(xs, .25), 3, 0)
	near(t, "third quartile", quantile(xs, .75), 10.5, 0)
	near(t, "only one", quantile(xs[:1], .75), 2, 0)
	near(t, "geometric mean", geometricMean(xs), 6.2545, 5e-5)
	if !wide(xs) || wide(xs[1:6]) || wide([]float64{0, 100}) || wide([]float64{-1, 100}) {
		t.Error("what is wide")
	}
}

// The lower of the two in the middle is the median that a scale finds, and half of the answers lie on either side of them.
func TestTheTwoInTheMiddle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		counts := rapid.SliceOfN(rapid.IntRange(0, 4), 2, 6).Draw(t, "counts")
		n := sum(counts)
		if n == 0 {
			return
		}
		lower, upper := middles(counts)
		if lower != stepMedian(counts) || upper < lower || n%2 == 1 && upper != lower {
			t.Fatalf("%d and %d of %v", lower, upper, counts)
		}
		if below, above := sum(counts[:lower+1]), sum(counts[upper:]); 2*below < n || 2*above < n {
			t.Fatalf("%d and %d of %v: %d and %d", lower, upper, counts, below, above)
		}
	})
}
