package slack_test

import (
	"testing"
	"time"

	"quorum/bot/slack/slacksim"
)

// A sentence that begins like a command is asked as it is, and nobody learns of another question.
func TestASentenceIsNoCommand(t *testing.T) {
	t.Parallel()
	for _, question := range []string{
		"Add Q1 numbers to the deck?", "Lower Q1 targets for the team?", "close Q1 books by friday?", "Remind Q1 owners of the deadline?", "cancel Q1 subscription?",
		"edit S1 for clarity?", "run it again?", "save the date?", "use kafka for this?", "Reopen Q1 hiring?",
	} {
		t.Run(question, func(t *testing.T) {
			t.Parallel()
			story(t, func(w *world) {
				w.ask("Sell the company? @eve")
				w.told("ada", "/quorum "+question+" @ben @cy", "Asked 2 people", "Q2")
				w.User("ben").ExpectDM(question)
				w.User("cy").ExpectDM(question)
				w.User("ben").ExpectNoDM("Sell the company?")
				w.Channel("releases").ExpectMessage("Sell the company?", "0 of 1 answered")
			}, calmly)
		})
	}
}

// What may be a question or a mistyped command is asked of nobody before the asker has seen it in the form.
func TestInDoubtTheFormOpens(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		ada := w.User("ada")
		w.ask("Sell the company? @eve")
		for _, c := range [][3]string{
			{"add Q1 too @ben", "add Q1 too", "/quorum add Q12 @dan"},
			{"close Q1 please @ben", "close Q1 please", "/quorum close Q12"},
			{"save money on hosting? @ben", "save money on hosting?", "/quorum save standup"},
			{"use standup for the release @ben", "use standup for the release", "You have saved nothing as standup"},
		} {
			ada.Slash("#releases", "/quorum "+c[0])
			ada.ExpectModal("Ask stakeholders").Expect(c[2]).ExpectValue("Question", c[1]).Close()
		}
		w.User("ben").ExpectNoDM("")
		ada.Slash("#releases", "/quorum close Q1 books @ben")
		ada.ExpectModal("Ask stakeholders").Submit().ExpectClosed()
		w.User("ben").ExpectDM("close Q1 books")
		w.told("ada", "/quorum statsu Q2", "Did you mean /quorum status Q2?")
		w.told("ada", "/quorum ad Q1 @ben", "Did you mean /quorum add Q1")
	}, calmly)
}

// Keys without a bar are understood; what is plainly malformed opens the form with what was understood in its fields.
func TestKeysWithoutBars(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		ada := w.User("ada")
		for _, typed := range []string{"Which color? @ben @cy options: red, blue", "Which hue?\noptions: red, blue\nquorum: 2\n@ben @cy", "@ben @cy Which tint?\noptions: red, blue"} {
			w.told("ada", "/quorum "+typed, "Asked 2 people")
		}
		for _, question := range []string{"Which color?", "Which hue?", "Which tint?"} {
			w.User("ben").ExpectDM(question, "[blue]", "[red]")
		}
		for _, c := range []struct{ typed, says, question, options, rule string }{
			{"Which one? options: red, blue @ben @cy", "options: stands inside the question", "Which one?", "red\nblue", ""},
			{"Which kind: red or blue? @ben @cy", "kind: stands inside the question", "Which kind: red or blue?", "", ""},
			{"Ship \"the thing? @ben @cy", "One quotation mark is missing", "Ship \"the thing?", "", ""},
			{"Ship it? @ben @cy | within: 2h", "quorum: within 2h", "Ship it?", "", "within 2h"},
			{"Ship it? @ben @cy | by: fri", "quorum: by fri", "Ship it?", "", "by fri"},
			{"Ship it? @ben @cy | quorum: 2 | deadline: fri 12:00", "quorum: 2, by fri 12:00", "Ship it?", "", "2, by fri 12:00"},
			{"@nobodyknows @ben @cy Ship it?", "@nobodyknows is not a mention", "Ship it?", "", ""},
			{"@ben @cy @nobodyknows", "@nobodyknows", "@nobodyknows", "", ""},
			{"Should @dora own it? @ben @cy", "@dora is not a mention", "Should @dora own it?", "", ""},
		} {
			ada.Slash("#releases", "/quorum "+c.typed)
			form := ada.ExpectModal("Ask stakeholders").Expect(c.says).ExpectValue("Question", c.question).ExpectValue("Options", c.options).ExpectValue("Quorum rule", c.rule)
			form.ExpectValue("Who to ask", "ben, cy").Close()
		}
		for _, question := range []string{"Drop `@nobody` here?", "Is user@host right?", "Use @Override in Java?", "Move to @types/node?", "Mail to ana@acme.com?"} {
			w.told("ada", "/quorum "+question+" @ben @cy", "Asked 2 people")
		}
	}, calmly)
}

// Options in the form make a choice of a yes/no question, as when typed.
func TestOptionsInTheFormMakeAChoice(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		ada := w.User("ada")
		ada.Slash("#releases", "/quorum")
		ada.ExpectModal("Ask stakeholders").Fill("Question", "Which queue?").Fill("Options", "nats\nkafka").Pick("Who to ask", "ben", "cy").Submit().ExpectClosed()
		w.User("ben").ExpectDM("Which queue?", "[kafka]", "[nats]")
	}, calmly)
}

// Who asks stands in for nobody, and nobody stands in for who is not asked.
func TestStandInsForNobody(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		w.told("ben", "/quorum Ship? @cy @di | deputies: @ben for @cy", "Asked 2 people", "You stand in for nobody, since you ask: nobody is asked in the place of", "cy")
		w.told("ben", "/quorum Ship? @di | deputies: @eve for @cy", "Asked 1 person", "is not asked, so nobody can stand in there.")
	}, calmly)
}

// A command that is delivered again is one question, also when it is still being asked. The same text typed twice is two.
func TestRetriedAndTypedTwice(t *testing.T) {
	t.Parallel()
	bothWays(t, func(w *world) {
		ada := w.User("ada")
		w.Duplicate(slacksim.SlashCommands, 1)
		ada.Slash("#releases", "/quorum Café? @ben @cy")
		w.User("ben").ExpectDMs(1, "Café?")
		slow := w.Fail("users.info", slacksim.Before, slacksim.Unavailable)
		w.Duplicate(slacksim.SlashCommands, 1)
		ada.Slash("#releases", "/quorum Thé? @di @eve")
		ada.ExpectEphemeral("Asking…")
		slow.Stop()
		w.after(5 * time.Minute)
		w.User("di").ExpectDMs(1, "Thé?")
		for range 2 {
			ada.Slash("#releases", "/quorum Café? @ben @cy")
		}
		w.after(time.Minute)
		w.User("ben").ExpectDMs(3, "Café?")
		w.User("cy").ExpectDMs(3, "Café?")
	})
}
