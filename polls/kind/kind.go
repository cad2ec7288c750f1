package kind

import (
	"slices"
	"strings"
	"time"

	"quorum/polls/phrase"
)

// Kind is a kind of question: how it is answered and how its answers are read. Each kind is one file and one line in
// [All].
type Kind interface {
	// Name returns the kind as people type it.
	Name() string
	// Check returns the error in the options typed for the kind, as an [*phrase.Error] for the options field.
	Check(options []string) error
	// Choices returns the labels that a person chooses from, ranks or answers for one by one, in the asker's order;
	// none when a person writes a number or a text.
	Choices(options []string) []string
	// Way returns how it is answered.
	Way() Way
	// Shuffled reports whether the order of the choices means nothing, so that each person sees another one.
	Shuffled() bool
	// Read turns what a person chose into the one form in which it is kept. The error says what may be chosen.
	Read(options []string, text string) (position string, err error)
	// Weigh returns what the counted positions say. All of them came from Read.
	Weigh(b Ballots) Finding
	// Hint says what is to be written, for the way [Number]: "a number in days, like 42 or 3.5."
	Hint(options []string) string

	abilities
}

// abilities are what some kinds can do and others cannot. Most kinds answer as [defaults] does.
type abilities interface {
	// Measured reports whether the outcome is a value computed from the answers rather than one of them.
	Measured() bool
	// Blocks reports whether a position blocks the outcome, until the person who gave it takes it back.
	Blocks(position string) bool
	// NeedsReason returns what a person reads who gives this position without a reason; empty when it needs none.
	NeedsReason(position string) string
	// SilenceConsents reports whether silence may be taken for consent, after one working day.
	SilenceConsents() bool
	// Adopt returns the position that text names, if it may be adopted without a quorum.
	Adopt(options []string, text string) (position string, ok bool)
	// Ties reports whether answers may share the first place with this pass rule, so that the poll goes on while a
	// person could break the tie. There is no tie where a middle is found rather than a leader, and where one answer
	// against it decides.
	Ties(p Pass) bool
	// CheckPass returns the error in a pass rule for answers of this kind, as an [*phrase.Error] for the pass rule
	// field.
	CheckPass(p Pass) error
	// Past returns the first option that names a time before now, in now's zone; empty when none does.
	Past(options []string, now time.Time) string
	// Against returns how many of the positions say that an option does not suit the person.
	Against(positions []string, option string) int
	// Places returns the options in the order that the answers put them into, the best first. Options in one place are
	// tied, and in the asker's order. It returns nothing when answers give no order.
	Places(b Ballots) [][]string
	// Preferred returns, for each two options, how many answers put the first before the second; nothing when answers
	// rank nothing.
	Preferred(b Ballots) map[[2]string]int
	// Quick reports whether these ballots can be weighed in the time that it takes to store an answer.
	Quick(b Ballots) bool
}

// Way is how a question is answered, which decides what a surface shows. The answer always reaches [Kind.Read] as one
// text.
type Way string

// The ways of answering.
const (
	OneOf   Way = "one of"  // one of the choices: its label
	AnyOf   Way = "any of"  // some of the choices: their labels, with commas
	Ranking Way = "ranking" // the choices in an order: "a > b = c", or a place for each: "a: 1; b: 2; c: 2"
	Number  Way = "number"  // a number, typed
	Words   Way = "words"   // a text, typed
	Slots   Way = "slots"   // an answer for each of the choices: "Mon 14:00: yes; Tue 10:00: if need be"
)

// All returns the kinds of question, in the order in which people are offered them.
func All() []Kind {
	return []Kind{
		yesNo{}, choice{}, multi{}, ranking{}, scaleOf5(), fistOf5(), estimate{}, probability{}, words{}, dates{}, consent{},
	}
}

// Default returns the kind of a question without a typed kind: a choice when there are options, else yes/no.
func Default(options []string) Kind {
	if len(options) > 0 {
		return choice{}
	}
	return yesNo{}
}

// Named returns the kind with the name that people type. The error names the nearest one.
func Named(name string) (Kind, error) {
	var names []string
	for _, k := range All() {
		if k.Name() == strings.ToLower(strings.TrimSpace(name)) {
			return k, nil
		}
		names = append(names, k.Name())
	}
	return nil, phrase.Mistake(phrase.FieldKind, "There is no kind of question called %q. Did you mean %q?", phrase.Clip(name, 30), phrase.Nearest(strings.ToLower(name), names))
}

// Match returns the choice that text names: exactly, or else in any case and without what nobody sees.
func Match(choices []string, text string) (string, error) {
	text = strings.TrimSpace(text)
	if slices.Contains(choices, text) {
		return text, nil
	}
	for _, c := range choices {
		if phrase.Alike(c) == phrase.Alike(text) {
			return c, nil
		}
	}
	return "", phrase.Mistake("", "%q is not one of the answers. Choose one of: %s.", phrase.Clip(text, 40), strings.Join(choices, ", "))
}
