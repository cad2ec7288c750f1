package polls

import "math"

// roundOff forgives what floating point loses in a chance that is exactly as large as asked for.
const roundOff = 1e-9

// odds says how likely it is that the leader does not hold.
func odds(hold float64) string {
	const most = 200
	if 1-hold < 1.0/most {
		return "less than 1 chance in " + itoa(most)
	}
	return "about 1 chance in " + itoa(int(math.Round(1/(1-hold))))
}

// share100 says a chance no more precisely than it is known, and never as more than it is.
func share100(chance float64) string {
	percent := percentOf(chance)
	if percent == 0 {
		return "less than 5%"
	}
	return "about " + itoa(percent) + "%"
}

func percentOf(chance float64) int {
	const step = 5
	return int((chance+roundOff)*100) / step * step
}
