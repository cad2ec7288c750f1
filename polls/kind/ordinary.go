package kind

import "time"

// ordinary is what most kinds of question can and cannot do. A kind embeds it and says in what it differs.
type ordinary struct{}

func (ordinary) Measured() bool                        { return false }
func (ordinary) Blocks(string) bool                    { return false }
func (ordinary) NeedsReason(string) string             { return "" }
func (ordinary) SilenceConsents() bool                 { return false }
func (ordinary) Adopt([]string, string) (string, bool) { return "", false }
func (ordinary) Past([]string, time.Time) string       { return "" }
func (ordinary) Against([]string, string) int          { return 0 }
func (ordinary) Places(Ballots) [][]string             { return nil }
func (ordinary) Preferred(Ballots) map[[2]string]int   { return nil }
func (ordinary) Quick(b Ballots) bool                  { return b.few() && b.Pending == 0 }
func (ordinary) Ties(Pass) bool                        { return false }
func (ordinary) Hint([]string) string                  { return "a number like 42 or 3.5." }
func (ordinary) CheckPass(p Pass) error {
	if p.way != asItLeads {
		return errSummedUp
	}
	return nil
}

// adopt finds the choice that text names.
func adopt(choices []string, text string) (position string, ok bool) {
	position, err := Match(choices, text)
	return position, err == nil
}
