package slack

import (
	"testing"

	"quorum/polls"
)

func TestHints(t *testing.T) {
	for want, hints := range map[string][]polls.Hint{
		"It is over.": nil,
		"It is over. /quorum reopen Q7 asks again.":                                       {{Verb: polls.ToReopen, Of: "Q7"}},
		"It is over. /quorum list shows yours.":                                           {{Verb: polls.ToList}},
		"It is over. /quorum edit S2 changes it, /quorum resume S2 lets it ask again.":    {{Verb: polls.ToEdit, Of: "S2"}, {Verb: polls.ToResume, Of: "S2"}},
		"It is over. /quorum add Q7 asks more people, /quorum lower Q7 changes its rule.": {{Verb: polls.ToAdd, Of: "Q7"}, {Verb: polls.ToLower, Of: "Q7"}},
	} {
		if got := hinted("It is over.", hints); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
	for _, v := range []polls.Verb{polls.ToList, polls.ToSchedules, polls.ToReopen, polls.ToClose, polls.ToAdd, polls.ToLower, polls.ToResume, polls.ToEdit} {
		if hintWords()[v] == "" {
			t.Errorf("%s is not said", v)
		}
	}
}
