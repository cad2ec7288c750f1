package slack_test

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"quorum/bot/slack/slacksim"
	"quorum/polls"
	"quorum/polls/kind"
)

// load is how long the bot stands under load; go test ./bot/slack -run UnderLoad -load 20m -v is the whole run.
var load = flag.Duration("load", 15*time.Second, "how long the story under load lasts, in simulated time")

// How the load is: so many events a second, on a workspace with Slack's limits, of which each call takes a while.
const (
	loadPerSecond = 50
	loadPeople    = 600
	loadChannels  = 20
	loadGroups    = 40
	loadLasting   = 20 // questions that stay open, for all people together
	loadCall      = 80 * time.Millisecond
)

// tally is how the events of one sort went.
type tally struct {
	mu      sync.Mutex
	refused []string
	took    []time.Duration
}

func (s *tally) add(took time.Duration, trouble string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.took = append(s.took, took)
	if trouble != "" {
		s.refused = append(s.refused, trouble)
	}
}

func (s *tally) String() string {
	slices.Sort(s.took)
	n := len(s.took)
	if n == 0 {
		return "none"
	}
	return fmt.Sprintf("%d, refused %d, acknowledged p50 %s, p99 %s, at last %s", n, len(s.refused), s.took[n/2], s.took[n*99/100], s.took[n-1])
}

// crush is a workspace under load.
type crush struct {
	*world
	dice                         *rand.Rand
	asks, clicks, homes, command tally
	asked                        int64 // questions so far
	all                          sync.WaitGroup
}

func TestUnderLoad(t *testing.T) {
	story(t, func(w *world) {
		c := &crush{world: w, dice: rand.New(rand.NewPCG(1, 2))}
		c.settle()
		began := time.Now()
		for i := 0; time.Since(began) < *load; i++ {
			c.event(i)
			w.after(time.Second / loadPerSecond)
		}
		c.all.Wait()
		w.after(5 * time.Minute)
		c.report()
	}, asInSlack, func(l *likeness) { l.knows, l.sim.ForgetCalls = true, true })
}

func (c *crush) settle() {
	for i := range loadPeople {
		c.AddUser(fmt.Sprint("all", i), slacksim.ID(fmt.Sprintf("U%05d", i)))
	}
	for i := range loadGroups {
		c.AddGroup(fmt.Sprint("g", i), fmt.Sprint("all", 3*i), fmt.Sprint("all", 3*i+1), fmt.Sprint("all", 3*i+2))
	}
	for i := range loadChannels {
		c.AddChannel(fmt.Sprint("c", i), "ada").InviteBot()
	}
	c.restart(nil) // at the start the bot lists who is there
	for i := range loadLasting {
		c.askBy(fmt.Sprint("lasting", i), fmt.Sprint("c", i), i*loadPeople/loadLasting, loadPeople/loadLasting)
	}
	c.after(10 * time.Minute) // everybody has a question
	c.asked = loadLasting
	c.Fail("*", slacksim.Before, slacksim.Slow, slacksim.Delay(loadCall))
}

// event is one of many kinds of events: of fifty one or two are questions or Homes, some are commands, and most are clicks.
func (c *crush) event(i int) {
	who := fmt.Sprintf("U%05d", c.dice.IntN(loadPeople))
	timed := func(to *tally, act func() string) {
		c.all.Go(func() {
			began := time.Now()
			trouble := act()
			to.add(time.Since(began), trouble)
		})
	}
	switch kinds := i % 60; {
	case kinds == 0, kinds == 50 && i%120 > 60:
		c.asked++
		whom := fmt.Sprintf("@all%d @all%d @all%d", c.dice.IntN(200), 200+c.dice.IntN(200), 400+c.dice.IntN(200))
		if i%120 == 0 {
			whom = fmt.Sprint("@g", c.dice.IntN(loadGroups))
		}
		typed := fmt.Sprintf("/quorum Ship %d? %s | quorum: 3, within 7d", c.asked, whom)
		channel := fmt.Sprint("#c", c.dice.IntN(loadChannels))
		timed(&c.asks, func() string { return c.User("ada").Slash(channel, typed) })
	case kinds%30 == 7:
		timed(&c.homes, func() string { return c.openHome(who) })
	case kinds%6 == 5:
		typed := []string{"/quorum list", "/quorum help", fmt.Sprint("/quorum status Q", 1+c.dice.Int64N(c.asked+1))}[c.dice.IntN(3)]
		timed(&c.command, func() string { return c.User("ada").Slash("#c0", typed) })
	default:
		if user, act, ok := c.click(); ok {
			timed(&c.clicks, func() string { return c.User(user).ClickForged(act) })
		}
	}
}

// openHome brings the event and waits for its acknowledgement.
func (c *crush) openHome(who string) string {
	_, err := c.Deliver(slacksim.EventsAPI, map[string]any{
		"type": "event_callback", "team_id": c.Team().ID, "api_app_id": c.App().ID, "event_id": fmt.Sprint("Ev", time.Now().UnixNano(), who),
		"event": map[string]any{"type": "app_home_opened", "user": who, "channel": "D0", "tab": "home", "event_ts": fmt.Sprint(time.Now().Unix())},
	})
	if err != nil {
		return err.Error()
	}
	return ""
}

// click is one of somebody who was asked lately, or has a question that stays open, since the first of those it asks never says
// anything.
func (c *crush) click() (user string, a slacksim.Action, ok bool) {
	for range 5 {
		id := polls.ID{Workspace: c.Team().ID, Number: 1 + c.dice.Int64N(loadLasting)}
		if c.dice.IntN(10) == 0 {
			id.Number = max(1, c.asked-c.dice.Int64N(40))
		}
		err := c.store.View(c.t.Context(), id, func(p *polls.Poll) error {
			all := p.Stakeholders()
			i := c.dice.IntN(len(all))
			s := all[i]
			if s.Question.IsZero() || id.Number <= loadLasting && i == 0 || p.Ended() {
				return nil
			}
			choice := []string{kind.Yes, kind.No}[c.dice.IntN(2)]
			user, ok = string(s.Person), true
			a = slacksim.Action{Channel: s.Question.Channel, TS: s.Question.Message, ActionID: "choose/0", BlockID: "b", Value: id.Key() + "|" + choice}
			return nil
		})
		if err == nil && ok {
			return user, a, true
		}
	}
	return "", slacksim.Action{}, false
}

func (c *crush) report() {
	found, unasked := 0, 0
	for n := range c.asked {
		id := polls.ID{Workspace: c.Team().ID, Number: n + 1}
		err := c.store.View(c.t.Context(), id, func(p *polls.Poll) error {
			found++
			for _, s := range p.Stakeholders() {
				if s.Delivered.IsZero() && !p.Ended() {
					unasked++
				}
			}
			return nil
		})
		if err != nil {
			break
		}
	}
	c.t.Logf("questions: %s; %d of %d were asked, %d people not", &c.asks, found-loadLasting, c.asked-loadLasting, unasked)
	var events tally
	for name, one := range map[string]*tally{"clicks": &c.clicks, "homes": &c.homes, "commands": &c.command} {
		c.t.Logf("%s: %s", name, one)
		events.took = append(events.took, one.took...)
		events.refused = append(events.refused, one.refused...)
	}
	c.t.Logf("all but questions: %s", &events)
	events.took = append(events.took, c.asks.took...)
	events.refused = append(events.refused, c.asks.refused...)
	c.t.Logf("all: %s", &events)
	for _, method := range []string{"chat.postMessage", "chat.update", "views.publish", "conversations.info", "usergroups.users.list", "users.info"} {
		c.t.Logf("%s: %d calls, %d refused", method, c.Count(method), c.Limited(method))
	}
	if n := len(events.refused); n > 0 || unasked > 0 || int64(found) < c.asked {
		c.t.Errorf("%d were refused, %d of %d questions asked, %d people not: %s", n, found, c.asked, unasked, strings.Join(slices.Compact(slices.Sorted(slices.Values(events.refused))), ", "))
	}
	slices.Sort(events.took)
	held := map[string]*tally{"clicks": &c.clicks, "homes": &c.homes, "commands": &c.command}
	if *load >= 5*time.Minute { // in a short run too many questions are the first to look their channel up
		held["acts"] = &events
	}
	for name, one := range held {
		if p99 := one.took[len(one.took)*99/100]; p99 > 50*time.Millisecond {
			c.t.Errorf("99 %% of the %s were acknowledged within %s", name, p99)
		}
	}
}
