package kind

import (
	"math"
	"slices"
	"strings"

	"quorum/polls/phrase"
)

// probability asks how likely something is, from 0 % to 100 %.
type probability struct{ defaults }

func (probability) Name() string              { return "probability" }
func (probability) Choices([]string) []string { return nil }
func (probability) Way() Way                  { return Number }
func (probability) Shuffled() bool            { return false }
func (probability) Measured() bool            { return true }
func (probability) Hint([]string) string {
	return "a number from 0% (impossible) to 100% (certain), like 70%."
}
func (probability) Check(options []string) error { return checkNoOptions("A probability", options) }

func (probability) Read(_ []string, text string) (string, error) {
	text = strings.TrimSpace(text)
	bare, said := text, false
	for _, sign := range []string{"%", "percent", "per cent", "pct"} {
		if cut, ok := strings.CutSuffix(strings.ToLower(bare), sign); ok && !said {
			bare, said = strings.TrimSpace(cut), true
		}
	}
	kept, ok := readNumber(bare, "")
	if !ok {
		return "", phrase.Mistake("", "%q is not a probability. Write a number from 0 to 100, like 70%% or 2.5%%.", phrase.Clip(text, 30))
	}
	switch p := toNumber(kept); {
	case p < 0 || p > 100:
		return "", phrase.Mistake("", "%q is not a probability. It goes from 0%% (impossible) to 100%% (certain).", phrase.Clip(text, 30))
	case !said && p > 0 && p <= 1:
		return "", phrase.Mistake("", "%q may mean %s%% or %s%%. Write it with the sign, like 70%%.", phrase.Clip(text, 30), exactly(p*100), kept)
	}
	return kept + "%", nil
}

// Weigh pools the odds by their geometric mean, where no answer counts as surer than 1 % or 99 %. The outcome holds
// while the pool stays within 10 points.
func (k probability) Weigh(b Ballots) Finding {
	const points = 10
	f := Finding{}
	if b.Counted == 0 {
		return f
	}
	xs := numbers(b.Taken)
	sum, odds := 0.0, make([]float64, len(xs))
	for i, x := range xs {
		odds[i] = logit(x / 100)
		sum += odds[i]
	}
	at := 100 * unlogit(sum/float64(len(xs)))
	f.Level = &Level{At: at, Low: max(0, at-points), High: min(100, at+points)}
	f.Leader = Percentage(at / 100)
	f.Tally = bins(xs, false, "%")
	f.Swing = min(1, b.Pending)
	f.Hold = 1
	if b.Pending > 0 {
		f.Hold = k.hold(b, odds, *f.Level)
	}
	f.Caveat = f.moving("pool", " %", b)
	f.Result = f.Leader + ", " + onlyOr(b, b.countWords("answer", "answers")+" pooled by their odds")
	if b.Counted > 1 {
		f.Spread = phrase.Plural(len(slices.Compact(slices.Clone(xs))), "all are ", "they are ") + inRange(xs[0], xs[len(xs)-1], " %")
		f.Result += "; " + f.Spread
		f.Detail = "the median is " + Percentage(quantile(xs, .5)/100)
	}
	return f
}

// hold returns the chance that the pool of everybody stays within the level. Pending people are assumed to answer
// like the given answers and three random ones: their mean log odds are about normal, with the variance of a
// Dirichlet process of these answers, widened as a t distribution is. It takes time in proportion to the answers.
func (probability) hold(b Ballots, odds []float64, level Level) float64 {
	const random, square = 3, 3.0 // the mean square of the log odds of a random probability between 1 % and 99 %
	sum, squares, d := 0.0, random*square, b.discount()
	for _, x := range odds {
		sum += x
		squares += x * x * d
	}
	weight, all, r := random+float64(b.Counted)*d, float64(b.Counted+b.Pending), float64(b.Pending)
	mean := sum * d / weight
	variance := (squares/weight - mean*mean) * (1/r + (r-1)/r/(weight+1)) * (weight + 2) / weight
	below := func(edge float64) float64 { // the chance that the pool ends below an edge
		needed := (logOdds(edge)*all - sum) / r
		return math.Erfc((mean-needed)/math.Sqrt(2*variance)) / 2
	}
	const most = 0.9999 // it is never certain, however wide the range is
	return min(most, max(0, below(level.High/100)-below(level.Low/100)))
}

// logOdds returns the logarithm of the odds of a probability, infinite where no pool can get to.
func logOdds(p float64) float64 {
	switch x := logit(p); x {
	case logit(0):
		return math.Inf(-1)
	case logit(1):
		return math.Inf(1)
	default:
		return x
	}
}
