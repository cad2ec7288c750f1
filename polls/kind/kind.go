package kind

import (
	"slices"
	"strings"
	"time"

	"quorum/polls/phrase"
)

// Kind is how a question is answered and how its answers are read. Each kind is one file and one line in [All].
type Kind interface {
	// Name is the kind as people type it.
	Name() string
	// Check says what is wrong with the options typed for it, as an [*phrase.Error] beside the options.
	Check(options []string) error
	// Choices are the labels a person chooses from, ranks or says something about each of, in the asker's order; none
	// when a person writes a number or a text.
	Choices(options []string) []string
	// Way is how it is answered.
	Way() Way
	// Shuffled says that the order of the choices means nothing, so that each person sees another one.
	Shuffled() bool
	// Read turns what a person chose into the one form in which it is kept, or says what may be chosen.
	Read(options []string, text string) (position string, err error)
	// Weigh says what the counted positions say, all of which Read returned.
	Weigh(b Ballots) Finding
	// Hint says what is to be written, where the way is [Number]: "a number in days, like 42 or 3.5."
	Hint(options []string) string

	abilities
}

// abilities are what some kinds can do and others cannot; the answers of most are those of [ordinary].
type abilities interface {
	// Measured reports whether the outcome is a value between those that were answered, and not the answer that leads.
	Measured() bool
	// Blocks reports whether a position blocks the outcome, until whoever gave it takes it back.
	Blocks(position string) bool
	// NeedsReason returns what a person reads who gives this position without a reason; empty when it needs none.
	NeedsReason(position string) string
	// SilenceConsents reports whether people who say nothing can be taken to agree, once they had a working day.
	SilenceConsents() bool
	// Adopt returns the position that text names, when it may be adopted without a quorum.
	Adopt(options []string, text string) (position string, ok bool)
	// Ties reports whether the answers may leave the first place shared, with a pass rule that fits: then a poll goes on
	// while somebody could still break the tie. Where answers have a middle rather than a leader, and where one
	// who is against it decides, there is no tie.
	Ties(p Pass) bool
	// CheckPass says what is wrong with a pass rule for answers of this kind, as an [*phrase.Error] beside the pass rule.
	CheckPass(p Pass) error
	// Past returns the first of the options that names a time before now, in now's zone; empty when none does.
	Past(options []string, now time.Time) string
	// Against returns how many of some positions say that an option does not suit those who gave them.
	Against(positions []string, option string) int
	// Places returns the options in the order that the answers put them into, the best first; those in one place are tied,
	// and in the asker's order. It returns nothing when answers put nothing into an order.
	Places(b Ballots) [][]string
	// Preferred returns, of each two options, how many of the answers put the first before the second; nothing when
	// answers rank nothing.
	Preferred(b Ballots) map[[2]string]int
	// Quick reports whether weighing these takes no longer than storing an answer does.
	Quick(b Ballots) bool
}

// Way is how a question is answered, which says what a surface shows for it. Whatever it is, the answer reaches
// [Kind.Read] as one text.
type Way string

// The ways of answering.
const (
	OneOf   Way = "one of"  // one of the choices: its label
	AnyOf   Way = "any of"  // some of the choices: their labels, with commas
	Ranking Way = "ranking" // the choices in an order: "a > b = c", or a place for each: "a: 1; b: 2; c: 2"
	Number  Way = "number"  // a number, typed
	Words   Way = "words"   // a text, typed
	Slots   Way = "slots"   // something about each of the choices: "Mon 14:00: yes; Tue 10:00: if need be"
)

// All lists the kinds of question, as people are offered them.
func All() []Kind {
	return []Kind{
		yesNo{}, choice{}, multi{}, ranking{}, scaleOf5(), fistOf5(), estimate{}, probability{}, words{}, dates{}, consent{},
	}
}

// Default returns the kind of a question of which none was typed: a choice when there are options, else yes/no.
func Default(options []string) Kind {
	if len(options) > 0 {
		return choice{}
	}
	return yesNo{}
}

// Named finds a kind by the name people type; the error names the nearest.
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

// Match finds the choice that text names, by letter and then in any case.
func Match(choices []string, text string) (string, error) {
	text = strings.TrimSpace(text)
	if slices.Contains(choices, text) {
		return text, nil
	}
	for _, c := range choices {
		if strings.EqualFold(c, text) {
			return c, nil
		}
	}
	return "", phrase.Mistake("", "%q is not one of the answers. Choose one of: %s.", phrase.Clip(text, 40), strings.Join(choices, ", "))
}
