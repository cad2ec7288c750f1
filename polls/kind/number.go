package kind

import (
	"math"
	"regexp"
	"strconv"
	"strings"
)

// numeral matches a number: digits with a point.
var numeral = regexp.MustCompile(`^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)$`)

// parseNumber returns a number in the form in which it is kept; ok is false when text is no number of at most 15
// digits, which is what a float64 keeps.
func parseNumber(text string) (kept string, ok bool) {
	const digits = 15
	text = strings.Replace(text, "−", "-", 1)
	if !numeral.MatchString(text) || len(strings.Trim(strings.ReplaceAll(text, ".", ""), "+-0")) > digits || len(text) > 2*digits {
		return "", false
	}
	return exactly(toNumber(text)), true
}

// toNumber returns the value of a number that parseNumber returned.
func toNumber(kept string) float64 {
	x, _ := strconv.ParseFloat(kept, 64)
	return x + 0 // to have no negative zero
}

// exactly writes a number so that reading gives it back.
func exactly(x float64) string {
	if x == 0 {
		return "0"
	}
	return strconv.FormatFloat(x, 'f', -1, 64)
}

// decimal writes a number with at most this many digits after the point.
func decimal(x float64, places int) string {
	unit := math.Pow10(places)
	if math.Abs(x) > math.MaxInt64/unit {
		return exactly(x)
	}
	return exactly(math.Round(x*unit) / unit)
}

// roughly writes a computed number with three digits, or with all digits before the point.
func roughly(x float64) string {
	if x == 0 {
		return "0"
	}
	return decimal(x, max(0, 2-int(math.Floor(math.Log10(math.Abs(x))))))
}

// Percentage writes a share in percent, with one digit after the point when it is below 10 %.
func Percentage(share float64) string {
	p := share * 100
	switch {
	case p > 0 && p < 0.1:
		return "less than 0.1 %"
	case p < 10 && p > 0:
		return decimal(p, 1) + " %"
	}
	return decimal(p, 0) + " %"
}
