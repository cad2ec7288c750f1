package slack_test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"quorum/bot/slack/slacksim"
	"quorum/bot/slack/webapi"
)

// asInSlack is a workspace with Slack's limits, and a bot that keeps to them.
func asInSlack(l *likeness) {
	l.sim.Mode, l.sim.RateLimits = slacksim.HTTP, true
	l.limits = webapi.Limits{}
}

// crowd adds a group of people.
func (w *world) crowd(group string, size int) (names []string) {
	for i := range size {
		names = append(names, group+strconv.Itoa(i))
		w.AddUser(names[i])
	}
	w.AddGroup(group, names...)
	return names
}

// While hundreds are being asked, whoever decides another question reads its outcome at once.
func TestNothingUrgentIsBehindTheCrowd(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		w.crowd("all", 300)
		small := w.ask("Ship? @ben @cy @di | quorum: 2")
		w.User("ben").ExpectDM("Ship?").Click("Yes")
		q := w.User("cy").ExpectDM("Ship?")
		w.User("di").ExpectDM("Ship?")
		began := time.Now()
		big := w.ask("Lunch? @all | quorum: 300")
		w.after(10 * time.Second)
		before := time.Now()
		q.Click("Yes")
		small.ExpectReply("Decided: Yes")
		if took := time.Since(before); took > 2*time.Second {
			t.Errorf("the summary came after %s", took)
		}
		w.User("all0").ExpectDM("Lunch?").Click("Yes").ExpectUpdate("Your answer: Yes")
		before = time.Now()
		big.ExpectUpdate("1 of 300 answered")
		if took := time.Since(before); took > 5*time.Second {
			t.Errorf("the number on the card came after %s", took)
		}
		before = time.Now()
		w.User("all1").ExpectDM("Lunch?").Menu("Not me")
		w.User("ada").ExpectDM("Q2", "no longer get enough")
		if took := time.Since(before); took > 2*time.Second {
			t.Errorf("ada was told after %s that it is in vain", took)
		}
		if took := time.Since(began); took > 30*time.Second {
			t.Errorf("the crowd was asked in %s already", took)
		}
	}, asInSlack)
}

// In a storm of refusals and cut connections nobody is left out, and nobody is asked twice.
func TestACrowdInAStorm(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		names := w.crowd("all", 80)
		for i, kind := range []slacksim.Kind{slacksim.Unavailable, slacksim.Reset, slacksim.Error("internal_error")} {
			w.Fail("chat.postMessage", slacksim.Before, kind, slacksim.Chance(0.03, uint64(i)), slacksim.When(isQuestion))
			w.Fail("chat.postMessage", slacksim.After, kind, slacksim.Chance(0.03, uint64(10+i)), slacksim.When(isQuestion))
		}
		w.Fail("chat.postMessage", slacksim.Before, slacksim.RateLimited, slacksim.Chance(0.05, 20))
		w.Fail("conversations.history", slacksim.Before, slacksim.Unavailable, slacksim.Chance(0.1, 21))
		card := w.ask("Lunch? @all | quorum: 10, within 5h")
		w.after(time.Hour)
		for _, name := range names {
			if n := w.posts(w.conversation("@"+name), "Lunch?"); n != 1 {
				t.Errorf("%s was asked %d times", name, n)
			}
		}
		for _, name := range names[:10] {
			w.User(name).ExpectDM("Lunch?").Click("Yes")
		}
		card.ExpectReply("Lunch?", "Yes 10")
	}, asInSlack)
}

func isQuestion(c slacksim.Call) bool { return strings.HasPrefix(c.Args["channel"], "U") }
