package slack_test

import "testing"

// An asker who tries out rules learns nothing of what was answered, in the command and in the form, and reads what to do instead.
func TestAnAskerCannotTryOutRules(t *testing.T) {
	t.Parallel()
	bothWays(t, func(w *world) {
		card := w.ask("Rename it? @ben @cy @di | kind: consent | quorum: 3, within 2h")
		w.User("ben").ExpectDM("Rename it?").Click("Stand aside")
		card.ExpectUpdate("1 of 3 answered")
		ada := w.User("ada")
		const instead = "would look at answers that were given under another rule, and whether it is met would tell of them. " +
			"Ask for a number of answers instead, like 2, or close the question to see them."
		for _, rule := range []string{"1, no block", "90% sure", "decided"} {
			if trouble := ada.Slash("#releases", "/quorum lower Q1 "+rule); trouble != "" {
				t.Fatal(trouble)
			}
			ada.ExpectEphemeral(instead)
		}
		card.ExpectNoReply("")
		if trouble := ada.Slash("#releases", "/quorum lower Q1 1"); trouble != "" {
			t.Fatal(trouble)
		}
		card.ExpectReply("Leaning: no objection in 1 answer")
	})
}
