package config

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"quorum/polls/phrase"
)

// Mistake is one thing that an operator has to change.
type Mistake struct {
	Where string // file:line, or the name of a variable
	What  string // what is wrong; it does not repeat a secret value
	Hint  string // what to write instead, or where to find it

	line int // in the file; 0 for the environment, and for checks of several settings
}

// String returns the mistake on one line, without its hint.
func (m Mistake) String() string { return m.Where + ": " + m.What }

// Mistakes is the error of [Load]. It has the mistakes of the file first, in the order of the file.
type Mistakes []Mistake

// Error returns the mistakes, one per line.
func (ms Mistakes) Error() string {
	lines := make([]string, len(ms))
	for i, m := range ms {
		lines[i] = m.String()
	}
	return strings.Join(lines, "\n")
}

// order sorts the mistakes by their line in the file. Mistakes in the environment follow, in the order of the table
// of settings.
func (ms Mistakes) order() {
	slices.SortStableFunc(ms, func(a, b Mistake) int {
		if (a.line == 0) != (b.line == 0) {
			return cmp.Compare(b.line, a.line)
		}
		return cmp.Compare(a.line, b.line)
	})
}

// problem is what is wrong with a value, when it is not yet known where the value is.
type problem struct{ what, hint string }

func (p *problem) Error() string { return p.what }

func newProblem(hint, format string, args ...any) error {
	return &problem{what: fmt.Sprintf(format, args...), hint: hint}
}

// nearest returns the name most similar to word, or "" when none is similar enough.
func nearest(word string, names []string) string {
	best, at := "", max(2, len(word)/3)+1
	for _, name := range names {
		if d := phrase.Distance(strings.ToLower(word), strings.ToLower(name)); d < at {
			best, at = name, d
		}
	}
	return best
}
