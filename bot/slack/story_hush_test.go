package slack_test

import "testing"

func TestDiscussionInTheThreadBeforeTheSummary(t *testing.T) {
	t.Parallel()
	bothWays(t, func(w *world) {
		card := w.ask("Ship? @ben @cy | quorum: 2, within 2h")
		card.As("ben").Reply("I am for it!")
		w.User("ben").ExpectEphemeral("Answers are still blind, until the summary or")
		card.As("cy").Reply("Me too.")
		w.User("ben").ExpectDM("Ship?").Click("Yes")
		w.User("cy").ExpectDM("Ship?").Click("Yes")
		card.ExpectReply("Decided: Yes")
		card.As("ben").Reply("There it is.")
		w.User("di").Say("#releases", "Lunch?")
		w.ask("Again? @ben @cy | quorum: 2, within 2h").As("di").Reply("Hm.")
		w.User("di").ExpectEphemeral("Answers are still blind")
		if n := len(w.Calls("chat.postEphemeral")); n != 2 {
			t.Errorf("%d people were told", n)
		}
	}, func(l *likeness) { l.threads = true })
}

// Without leave to read channels, nothing of it reaches the bot.
func TestThreadsAreNotReadUnlessTheManifestSaysSo(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		w.ask("Ship? @ben @cy | quorum: 2, within 2h").As("ben").Reply("I am for it!")
		w.after(60e9)
		if n := len(w.Calls("chat.postEphemeral")); n != 0 {
			t.Errorf("%d people were told", n)
		}
	})
}
