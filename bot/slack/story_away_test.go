package slack_test

import (
	"strings"
	"testing"
	"time"

	"quorum/bot/slack/slacksim"
)

// summaries are how often somebody has the summary in their conversation with the app, replies included.
func (w *world) summaries(name, says string) (n int) {
	w.t.Helper()
	for _, dm := range w.Snapshot(w.User(name).ID()).DMs {
		for _, m := range dm.Messages {
			for _, one := range append([]slacksim.Message{m}, m.Replies...) {
				if strings.Contains(one.Read, says) && strings.Contains(one.Read, "Yes 2: ben and cy") {
					n++
				}
			}
		}
	}
	return n
}

// quiet checks that nothing is tried again and again.
func (w *world) quiet() {
	w.t.Helper()
	w.after(4 * 24 * time.Hour) // the deadline comes, at which the questions say that it is over
	before := len(w.Calls("chat.postMessage")) + len(w.Calls("chat.update"))
	w.after(7 * 24 * time.Hour)
	if n := len(w.Calls("chat.postMessage")) + len(w.Calls("chat.update")) - before; n > 0 {
		w.t.Errorf("%d messages in a week in which nothing happens", n)
	}
}

// bothSay has ben and cy answer.
func (w *world) bothSay(what string) {
	w.t.Helper()
	w.User("ben").ExpectDM("Ship?").Click(what)
	w.after(time.Minute)
	w.User("cy").ExpectDM("Ship?").Click(what)
	w.after(time.Hour)
}

// A channel that is archived, or that the bot is removed from, before the summary: it comes to whoever asked, once, with the
// reason. When they have left too, it comes to one of those asked.
func TestASummaryWithoutItsChannel(t *testing.T) {
	t.Parallel()
	for name, happens := range map[string]func(slacksim.Channel){
		"archived": func(c slacksim.Channel) { c.Archive() },
		"removed":  func(c slacksim.Channel) { c.RemoveBot() },
	} {
		for _, leaves := range []bool{false, true} {
			t.Run(name, func(t *testing.T) {
				story(t, func(w *world) {
					secret := w.AddPrivateChannel("secret", "ada", "ben", "cy").InviteBot()
					w.User("ada").Slash("#secret", "/quorum Ship? @ben @cy | quorum: all, within 3d")
					w.after(time.Minute)
					happens(secret)
					heir, says := "ada", "Here it is, for you to pass on:"
					if leaves {
						w.ChangeUser("ada", slacksim.Deleted())
						heir, says = "ben", "ada, who asked Q1, has left this workspace."
					}
					w.bothSay("Yes")
					w.User(heir).ExpectDM("Q1", "could not be posted", says, "Decided: Yes, 2 of 2 answers")
					for _, who := range []string{"ada", "ben", "cy"} {
						if n, want := w.summaries(who, "could not be posted"), map[bool]int{true: 1}[who == heir]; n != want {
							t.Errorf("%s has the summary %d times, want %d", who, n, want)
						}
					}
					w.quiet()
				})
			})
		}
	}
}

// Whoever asked in their own conversation has left: the summary comes to one of those asked, and nobody else.
func TestASummaryWithoutItsAsker(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		w.User("ada").Slash("", "/quorum Ship? @ben @cy | quorum: all, within 3d")
		w.after(time.Minute)
		w.ChangeUser("ada", slacksim.Deleted())
		w.bothSay("Yes")
		w.User("ben").ExpectDM("ada", "Q1", "left this workspace", "Here is the summary, for you to pass on:", "Decided: Yes, 2 of 2 answers")
		for _, who := range []string{"ada", "cy"} {
			if n := w.summaries(who, ""); n > 0 {
				t.Errorf("%s has the summary too", who)
			}
		}
		w.quiet()
	})
}

// Slack may refuse whoever asked for a reason that is not known before: one more is tried, and then no other.
func TestASummaryThatNobodyTakes(t *testing.T) {
	t.Parallel()
	for _, refused := range []string{"ada", "ada ben"} {
		story(t, func(w *world) {
			secret := w.AddPrivateChannel("secret", "ada", "ben", "cy").InviteBot()
			w.User("ada").Slash("#secret", "/quorum Ship? @ben @cy | quorum: all, within 3d")
			w.after(time.Minute)
			secret.Archive()
			w.User("ben").ExpectDM("Ship?").Click("Yes")
			w.after(time.Minute)
			for name := range strings.FieldsSeq(refused) {
				id := w.User(name).ID()
				w.Fail("chat.postMessage", slacksim.Before, slacksim.Error("user_disabled"), slacksim.When(func(c slacksim.Call) bool {
					return c.Args["channel"] == id
				}))
			}
			w.User("cy").ExpectDM("Ship?").Click("Yes")
			w.after(time.Hour)
			if n, want := w.summaries("ben", "ada, who asked Q1, could not be told: they no longer use this workspace."), map[bool]int{true: 1}[refused == "ada"]; n != want {
				t.Errorf("%s refused: ben has the summary %d times, want %d", refused, n, want)
			}
			w.quiet()
		})
	}
}
