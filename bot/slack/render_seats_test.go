package slack

import "testing"

// anonymously is an anonymous poll.
func anonymously(t *testing.T) *story {
	t.Helper()
	return told(t, "Does the plan work? "+mention(ben, cyn, dee, eva, fay)+" | quorum: all, within 1d | anonymous", nil)
}
