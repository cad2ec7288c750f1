package kind

import (
	"strings"

	"quorum/polls/phrase"
)

// The limits of a choice.
const (
	MinOptions   = 2
	MaxOptions   = 20
	MaxOptionLen = 75 // characters; a button of Slack shows no more
)

// choice asks for one of 2 to 20 options, which each person sees in another order.
type choice struct{ defaults }

func (choice) Name() string                   { return "choice" }
func (choice) Choices(opts []string) []string { return opts }
func (choice) Way() Way                       { return OneOf }
func (choice) Shuffled() bool                 { return true }
func (choice) Quick(b Ballots) bool           { return b.few() || b.Pending == 0 }
func (choice) Ties(Pass) bool                 { return true }

func (choice) Check(options []string) error { return checkOptions("A choice", MaxOptions, options) }

// checkOptions returns the error in the options of a question that needs 2 to most of them.
func checkOptions(what string, most int, options []string) error {
	return checkOptionsLike("red, green, blue", what, most, options)
}

// checkOptionsLike is checkOptions with another example in its errors.
func checkOptionsLike(example, what string, most int, options []string) error {
	if n := len(options); n < MinOptions || n > most {
		return phrase.Mistake(phrase.FieldOptions, "%s needs %d to %d options, and there %s %d. Write them as options: %s.",
			what, MinOptions, most, phrase.Are(n), n, example)
	}
	seen := map[string]string{}
	for _, o := range options {
		if o == "" {
			return phrase.Mistake(phrase.FieldOptions, "One option is empty. Write them as options: %s.", example)
		}
		if n := len([]rune(o)); n > MaxOptionLen {
			return phrase.Mistake(phrase.FieldOptions, "The option %q has %d characters; a button shows at most %d. Shorten it and put the rest into the context.",
				phrase.Clip(o, 30), n, MaxOptionLen)
		}
		other, twice := seen[phrase.Alike(o)]
		switch {
		case twice && other == o:
			return phrase.Mistake(phrase.FieldOptions, "The option %q is there twice. Drop one.", phrase.Clip(o, 40))
		case twice && !strings.EqualFold(other, o):
			return phrase.Mistake(phrase.FieldOptions, "The options %q and %q look the same. Make them different or drop one.", other, o)
		case twice:
			return phrase.Mistake(phrase.FieldOptions, "The options %q and %q are the same but for their letters' case. Make them different or drop one.", other, o)
		}
		seen[phrase.Alike(o)] = o
	}
	return nil
}

// Adopt returns the option that text names.
func (choice) Adopt(options []string, text string) (string, bool) { return adopt(options, text) }

// CheckPass refuses rules by which two options could pass, and rules that ask for objections.
func (choice) CheckPass(p Pass) error {
	switch {
	case p.way == nobodyAgainst:
		return phrase.Mistake(phrase.FieldPass, "Nobody objects to one of several options. Write majority or 2/3, or ask with kind: consent.")
	case p.allowsTwo():
		return phrase.Mistake(phrase.FieldPass, "Two options could pass with %s at once. Write majority, or a share above one half.", p)
	}
	return nil
}

func (choice) Read(options []string, text string) (string, error) { return Match(options, text) }

// noOption is the leader when no option passes.
const noOption = "No option"

// Weigh finds the option that leads; with a pass rule, the option that passes, if any.
func (choice) Weigh(b Ballots) Finding {
	if b.Pass.decides() {
		return passFinding(b.Options, noOption, b.Options, b)
	}
	return plurality(b.Options, b)
}
