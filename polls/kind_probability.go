package polls

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"strings"
)

// probability asks how likely something is, from 0 % to 100 %.
type probability struct{ ordinary }

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
	digits, said := strings.CutSuffix(text, "%")
	kept, ok := parseNumber(strings.TrimSpace(digits))
	if !ok {
		return "", invalid("", "%q is not a probability. Write a number from 0 to 100, like 70%% or 2.5%%.", clip(text, 30))
	}
	switch p := toNumber(kept); {
	case p < 0 || p > 100:
		return "", invalid("", "%q is not a probability. It goes from 0%% (impossible) to 100%% (certain).", clip(text, 30))
	case !said && p > 0 && p <= 1:
		return "", invalid("", "%q may mean %s%% or %s%%. Write it with the sign.", clip(text, 30), exactly(p*100), kept)
	}
	return kept + "%", nil
}

// Weigh pools the odds by their geometric mean, in which nobody is surer than 1 % to 99 %. It holds while it stays
// within 10 points.
func (k probability) Weigh(b Ballots) Finding {
	const points = 10
	f := Finding{}
	if b.Counted == 0 {
		return f
	}
	xs := numbers(b.Taken)
	sum := 0.0
	for _, x := range xs {
		sum += logit(x / 100)
	}
	at := 100 * unlogit(sum/float64(len(xs)))
	f.Level = &Level{At: at, Low: max(0, at-points), High: min(100, at+points)}
	f.Leader = percentage(at / 100)
	f.Tally = bins(xs, false, "%")
	f.Swing = min(1, b.Pending)
	f.Hold = k.hold(b, sum, *f.Level)
	f.Caveat = f.moving("pool", " %", b.Pending)
	f.Result = f.Leader + ", " + only(b, b.heard("answer", "answers")+" pooled by their odds")
	if b.Counted > 1 {
		f.Spread = plural(len(slices.Compact(slices.Clone(xs))), "all are ", "they are ") + inRange(xs[0], xs[len(xs)-1], " %")
		f.Result += "; " + f.Spread
		f.Detail = "the median is " + percentage(quantile(xs, .5)/100)
	}
	return f
}

// hold is the chance that the pool of everybody stays at its level; a fresh answer is any from 0 to 100.
func (probability) hold(b Ballots, sum float64, level Level) float64 {
	given := inOrder(b.Taken, func(s string) float64 { return logit(toNumber(strings.TrimSuffix(s, "%")) / 100) }, cmp.Compare[float64])
	fresh := func(r *rand.Rand) float64 { return logit(r.Float64()) }
	return foresee(b, given, fresh, func(drawn []float64, size float64) bool {
		more := 0.0
		for _, x := range drawn {
			more += x
		}
		at := 100 * unlogit((sum+more*size)/float64(b.Counted+b.Pending))
		return level.Low <= at && at <= level.High
	})
}
