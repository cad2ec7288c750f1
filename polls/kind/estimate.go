package kind

import (
	"slices"
	"strconv"
	"strings"

	"quorum/polls/phrase"
)

// MaxUnit is how long the unit of an estimate may be, in characters.
const MaxUnit = 20

// estimate asks for a number. Its unit is typed in place of the options.
type estimate struct{ defaults }

func (estimate) Name() string              { return "estimate" }
func (estimate) Choices([]string) []string { return nil }
func (estimate) Way() Way                  { return Number }
func (estimate) Shuffled() bool            { return false }
func (estimate) Quick(b Ballots) bool      { return b.few() }
func (estimate) Measured() bool            { return true }

// Hint names the unit, if there is one.
func (k estimate) Hint(options []string) string {
	if unit := unitOf(options); unit != "" {
		return "a number in " + unit + ", like 42 or 3.5."
	}
	return k.defaults.Hint(options)
}

func (estimate) Check(options []string) error {
	switch {
	case len(options) > 1:
		return phrase.Mistake(phrase.FieldOptions, "An estimate has one unit, and there are %d. Write it as options: days.", len(options))
	case len(options) == 1 && options[0] == "":
		return phrase.Mistake(phrase.FieldOptions, "The unit is empty. Write it as options: days, or leave it out.")
	case len(options) == 1 && len([]rune(options[0])) > MaxUnit:
		return phrase.Mistake(phrase.FieldOptions, "The unit %q has more than %d characters. Shorten it and say the rest in the question.", phrase.Clip(options[0], 30), MaxUnit)
	}
	return nil
}

func (estimate) Read(options []string, text string) (string, error) {
	text = strings.TrimSpace(text)
	if kept, ok := readNumber(text, unitOf(options)); ok {
		return kept, nil
	}
	return "", notANumber(text, unitOf(options))
}

func unitOf(options []string) string {
	if len(options) == 0 {
		return ""
	}
	return options[0]
}

// Weigh finds the median, which outliers do not move. The outcome holds while the median stays within the middle half
// of the estimates.
func (k estimate) Weigh(b Ballots) Finding {
	f := Finding{}
	if b.Counted == 0 {
		return f
	}
	xs := numbers(b.Taken)
	unit := ""
	if u := unitOf(b.Options); u != "" {
		unit = " " + u
	}
	low, high := quantile(xs, .25), quantile(xs, .75)
	f.Level = &Level{At: quantile(xs, .5), Low: low, High: high, Log: wide(xs)}
	f.Leader = roughly(f.Level.At) + unit
	f.Tally = bins(xs, f.Level.Log, unit)
	f.Swing = valueSwing(xs, b.Pending)
	f.Hold = 1
	if f.Swing > 0 {
		f.Hold = valueHold(xs, low, high, b.Pending, b.discount())
	}
	f.Caveat = f.moving("median", unit, b)
	f.Result = f.Leader + ", " + onlyOr(b, "the median of "+b.countWords("estimate", "estimates"))
	if b.Counted > 1 {
		f.Spread = "the middle half is " + inRange(low, high, unit)
		f.Result += "; " + f.Spread
		f.Detail = "all are " + inRange(xs[0], xs[len(xs)-1], unit)
		f.Outliers = outliers(xs, low, high)
	}
	if f.Level.Log {
		f.Detail += ", ten times apart or more; the geometric mean is " + roughly(geometricMean(xs)) + unit
	}
	if len(f.Outliers) > 0 {
		f.Detail += ". Far from the others: " + phrase.List(f.Outliers) + unit
	}
	return f
}

// outliers returns the different numbers that lie outside the quartiles by more than 1.5 times their distance
// (Tukey's fences).
func outliers(sorted []float64, low, high float64) []string {
	const times = 1.5
	var all []string
	for _, x := range slices.Compact(slices.Clone(sorted)) {
		if x < low-times*(high-low) || x > high+times*(high-low) {
			all = append(all, exactly(x))
		}
	}
	return all
}

func inRange(low, high float64, unit string) string {
	if low == high {
		return roughly(low) + unit
	}
	return "between " + roughly(low) + " and " + roughly(high) + unit
}

// moving returns how far the median may still move.
func (f Finding) moving(what, unit string, b Ballots) string {
	who := phrase.Plural(b.Pending, "The one person", "The "+strconv.Itoa(b.Pending)+" people") + " still to answer"
	switch {
	case f.Hold < FirmAt:
		return who + " could move it."
	case f.Hold == 1:
		return who + " cannot move it far: it stays " + inRange(f.Level.Low, f.Level.High, unit) + "."
	}
	within := inRange(f.Level.Low, f.Level.High, unit)
	words, ok := Odds(f.Hold, b.Counted, b.Sources)
	if !ok {
		return "The " + what + " of all should stay " + within + " (" + words + ")."
	}
	return "The " + what + " of all stays " + within + " (but for " + words + " if the rest answer like these)."
}

// numbers returns the numbers given, in ascending order.
func numbers(taken map[string]int) []float64 {
	var xs []float64
	for _, g := range readBallots(taken, func(s string) float64 { return toNumber(strings.TrimSuffix(s, "%")) }) {
		for range g.n {
			xs = append(xs, g.value)
		}
	}
	slices.Sort(xs)
	return xs
}
