package slack

import (
	"testing"

	"quorum/polls"
)

// Who is mentioned in a reason is known by name in the summary, also when nobody knows whose reason it is.
func TestNamesInUnsignedReasons(t *testing.T) {
	s := anonymously(t)
	for _, who := range []polls.Person{ben, cyn, dee, eva, fay} {
		s.says(who, "Yes", "ask <@U0GUS>")
	}
	for _, who := range everybody(s.p) {
		if who == "U0GUS" {
			return
		}
	}
	t.Error("nobody looks up who is mentioned")
}
