package kind

import (
	"math"
	"strconv"

	"quorum/polls/phrase"
)

// RoundOff is the rounding error that is allowed when a chance is compared with a limit.
const RoundOff = 1e-9

// Odds returns in words how likely it is that the leader does not stay the leader. With fewer sources than the prior
// adds answers to either side, the chance would say more about the prior than about the answers: ok is then false,
// and the words say that there are too few answers.
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

// OddsLike returns the same, with the condition under which it holds.
func OddsLike(hold float64, answers, sources int) string {
	words, ok := Odds(hold, answers, sources)
	if ok {
		words += " if they answer like the rest"
	}
	return words
}

// About says a chance in words, as [Percent] does in numbers.
func About(chance float64) string {
	percent := Percent(chance)
	if percent == 0 {
		return "less than 5%"
	}
	return "about " + strconv.Itoa(percent) + "%"
}

// Percent returns a chance in percent, rounded down to a multiple of 5, because it is not known more precisely.
func Percent(chance float64) int {
	const step = 5
	return int((chance+RoundOff)*100) / step * step
}
