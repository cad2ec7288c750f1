package slack_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"quorum/bot/slack/slacksim"
)

// One look-up fails, in whatever way: the question is asked all the same, and once.
func TestAskedThoughOneLookUpFails(t *testing.T) {
	t.Parallel()
	for name, kind := range map[string]slacksim.Kind{
		"503": slacksim.Unavailable, "500": slacksim.Internal, "reset": slacksim.Reset, "429": slacksim.RateLimited, "429 without a time": slacksim.RateLimitedBare,
		"429 in the body": slacksim.RateLimitedBody, "fatal": slacksim.Fatal, "html": slacksim.Garbage, "truncated": slacksim.Truncated, "slow": slacksim.Slow,
	} {
		for _, method := range []string{"users.info", "conversations.info", "usergroups.users.list"} {
			t.Run(name+" "+method, func(t *testing.T) {
				t.Parallel()
				story(t, func(w *world) {
					w.AddGroup("security", "cy", "di")
					w.Fail(method, slacksim.Before, kind, slacksim.Times(1), slacksim.Delay(5*time.Second), slacksim.RetryAfter(4*time.Second))
					if trouble := w.User("ada").Slash("#releases", "/quorum Ship? @ben @security"); trouble != "" {
						t.Fatalf("ada sees %s", trouble)
					}
					w.after(5 * time.Minute)
					for _, who := range []string{"ben", "cy", "di"} {
						w.User(who).ExpectDMs(1, "Ship?")
					}
					if n := len(w.Channel("releases").ExpectMessages(1, "0 of 3 answered")); n != 1 {
						t.Errorf("%d cards", n)
					}
				})
			})
		}
	}
}

// Every call takes two seconds: a command is accepted within its acknowledgement, and carried out.
func TestSlackIsSlow(t *testing.T) {
	t.Parallel()
	bothWays(t, func(w *world) {
		w.Fail("*", slacksim.Before, slacksim.Slow, slacksim.Delay(2*time.Second))
		ada := w.User("ada")
		if trouble := ada.Slash("#releases", "/quorum Ship? @ben @cy"); trouble != "" {
			w.t.Fatalf("ada sees %s", trouble)
		}
		ada.ExpectEphemeral("Asking…")
		w.after(time.Minute)
		w.User("ben").ExpectDMs(1, "Ship?")
		w.User("cy").ExpectDMs(1, "Ship?")
		w.Channel("releases").ExpectMessages(1, "0 of 2 answered")
		ada.ExpectDMs(1, "Asked 2 people")
	})
}

// The form, too, is accepted when Slack is slow, and its asker is told.
func TestAFormIsAcceptedWhenSlackIsSlow(t *testing.T) {
	t.Parallel()
	bothWays(t, func(w *world) {
		ada := w.User("ada")
		ada.Slash("#releases", "/quorum")
		form := ada.ExpectModal("Ask stakeholders").Fill("Question", "Which queue?").Choose("Kind of answer", "choice").Fill("Options", "nats\nkafka")
		slow := w.Fail("*", slacksim.Before, slacksim.Slow, slacksim.Delay(2*time.Second))
		form.Pick("Who to ask", "ben", "cy").Submit()
		ada.ExpectModal("Working on it…").Close()
		slow.Stop()
		w.after(time.Minute)
		w.User("ben").ExpectDMs(1, "Which queue?")
		ada.ExpectDMs(1, "Asked 2 people")
	})
}

// A hundred people whom nobody has looked up are asked by one command.
func TestAHundredNewPeople(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		var names []string
		for i := range 100 {
			names = append(names, fmt.Sprintf("p%d", i))
			w.AddUser(names[i])
		}
		ada := w.User("ada")
		if trouble := ada.Slash("#releases", "/quorum Ship? @"+strings.Join(names, " @")); trouble != "" {
			t.Fatalf("ada sees %s", trouble)
		}
		ada.ExpectEphemeral("Ask")
		w.after(5 * time.Minute)
		w.Channel("releases").ExpectMessages(1, "0 of 100 answered")
		for _, name := range names {
			w.User(name).ExpectDMs(1, "Ship?")
		}
	}, func(l *likeness) { l.sim.RateLimits = true })
}

// The program is killed with something accepted: the next one carries it out.
func TestAcceptedBeforeAKill(t *testing.T) {
	t.Parallel()
	bothWays(t, func(w *world) {
		down := w.Fail("users.info", slacksim.Before, slacksim.Unavailable)
		ada := w.User("ada")
		ada.Slash("#releases", "/quorum Ship? @ben @cy")
		ada.ExpectEphemeral("Asking…")
		w.die()
		down.Stop()
		w.open()
		w.start()
		w.after(5 * time.Minute)
		w.User("ben").ExpectDMs(1, "Ship?")
		ada.ExpectDMs(1, "Asked 2 people")
	})
}

// For half an hour Slack does not say who that is. The asker is told, and goes on from what they typed.
func TestAcceptedInVain(t *testing.T) {
	t.Parallel()
	bothWays(t, func(w *world) {
		down := w.Fail("users.info", slacksim.Before, slacksim.Unavailable)
		ada := w.User("ada")
		ada.Slash("#releases", "/quorum Ship & go? @ben @cy | context: the freeze")
		ada.ExpectEphemeral("Asking…")
		w.after(40 * time.Minute)
		told := ada.ExpectDM("Slack did not answer for half an hour", "Nobody was asked", "Ship & go?", "[Edit and ask]")
		ada.ExpectDMs(1, "Nobody was asked")
		w.User("ben").ExpectNoDM("Ship")
		down.Stop()
		told.Click("Edit and ask")
		form := ada.ExpectModal("Ask stakeholders").ExpectValue("Question", "Ship & go?").ExpectValue("Context", "the freeze")
		form.Submit().ExpectClosed()
		w.User("ben").ExpectDM("Ship & go?", "the freeze")
	})
}

// What is wrong with a question turns out when Slack answers at last: its asker is told, with what was typed.
func TestAMistakeIsFoundLater(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		w.AddPrivateChannel("secret", "ada")
		slow := w.Fail("conversations.info", slacksim.Before, slacksim.Slow, slacksim.Delay(5*time.Second), slacksim.Times(1))
		ada := w.User("ada")
		ada.Slash("#secret", "/quorum Ship? @ben")
		ada.ExpectEphemeral("Asking…")
		slow.Stop()
		w.after(time.Minute)
		ada.ExpectDM("/invite", "Nobody was asked", "/quorum Ship?", "[Edit and ask]")
		w.User("ben").ExpectNoDM("Ship?")
	})
}

// Thirty people ask at once, in one channel, by name and by group: the channel and the group are looked up once.
func TestThirtyPeopleAskAtOnce(t *testing.T) {
	t.Parallel()
	for what, whom := range map[string]string{"by name": "@ben @cy", "by group": "@security"} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			story(t, func(w *world) {
				w.AddGroup("security", "ben", "cy")
				var names []string
				for i := range 30 {
					names = append(names, fmt.Sprintf("p%d", i))
					w.AddUser(names[i])
				}
				w.AddChannel("busy", append(names, "ben")...).InviteBot()
				var all sync.WaitGroup
				for i, name := range names {
					all.Go(func() {
						if trouble := w.User(name).Slash("#busy", fmt.Sprintf("/quorum Ship %d? %s", i, whom)); trouble != "" {
							t.Errorf("%s sees %s", name, trouble)
						}
					})
				}
				all.Wait()
				w.after(10 * time.Minute)
				w.User("ben").ExpectDMs(30, "Ship")
				if n := len(w.Calls("conversations.info")) + len(w.Calls("usergroups.users.list")); n > 2 {
					t.Errorf("the channel and the group were looked up %d times", n)
				}
			}, func(l *likeness) { l.sim.RateLimits = true })
		})
	}
}

// People are added to a question while Slack is slow: they are added once, and the asker is told.
func TestPeopleAreAddedWhenSlackIsSlow(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		w.ask("Ship? @ben")
		down := w.Fail("users.info", slacksim.Before, slacksim.Unavailable)
		ada := w.User("ada")
		ada.Slash("#releases", "/quorum add Q1 @cy")
		ada.ExpectEphemeral("Working on it…")
		down.Stop()
		w.after(5 * time.Minute)
		w.User("cy").ExpectDMs(1, "Ship?")
		ada.ExpectDMs(1, "Asking them Q1 too")
	})
}
