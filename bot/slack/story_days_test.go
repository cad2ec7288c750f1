package slack_test

import (
	"strconv"
	"testing"
	"time"

	"quorum/bot/slack/slacksim"
)

// calmly spares days of pings.
func calmly(l *likeness) { l.sim.Mode = slacksim.HTTP }

func TestTheDeadline(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		card := w.ask("Ship? @ben @cy @di | quorum: all, within 1d")
		w.User("ben").ExpectDM("Ship?").Click("Yes")
		late := w.User("cy").ExpectDM("Ship?")
		w.after(23 * time.Hour)
		if n := len(card.Replies()); n > 0 {
			t.Fatal("the summary came too early")
		}
		w.after(time.Hour)
		card.ExpectReply("No quorum", "1 of 3", "time was up", "Yes 1: ben", "Not answered: cy and di")
		card.ExpectUpdate("No quorum")
		late.ClickAsSeen("No")
		late.ExpectUpdate("Your answer: No", "not counted", "Q1 is closed")
		w.after(time.Hour)
		if n := len(card.Replies()); n != 1 {
			t.Errorf("in the thread: %q", readAll(card.Replies()))
		}
	}, calmly)
}

// A decided poll stays open for late answers until its deadline, and then closes without another word.
func TestDecidedAndThenTheDeadline(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		card := w.ask("Ship? @ben @cy @di | quorum: 2, within 12h")
		w.User("ben").ExpectDM("Ship?").Click("Yes")
		w.User("cy").ExpectDM("Ship?").Click("Yes")
		card.ExpectReply("Decided: Yes").ExpectUpdate("Late answers until")
		card.ExpectUpdate("Late answers until")
		w.after(10 * time.Hour)
		di := w.User("di").ExpectDM("Ship?").Menu("Answer late")
		w.User("di").ExpectModal("Your answer").Choose("Your answer", "No").Submit().ExpectClosed()
		di.ExpectUpdate("not counted")
		w.after(2 * time.Hour)
		w.told("ada", "/quorum status Q1", "Decided: Yes", "2 of 3 answered", "Closed")
		if n := len(card.Replies()); n != 1 {
			t.Errorf("in the thread: %q", readAll(card.Replies()))
		}
	}, calmly)
}

// A program that slept through the deadline keeps it as soon as it wakes.
func TestSleptThroughTheDeadline(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		card := w.ask("Ship? @ben @cy @di | quorum: all, within 2h")
		w.ask("Or wait? @ben @cy @di | quorum: all, within 1h")
		w.User("ben").ExpectDM("Ship?").Click("Yes").ExpectUpdate("Your answer: Yes")
		w.restart(func() { w.after(3 * 24 * time.Hour) })
		card.ExpectReply("No quorum", "1 of 3 answers")
		w.Channel("releases").ExpectMessage("Or wait?").ExpectReply("No quorum", "0 of 3 answers")
	}, calmly)
}

// Somebody is deactivated in the middle: nobody waits for them, and an answer given before counts.
func TestSomebodyLeaves(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		card := w.ask("Ship? @ben @cy @di | quorum: all")
		w.User("ben").ExpectDM("Ship?").Click("Yes").ExpectUpdate("Your answer: Yes")
		w.User("cy").ExpectDM("Ship?")
		w.ChangeUser("cy", slacksim.Deleted())
		w.ChangeUser("ben", slacksim.Deleted())
		card.ExpectUpdate("1 of 3 answered", "both answers")
		w.User("di").ExpectDM("Ship?").Click("Yes")
		card.ExpectReply("Decided: Yes", "Yes 2: ben and di", "Could not answer, as if not asked: cy")
		w.ask("And now? @di @cy")
		w.User("ada").ExpectEphemeral("@cy", "was not asked")
	})
}

// A private channel is shared with another organization and gets a new id: card and thread are found all the same.
func TestTheChannelHasANewID(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		private := w.AddPrivateChannel("deal", "ada", "ben", "cy").InviteBot()
		w.User("ada").Slash("#deal", "/quorum Sign? @ben @cy | quorum: all")
		card := private.ExpectMessage("Sign?")
		w.User("ben").ExpectDM("Sign?").Click("Yes")
		card.ExpectUpdate("1 of 2 answered")
		was := private.ID
		w.SendEvent(map[string]any{"type": "channel_id_changed", "old_channel_id": was, "new_channel_id": "C0SHARED"})
		w.after(time.Minute)
		w.User("cy").ExpectDM("Sign?").Click("Yes")
		w.after(time.Minute)
		for _, c := range w.Calls("chat.postMessage") {
			if isSummary(c) && c.Args["channel"] != "C0SHARED" {
				t.Errorf("the summary went to %s", c.Args["channel"])
			}
		}
	})
}

// For days a question a day is asked, answered and closed, and nothing is left that keeps the program busy.
func TestDaysGoBy(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		for day := range 2 {
			question := "Day " + strconv.Itoa(day) + "?"
			card := w.ask(question + " @ben @cy @di | quorum: 2, within 5h")
			w.after(time.Hour)
			w.User("ben").ExpectDM(question).Click("Yes")
			if day%2 == 0 {
				w.after(time.Hour)
				w.User("cy").ExpectDM(question).Click("Yes")
				card.ExpectReply("Decided: Yes")
			} else {
				w.after(6 * time.Hour)
				card.ExpectReply("No quorum")
			}
			w.after(16 * time.Hour)
		}
		calls := len(w.Calls(""))
		w.after(12 * time.Hour)
		if more := len(w.Calls("")) - calls; more > 0 {
			t.Errorf("%d calls in half a day in which nothing happened", more)
		}
		w.User("ada").OpenHome().Expect("Q2: No quorum", "Q1: Decided: Yes")
	}, calmly)
}
