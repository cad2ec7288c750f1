package polls

import (
	"testing"

	"quorum/polls/kind"
)

// recordedVote is a blind vote of a real committee between two options: what each of its people said, as they answered;
// "=" is for neither. people are those who could have voted, but for those who said "=".
type recordedVote struct {
	name, said  string
	people      int
	decidedAt   int // the answer, of all, with which it is decided
	finalLeader string
	firm        map[kind.Prior]firmAt
}

// firmAt is the answer with which a vote is 95 % sure, and how sure.
type firmAt struct {
	answer   int
	num, den int64
}

func recordedVotes() []recordedVote {
	return []recordedVote{
		{"1225", "====ABBBBBAB=BBA", 20, 15, "B", map[kind.Prior]firmAt{kind.Uniform: {10, 4685, 4862}, kind.Close: {13, 554, 575}}},
		{"1540", "AAAAAA==AAABABBAAAAA", 20, 13, "A", map[kind.Prior]firmAt{kind.Uniform: {4, 947, 969}, kind.Close: {6, 17259758, 17678835}}},
		{"1622", "BB=BBABAAABBBBBB", 19, 15, "B", map[kind.Prior]firmAt{kind.Uniform: {5, 316, 323}, kind.Close: {14, 1283, 1305}}},
	}
}

// Who is known to say neither is known from the start here, as in the reference: its rows are on the others. The third vote
// was called too soon by the uniform prior: after its fifth answer the other option caught up.
func TestRecordedVotesOfTwo(t *testing.T) {
	for _, v := range recordedVotes() {
		for prior, want := range v.firm {
			firm, decided := firmAt{}, 0
			counts, ties := map[string]int{}, 0
			for i, c := range v.said {
				if c == '=' {
					ties++
				} else {
					counts[string(c)]++
				}
				a, b := counts["A"], counts["B"]
				o := outcomeOf(tallyOf([]string{"A", "B"}, a, b), a+b, v.people-ties-a-b)
				if firm.answer == 0 && a+b >= 3 && a != b {
					if chance := holdByPrior(prior, max(a, b), min(a, b), o.Pending); prior.Hold([]int{max(a, b), min(a, b)}, 0, o.Pending, 1) >= kind.FirmAt {
						firm = firmAt{i + 1, chance.Num().Int64(), chance.Denom().Int64()}
						if o.Leader != v.finalLeader {
							t.Errorf("%s: firm on %s", v.name, o.Leader)
						}
					}
				}
				if decided == 0 && o.Label == Decided {
					decided = i + 1
				}
			}
			if firm != want || decided != v.decidedAt {
				t.Errorf("%s: firm at %v and decided with %d, want %v and %d", v.name, firm, decided, want, v.decidedAt)
			}
		}
	}
}

// stopped returns what comes of stopping once three have answered and it is sure enough: how often the leader is then
// not the leader of all, and how many answers it took, when of n people in random order this many say yes.
func stopped(prior kind.Prior, n, yes int, sureness float64) (wrong, used float64) {
	chance := map[[2]int]float64{{0, 0}: 1}
	for k := 0; k <= n; k++ {
		for a := 0; a <= k; a++ {
			at, b := [2]int{a, k - a}, k-a
			p := chance[at]
			lead, second := max(a, b), min(a, b)
			switch left := float64(n - k); {
			case p == 0:
			case k == n || k >= 3 && lead > second && prior.Hold([]int{lead, second}, 0, n-k, 1)+kind.RoundOff >= sureness:
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
		prior                    kind.Prior
		n                        int
		sureness                 float64
		even, average, shareUsed float64
	}{
		{kind.Uniform, 5, .95, 0, 0, 74},
		{kind.Uniform, 7, .95, 2.9, .7, 63},
		{kind.Uniform, 7, .99, 0, 0, 73},
		{kind.Uniform, 9, .95, 7.1, 1.7, 54},
		{kind.Uniform, 9, .99, .8, .2, 66},
		{kind.Uniform, 15, .95, 13.6, 2.8, 42},
		{kind.Uniform, 15, .99, 1.6, .3, 59},
		{kind.Uniform, 21, .95, 20.5, 3.8, 33},
		{kind.Uniform, 21, .99, 2.9, .4, 52},
		{kind.Close, 5, .95, 0, 0, 74},
		{kind.Close, 7, .95, 2.9, .7, 63},
		{kind.Close, 9, .95, 4.0, .8, 62},
		{kind.Close, 15, .95, 8.6, 1.3, 52},
		{kind.Close, 21, .95, 8.2, 1.0, 47},
		{kind.Close, 21, .99, 1.4, .1, 58},
	} {
		even, _ := stopped(c.prior, c.n, c.n/2+1, c.sureness)
		average, share := 0.0, 0.0
		for yes := range c.n + 1 {
			wrong, used := stopped(c.prior, c.n, yes, c.sureness)
			average += wrong / float64(c.n+1)
			share += used / float64(c.n*(c.n+1))
		}
		near(t, "wrong of a dead heat", 100*even, c.even, .06)
		near(t, "wrong on average", 100*average, c.average, .06)
		near(t, "answers used", 100*share, c.shareUsed, .51)
	}
}
