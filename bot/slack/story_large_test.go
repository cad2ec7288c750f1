package slack_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"quorum/bot/slack/slacksim"
)

// A workspace of 2,000 people, or of 20,000 in make prove, with Slack's limits: a hundred of them are asked while nobody is known yet, and at once after a
// restart, even while Slack tells of nobody.
func TestALargeWorkspace(t *testing.T) {
	t.Parallel()
	size := 2_000
	if *every {
		size = 20_000
	}
	story(t, func(w *world) {
		for i := range size {
			w.AddUser(fmt.Sprint("p", i))
		}
		var names []string
		for i := range 100 {
			names = append(names, fmt.Sprint("@p", (size/100-1)*i))
		}
		ada := w.User("ada")
		ask := func(question, says string) {
			t.Helper()
			began := time.Now()
			if trouble := ada.Slash("#releases", "/quorum "+question+" "+strings.Join(names, " ")); trouble != "" {
				t.Fatalf("ada sees %s", trouble)
			}
			ada.ExpectEphemeral(says)
			if took := time.Since(began); took > 2*time.Second {
				t.Errorf("accepted after %s", took)
			}
		}
		w.restart(nil) // now the list begins to be read
		ask("Cold?", "Ask")
		w.after(10 * time.Minute)
		w.Channel("releases").ExpectMessages(1, "Cold?")
		w.User(names[1][1:]).ExpectDMs(1, "Cold?")
		w.User(names[99][1:]).ExpectDMs(1, "Cold?")
		w.restart(func() { w.Fail("users.list", slacksim.Before, slacksim.Unavailable) })
		before := w.Count("users.info")
		ask("Warm?", "Asked 100 people")
		if n := w.Count("users.info") - before; n != 0 {
			t.Errorf("%d people were looked up", n)
		}
		w.after(10 * time.Minute)
		w.User(names[99][1:]).ExpectDMs(1, "Warm?")
	}, func(l *likeness) { l.knows, l.sim.RateLimits = true, true })
}
