package slack_test

import (
	"strings"
	"testing"
	"time"

	"quorum/bot/slack/slacksim"
)

// nobodyAsked wants that no question has gone out, to anybody.
func (w *world) nobodyAsked() {
	w.t.Helper()
	w.after(time.Minute)
	if calls := w.Calls("chat.postMessage"); len(calls) > 0 {
		w.t.Errorf("something was posted: %v", calls[0].Args["text"])
	}
}

// A mistake in a command opens the form with everything that was typed, and says what is wrong and how to write it.
func TestAWrongCommandLosesNothing(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		for _, one := range []struct{ typed, says string }{
			{"Which queue? @ben @cy | optoins: nats, kafka", `Did you mean "options"?`},
			{"Which queue? @ben @cy | quorun: 2", `Did you mean "quorum"?`},
			{"Which queue? @ben @cy | kind: chioce", `"choice"`},
			{"Which queue? @ben @cy | options: nats", "2 to 20 options"},
			{"Which queue? @ben @cy | quorum: most of them", "3 of 5"},
			{"Which queue? @ben @cy | quorum: 3", "can never be met"},
			{"Which queue? @ben @cy | quorum: 3 independent", "can never be met"},
			{"Which queue? @ben @cy | quorum: 2, by yesterday", "by"},
			{"Which queue?", "Say who to ask"},
			{"Which queue? @channel", "names nobody in particular"},
			{"@ben @cy", "Write the question first"},
			{"Which queue? @ada", "besides yourself"},
			{"Close the office? ", "Say who to ask"},
			{"status of the release?", "Say who to ask"},
			{strings.Repeat("Why? ", 201) + "@ben", "at most 1000 fit"},
		} {
			ada := w.User("ada")
			ada.Slash("#releases", "/quorum "+one.typed)
			form := ada.ExpectModal("Ask stakeholders").Expect(one.says)
			question, _, _ := strings.Cut(one.typed, "|")
			for _, word := range strings.Fields(question) {
				if !strings.Contains(strings.ToLower(form.Read()), strings.ToLower(word)) {
					t.Errorf("the form has lost %q", word)
				}
			}
			if strings.Contains(one.typed, "@ben @cy") && form.Value("Who to ask") != "ben, cy" {
				t.Errorf("to ask: %s", form.Value("Who to ask"))
			}
			form.Close()
		}
		w.nobodyAsked()
	})
}

// What was mended in the form is asked.
func TestMendingAWrongCommand(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		ada := w.User("ada")
		ada.Slash("#releases", "/quorum Which queue? @ben @cy | options: nats, kafka | quorum: 3, within 2h")
		form := ada.ExpectModal("Ask stakeholders")
		form.Submit().ExpectError("Quorum rule", "can never be met")
		form.Fill("Quorum rule", "2, within 2h").Submit().ExpectClosed()
		w.Channel("releases").ExpectMessage("Which queue?", "0 of 2 answered", "both answers")
		w.User("cy").ExpectDM("Which queue?").Click("kafka")
	})
}

// Whoever mends a command reads the rule that will apply before anybody is asked, as in a form that was filled in by hand.
func TestMendingShowsTheRuleInWords(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		ada := w.User("ada")
		ada.Slash("#releases", "/quorum Which queue? @ben @cy | optoins: nats, kafka | quorum: all, within 2h")
		form := ada.ExpectModal("Ask stakeholders").Expect(`Did you mean "options"?`, "It takes both answers, by today 03:00")
		form.Choose("Kind of answer", "choice").Fill("Options", "nats\nkafka").Submit().ExpectClosed()
		w.Channel("releases").ExpectMessage("Which queue?", "0 of 2 answered", "both answers")
	})
}

// When the form can no longer be opened, the reply has the text.
func TestTheTriggerHasExpired(t *testing.T) {
	t.Parallel()
	bothWays(t, func(w *world) {
		w.Fail("views.open", slacksim.Before, slacksim.Error("expired_trigger_id"))
		w.told("ada", "/quorum Which queue? @ben | optoins: nats", "Did you mean", `"options"`, "Nobody was asked", "@ben")
		w.told("ada", "/quorum", "in time")
		w.nobodyAsked()
	})
}

// A reply that is larger than an acknowledgement may be still has the whole text.
func TestALongTextComesBackWhole(t *testing.T) {
	t.Parallel()
	bothWays(t, func(w *world) {
		w.Fail("views.open", slacksim.Before, slacksim.Error("expired_trigger_id"))
		ada := w.User("ada")
		ada.Slash("#releases", "/quorum "+strings.Repeat("船", 3500)+" END @ben")
		ada.ExpectEphemeral("at most 1000 fit", "END @ben")
	})
}

func TestTheBotCannotPostThere(t *testing.T) {
	t.Parallel()
	bothWays(t, func(w *world) {
		w.AddPrivateChannel("secret", "ada", "ben")
		w.AddChannel("old", "ada", "ben").InviteBot().Archive()
		ada := w.User("ada")
		ada.Slash("#secret", "/quorum Merge? @ben | quorum: 1")
		ada.ExpectEphemeral("/invite @quorum", "Nobody was asked", "/quorum Merge? @ben | quorum: 1")
		ada.Slash("#old", "/quorum Split? @ben")
		ada.ExpectEphemeral("archived", "Nobody was asked", "/quorum Split? @ben")
		ada.Slash("#secret", "/quorum")
		form := ada.ExpectModal("Ask stakeholders").Fill("Question", "Merge?").Pick("Who to ask", "ben")
		form.Submit().ExpectError("Where the summary goes", "/invite @quorum")
		form.ExpectValue("Question", "Merge?")
		w.nobodyAsked()
		w.Channel("secret").InviteBot()
		form.Submit().ExpectClosed()
		w.Channel("secret").ExpectMessage("Merge?", "0 of 1 answered")
	})
}

// A public channel that the bot is not in needs no invitation, unless the workspace has refused that permission.
func TestAPublicChannelWithoutTheBot(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		w.AddChannel("lobby", "ada", "ben")
		w.User("ada").Slash("#lobby", "/quorum Coffee? @ben")
		w.Channel("lobby").ExpectMessage("Coffee?", "0 of 1 answered")
	})
	story(t, func(w *world) {
		w.SetScopes(needed()...)
		w.AddChannel("lobby", "ada", "ben")
		w.User("ada").Slash("#lobby", "/quorum Coffee? @ben")
		w.User("ada").ExpectEphemeral("/invite @quorum", "Nobody was asked")
		w.nobodyAsked()
	})
}

// Whoever cannot be asked is said to the asker, is not asked, and is not counted.
func TestWhoCannotBeAsked(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		w.AddUser("zoe", slacksim.Deleted())
		w.AddUser("robot", slacksim.Bot())
		w.AddUser("max", slacksim.Stranger())
		w.AddUser("ivy", slacksim.Invited())
		w.AddUser("guest", slacksim.Restricted())
		card := w.ask("Ship? @ben @zoe @robot @max @ivy @slackbot @guest")
		card.ExpectUpdate("0 of 2 answered", "ben and guest", "both sources")
		w.User("ada").ExpectEphemeral("Asked 2 people", "@zoe has left the workspace and was not asked", "@robot is a bot",
			"@max is in another organization", "@ivy was invited but has never signed in", "@slackbot is a bot")
		w.User("guest").ExpectDM("Ship?")
		for _, name := range []string{"zoe", "max", "ivy"} {
			w.User(name).ExpectNoDM("")
		}
	})
}

// When too few are left for the rule, the asker reads why.
func TestTooFewAreLeft(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		w.AddUser("zoe", slacksim.Deleted())
		ada := w.User("ada")
		ada.Slash("#releases", "/quorum Ship? @ben @zoe | quorum: 2")
		ada.ExpectModal("Ask stakeholders").Expect("@zoe has left the workspace", "can never be met").Close()
		ada.Slash("#releases", "/quorum Ship? @zoe")
		form := ada.ExpectModal("Ask stakeholders").Expect("@zoe has left the workspace", "Name somebody else")
		form.Submit().ExpectError("Who to ask", "@zoe has left")
		w.nobodyAsked()
	})
}

// In one's own conversation there is no place for a reply to a form; who was left out is said in a message.
func TestWhoWasLeftOutIsSaidAfterAForm(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		w.AddUser("zoe", slacksim.Deleted())
		ada := w.User("ada")
		ada.Shortcut("Ask stakeholders")
		form := ada.ExpectModal("Ask stakeholders").Fill("Question", "Ship?").Pick("Who to ask", "ben", "zoe")
		form.Expect("It takes the one answer", "@zoe has left the workspace")
		form.Submit().ExpectClosed()
		ada.ExpectDM("Asked 1 person", "@zoe", "was not asked")
	})
}

func TestTooMany(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		ada := w.User("ada")
		ada.Slash("#releases", "/quorum Ship? @ben @cy @di @eve")
		ada.ExpectModal("Ask stakeholders").Expect("at most 3")
		w.nobodyAsked()
	}, func(l *likeness) { l.most = 3 })
}

// A verb with names after it is no question to them.
func TestAVerbWithNamesAsksNobody(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		ada := w.User("ada")
		for typed, says := range map[string]string{
			"deputy @ben @cy":           "Name one person",
			"remind Q1 @ben":            "/quorum remind takes no names",
			"remind @ben and @cy of Q1": "To ask it as a question, end it with a question mark.",
			"status @ben":               "/quorum status takes no names",
			"log @ben":                  "/quorum log takes no names",
			"away @ben":                 "/quorum away takes no names",
			"pause S1 @ben":             "/quorum pause takes no names",
			"add @ben Q1":               `"@ben" is not the id of a question.`,
			"edit @ben S1":              `"@ben" is not the id of a schedule.`,
		} {
			ada.Slash("#releases", "/quorum "+typed)
			ada.ExpectEphemeral(says, "You wrote:", "/quorum "+typed)
		}
		w.nobodyAsked()
		w.ask("Status? @ben")
		w.ask("Close Q1 for good @ben")
	})
}
