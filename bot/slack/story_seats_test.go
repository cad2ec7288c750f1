package slack_test

import (
	"strings"
	"testing"
	"time"
)

func TestSomebodyElseAnswersInMyPlace(t *testing.T) {
	t.Parallel()
	bothWays(t, func(w *world) {
		card := w.ask("Ship? @ben @cy | quorum: 2, within 2h")
		ben := w.User("ben")
		q := ben.ExpectDM("Ship?").Menu("Not me").ExpectUpdate("Recorded: Not me")
		q.Click("Ask somebody in my place")
		form := ben.ExpectModal("Ask somebody else").Expect("Ship?")
		form.Pick("In your place", "ben").Submit().ExpectError("In your place", "you")
		form.Pick("In your place", "cy").Submit().ExpectError("In your place", "This person is asked already.")
		form.Pick("In your place", "ada").Submit().ExpectError("In your place", "Whoever asked Q1 cannot answer it")
		form.Pick("In your place", "di").Submit().ExpectClosed()
		q.ExpectUpdate("di", "asked in your place")
		w.User("di").ExpectDM("ben", "named you", "Ship?").Click("No")
		card.ExpectUpdate("1 of 2 answered")
		q.Click("Answer after all").ExpectUpdate("[Yes]").Click("Yes").ExpectUpdate("Your answer: Yes")
		w.after(5 * time.Second)
		card.ExpectUpdate("1 of 2 answered") // the first of the two fills the seat
		w.User("cy").ExpectDM("Ship?").Click("No")
		card.ExpectReply("Decided: No, 2 of 2 answers", "ben", "Yes", "not counted", "di for ben")
	})
}

func TestOnlyBlindAnswersCount(t *testing.T) {
	t.Parallel()
	bothWays(t, func(w *world) {
		card := w.ask("Ship? @ben @cy @di | quorum: 2, within 2h")
		ben := w.User("ben")
		q := ben.ExpectDM("Ship?").Click("Yes").ExpectUpdate("Your answer: Yes")
		card.ExpectUpdate("1 of 3 answered")
		q.Click("Add a reason")
		ben.ExpectModal("Your answer").Choose("Discussed before?", "I have discussed this with others").Submit().ExpectClosed()
		q.ExpectUpdate("shown and does not count")
		card.ExpectUpdate("0 of 3 answered")
		w.User("cy").ExpectDM("Ship?").Click("No")
		w.User("di").ExpectDM("Ship?").Click("No")
		card.ExpectReply("Decided: No, 2 of 2 answers", "ben", "Yes", "not counted")
	})
}

func TestARuleThatCannotBeMetAnyMore(t *testing.T) {
	t.Parallel()
	bothWays(t, func(w *world) {
		card := w.ask("Ship? @ben @cy | quorum: 2, within 2h")
		w.User("ben").ExpectDM("Ship?").Menu("Not me")
		ada := w.User("ada")
		stuck := ada.ExpectDM("no longer get enough", "[Add people] [Lower the rule] [Close now]")
		stuck.Click("Lower the rule")
		form := ada.ExpectModal("Lower the rule").ExpectValue("Quorum rule", "2, within 2h")
		form.Fill("Quorum rule", "all of them").Submit().ExpectError("Quorum rule", "is not a quorum rule")
		form.ExpectValue("Quorum rule", "all of them").Fill("Quorum rule", "2, within 3h").Submit().
			ExpectError("Quorum rule", "That cannot be met either: it has 0 of 2 answers, and only 1 person can still answer.")
		form.Close()
		stuck.Click("Add people")
		form = ada.ExpectModal("Add people").Expect("Ship?")
		form.Pick("Who to ask", "cy").Submit().ExpectError("Who to ask", "Everybody named is asked already.")
		form.Pick("Who to ask", "di").Submit().ExpectClosed()
		w.User("di").ExpectDM("Ship?").Menu("No opinion")
		card.ExpectUpdate("cy and di", "0 of 3 answered")
		ada.ExpectDMs(2, "can no longer get enough answers")
		if trouble := ada.Slash("#releases", "/quorum add Q1 @eve"); trouble != "" {
			t.Fatal(trouble)
		}
		ada.ExpectEphemeral("Asking them Q1 too.")
		w.User("eve").ExpectDM("Ship?")
		w.User("cy").ExpectDMs(1, "Ship?") // who was asked is not asked again for it
		if trouble := ada.Slash("#releases", "/quorum lower Q1 1"); trouble != "" {
			t.Fatal(trouble)
		}
		ada.ExpectEphemeral("Q1: It takes 1 of 4 answers")
		w.User("eve").ExpectDM("Ship?").Click("Yes")
		card.ExpectReply("Leaning: Yes")
	})
}

// Of three, one is not the one and one has a conflict of interest. Whoever asks is told what would help, and it goes on.
func TestAWayOutIsNotTheEnd(t *testing.T) {
	t.Parallel()
	bothWays(t, func(w *world) {
		card := w.ask("Ship? @ben @cy @di")
		ben := w.User("ben").ExpectDM("Ship?").Menu("Not me")
		w.User("cy").ExpectDM("Ship?").Menu("Conflict of interest")
		told := w.User("ada").ExpectDM("can no longer get enough answers", "only 1 person can still answer", "What would help: ask 1 more person, or lower it to 1 independent.",
			"[Add people] [Lower the rule] [Close now]")
		w.User("di").ExpectDM("Ship?").Click("Yes")
		card.ExpectUpdate("1 of 3 answered")
		card.ExpectNoReply("")
		ben.Click("Ask somebody in my place")
		w.User("ben").ExpectModal("Ask somebody else").Pick("In your place", "eve").Submit().ExpectClosed()
		told.ExpectUpdate("Q1", "can get enough answers again", "2 of 3", "Jan 3", "1 of 3 answered.")
		if read := told.Read(); strings.Contains(read, "[") {
			t.Errorf("ada reads %s", read)
		}
		w.User("eve").ExpectDM("ben", "named you").Click("Yes")
		card.ExpectReply("Decided: Yes, 2 of 2 answers")
		told.ExpectUpdate("Q1 has its summary: Ship?", "Read the summary")
	})
}

func TestNobodyIsLeftAndItWaitsForTheAsker(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		card := w.ask("Ship? @ben @cy | quorum: 2, within 2h")
		w.User("ben").ExpectDM("Ship?").Click("Yes")
		w.User("cy").ExpectDM("Ship?").Menu("No opinion")
		w.User("ada").ExpectDM("no longer get enough", "So far it has 1 of 2 answers, and nobody else can still answer.")
		card.ExpectNoReply("")
		w.after(2*time.Hour + time.Second)
		card.ExpectReply("No quorum: 1 of 2 answers", "No", "no answer", "cy")
	})
}

func TestClosingWhatCannotBeMet(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		card := w.ask("Ship? @ben @cy @di | quorum: 3, within 2h")
		w.User("cy").ExpectDM("Ship?").Click("No")
		w.User("ben").ExpectDM("Ship?").Menu("Not me")
		w.User("ada").ExpectDM("can no longer get enough").Click("Close now")
		w.User("ada").ExpectEphemeral("Q1 is closed.")
		card.ExpectReply("Closed: ended early")
	})
}

func TestReopening(t *testing.T) {
	t.Parallel()
	bothWays(t, func(w *world) {
		card := w.ask("Ship? @ben @cy @di | quorum: 1, within 2h | context: The docs are ready.")
		ada := w.User("ada")
		if trouble := ada.Slash("#releases", "/quorum reopen Q1"); trouble != "" {
			t.Fatal(trouble)
		}
		ada.ExpectEphemeral("Q1 is still open.")
		w.User("ben").ExpectDM("Ship?").Click("Yes")
		card.ExpectReply("Leaning: Yes")
		w.User("di").ExpectDM("Ship?").Click("No")
		card.ExpectReply("a tie", "1 to 1", "ada can reopen it")
		told := ada.ExpectDM("Late answers would change Q1", "[Reopen]").Click("Reopen")
		ada.ExpectEphemeral("Q1", "is asked again", "Q2")
		told.ClickAsSeen("Reopen") // a second click is the same wish
		told.ExpectUpdate("Q1 was asked again as Q2")
		card.ExpectReply("a tie", "1 to 1", "It was asked again as Q2.")
		card.ExpectUpdate("Asked again as Q2.")
		again := w.Channel("releases").ExpectMessages(2, "Ship?")[1]
		again.ExpectUpdate("Q2", "The docs are ready.", "This asks again what Q1 asked.", "0 of 3 answered", "1 of 3 answers")
		for _, name := range []string{"ben", "cy", "di"} {
			w.User(name).ExpectDMs(2, "Ship?")
		}
		w.told("ada", "/quorum log", "Q1: Leaning: Yes", "asked again as Q2")
		if trouble := w.User("ben").Slash("#releases", "/quorum reopen Q1"); trouble != "" {
			t.Fatal(trouble)
		}
		w.User("ben").ExpectEphemeral("Only the person", "Q1")
	})
}

func TestALateBlockIsSaid(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		card := w.ask("Ship? @ben @cy @di | kind: fist | quorum: 2, within 2h")
		w.User("ben").ExpectDM("Ship?").Click("5")
		w.User("cy").ExpectDM("Ship?").Click("4")
		card.ExpectReply("4, the median")
		w.User("di").ExpectDM("Ship?").Click("0")
		card.ExpectReply("A late answer blocks it: 1 of 3")
		w.User("ada").ExpectDM("A late answer blocks it: 1 of 3", "[Reopen]")
	})
}
