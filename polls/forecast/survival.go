package forecast

import (
	"math"
	"slices"
	"sort"
	"time"

	"quorum/polls"
	"quorum/polls/kind"
)

// Wait is how long one person's first answer to one question took, in that person's working time.
type Wait struct {
	Person   polls.Person
	Duration time.Duration
	Answered bool // false: the wait ended without an answer, so all that is known is that one would have taken longer
}

// Survival is the share of waits that last longer than a given time, estimated with those that ended without an
// answer. The zero Survival knows nothing.
type Survival struct {
	at    []time.Duration // when people answered, in ascending order
	share []float64       // the share of waits that last longer than the time in at
	last  time.Duration   // the longest wait, answered or not
}

// weibullShape is the exponent of time with which S falls beyond the longest wait. Below 1, the rate of answers falls
// with time: a person who has not answered soon needs a reminder. It is the shape of the Weibull distribution that
// fits the votes of the Node.js TSC.
const weibullShape = 0.627

// SurvivalOf estimates it by S(t) = Π_{t_i ≤ t} (1 − d_i/n_i), where of n_i who waited until t_i, d_i answered then
// (Kaplan & Meier, "Nonparametric estimation from incomplete observations", JASA 53, 1958).
func SurvivalOf(waits []Wait) Survival {
	sorted := slices.Clone(waits)
	slices.SortFunc(sorted, func(a, b Wait) int { return int(a.Duration - b.Duration) })
	var s Survival
	share := 1.0
	for i := 0; i < len(sorted); {
		risk, answered, t := len(sorted)-i, 0, sorted[i].Duration
		s.last = t
		for ; i < len(sorted) && sorted[i].Duration == t; i++ {
			answered += boolToInt(sorted[i].Answered)
		}
		if answered > 0 {
			share *= 1 - float64(answered)/float64(risk)
			s.at, s.share = append(s.at, t), append(s.share, share)
		}
	}
	return s
}

// At returns the share of waits that last longer than t. Beyond the longest wait it is S(last)^((t/last)^0.627): when
// all questions are settled within the hour, little is known about who would not have answered in a day.
func (s Survival) At(t time.Duration) float64 {
	i := sort.Search(len(s.at), func(i int) bool { return s.at[i] > t })
	switch {
	case i == 0:
		return 1
	case t > s.last && s.last > 0:
		return math.Pow(s.share[i-1], math.Pow(float64(t)/float64(s.last), weibullShape))
	}
	return s.share[i-1]
}

// Median returns the time after which at most half of the waits go on; ok is false when more than half went on to the
// end.
func (s Survival) Median() (t time.Duration, ok bool) {
	for i, left := range s.share {
		if left <= 0.5+kind.RoundOff {
			return s.at[i], true
		}
	}
	return 0, false
}
