package slack_test

import (
	"testing"
	"time"

	"quorum/polls"
)

func TestTheWorkspaceSaysWhoIsOneSource(t *testing.T) {
	t.Parallel()
	bothWays(t, func(w *world) {
		w.AddGroup("platform", "ben", "cy")
		w.AddGroup("security", "cy", "di")
		ada := w.User("ada")
		say := func(text, want string) {
			t.Helper()
			ada.Slash("#releases", "/quorum "+text)
			ada.ExpectEphemeral(want)
		}
		say("sources", "There is no list of sources.")
		say("sources @platform", "Only an admin of Quorum can set the sources.")
		w.restart(func() { w.like.bot.Admins = []polls.Person{polls.Person(ada.ID())} })
		say("sources @ben", "Only user groups can be sources")
		say("sources @nobody", "Only user groups can be sources")
		w.AddGroup("legal")
		say("sources @platform @legal", "Nobody is in @legal. Put people into it, or leave it out of the list.")
		say("sources", "There is no list of sources.")
		say("sources @platform @security", "counts for it, as one source: @platform, @security.")
		card := w.ask("Ship? @ben @cy @di @eve | quorum: 3 independent, within 2h")
		card.ExpectUpdate("all 3 sources", "(3 sources)") // cy is in both, and counts for the first
		w.User("ben").ExpectDM("Ship?", "cy", "one source").Click("Yes")
		w.User("cy").ExpectDM("Ship?").Click("Yes")
		w.User("di").ExpectDM("Ship?").Click("Yes")
		w.after(5 * time.Second)
		card.ExpectUpdate("3 of 4 answered")
		w.User("eve").ExpectDM("Ship?").Click("No")
		card.ExpectReply("Decided: Yes, 3 to 1 from 3 sources")

		card = w.ask("Again? @ben [@cy @di] @eve | quorum: all, within 2h")
		card.ExpectUpdate("(3 sources)") // brackets go before the list
		w.User("cy").ExpectDM("Again?", "di", "one source")
		say("sources none", "There is no list of sources any more.")
		w.ask("Once more? @ben @cy | quorum: all, within 2h")
		w.User("ben").ExpectDM("Once more?", "You are 1 of 2 people asked. It takes both answers.")
		ada.Slash("#releases", "/quorum sources of truth: one or many? @ben")
		w.Channel("releases").ExpectMessage("sources of truth: one or many?")
	})
}

func TestASourceThatIsGoneStopsNobody(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		w.AddGroup("platform", "ben", "cy")
		ada := w.User("ada")
		w.restart(func() { w.like.bot.Admins = []polls.Person{polls.Person(ada.ID())} })
		w.told("ada", "/quorum sources @platform", "@platform")
		w.RemoveGroup("platform")
		w.after(time.Hour)
		w.ask("Ship? @ben @cy | quorum: 2, within 2h").ExpectUpdate("ada asks ben and cy · Q1")
		ada.ExpectEphemeral("Asked 2 people", "could not be looked up, so its people are counted one by one.")
	})
}

func TestAGroupWithNobodyInIt(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		w.AddGroup("legal")
		w.ask("Ship? @ben @cy @legal | quorum: 2, within 2h")
		w.User("ada").ExpectEphemeral("Asked 2 people", "Nobody is in @legal, so nobody was asked by it.")
		w.User("ada").Slash("#releases", "/quorum Ship? @legal | quorum: 2, within 2h")
		w.User("ada").ExpectModal("Ask stakeholders").Expect("Nobody is in @legal, so nobody was asked by it. Name somebody else.")
	})
}

// Whoever is asked in somebody's place counts for the source that they are in themselves.
func TestWhoeverStandsInCountsForTheirOwnSource(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		w.AddGroup("platform", "cy", "eve")
		ada := w.User("ada")
		w.restart(func() { w.like.bot.Admins = []polls.Person{polls.Person(ada.ID())} })
		w.told("ada", "/quorum sources @platform", "@platform")
		w.told("ben", "/quorum deputy @eve", "eve")
		w.told("ben", "/quorum away for 3d", "eve", "is asked in your place")
		card := w.ask("Ship? @ben @cy @di | quorum: 2 independent, within 2h")
		w.User("cy").ExpectDM("Ship?").Click("Yes")
		w.User("eve").ExpectDM("Ship?", "cy", "one source").Click("Yes")
		w.after(5 * time.Second)
		card.ExpectUpdate("2 of 3 answered")
		w.User("di").ExpectDM("Ship?").Click("Yes")
		card.ExpectReply("Decided: Yes, 3 of 3 answers from 2 sources")
	})
}
