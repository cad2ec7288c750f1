package slack_test

import "testing"

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
