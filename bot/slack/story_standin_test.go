package slack_test

import (
	"testing"
	"time"
)

// Whoever stands in for somebody whom the rule names answers first: that person can still answer, and then counts.
func TestWhomTheRuleNamesCountsAfterWhoeverStoodIn(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		card := w.ask("Ship? @ben @cy | quorum: 2, with @ben, within 4h | deputies: @eve for @ben")
		w.after(3*time.Hour + 30*time.Minute)
		w.User("eve").ExpectDM("Ship?", "since ben had not answered").Click("Yes")
		w.User("cy").ExpectDM("Ship?").Click("No")
		w.after(time.Minute)
		w.User("ada").DM().ExpectNoMessage("can no longer get enough answers")
		w.told("ada", "/quorum status Q1", "2 of 2 answered", "Not answered: ben")
		w.User("ben").ExpectDM("Ship?").Click("No")
		card.ExpectReply("Decided: No, 2 of 2 answers", "eve says Yes in the place of ben, who answered too: shown, not counted.")
	}, onMonday)
}
