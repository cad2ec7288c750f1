package polls

import "math"

// roundOff forgives what floating point loses in a chance that is exactly as large as asked for.
const roundOff = 1e-9

// odds returns how likely it is that the leader does not hold, in words, to the nearest whole number of chances. Of fewer
// sources than the prior adds answers to either side it is the prior that speaks: then it returns, with ok false, that so
// many answers are too few to say it.
func odds(hold float64, answers, sources int) (words string, ok bool) {
	const most = 200
	switch {
	case sources < int(Close-Uniform) && sources < answers:
		return itoa(sources) + " " + plural(sources, "source is", "sources are") + " too few to say how likely that is", false
	case sources < int(Close-Uniform):
		return itoa(answers) + " " + plural(answers, "answer is", "answers are") + " too few to say how likely that is", false
	case 1-hold < 1.0/most:
		return "less than 1 chance in " + itoa(most), true
	}
	return "about 1 chance in " + itoa(int(math.Round(1/(1-hold)))), true
}

// oddsLike returns the same with in which case it is so likely.
func oddsLike(hold float64, answers, sources int) string {
	words, ok := odds(hold, answers, sources)
	if ok {
		words += " if they answer like the rest"
	}
	return words
}

// share100 says a chance no more precisely than it is known, and never as more than it is.
func share100(chance float64) string {
	percent := percentOf(chance)
	if percent == 0 {
		return "less than 5%"
	}
	return "about " + itoa(percent) + "%"
}

// percentOf returns a chance in percent, no more precisely than it is known, and never as more than it is.
func percentOf(chance float64) int {
	const step = 5
	return int((chance+roundOff)*100) / step * step
}
