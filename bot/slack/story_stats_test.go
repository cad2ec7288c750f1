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
		w.told("eve", "/quorum stats", "Nothing", "7 days", "/quorum stats month")
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
		w.told("eve", "/quorum stats quarter", "The last 13 weeks", "Asked: 12 questions", "Median time to decision")
		w.told("eve", "/quorum stats month", "The last 30 days", "Asked: 12 questions")
		w.Fail("response_url", slacksim.Before, slacksim.Error("invalid_blocks"), slacksim.Times(1)) // charts are refused
		eve.Slash("#releases", "/quorum stats month")
		w.after(time.Second)
		if told := eve.ExpectEphemeral("The last 30 days"); strings.Contains(told.Read(), "Median time to decision") || !strings.Contains(told.Read(), "Asked: 12") {
			t.Errorf("without a chart eve reads %s", told.Read())
		}
		w.told("eve", "/quorum stats yaer", "week", "month", "quarter")
		w.told("eve", "/quorum stats weak", "Did you mean")
		w.told("eve", "/quorum stats q12", "Did you mean", "/quorum status Q12")
		w.Channel("releases").ExpectNoMessage("Asked: 12 questions")
	}, calmly)
}
