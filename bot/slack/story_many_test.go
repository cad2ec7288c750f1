package slack_test

import (
	"context"
	"flag"
	"fmt"
	"sync"
	"testing"
	"time"

	"quorum/bot"
	"quorum/bot/slack/slacksim"
	"quorum/bot/slack/webapi"
	"quorum/polls"
)

// many is how many people are asked at once; make bench asks 10,000.
var many = flag.Int("people", 240, "how many people the stories of many people ask")

// crowded makes room for many people, under a limiter that sends one message after the other at its rate.
func crowded(l *likeness) {
	l.most = *many
	l.sim.ForgetCalls = true
	l.limits = webapi.Limits{Start: 5, Cap: 5, Burst: 1}
}

// askMany asks n people one question and returns how long it took until each was known to have it.
func (w *world) askMany(n int) time.Duration {
	r := bot.Request{Workspace: w.Team().ID, Key: "many", Asker: polls.Person(w.User("ada").ID()), Draft: polls.Draft{
		Question: "Ship 4.2 on Friday?", Rule: "all, within 7d", Asked: []polls.Party{{Mentions: []polls.Mention{{ID: "U0"}}}},
	}}
	for i := range n {
		who := w.AddUser(fmt.Sprintf("v%d", i), slacksim.ID(fmt.Sprintf("U%06d", i)))
		r.Asked = append(r.Asked, polls.Invite{Person: polls.Person(who.ID)})
	}
	began := time.Now()
	id, err := w.bot.Ask(w.t.Context(), r)
	if err != nil {
		w.t.Fatal(err)
	}
	for asked := 0; asked < n; w.after(time.Second) {
		asked = w.delivered(id)
		if time.Since(began) > 3*time.Hour {
			w.t.Fatalf("after a day %d of %d people were asked", asked, n)
		}
	}
	return time.Since(began)
}

// delivered counts the people whose question is known to have arrived.
func (w *world) delivered(id polls.ID) (n int) {
	err := w.store.View(context.Background(), id, func(p *polls.Poll) error {
		for _, s := range p.Stakeholders() {
			if !s.Delivered.IsZero() {
				n++
			}
		}
		return nil
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return n
}

// questions counts what stands in each person's conversation, and fails for anybody who has not exactly one.
func (w *world) oneQuestionEach(n int) {
	for i := range n {
		found := 0
		for _, conversation := range w.Snapshot(fmt.Sprintf("U%06d", i)).DMs {
			for _, m := range conversation.Messages {
				if m.BotID != "" {
					found++
				}
			}
		}
		if found != 1 {
			w.t.Errorf("v%d has %d questions", i, found)
		}
	}
}

// everyTenth strikes the first message to each person whose number ends in this digit.
func everyTenth(digit byte) slacksim.FaultOption {
	struck := map[string]bool{}
	var mu sync.Mutex
	return slacksim.When(func(c slacksim.Call) bool {
		mu.Lock()
		defer mu.Unlock()
		to := c.Args["channel"]
		strike := to != "" && to[len(to)-1] == '0'+digit && !struck[to]
		struck[to] = true
		return strike
	})
}

func TestManyPeopleAreAskedAsFastAsTheLimitAllows(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		took := w.askMany(*many)
		allowed := time.Duration(*many+1) * time.Second / 5 // the card goes first
		t.Logf("asking %d people: ratio %.3f of what the limiter allows", *many, took.Seconds()/allowed.Seconds())
		if took > allowed*105/100 {
			t.Errorf("asking %d people took %s; the limiter allows %s", *many, took, allowed)
		}
		w.oneQuestionEach(*many)
	}, crowded)
}

func TestManyPeopleAreAskedOnceWhileSlackFails(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		w.Fail("chat.postMessage", slacksim.Before, slacksim.RateLimited, slacksim.Chance(.02, 1))
		w.Fail("chat.postMessage", slacksim.Before, slacksim.Unavailable, everyTenth(3)) // once each: after two it is parked
		w.Fail("chat.postMessage", slacksim.After, slacksim.Unavailable, everyTenth(7))
		w.askMany(*many)
		w.oneQuestionEach(*many)
	}, crowded)
}
