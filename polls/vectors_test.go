package polls

import (
	"math/big"
	"testing"
)

// recordedVote is a blind vote of a real committee between two options: what each of its people said, as they answered;
// "=" is for neither. people are those who could have voted, but for those who said "=".
type recordedVote struct {
	name, said  string
	people      int
	firmAt      int // the answer, of all, with which it is 95 % sure
	decidedAt   int // and with which it is decided
	num, den    int64
	finalLeader string
}

func recordedVotes() []recordedVote {
	return []recordedVote{
		{"1225", "====ABBBBBAB=BBA", 20, 10, 15, 4685, 4862, "B"},
		{"1540", "AAAAAA==AAABABBAAAAA", 20, 4, 13, 947, 969, "A"},
		{"1622", "BB=BBABAAABBBBBB", 19, 5, 15, 316, 323, "B"},
	}
}

// Who is known to say neither is known from the start here, as in the reference: its rows are on the others.
func TestRecordedVotesOfTwo(t *testing.T) {
	for _, v := range recordedVotes() {
		firm, decided := 0, 0
		counts, ties := map[string]int{}, 0
		for i, c := range v.said {
			if c == '=' {
				ties++
			} else {
				counts[string(c)]++
			}
			n := counts["A"] + counts["B"]
			o := outcomeOf(tallyOf([]string{"A", "B"}, counts["A"], counts["B"]), n, v.people-ties-n)
			if firm == 0 && n >= 3 && o.Hold >= FirmAt {
				firm = i + 1
				if want, _ := big.NewRat(v.num, v.den).Float64(); o.Hold != want || o.Leader != v.finalLeader {
					t.Errorf("%s: firm with %v on %s, want %d/%d", v.name, o.Hold, o.Leader, v.num, v.den)
				}
			}
			if decided == 0 && o.Label == Decided {
				decided = i + 1
			}
		}
		if firm != v.firmAt || decided != v.decidedAt {
			t.Errorf("%s: firm with answer %d and decided with %d, want %d and %d", v.name, firm, decided, v.firmAt, v.decidedAt)
		}
	}
}

// The matrices of pairs that Debian published for its leader elections of 2002, 2003 and 2020.
func TestDebianMatrices(t *testing.T) {
	for _, c := range []struct {
		year, order string
		beats       [][]float64
	}{
		{"2002", "c > a > b > d", [][]float64{{0, 255, 178, 385}, {199, 0, 134, 406}, {291, 327, 0, 443}, {68, 50, 18, 0}}},
		{"2003", "d > b > c > a > e", [][]float64{
			{0, 34, 66, 38, 228}, {428, 0, 238, 224, 449}, {385, 221, 0, 226, 405}, {397, 228, 237, 0, 424}, {202, 29, 65, 39, 0},
		}},
		{"2020", "a > b > c > d", [][]float64{{0, 258, 281, 301}, {57, 0, 163, 244}, {40, 114, 0, 194}, {34, 76, 125, 0}}},
	} {
		options := letters(len(c.beats))
		r := ranked{options: options, beats: c.beats}
		if got := r.names(schulze(c.beats), options); got != c.order || options[condorcet(c.beats)] != c.order[:1] {
			t.Errorf("%s: %s, want %s", c.year, got, c.order)
		}
	}
}

// stopped is what comes of stopping as soon as three have answered and it is so sure: how often the leader is then not that of
// all, and how many answers it took, when of n people in random order so many say yes.
func stopped(n, yes int, sureness float64) (wrong, used float64) {
	chance := map[[2]int]float64{{0, 0}: 1}
	for k := 0; k <= n; k++ {
		for a := 0; a <= k; a++ {
			at, b := [2]int{a, k - a}, k-a
			p := chance[at]
			lead, second := max(a, b), min(a, b)
			switch left := float64(n - k); {
			case p == 0:
			case k == n || k >= 3 && lead > second && Hold([]int{lead, second}, 0, n-k, 1)+roundOff >= sureness:
				used += p * float64(k)
				if k < n && (a > b) != (2*yes > n) {
					wrong += p
				}
			default:
				chance[[2]int{a + 1, b}] += p * float64(yes-a) / left
				chance[[2]int{a, b + 1}] += p * float64(n-yes-b) / left
			}
		}
	}
	return wrong, used
}

// What 95 % and 99 % are worth: exactly, for fixed groups in random order, in percent.
func TestWhatSurenessIsWorth(t *testing.T) {
	for _, c := range []struct {
		n                        int
		sureness                 float64
		even, average, shareUsed float64
	}{
		{5, .95, 0, 0, 74},
		{7, .95, 2.9, .7, 63},
		{7, .99, 0, 0, 73},
		{9, .95, 7.1, 1.7, 54},
		{9, .99, .8, .2, 66},
		{15, .95, 13.6, 2.8, 42},
		{15, .99, 1.6, .3, 59},
		{21, .95, 20.5, 3.8, 33},
		{21, .99, 2.9, .4, 52},
	} {
		even, _ := stopped(c.n, c.n/2+1, c.sureness)
		average, share := 0.0, 0.0
		for yes := range c.n + 1 {
			wrong, used := stopped(c.n, yes, c.sureness)
			average += wrong / float64(c.n+1)
			share += used / float64(c.n*(c.n+1))
		}
		near(t, "wrong of a dead heat", 100*even, c.even, .06)
		near(t, "wrong on average", 100*average, c.average, .06)
		near(t, "answers used", 100*share, c.shareUsed, .51)
	}
}
