package forecast

import (
	"math"
	"slices"
	"sort"
	"time"

	"quorum/polls"
	"quorum/polls/kind"
)

// Wait is how long one question waited for one person's first answer, in that person's working time.
type Wait struct {
	Person   polls.Person
	For      time.Duration
	Answered bool // false: it ended without an answer, so all that is known is that one would have taken longer
}

// Survival is the share of waits that go on for longer than some time, as far as waits that ended without an answer let
// one tell. The zero Survival knows nothing.
type Survival struct {
	at   []time.Duration // when somebody answered, in order
	left []float64       // the share from then on
	last time.Duration   // the longest wait of all
}

// fading is by what power of time the hazard of an answer adds up beyond what was seen: it falls, for whoever has not
// answered soon needs a nudge. It is the shape of the Weibull distribution that fits the votes of the Node.js TSC.
const fading = 0.627

// SurvivalOf estimates it by S(t) = Π_{t_i ≤ t} (1 − d_i/n_i): of n_i who waited until t_i, d_i answered then (Kaplan &
// Meier, "Nonparametric estimation from incomplete observations", JASA 53, 1958).
func SurvivalOf(waits []Wait) Survival {
	sorted := slices.Clone(waits)
	slices.SortFunc(sorted, func(a, b Wait) int { return int(a.For - b.For) })
	var s Survival
	share := 1.0
	for i := 0; i < len(sorted); {
		risk, answered, t := len(sorted)-i, 0, sorted[i].For
		s.last = t
		for ; i < len(sorted) && sorted[i].For == t; i++ {
			answered += one(sorted[i].Answered)
		}
		if answered > 0 {
			share *= 1 - float64(answered)/float64(risk)
			s.at, s.left = append(s.at, t), append(s.left, share)
		}
	}
	return s
}

// At is the share of waits that go on for longer than t. Beyond the longest that was seen, S(last)^((t/last)^0.627): when
// questions are always settled within the hour, that says little about who would not have answered in a day.
func (s Survival) At(t time.Duration) float64 {
	i := sort.Search(len(s.at), func(i int) bool { return s.at[i] > t })
	switch {
	case i == 0:
		return 1
	case t > s.last && s.last > 0:
		return math.Pow(s.left[i-1], math.Pow(float64(t)/float64(s.last), fading))
	}
	return s.left[i-1]
}

// Median is the time after which at most half of the waits go on; ok is false when more than half did to the end.
func (s Survival) Median() (t time.Duration, ok bool) {
	for i, left := range s.left {
		if left <= 0.5+kind.RoundOff {
			return s.at[i], true
		}
	}
	return 0, false
}
