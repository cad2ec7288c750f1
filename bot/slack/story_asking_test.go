package slack_test

import (
	"strings"
	"testing"
	"time"

	"quorum/bot/slack/slacksim"
)

func TestAskingByCommand(t *testing.T) {
	t.Parallel()
	bothWays(t, func(w *world) {
		w.ask("Ship 4.2 on Friday? @ben @cy @di | context: the freeze begins on Monday")
		w.User("ada").ExpectEphemeral("Asked 3 people", "2 of 3 sources", "Q1")
		w.User("ben").ExpectDM("ada asks", "Ship 4.2 on Friday?", "the freeze begins on Monday", "You are 1 of 3 people asked", "2 of 3 sources")
		if n := len(w.Calls("conversations.open")); n != 0 {
			t.Errorf("%d conversations were opened: that is a call too many for each person", n)
		}
		w.User("eve").ExpectNoDM("")
	})
}

func TestTheEmptyFormComesBeforeAnythingElse(t *testing.T) {
	t.Parallel()
	bothWays(t, func(w *world) {
		before := len(w.Calls(""))
		ada := w.User("ada")
		ada.Slash("#releases", "/quorum")
		form := ada.ExpectModal("Ask stakeholders")
		if first := w.Calls("")[before]; first.Method != "views.open" {
			t.Errorf("the first call is %s, and a trigger lives 3 seconds", first.Method)
		}
		form.ExpectValue("Where the summary goes", "releases")
		form.Fill("Question", "Which queue?").Pick("Who to ask", "ben", "cy", "di")
		form.Expect("It takes 2 of 3 sources, and no tie, by Mon 17:00")
		form.Choose("Kind of answer", "choice").Fill("Options", "nats\nkafka").Fill("Quorum rule", "all, within 2h")
		form.Expect("It takes all 3 answers, by today 03:00")
		form.Submit().ExpectClosed()
		ada.ExpectEphemeral("Asked 3 people")
		w.Channel("releases").ExpectMessage("Which queue?", "0 of 3 answered", "all 3 answers")
		w.User("ben").ExpectDM("Which queue?").Click("nats")
	})
}

func TestAskingByShortcuts(t *testing.T) {
	t.Parallel()
	bothWays(t, func(w *world) {
		ben := w.User("ben")
		said := ben.Say("#releases", "The API should be renamed, says @cy")
		ben.MessageShortcut(said, "Ask about this")
		form := ben.ExpectModal("Ask stakeholders")
		form.ExpectValue("Where the summary goes", "releases")
		form.Fill("Question", "Rename it?").Pick("Who to ask", "di", "eve").Submit().ExpectClosed()
		w.User("di").ExpectDM("Rename it?", "The API should be renamed, says @cy", "https://acme.slack.com/archives/")

		ben.Shortcut("Ask stakeholders")
		form = ben.ExpectModal("Ask stakeholders")
		form.Fill("Question", "And the docs?").Pick("Who to ask", "cy").Submit().ExpectClosed()
		ben.ExpectDM("And the docs?", "0 of 1 answered")
		w.User("cy").ExpectDM("And the docs?").Click("No")
		ben.ExpectDM("And the docs?").ExpectReply("Decided: No")
	})
}

// Asked in a conversation of two people that the bot is not in, or in the bot's own: card and thread are with the asker.
func TestAskingInADirectMessage(t *testing.T) {
	t.Parallel()
	bothWays(t, func(w *world) {
		ada := w.User("ada")
		for place, question := range map[string]string{
			"": "Lunch?", w.AddDM("ada", "ben").ID: "Tea?", w.AddGroupDM("ada", "ben", "cy").ID: "Dinner?",
		} {
			ada.Slash(place, "/quorum "+question+" @ben")
			card := ada.ExpectDM(question, "0 of 1 answered")
			ada.ExpectEphemeral("The summary comes here, in your messages with Quorum")
			w.User("ben").ExpectDM(question).Click("Yes")
			card.ExpectReply("Decided: Yes")
			card.ExpectUpdate("Decided: Yes")
		}
	})
}

func TestAskingAGroup(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		w.AddUser("zoe", slacksim.Deleted())
		w.AddGroup("security", "cy", "di", "eve", "zoe")
		w.AddGroup("platform", "cy", "di")
		card := w.ask("Rotate the keys? @ben @security")
		card.ExpectUpdate("0 of 4 answered", "3 of 4 sources")
		card = w.ask("Rotate them in one go? @ben [@platform] @eve")
		card.ExpectUpdate("0 of 4 answered", "2 of 3 sources")
		w.User("cy").ExpectDM("Rotate them in one go?", "di", "one source")
		for _, name := range []string{"cy", "di"} {
			w.User(name).ExpectDM("Rotate them in one go?").Click("Yes")
		}
		card.ExpectUpdate("2 of 4 answered")
		w.User("eve").ExpectDM("Rotate them in one go?").Click("Yes")
		card.ExpectReply("Yes, 3 of 3 answers from 2 sources")
	})
}

// The rule in words is that of the question as it is in the form, whatever its kind. What is missing elsewhere is no mistake yet.
func TestTheRuleIsReadForTheKindInTheForm(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		ada := w.User("ada")
		ada.Slash("#releases", "/quorum")
		form := ada.ExpectModal("Ask stakeholders").Choose("Kind of answer", "choice").Pick("Who to ask", "ben", "cy", "di")
		form.Expect("It takes 2 of 3 sources")
		form.Fill("Options", "nats\nkafka").Fill("Pass rule", "2/3").Fill("Quorum rule", "2, within 2h, else nats")
		form.Expect("It takes 2 of 3 answers, and no tie, by today 03:00 and, to pass, 2/3 of the answers. Without a quorum by then, nats is adopted by default.")
		form.Fill("Quorum rule", "2, within 2h, else sqs").Expect("cannot be adopted by default. Write else and one of the answers: nats, kafka.")
		form.Choose("Kind of answer", "text").Fill("Options", "").Fill("Pass rule", "").Fill("Quorum rule", "decided").Expect("Nobody can be sure of an outcome of free texts.")
	})
}

func TestAGroupIsChosenInTheForm(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		w.AddGroup("security", "cy", "di")
		ada := w.User("ada")
		ada.Slash("#releases", "/quorum")
		form := ada.ExpectModal("Ask stakeholders")
		form.Fill("Question", "Rotate the keys?").Pick("Groups to ask", "@security")
		form.Expect("It takes both sources")
		form.Submit().ExpectClosed()
		w.User("di").ExpectDM("Rotate the keys?")
	})
}

// Nobody is asked twice by one command that Slack brings twice, nor by one form.
func TestDeliveredTwiceAskedOnce(t *testing.T) {
	t.Parallel()
	bothWays(t, func(w *world) {
		w.Duplicate(slacksim.SlashCommands, 1)
		w.ask("Ship? @ben @cy")
		w.after(time.Minute)
		w.Channel("releases").ExpectMessages(1, "Ship?")
		w.User("ben").ExpectDMs(1, "Ship?")

		w.Duplicate(slacksim.SlashCommands, 1)
		ada := w.User("ada")
		ada.Slash("#releases", "/quorum")
		form := ada.ExpectModal("Ask stakeholders").Fill("Question", "And then?").Pick("Who to ask", "ben")
		w.after(time.Minute)
		w.Duplicate(slacksim.Interactive, 1)
		form.Submit().ExpectClosed()
		w.after(time.Minute)
		w.User("ben").ExpectDMs(1, "And then?")
		for _, p := range w.Snapshot(ada.ID()).Channels[0].Messages {
			if strings.Contains(p.Read, "did not open") {
				t.Errorf("ada reads %q although the form is open", p.Read)
			}
		}
	})
}

func TestTheAskerIsAskedToo(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		card := w.ask("Ship? @ada @ben @cy | quorum: all")
		card.ExpectUpdate("0 of 2 answered", "and answers too")
		w.User("ada").ExpectDM("shown and does not count").Click("No")
		w.after(time.Minute)
		card.ExpectUpdate("0 of 2 answered")
		w.User("ben").ExpectDM("Ship?").Click("Yes")
		w.User("cy").ExpectDM("Ship?").Click("Yes")
		card.ExpectReply("Decided: Yes, 2 of 2 answers", "ada, who asked, says No: shown, not counted")
	})
}
