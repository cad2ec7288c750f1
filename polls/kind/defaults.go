package kind

import "time"

// defaults has the answers of most kinds to what they can do. A kind embeds it and overrides where it differs.
type defaults struct{}

func (defaults) Measured() bool                        { return false }
func (defaults) Blocks(string) bool                    { return false }
func (defaults) NeedsReason(string) string             { return "" }
func (defaults) SilenceConsents() bool                 { return false }
func (defaults) Adopt([]string, string) (string, bool) { return "", false }
func (defaults) Past([]string, time.Time) string       { return "" }
func (defaults) Against([]string, string) int          { return 0 }
func (defaults) Places(Ballots) [][]string             { return nil }
func (defaults) Preferred(Ballots) map[[2]string]int   { return nil }
func (defaults) Quick(b Ballots) bool                  { return b.few() && b.Pending == 0 }
func (defaults) Ties(Pass) bool                        { return false }
func (defaults) Hint([]string) string                  { return "a number like 42 or 3.5." }
func (defaults) CheckPass(p Pass) error {
	if p.way != noPassRule {
		return errSummedUp
	}
	return nil
}

// adopt returns the choice that text names.
func adopt(choices []string, text string) (position string, ok bool) {
	position, err := Match(choices, text)
	return position, err == nil
}
