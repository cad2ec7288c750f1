package slack_test

import (
	"strings"
	"testing"
	"time"

	"quorum/bot/slack/slacksim"
)

// Anybody reads the same figures, of all questions, in words that name nobody.
func TestWhatWaitingWasLike(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		eve := w.User("eve")
		eve.Slash("#releases", "/quorum stats")
		eve.ExpectEphemeral("Nothing was asked or decided in the last 7 days", "/quorum stats month")
		w.busyDays(6)
		eve.Slash("#releases", "/quorum stats")
		// Three times di and ben answered, in 5 and 10 minutes, and three times ben and cy, in 10 and 40.
		told := eve.ExpectEphemeral("The last 7 days", "Asked: 6 questions. 6 decisions.", "Time to decision: 10 min at the median",
			"Parallel gain: at least 45 min of working time", "Quorum gain:", "What that cost: 6 people asked beyond the 12 answers needed; 3 of them answered too.",
			"Reversals: 3 of 6 decisions", "There is a trend once")
		for _, word := range []string{"ada", "ben", "Past", "Yes"} {
			if strings.Contains(told.Read(), word) {
				t.Errorf("the figures name %s:\n%s", word, told.Read())
			}
		}
		w.busyDays(6)
		eve.Slash("#releases", "/quorum stats quarter")
		eve.ExpectEphemeral("The last 13 weeks", "Asked: 12 questions", "Median time to decision")
		eve.Slash("#releases", "/quorum stats month")
		eve.ExpectEphemeral("The last 30 days", "Asked: 12 questions")
		w.Fail("response_url", slacksim.Before, slacksim.Error("invalid_blocks"), slacksim.Times(1)) // charts are refused
		eve.Slash("#releases", "/quorum stats month")
		w.after(time.Second)
		if told := eve.ExpectEphemeral("The last 30 days"); strings.Contains(told.Read(), "Median time to decision") || !strings.Contains(told.Read(), "Asked: 12") {
			t.Errorf("without a chart eve reads %s", told.Read())
		}
		eve.Slash("#releases", "/quorum stats yaer")
		eve.ExpectEphemeral("There are figures for a week, a month or a quarter")
		eve.Slash("#releases", "/quorum stats weak")
		eve.ExpectEphemeral("Did you mean week?")
		eve.Slash("#releases", "/quorum stats q12")
		eve.ExpectEphemeral("Did you mean /quorum status Q12?")
		w.Channel("releases").ExpectNoMessage("Asked: 12 questions")
	}, calmly)
}
