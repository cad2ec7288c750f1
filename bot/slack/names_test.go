package slack

import (
	"slices"
	"testing"

	"quorum/polls/pollstest"
)

// Who is mentioned in a reason is known by name in the summary, also when nobody knows whose reason it is.
func TestNamesInUnsignedReasons(t *testing.T) {
	s := pollstest.Tell(t, "Does the plan work? | quorum: all | anonymous", "ben cyn dee eva fay").
		Answers("ben yes because ask <@U0GUS>, cyn yes, dee yes, eva yes, fay yes")
	if !slices.Contains(peopleInPoll(s.Poll), "U0GUS") {
		t.Error("nobody looks up who is mentioned")
	}
}
