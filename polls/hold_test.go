package polls

import (
	"math"
	"math/big"
	"slices"
	"testing"

	"quorum/polls/kind"

	"pgregory.net/rapid"
)

// Under the prior that takes every final tally to be equally likely, each further answer is drawn as from an urn that
// holds the answers so far and one of each: the fractions were computed so, apart from this program. A swing of 0 is a
// contest that is decided.
func TestUniformHoldOfTwo(t *testing.T) {
	for _, c := range []struct {
		yes, no, n, swing int
		want              string // as a fraction
	}{
		{1, 0, 3, 1, "5/6"},
		{2, 0, 3, 0, "1"},
		{2, 0, 4, 2, "9/10"},
		{2, 0, 5, 2, "19/20"},
		{2, 1, 5, 1, "4/5"},
		{3, 0, 5, 0, "1"},
		{3, 0, 7, 3, "69/70"},
		{3, 1, 7, 2, "13/14"},
		{3, 0, 9, 3, "41/42"},
		{2, 1, 9, 1, "31/42"},
		{4, 1, 9, 3, "41/42"},
		{4, 2, 9, 2, "11/12"},
		{5, 1, 11, 4, "131/132"},
		{5, 2, 11, 3, "32/33"},
		{4, 3, 12, 1, "84/143"},
		{5, 0, 12, 5, "1709/1716"},
		{12, 1, 20, 0, "1"},
		{3, 0, 20, 3, "377/399"},
		{4, 0, 20, 4, "947/969"},
		{3, 0, 21, 3, "127/133"},
		{8, 3, 21, 5, "57905/58786"},
		{5, 0, 101, 5, "318977/323301"},
	} {
		pending := c.n - c.yes - c.no
		if got := kind.Uniform.Hold([]int{c.yes, c.no}, 0, pending, 1); got != ratio(t, c.want) {
			t.Errorf("%d to %d of %d: %.9f, want %s", c.yes, c.no, c.n, got, c.want)
		}
		o := outcomeOf(tallyOf([]string{kind.Yes, kind.No}, c.yes, c.no), c.yes+c.no, pending)
		if (o.Label == Decided) != (c.swing == 0) || o.Swing != c.swing {
			t.Errorf("%d to %d of %d: %s, swing %d; want %d", c.yes, c.no, c.n, o.Label, o.Swing, c.swing)
		}
	}
}

// byUrn returns the chance that yes still leads when this many more have been drawn.
func byUrn(yes, no, pending int) *big.Rat {
	if pending == 0 {
		return big.NewRat(int64(max(0, min(1, yes-no))), 1)
	}
	a := new(big.Rat).Mul(big.NewRat(int64(yes+1), int64(yes+no+2)), byUrn(yes+1, no, pending-1))
	b := new(big.Rat).Mul(big.NewRat(int64(no+1), int64(yes+no+2)), byUrn(yes, no+1, pending-1))
	return a.Add(a, b)
}

func TestUniformHoldOfTwoByBruteForce(t *testing.T) {
	for yes := range 7 {
		for no := range yes {
			for pending := range 9 {
				want, _ := byUrn(yes, no, pending).Float64()
				if got := kind.Uniform.Hold([]int{yes, no}, 0, pending, 1); math.Abs(got-want) > 1e-15 {
					t.Errorf("%d to %d with %d pending: %v, want %v", yes, no, pending, got, want)
				}
			}
		}
	}
}

// holdByPrior is the chance for two options by a prior, as the chance of each number of the pending is written: C(r,k) ·
// a(a+1)… · b(b+1)… / n(n+1)…, with what the prior adds to each side.
func holdByPrior(prior kind.Prior, a, b, pending int) *big.Rat {
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

// The vectors of the prior that outcomes are judged by, beside those of the uniform one.
func TestHoldOfTwo(t *testing.T) {
	for _, c := range []struct {
		yes, no, n int
		want       string // as a fraction
		label      Label
	}{
		{2, 0, 3, "1", Decided},
		{2, 0, 4, "4/5", Leaning},
		{2, 0, 5, "9/10", Leaning},
		{3, 0, 7, "163/170", Firm},
		{3, 1, 7, "61/68", Leaning},
		{3, 0, 9, "1201/1292", Leaning},
		{4, 0, 9, "1271/1292", Firm},
		{4, 1, 9, "309/323", Firm},
		{5, 1, 11, "56/57", Firm},
		{5, 0, 20, "56934230/60108039", Leaning},
		{6, 0, 20, "17259758/17678835", Firm},
		{7, 0, 20, "5840006/5892945", Firm},
		{8, 3, 21, "603623/620310", Firm},
		{9, 3, 21, "26761/26970", Firm},
		{5, 0, 101, "397193018654/435454048321", Leaning},
		{20, 8, 101, "6810534685267276/6868087171373809", Firm},
	} {
		pending := c.n - c.yes - c.no
		o := outcomeOf(tallyOf([]string{kind.Yes, kind.No}, c.yes, c.no), c.yes+c.no, pending)
		if o.Hold != ratio(t, c.want) || o.Label != c.label {
			t.Errorf("%d to %d of %d: %s, %v, want %s, %s", c.yes, c.no, c.n, o.Label, o.Hold, c.label, c.want)
		}
	}
}

func ratio(t *testing.T, fraction string) float64 {
	t.Helper()
	r, ok := new(big.Rat).SetString(fraction)
	if !ok {
		t.Fatal(fraction)
	}
	f, _ := r.Float64()
	return f
}

// A race of choices is decided exactly when no answers of the pending could tie its leader, and it takes as many as is
// said.
func TestChoiceDecidedByBruteForce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		counts := rapid.SliceOfN(rapid.IntRange(0, 4), 3, 3).Draw(t, "counts")
		pending, least := rapid.IntRange(0, 5).Draw(t, "pending"), 0
		weigh := func(counts []int) Outcome {
			return outcomeOf(tallyOf(letters(3), counts...), counts[0]+counts[1]+counts[2], pending)
		}
		o := weigh(counts)
		if o.Leader == "" {
			return
		}
		completions(slices.Clone(counts), pending, func(then []int) {
			other := weigh(then)
			if k := other.Counted - o.Counted; other.Leader != o.Leader && (least == 0 || k < least) {
				least = k
			}
		})
		if o.Swing != least || (o.Label == Decided) != (least == 0) || (o.Hold > 1-1e-12) != (least == 0) {
			t.Fatalf("%+v, by brute force %d", o, least)
		}
	})
}
