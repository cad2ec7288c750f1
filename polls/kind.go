package polls

import (
	"slices"
	"strings"
)

// Kind is how a question is answered and how its answers are read. Each kind is one file, kind_x.go, and one line in
// the table of [Kinds].
type Kind interface {
	// Name is the kind as people type it.
	Name() string
	// Check says what is wrong with the options typed for it, as an [*Error] beside the options.
	Check(options []string) error
	// Choices are the labels a person chooses from, in the asker's order.
	Choices(options []string) []string
	// Shuffled says that the order of the choices means nothing, so that each person sees another one.
	Shuffled() bool
	// Read turns what a person chose into the one form in which it is kept, or says what may be chosen.
	Read(options []string, text string) (position string, err error)
	// Weigh says what the counted positions say, all of which Read returned.
	Weigh(b Ballots) Finding
}

// Kinds lists every kind of question.
func Kinds() []Kind { return []Kind{yesNo{}, choice{}} }

// KindNamed finds a kind by the name people type; the error names the nearest.
func KindNamed(name string) (Kind, error) {
	name = strings.ToLower(strings.TrimSpace(name))
	for _, k := range Kinds() {
		if k.Name() == name {
			return k, nil
		}
	}
	return nil, invalid(FieldKind, "There is no kind of question called %q. Did you mean %q?", clip(name, 30), nearest(name, kindNames()))
}

func kindNames() []string {
	var names []string
	for _, k := range Kinds() {
		names = append(names, k.Name())
	}
	return names
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
