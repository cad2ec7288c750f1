package polls

import (
	"encoding/json"
	"errors"
	"io/fs"
	"math"
	"math/big"
	"os"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

const close6 = 5e-7 // the vectors have six digits

func TestHoldOfTwo(t *testing.T) {
	data, err := os.ReadFile("../../shared/data/vectors/hold.json")
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("the vectors are not here")
	}
	if err != nil {
		t.Fatal(err)
	}
	var vectors []struct {
		Yes, No, N, R int
		Num           int64 `json:"hold_num"`
		Den           int64 `json:"hold_den"`
		Swing         *int
		Decided       bool
	}
	if err := json.Unmarshal(data, &vectors); err != nil || len(vectors) == 0 {
		t.Fatal(err, len(vectors))
	}
	for _, v := range vectors {
		o := outcomeOf(tallyOf([]string{Yes, No}, v.Yes, v.No), v.Yes+v.No, v.R)
		if want := float64(v.Num) / float64(v.Den); o.Hold != want {
			t.Errorf("%d to %d of %d: %.9f, want %d/%d", v.Yes, v.No, v.N, o.Hold, v.Num, v.Den)
		}
		if (o.Label == Decided) != v.Decided || !v.Decided && o.Swing != *v.Swing {
			t.Errorf("%d to %d of %d: %s, swing %d; want %+v", v.Yes, v.No, v.N, o.Label, o.Swing, v)
		}
	}
}

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

func TestHoldIsExactForTwo(t *testing.T) {
	for n := 1; n <= 25; n++ {
		for a := 1; a <= n; a++ {
			for b := 0; b < a && a+b <= n; b++ {
				got, want := Hold([]int{a, b}, 0, n-a-b, 1), holdOfTwo(a, b, n)
				if got != want {
					t.Fatalf("%d to %d of %d: %v, want %v", a, b, n, got, want)
				}
				if rounded := holdIn(n-a-b, []int{a, b}, 0, n-a-b, 1); math.Abs(rounded-want) > 1e-9 {
					t.Fatalf("%d to %d of %d: %v by rounded sums, want %v", a, b, n, rounded, want)
				}
				if swapped := Hold([]int{b, a}, 1, n-a-b, 1); math.Abs(swapped-got) > 1e-12 {
					t.Fatalf("%d to %d of %d depends on the order", a, b, n)
				}
			}
		}
	}
	if got, want := Hold([]int{300, 250}, 0, 451, 1), holdOfTwo(300, 250, 1001); math.Abs(got-want) > 1e-7 {
		t.Errorf("300 to 250 of 1001: %v, want %v", got, want)
	}
}

func TestNineteenOfTwentyIsFirm(t *testing.T) {
	if two := outcomeOf(tallyOf([]string{Yes, No}, 2, 0), 2, 3); two.Label != Firm {
		t.Errorf("19 of 20 is not 95 %%: %+v", two)
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
		if got := Hold(c.counts, 0, pending, 1); math.Abs(got-c.want) > close6 {
			t.Errorf("%v of %d: %.6f, want %.6f", c.counts, c.n, got, c.want)
		}
		other := slices.Clone(c.counts)
		slices.Reverse(other)
		if got := Hold(other, len(other)-1, pending, 1); math.Abs(got-c.want) > close6 {
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
		o := outcomeOf(tallyOf([]string{Yes, No}, c.yes, c.no), c.sources, c.n-c.yes-c.no)
		if math.Abs(o.Hold-c.want) > close6 {
			t.Errorf("%+v: %.6f", c, o.Hold)
		}
	}
}

// Where the sum is taken in blocks of people, it says what the sum over each of them says.
func TestHoldOfVeryMany(t *testing.T) {
	for _, counts := range [][]int{{5, 2, 1}, {30, 25, 3, 1}, {12, 11, 10, 0}, {1, 0, 0}, {100, 90, 20}, {400, 380, 1}} {
		for _, pending := range []int{maxBlocks + 1, 220} {
			exact := holdIn(pending, counts, 0, pending, 1)
			if got := Hold(counts, 0, pending, 1); math.Abs(got-exact) > 0.01 {
				t.Errorf("%v with %d pending: %.4f, exactly %.4f", counts, pending, got, exact)
			}
		}
		if len(counts) == 3 { // two options may always be taken one by one
			two, many := counts[:2], 20_000
			if got, exact := holdIn(maxBlocks, two, 0, many, 1), Hold(two, 0, many, 1); math.Abs(got-exact) > 0.01 {
				t.Errorf("%v with %d pending: %.4f, exactly %.4f", two, many, got, exact)
			}
		}
	}
}

func TestHoldIsQuick(t *testing.T) {
	start := time.Now()
	many := make([]int, MaxOptions)
	for i := range many {
		many[i] = 100 + i
	}
	Hold([]int{400, 300}, 0, 10_000, 1)
	Hold(many, MaxOptions-1, 10_000, 1)
	Hold(many, MaxOptions-1, maxBlocks, 1)
	if took := time.Since(start); took > 5*time.Second {
		t.Errorf("took %s", took)
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
