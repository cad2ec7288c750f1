package slack_test

import "testing"

func TestAskedAtOnceAnsweredBlindSummarisedAtQuorum(t *testing.T) {
	t.Parallel()
	bothWays(t, func(w *world) {
		w.User("ada").Slash("#releases", "/quorum Ship 4.2 on Friday? @ben @cy @di")
		card := w.Channel("releases").ExpectMessage("Ship 4.2 on Friday?")
		w.User("ben").ExpectDM("Ship 4.2 on Friday?").Click("Yes")
		card.ExpectUpdate("1 of 3 answered")
		w.User("cy").ExpectDM("Ship 4.2 on Friday?").Click("Yes")
		card.Thread().ExpectReply("Decided: Yes, 2 of 2 answers")
	})
}
