package polls

import (
	"slices"
	"strings"
)

// Kind is how a question is answered and how its answers are read. Each kind is one file, kind_x.go, and one line in
// the table of kinds.
type Kind interface {
	// Name is the kind as people type it.
	Name() string
	// Check says what is wrong with the options typed for it, as an [*Error] beside the options.
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

// Kinds lists the kinds of question, as people are offered them.
func Kinds() []Kind {
	return []Kind{
		yesNo{}, choice{}, multi{}, ranking{}, scaleOf5(), fistOf5(), estimate{}, probability{}, words{}, dates{}, consent{},
	}
}

// Measured says that the outcome of a kind is a value between those that were answered, and not the answer that leads.
func Measured(k Kind) bool {
	_, steps := k.(scale)
	return steps || k.Way() == Number
}

// KindNamed finds a kind by the name people type; the error names the nearest.
func KindNamed(name string) (Kind, error) {
	var names []string
	for _, k := range Kinds() {
		if k.Name() == strings.ToLower(strings.TrimSpace(name)) {
			return k, nil
		}
		names = append(names, k.Name())
	}
	return nil, invalid(FieldKind, "There is no kind of question called %q. Did you mean %q?", clip(name, 30), nearest(strings.ToLower(name), names))
}

// match finds the choice that text names, by letter and then in any case.
func match(choices []string, text string) (string, error) {
	text = strings.TrimSpace(text)
	if slices.Contains(choices, text) {
		return text, nil
	}
	for _, c := range choices {
		if strings.EqualFold(c, text) {
			return c, nil
		}
	}
	return "", invalid("", "%q is not one of the answers. Choose one of: %s.", clip(text, 40), strings.Join(choices, ", "))
}
