package kind

import "quorum/polls/phrase"

// The two positions of a yes/no question.
const (
	Yes = "Yes"
	No  = "No"
)

// yesNo asks for one of two positions in their natural order.
type yesNo struct{ defaults }

func (yesNo) Name() string              { return "yes/no" }
func (yesNo) Choices([]string) []string { return []string{Yes, No} }
func (yesNo) Way() Way                  { return OneOf }
func (yesNo) Shuffled() bool            { return false }
func (yesNo) Quick(b Ballots) bool      { return b.few() || b.Pending == 0 }
func (yesNo) Ties(p Pass) bool          { return p.way != nobodyAgainst } // one answer against it decides

func (yesNo) Check(options []string) error {
	return checkNoOptions("A yes/no question", options)
}

// checkNoOptions refuses options for a question whose answers are given by its kind.
func checkNoOptions(what string, options []string) error {
	if len(options) > 0 {
		return phrase.Mistake(phrase.FieldOptions, "%s has no options of its own. Leave them out, or make it kind: choice.", what)
	}
	return nil
}

// Adopt returns the position that text names.
func (k yesNo) Adopt(_ []string, text string) (string, bool) { return adopt(k.Choices(nil), text) }

// CheckPass allows every pass rule.
func (yesNo) CheckPass(Pass) error { return nil }

func (k yesNo) Read(_ []string, text string) (string, error) { return Match(k.Choices(nil), text) }

// Weigh finds the position that leads; with a pass rule, whether Yes passes, and else No.
func (k yesNo) Weigh(b Ballots) Finding {
	if b.Pass.decides() {
		return passFinding([]string{Yes}, No, k.Choices(nil), b)
	}
	return plurality(k.Choices(nil), b)
}
