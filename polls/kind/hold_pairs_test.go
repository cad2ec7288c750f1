package kind

import (
	"math"
	"math/rand/v2"
	"strconv"
	"testing"

	"pgregory.net/rapid"
)

// rising is Γ(a+n) / Γ(a).
func rising(a float64, n int) float64 {
	product := 1.0
	for i := range n {
		product *= a + float64(i)
	}
	return product
}

// The chance that a lead stays is the sum over every way in which the pending can fall.
func TestALeadStaysByBruteForce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := rapid.Float64Range(1, 30).Draw(t, "a"), rapid.Float64Range(1, 30).Draw(t, "b")
		level := rapid.SampledFrom([]float64{0, .3, 1, 7.5}).Draw(t, "level")
		pending := rapid.IntRange(0, 12).Draw(t, "pending")
		lead := rapid.IntRange(-4, 14).Draw(t, "lead")
		held := 0.0
		for x := range pending + 1 {
			for y := range pending - x + 1 {
				z := pending - x - y
				if lead+x-y <= 0 {
					continue
				}
				ways := math.Exp(logChoose(pending, x) + logChoose(pending-x, y))
				held += ways * rising(a, x) * rising(b, y) * rising(level, z) / rising(a+b+level, pending)
			}
		}
		if got := leadHolds(a, b, level, lead, pending); math.Abs(got-held) > 1e-9 {
			t.Fatalf("%v, want %v", got, held)
		}
	})
}

// Two options to rank are a yes/no question.
func TestTwoOptionsToRankAreOneContest(t *testing.T) {
	for _, c := range []struct{ a, b, pending, sources int }{{4, 1, 4, 5}, {3, 0, 4, 3}, {30, 20, 51, 50}, {4, 1, 7, 2}, {6, 0, 9, 3}} {
		b := Ballots{
			Options: letters(2), Taken: map[string]int{"a > b": c.a, "b > a": c.b},
			Counted: c.a + c.b, Sources: c.sources, Pending: c.pending,
		}
		near(t, "rank", kindNamed("rank").Weigh(b).Hold, Hold([]int{c.a, c.b}, 0, c.pending, b.discount()), 1e-9)
	}
}

// urn plays the model of the chances of pairs: each pending person takes a ballot from an urn with the given ones and
// the random ones that the prior adds, and puts it back with another one like it. It returns how often the first
// option is ahead of each other one in the end.
func urn(r *rand.Rand, given [][]int, added float64, random func() []int, pending int) float64 {
	const runs = 4000
	held := 0
	for range runs {
		box, prefer := given, make([]int, len(given[0]))
		vote := func(said []int) {
			for j := range prefer {
				switch {
				case said[0] < said[j]:
					prefer[j]++
				case said[j] < said[0]:
					prefer[j]--
				}
			}
		}
		for _, g := range given {
			vote(g)
		}
		for range pending {
			said := random()
			if at := r.Float64() * (float64(len(box)) + added); at < float64(len(box)) {
				said = box[int(at)]
			}
			box = append(box[:len(box):len(box)], said)
			vote(said)
		}
		ok := true
		for _, lead := range prefer[1:] {
			ok = ok && lead > 0
		}
		held += one(ok)
	}
	return float64(held) / runs
}

// What is said of several options is a little less than the model says, and near it where it is sure.
func TestPairsAgainstTheUrn(t *testing.T) {
	r := rand.New(rand.NewPCG(12, 1))
	for _, c := range []struct{ options, given, pending int }{{3, 7, 5}, {3, 15, 6}, {4, 30, 20}, {4, 12, 12}, {6, 40, 30}} {
		var ballots [][]int
		b := Ballots{Options: letters(c.options), Taken: map[string]int{}, Counted: c.given, Sources: c.given, Pending: c.pending}
		random := func() []int { return r.Perm(c.options) }
		for len(ballots) < c.given {
			said := random()
			if said[0] > 1 { // the first option is liked by most
				continue
			}
			ballots = append(ballots, said)
			marks := ""
			for _, place := range said {
				marks += strconv.Itoa(place + 1)
			}
			b.Taken[rankingOf(b.Options, marks)]++
		}
		f := kindNamed("rank").Weigh(b)
		if f.Leader != "a" || f.Swing == 0 {
			t.Fatalf("%+v", f)
		}
		want := urn(r, ballots, float64(2*(1+Close.extra(c.options))), random, c.pending)
		if f.Hold > want+.02 || f.Hold < want-.02-.4*(1-want) {
			t.Errorf("%+v holds with %.3f, by the urn %.3f", c, f.Hold, want)
		}
	}
}

// A team is one source: with fewer sources the chance is less sure.
func TestPairsOfTeams(t *testing.T) {
	b := Ballots{Options: letters(2), Taken: map[string]int{"a": 6}, Counted: 6, Pending: 9}
	last := 0.0
	for _, sources := range []int{1, 2, 4, 6} {
		b.Sources = sources
		hold := kindNamed("multi").Weigh(b).Hold
		if hold <= last {
			t.Errorf("%d sources: %v after %v", sources, hold, last)
		}
		last = hold
	}
}
