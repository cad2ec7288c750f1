package kind

import (
	"strconv"

	"quorum/polls/phrase"
)

// scale asks for a step between two numbers.
type scale struct {
	defaults
	name      string
	low, high int
	blocks    bool // the lowest step blocks
}

func scaleOf5() scale { return scale{name: "1-5", low: 1, high: 5} }

func fistOf5() scale { return scale{name: "fist", low: 0, high: 5, blocks: true} }

func (k scale) Name() string                 { return k.name }
func (k scale) Way() Way                     { return OneOf }
func (k scale) Shuffled() bool               { return false }
func (scale) Quick(b Ballots) bool           { return b.few() || b.Pending == 0 }
func (k scale) Measured() bool               { return true }
func (k scale) Check(options []string) error { return checkNoOptions("A scale", options) }

// Choices returns the steps, the lowest first.
func (k scale) Choices([]string) []string {
	var steps []string
	for i := k.low; i <= k.high; i++ {
		steps = append(steps, strconv.Itoa(i))
	}
	return steps
}

// Blocks reports whether the position is the lowest step of a scale on which that step blocks.
func (k scale) Blocks(position string) bool { return k.blocks && position == k.Choices(nil)[0] }

// Adopt returns the step that text names.
func (k scale) Adopt(_ []string, text string) (string, bool) { return adopt(k.Choices(nil), text) }

func (k scale) Read(_ []string, text string) (string, error) { return Match(k.Choices(nil), text) }

// Weigh finds the lower median, which is always a step that a person chose; when the upper median is another step, it
// says so. A mean, or a value halfway between two steps, would assume that steps are equally far apart, which nobody
// was asked.
func (k scale) Weigh(b Ballots) Finding {
	f := Finding{}
	low := 0
	for i, c := range k.Choices(nil) {
		f.Tally = append(f.Tally, Count{Choice: c, N: b.Taken[c]})
		if k.low+i <= 2 {
			low += b.Taken[c]
		}
	}
	if b.Counted == 0 {
		return f
	}
	counts := f.counts()
	f.Leader = f.Tally[stepMedian(counts)].Choice
	f.Swing, f.Hold = stepSwing(counts, b.Pending), Close.stepHold(counts, b.Pending, b.discount())
	f.Spread = "the consensus is " + decimal(consensus(counts), 2) + ", where 1 is all on one step and 0 half at either end"
	f.Result = f.Leader + ", " + onlyOr(b, k.median(counts, b))
	if f.Blocks = k.blocking(counts); f.Blocks > 0 {
		f.Result = b.Share(f.Blocks) + " " + phrase.Plural(f.Blocks, "blocks", "block") + " it"
		if b.Counted > 1 {
			f.Result += "; " + f.Leader + " is " + k.median(counts, b)
		}
	}
	if low > 0 && b.Counted > 1 {
		f.Result += "; " + strconv.Itoa(low) + " of them " + phrase.Are(low) + " 2 or less"
	}
	return f
}

// median says which median was found: of an even number of answers there may be two steps in the middle.
func (k scale) median(counts []int, b Ballots) string {
	said := "the median of " + b.countWords("answer", "answers")
	if lower, upper := middles(counts); lower != upper {
		said += " (the lower median: the two in the middle are " + strconv.Itoa(k.low+lower) + " and " + strconv.Itoa(k.low+upper) + ")"
	}
	return said
}

// blocking counts the answers that block.
func (k scale) blocking(counts []int) int {
	if !k.blocks {
		return 0
	}
	return counts[0]
}

// onlyOr returns that it is the only answer, if it is, and else otherwise.
func onlyOr(b Ballots, otherwise string) string {
	switch {
	case b.Counted != 1:
		return otherwise
	case b.Pending == 0:
		return "the only answer"
	}
	return "the only answer so far"
}
