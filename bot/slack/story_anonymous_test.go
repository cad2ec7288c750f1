package slack_test

import (
	"strings"
	"testing"
	"time"
)

func TestNobodyLearnsWhoSaidWhat(t *testing.T) {
	t.Parallel()
	bothWays(t, func(w *world) {
		w.AddUser("fay")
		w.AddUser("gus")
		card := w.ask("Does the plan work? @ben @cy @di @eve @fay @gus | quorum: 5, within 2h | anonymous")
		card.ExpectUpdate("never who")
		people := []string{"ben", "cy", "di", "eve", "fay"}
		for i, name := range people {
			q := w.User(name).ExpectDM("Does the plan work?", "Anonymous. ada can see that you answered", "never what", "[Answer]")
			q.Click("Answer")
			form := w.User(name).ExpectModal("Your answer").Expect("Anonymous.", "without your name")
			form.Choose("Your answer", []string{"Yes", "No"}[i%2])
			if name == "di" {
				form.Fill("Reason", "Nobody asked support.")
			}
			form.Submit().ExpectClosed()
			q.ExpectUpdate("in the box", "can no longer be changed")
			if read := q.Read(); strings.Contains(read, "Your answer: ") || strings.Contains(read, "[Change]") || strings.Contains(read, "support") {
				t.Errorf("%s reads %s", name, read)
			}
			if i == 1 {
				w.restart(nil)
				w.told("ada", "/quorum status Q1", "2 of 6 answered", "di, eve, fay and gus")
			}
		}
		summary := card.ExpectReply("Leaning: Yes, 3 to 2", "nobody can tell who said what", "Nobody asked support.")
		for _, line := range strings.Split(summary.Read(), "\n") {
			for _, name := range people {
				if strings.Contains(line, name) {
					t.Errorf("the summary names %s: %s", name, line)
				}
			}
		}
		w.User("gus").ExpectDM("Does the plan work?").Click("Answer")
		w.User("gus").ExpectModal("Your answer").Expect("An anonymous answer is given once, while the question is open.")
		w.after(time.Hour)
		card.ExpectNoReply("gus says")
	})
}

func TestAskingAnonymouslyInTheForm(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		w.AddUser("fay")
		ada := w.User("ada")
		ada.Slash("#releases", "/quorum")
		form := ada.ExpectModal("Ask stakeholders").Fill("Question", "Is it fun?").Pick("Who to ask", "ben", "cy", "di", "eve").
			Choose("Anonymous", "Nobody learns who said what").Submit()
		form.ExpectError("Who to ask", "An anonymous question needs at least 5 answers")
		form.Pick("Who to ask", "ben", "cy", "di", "eve", "fay").Submit().ExpectClosed()
		w.User("fay").ExpectDM("Is it fun?", "Anonymous.")
		ada.Slash("#releases", "/quorum Is it fun? @ben @cy @di @eve @fay | anonymous | quorum: decided")
		ada.ExpectModal("Ask stakeholders").Expect("A rule that looks at the answers would tell what the last of them was.").
			ExpectValue("Anonymous", "Nobody learns who said what")
	})
}
