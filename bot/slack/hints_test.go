package slack

import (
	"testing"

	"quorum/polls/phrase"
)

func TestHints(t *testing.T) {
	for want, hints := range map[string][]phrase.Hint{
		"It is over.": nil,
		"It is over. /quorum reopen Q7 asks again.":                                       {{Verb: phrase.ToReopen, Of: "Q7"}},
		"It is over. /quorum list shows yours.":                                           {{Verb: phrase.ToList}},
		"It is over. /quorum edit S2 changes it, /quorum resume S2 lets it ask again.":    {{Verb: phrase.ToEdit, Of: "S2"}, {Verb: phrase.ToResume, Of: "S2"}},
		"It is over. /quorum add Q7 asks more people, /quorum lower Q7 changes its rule.": {{Verb: phrase.ToAdd, Of: "Q7"}, {Verb: phrase.ToLower, Of: "Q7"}},
	} {
		if got := hinted("It is over.", hints); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
	for _, v := range []phrase.Verb{phrase.ToList, phrase.ToSchedules, phrase.ToReopen, phrase.ToClose, phrase.ToAdd, phrase.ToLower, phrase.ToResume, phrase.ToEdit, phrase.ToDeputy, phrase.ToForget} {
		if hintWords()[v] == "" {
			t.Errorf("%s is not said", v)
		}
	}
}
