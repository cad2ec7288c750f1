package kind

import (
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

const close6 = 5e-7 // the vectors have six digits

// holdOfTwo is the formula for two options as it is written: Σ_{M>N/2} C(M,a)·C(N−M,b) / C(N+1,a+b+1).
func holdOfTwo(a, b, n int) float64 {
	choose := func(n, k int) *big.Int { return new(big.Int).Binomial(int64(n), int64(k)) }
	sum := new(big.Int)
	for m := n/2 + 1; m <= n; m++ {
		sum.Add(sum, new(big.Int).Mul(choose(m, a), choose(n-m, b)))
	}
	f, _ := new(big.Rat).SetFrac(sum, choose(n+1, a+b+1)).Float64()
	return f
}

func TestUniformHoldIsExactForTwo(t *testing.T) {
	for n := 1; n <= 25; n++ {
		for a := 1; a <= n; a++ {
			for b := 0; b < a && a+b <= n; b++ {
				got, want := Uniform.Hold([]int{a, b}, 0, n-a-b, 1), holdOfTwo(a, b, n)
				if got != want {
					t.Fatalf("%d to %d of %d: %v, want %v", a, b, n, got, want)
				}
				if rounded := Uniform.holdIn(n-a-b, []int{a, b}, 0, n-a-b, 1); math.Abs(rounded-want) > 1e-9 {
					t.Fatalf("%d to %d of %d: %v by rounded sums, want %v", a, b, n, rounded, want)
				}
				if swapped := Uniform.Hold([]int{b, a}, 1, n-a-b, 1); math.Abs(swapped-got) > 1e-12 {
					t.Fatalf("%d to %d of %d depends on the order", a, b, n)
				}
			}
		}
	}
	for _, c := range [][3]int{{300, 250, 451}, {90, 60, 51}, {5, 0, 3000}} {
		if got, want := Uniform.Hold(c[:2], 0, c[2], 1), holdOfTwo(c[0], c[1], c[0]+c[1]+c[2]); math.Abs(got-want) > 1e-11 {
			t.Errorf("%v: %v, want %v", c, got, want)
		}
	}
}

// holdByPrior is the chance for two options by a prior, as the chance of each number of the pending is written: C(r,k) ·
// a(a+1)… · b(b+1)… / n(n+1)…, with what the prior adds to each side.
func holdByPrior(prior Prior, a, b, pending int) *big.Rat {
	rising := func(from, n int) *big.Int { // from · (from+1) … of n factors
		product := big.NewInt(1)
		for i := range n {
			product.Mul(product, big.NewInt(int64(from+i)))
		}
		return product
	}
	p, all := int(prior), new(big.Int)
	for k := range pending + 1 {
		if a+k > b+pending-k {
			ways := new(big.Int).Binomial(int64(pending), int64(k))
			all.Add(all, ways.Mul(ways, new(big.Int).Mul(rising(p+a, k), rising(p+b, pending-k))))
		}
	}
	return new(big.Rat).SetFrac(all, rising(2*p+a+b, pending))
}

func TestHoldIsExactForTwo(t *testing.T) {
	for _, prior := range []Prior{Uniform, 2, Close} {
		for n := 1; n <= 40; n++ {
			for a := 1; a <= n; a++ {
				for b := 0; b < a && a+b <= n; b++ {
					want, _ := holdByPrior(prior, a, b, n-a-b).Float64()
					if got := prior.Hold([]int{a, b}, 0, n-a-b, 1); got != want {
						t.Fatalf("%d to %d of %d by %d: %v, want %v", a, b, n, prior, got, want)
					}
				}
			}
		}
	}
	want, _ := holdByPrior(Close, 700, 600, 1200).Float64()
	if got := Hold([]int{700, 600}, 0, 1200, 1); math.Abs(got-want) > 1e-11 {
		t.Errorf("%v, want %v", got, want)
	}
}

// What a threshold asks for holds by the same sum from there on.
func TestHoldOfAThreshold(t *testing.T) {
	for _, v := range []struct {
		yes, no, n, need int
		want             float64
	}{{5, 0, 9, 6, 209. / 210}, {4, 1, 9, 6, 37. / 42}, {3, 0, 9, 6, 13. / 14}, {6, 1, 12, 8, 1246. / 1287}} {
		if got := exactHold(v.yes, v.no, v.n-v.yes-v.no, v.need); got != v.want {
			t.Errorf("%+v: %v", v, got)
		}
	}
}

func TestHoldOfMany(t *testing.T) {
	for _, c := range []struct {
		counts []int
		n      int
		want   float64
	}{
		{[]int{4, 1, 0}, 9, .969697},
		{[]int{2, 1, 0}, 5, .714286},
		{[]int{4, 2, 1}, 12, .837163},
		{[]int{3, 1, 1, 0}, 10, .793318},
		{[]int{6, 3, 2, 1}, 20, .905989},
	} {
		pending := c.n
		for _, n := range c.counts {
			pending -= n
		}
		if got := Uniform.Hold(c.counts, 0, pending, 1); math.Abs(got-c.want) > close6 {
			t.Errorf("%v of %d: %.6f, want %.6f", c.counts, c.n, got, c.want)
		}
		other := slices.Clone(c.counts)
		slices.Reverse(other)
		if got := Uniform.Hold(other, len(other)-1, pending, 1); math.Abs(got-c.want) > close6 {
			t.Errorf("%v of %d depends on the order: %.6f", other, c.n, got)
		}
	}
}

// Answers of one team are evidence in proportion to the sources among them.
func TestHoldOfTeams(t *testing.T) {
	for _, c := range []struct {
		yes, no, n, sources int
		want                float64
	}{
		{3, 0, 9, 1, .892857},
		{3, 0, 9, 2, .952381},
		{4, 1, 9, 3, .958994},
		{5, 1, 12, 2, .911497},
		{6, 0, 15, 2, .981818},
		{4, 1, 9, 5, .976190},
	} {
		discount := float64(c.sources) / float64(c.yes+c.no)
		if got := Uniform.Hold([]int{c.yes, c.no}, 0, c.n-c.yes-c.no, discount); math.Abs(got-c.want) > close6 {
			t.Errorf("%+v: %.6f", c, got)
		}
	}
}

// Where the sum is taken in blocks of people, it says what the sum over each of them says.
func TestHoldOfVeryMany(t *testing.T) {
	r, worst := rand.New(rand.NewPCG(1, 12)), 0.0
	for _, options := range []int{3, 4, 5, 8, 12, MaxOptions} {
		for range 30 {
			counts := make([]int, options)
			for i := range counts {
				counts[i] = r.IntN(1 + r.IntN(40))
			}
			counts[0] = slices.Max(counts) + 1 + r.IntN(5)
			pending := 1 + blocksOf(1000, options) + r.IntN(60)
			exact := Close.holdIn(pending, counts, 0, pending, 1)
			worst = max(worst, math.Abs(Hold(counts, 0, pending, 1)-exact))
		}
		t.Log(options, blocksOf(1000, options), worst)
	}
	if worst > 0.015 {
		t.Errorf("off by %.4f", worst)
	}
}

// It is 1 exactly when the lead cannot be undone, never falls when the leader gains and never rises when another does.
func TestHoldIsMonotone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		counts := rapid.SliceOfN(rapid.IntRange(0, 8), 2, 5).Draw(t, "counts")
		counts[0] = slices.Max(counts) + rapid.IntRange(1, 4).Draw(t, "lead")
		pending := rapid.IntRange(1, 20).Draw(t, "pending")
		second := slices.Max(counts[1:])
		h := Hold(counts, 0, pending, 1)
		if h < 0 || h > 1 || (h > 1-1e-12) != (counts[0]-second > pending) {
			t.Fatalf("%v with %d pending: %v", counts, pending, h)
		}
		for i := range counts {
			more := slices.Clone(counts)
			more[i]++
			next := Hold(more, 0, pending-1, 1)
			if i == 0 && next < h-1e-9 || i > 0 && len(counts) == 2 && next > h+1e-9 {
				t.Fatalf("%v with %d pending: %v; with one more for %d: %v", counts, pending, h, i, next)
			}
		}
	})
}
