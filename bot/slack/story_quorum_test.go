package slack_test

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

func TestATieIsWaitedOut(t *testing.T) {
	t.Parallel()
	bothWays(t, func(w *world) {
		card := w.ask("Ship? @ben @cy @di | quorum: within 2h")
		card.ExpectUpdate("2 of 3", "no tie")
		w.User("ben").ExpectDM("Ship?", "2 of 3", "no tie").Click("Yes")
		w.User("cy").ExpectDM("Ship?").Click("No")
		card.ExpectUpdate("2 of 3 answered", "2 of 3", "no tie")
		card.ExpectNoReply("")
		if read := w.screen("ada") + w.screen("di"); strings.Contains(read, "Tied") || strings.Contains(read, "tied") {
			t.Errorf("that it is tied is told:\n%s", read)
		}
		w.User("di").ExpectDM("Ship?").Click("No")
		card.ExpectReply("Decided: No, 2 to 1", "Rule: 2 of 3 sources. 3 of 3 answered.")
	})
}

func TestATieThatNobodyBreaks(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		card := w.ask("Ship? @ben @cy @di | quorum: 2, within 2h")
		w.User("ben").ExpectDM("Ship?").Click("Yes")
		w.User("cy").ExpectDM("Ship?").Click("No")
		w.after(2*time.Hour + time.Second)
		card.ExpectReply("Tied: Yes and No")
	})
}

func TestManyAreAskedAndNothingIsSaidOfARule(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		var names []string
		for i := range 20 {
			names = append(names, fmt.Sprintf("p%02d", i))
			w.AddUser(names[i])
		}
		card := w.ask("Ship? @" + strings.Join(names, " @") + " | quorum: within 2h")
		card.ExpectUpdate("It takes 5 of 20 sources if the outcome is then firm, else 11, and no tie, by")
		for i, says := range []string{"Yes", "No", "Yes", "No", "Yes", "Yes", "No", "Yes", "No", "No", "Yes"} {
			card.ExpectNoReply("")
			w.User(names[i]).ExpectDM("Ship?").Click(says)
			card.ExpectUpdate(fmt.Sprintf("%d of 20 answered", i+1))
		}
		card.ExpectReply("Leaning: Yes, 6 to 5", "Rule: 5 of 20 sources if the outcome is then firm, else 11. 11 of 20 answered.")
	})
}
