package kind

import (
	"slices"
	"strconv"
	"strings"

	"quorum/polls/phrase"
)

// multi asks for any number of the options.
type multi struct{ defaults }

func (multi) Name() string                   { return "multi" }
func (multi) Choices(opts []string) []string { return opts }
func (multi) Way() Way                       { return AnyOf }
func (multi) Shuffled() bool                 { return true }
func (multi) Ties(Pass) bool                 { return true }
func (multi) Check(options []string) error {
	return checkOptions("A multiple choice", MaxOptions, options)
}

// Adopt returns the option that text names.
func (multi) Adopt(options []string, text string) (string, bool) { return adopt(options, text) }

// Read takes labels with commas between them and keeps them in the asker's order.
func (multi) Read(options []string, text string) (string, error) {
	var chosen []string
	for _, label := range phrase.SplitList(strings.TrimSpace(text)) {
		if label == "" {
			continue
		}
		choice, err := Match(options, label)
		if err != nil {
			return "", err
		}
		chosen = append(chosen, choice)
	}
	if len(chosen) == 0 {
		return "", phrase.Mistake("", "Choose at least one option, or No opinion.")
	}
	var kept []string
	for _, o := range options {
		if slices.Contains(chosen, o) {
			kept = append(kept, o)
		}
	}
	return phrase.JoinList(kept), nil
}

// Weigh finds the option with the most approvals.
func (k multi) Weigh(b Ballots) Finding {
	r := raceOf(b, func(options []string, position string) []mark {
		marks := make([]mark, len(options))
		for _, o := range phrase.SplitList(position) {
			if i, ok := slices.BinarySearch(options, o); ok {
				marks[i] = firstMark
			}
		}
		return marks
	})
	f := Finding{}
	for _, o := range b.Options {
		n, _ := r.of(o)
		f.Tally = append(f.Tally, Count{Choice: o, N: n})
	}
	if b.Counted == 0 {
		return f
	}
	top := r.top(b.Options)
	n, _ := r.of(top[0])
	f.Spread = Percentage(float64(n)/float64(b.Counted)) + " of the answers approve of it"
	if len(top) > 1 {
		f.Result = tiedWords(top) + ", approved in " + strconv.Itoa(n) + " of " + b.countWords("answer", "answers") + " each"
		f.Spread = strings.Replace(f.Spread, " it", " each", 1)
		return f
	}
	f.Leader, f.Lead = lead(f.Tally)
	f.Result = f.Leader + ", " + onlyOr(b, "approved in "+strconv.Itoa(n)+" of "+b.countWords("answer", "answers"))
	f.Swing, f.Hold = r.swing(f.Leader, b.Pending), 1
	if f.Swing > 0 {
		f.Hold = r.hold(b, f.Leader, 2)
	}
	return f
}

// tiedWords lists options that share the first place, or says how many do.
func tiedWords(options []string) string {
	const most = 4
	if len(options) > most {
		return strconv.Itoa(len(options)) + " options are tied"
	}
	return phrase.List(options) + " are tied"
}
