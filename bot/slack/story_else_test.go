package slack_test

import (
	"strings"
	"testing"
	"time"
)

func TestWhatHappensWithoutAQuorumIsAnnounced(t *testing.T) {
	t.Parallel()
	bothWays(t, func(w *world) {
		card := w.ask("Rename it? @ben @cy @di | kind: consent | quorum: 3, within 2 working days, else yes")
		card.ExpectUpdate("Without a quorum by then, No objection is adopted by default.")
		w.User("ben").ExpectDM("Rename it?", "Without a quorum by then, No objection is adopted by default.").Click("Stand aside")
		w.after(2 * 24 * time.Hour)
		card.ExpectReply("No objection, by default: 1 of 3 answers when time was up, as announced.")
		w.User("ada").Slash("#releases", "/quorum Sure? @ben @cy | kind: consent | quorum: 2, within 2h, else yes")
		w.User("ada").ExpectModal("Ask stakeholders").Expect("Silence is taken for consent after one working day of everybody asked at the earliest.")
	}, onMonday)
}

func TestSomebodyElseIsAskedAtTheDeadline(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		card := w.ask("Ship? @ben @cy | quorum: 2, within 2h, else ask @di")
		card.ExpectUpdate("Without a quorum by then, @di is asked too, and it goes on for as long again.")
		w.User("ben").ExpectDM("Ship?").Click("Yes")
		w.after(2 * time.Hour)
		w.restart(func() { w.after(time.Minute) })
		w.User("di").ExpectDM("Ship?", "until Jan 1, 2000 at 5:00").Click("Yes")
		card.ExpectReply("Decided: Yes, 2 of 2 answers")
	})
}

func TestItGoesOnAtTheDeadline(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		card := w.ask("Ship? @ben @cy | quorum: 2, within 2h, else extend 1h")
		w.after(2*time.Hour + time.Minute)
		card.ExpectUpdate("0 of 2 answered", "by Jan 1, 2000 at 3:00")
		if strings.Contains(card.Read(), "Without a quorum") {
			t.Error("it announces what happens no more")
		}
		w.after(time.Hour)
		card.ExpectReply("No quorum: 0 of 2")
	})
}

func TestWhatItTakesToPass(t *testing.T) {
	t.Parallel()
	bothWays(t, func(w *world) {
		card := w.ask("Ship? @ben @cy @di | quorum: 3, within 2h | pass: 2/3")
		card.ExpectUpdate("It takes all 3 answers and, to pass, 2/3 of the answers")
		w.User("ben").ExpectDM("Ship?", "to pass, 2/3 of the answers").Click("Yes")
		w.User("cy").ExpectDM("Ship?").Click("No")
		w.User("di").ExpectDM("Ship?").Click("No")
		card.ExpectReply("Decided: No", "1 of 3", "2/3")
		w.User("ada").Slash("#releases", "/quorum")
		form := w.User("ada").ExpectModal("Ask stakeholders")
		form.Fill("Question", "Go?").Pick("Who to ask", "ben", "cy").Fill("Pass rule", "mostly").Submit().
			ExpectError("Pass rule", `"mostly" is no pass rule.`)
		form.Fill("Pass rule", "majority").Submit().ExpectClosed()
		w.Channel("releases").ExpectMessage("Go?", "to pass, more than half of the answers")
	})
}
