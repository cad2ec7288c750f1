package slack_test

import (
	"testing"
	"time"
)

// sameEverywhere wants that the outcome of Q1 begins with the title in its summary, on its card and in its status, and that
// every list has it in the same words.
func (w *world) sameEverywhere(title, headline string) {
	w.t.Helper()
	card := w.Channel("releases").ExpectMessage("Q1")
	card.ExpectUpdate(title + ": ").ExpectReply(title + ": ")
	ada := w.User("ada")
	ada.Slash("#releases", "/quorum status Q1")
	ada.ExpectEphemeral(title + ": ")
	for _, list := range []string{"list", "log"} {
		ada.Slash("#releases", "/quorum "+list)
		ada.ExpectEphemeral("Q1: " + headline + ", ")
	}
	ada.OpenHome().Expect("Q1: " + headline + ", ")
}

func TestABlockIsCalledSoEverywhere(t *testing.T) {
	t.Parallel()
	for kind, answers := range map[string][2]string{"consent": {"No objection", "Objection"}, "fist": {"5", "0"}} {
		story(t, func(w *world) {
			w.ask("Rename it? @ben @cy @di @eve | kind: " + kind + " | quorum: all")
			for _, name := range []string{"ben", "cy", "di"} {
				w.User(name).ExpectDM("Rename it?").Click(answers[0])
			}
			eve := w.User("eve")
			eve.ExpectDM("Rename it?").Click(answers[1])
			if kind == "consent" {
				eve.ExpectModal("Your answer").Fill("Reason", "Two clients break.").Submit().ExpectClosed()
			}
			w.sameEverywhere("Blocked", "Blocked")
			w.Channel("releases").ExpectMessage("Q1").ExpectReply("Blocked: 1 of 4 ")
		}, onMonday)
	}
}

func TestADefaultIsCalledSoEverywhere(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		w.ask("Ship? @ben @cy | quorum: 2, within 2h, else yes")
		w.after(2*time.Hour + time.Minute)
		w.sameEverywhere("Yes, by default", "Yes, by default")
	}, onMonday)
}
