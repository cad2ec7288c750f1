package kind

import (
	"math"
	"strconv"

	"quorum/polls/phrase"
)

// RoundOff forgives what floating point loses in a chance that is exactly as large as asked for.
const RoundOff = 1e-9

// Odds returns how likely it is that the leader does not hold, in words, to the nearest whole number of chances. Of fewer
// sources than the prior adds answers to either side it is the prior that speaks: then it returns, with ok false, that so
// many answers are too few to say it.
func Odds(hold float64, answers, sources int) (words string, ok bool) {
	const most = 200
	switch {
	case sources < int(Close-Uniform) && sources < answers:
		return strconv.Itoa(sources) + " " + phrase.Plural(sources, "source is", "sources are") + " too few to say how likely that is", false
	case sources < int(Close-Uniform):
		return strconv.Itoa(answers) + " " + phrase.Plural(answers, "answer is", "answers are") + " too few to say how likely that is", false
	case 1-hold < 1.0/most:
		return "less than 1 chance in " + strconv.Itoa(most), true
	}
	return "about 1 chance in " + strconv.Itoa(int(math.Round(1/(1-hold)))), true
}

// OddsLike returns the same with in which case it is so likely.
func OddsLike(hold float64, answers, sources int) string {
	words, ok := Odds(hold, answers, sources)
	if ok {
		words += " if they answer like the rest"
	}
	return words
}

// About says a chance no more precisely than it is known, and never as more than it is.
func About(chance float64) string {
	percent := Percent(chance)
	if percent == 0 {
		return "less than 5%"
	}
	return "about " + strconv.Itoa(percent) + "%"
}

// Percent returns a chance in percent, no more precisely than it is known, and never as more than it is.
func Percent(chance float64) int {
	const step = 5
	return int((chance+RoundOff)*100) / step * step
}
