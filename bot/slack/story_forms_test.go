package slack_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"quorum/bot/slack/slacksim"
)

// Sixty people press the button at once. Each form opens with its content, in one call, so that no limit on updating forms
// can leave one empty.
func TestSixtyPeopleOpenTheFormAtOnce(t *testing.T) {
	t.Parallel()
	bothWays(t, func(w *world) {
		var names []string
		for i := range 60 {
			names = append(names, fmt.Sprintf("p%d", i))
			w.AddUser(names[i])
		}
		for some := range slices.Chunk(names, 20) {
			w.ask("What should we name it? @" + strings.Join(some, " @") + " | kind: text")
			w.after(time.Minute)
		}
		var all sync.WaitGroup
		for _, name := range names {
			question := w.User(name).ExpectDM("What should we name it?")
			all.Go(func() { question.Click("Answer") })
		}
		all.Wait()
		for _, name := range names {
			w.User(name).ExpectModal("Your answer").Expect("What should we name it?").Fill("Your answer", "Quay, says "+name).Submit().ExpectClosed()
		}
		if n := len(w.Calls("views.update")); n != 0 {
			t.Errorf("%d forms were filled in a second call", n)
		}
	})
}

// A form that Slack opens slowly is open: nobody is told that it is not.
func TestAFormThatOpensSlowly(t *testing.T) {
	t.Parallel()
	bothWays(t, func(w *world) {
		w.ask("What should we name it? @ben | kind: text")
		question := w.User("ben").ExpectDM("What should we name it?")
		w.Fail("views.open", slacksim.After, slacksim.Slow, slacksim.Delay(2500*time.Millisecond))
		question.ClickAsSeen("Answer")
		w.User("ben").ExpectModal("Your answer").Expect("What should we name it?")
		ada := w.User("ada")
		ada.Slash("#releases", "/quorum")
		ada.ExpectModal("Ask stakeholders")
		w.after(time.Minute)
		for _, name := range []string{"ada", "ben"} {
			for _, m := range w.Snapshot(name).Channels[0].Messages {
				if strings.Contains(m.Read, "did not open") {
					t.Errorf("%s reads: %s", name, m.Read)
				}
			}
		}
	})
}

// What a form shows takes long to be looked up. An empty form holds the place, and is filled however often Slack fails.
func TestAnEmptyFormIsFilledInTheEnd(t *testing.T) {
	t.Parallel()
	bothWays(t, func(w *world) {
		w.ask("What should we name it, @eve? @ben | kind: text")
		question := w.User("ben").ExpectDM("What should we name it")
		w.restart(nil) // after which nobody's name is known
		w.Fail("users.info", slacksim.Before, slacksim.Slow, slacksim.Delay(time.Second))
		w.Fail("views.update", slacksim.Before, slacksim.Unavailable, slacksim.Times(3))
		question.Click("Answer")
		form := w.User("ben").ExpectModal("Your answer")
		form.Expect("What should we name it, @eve?").Fill("Your answer", "Quay").Submit().ExpectClosed()
	})
}
