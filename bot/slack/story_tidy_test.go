package slack_test

import (
	"testing"
	"time"
)

// A question that is cancelled says so to everybody, and one with more time says until when.
func TestTheQuestionItselfIsCancelledOrHasMoreTime(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		w.ask("Ship? @ben @cy | quorum: 2, within 2h, else extend 1h")
		ben, cy := w.User("ben").ExpectDM("Ship?", "until Jan 3, 2000 at 11:00 AM"), w.User("cy").ExpectDM("Ship?")
		cy.Click("Yes").ExpectUpdate("Your answer: Yes")
		w.after(2*time.Hour + time.Minute)
		ben.ExpectUpdate("until Jan 3, 2000 at 12:00 PM", "[Yes]")
		w.told("ada", "/quorum cancel Q1", "is cancelled")
		w.after(time.Minute)
		ben.ExpectUpdate("ada", "cancelled")
		cy.ExpectUpdate("ada", "cancelled")
	}, onMonday)
}

// A question that is shown anew does not tell whoever stands in that the person has answered.
func TestAQuestionShownAnewTellsNothingOfAnswers(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		w.ask("Ship? @ben @cy | quorum: all, by 17:00 | deputies: @eve for @ben")
		w.after(6*time.Hour + 50*time.Minute)
		const asked = "You are asked as well, since ben had not answered by then."
		eve := w.User("eve").ExpectDM("Ship?", asked, "until Jan 3, 2000 at 5:00 PM")
		w.User("ben").ExpectDM("A reminder").Click("Yes")
		w.User("ada").Slash("#releases", "/quorum lower Q1 all, by tue 12:00")
		eve.ExpectUpdate(asked, "until Jan 4, 2000")
	}, onMonday, calmly)
}
