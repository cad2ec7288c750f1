package main

import (
	"context"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"quorum/bot/slack/slacksim"
)

// pace is how quickly simulated people do things.
type pace struct{ soonest, latest time.Duration }

func leisurely() pace { return pace{4 * time.Second, 25 * time.Second} }
func brisk() pace     { return pace{200 * time.Millisecond, 2500 * time.Millisecond} }

func (p pace) some(r *rand.Rand) time.Duration {
	return p.soonest + time.Duration(r.Int64N(int64(p.latest-p.soonest)))
}

// crowd are the people of a workspace who answer by themselves: they use what stands on their screens, like anybody.
type crowd struct {
	ws   *slacksim.Workspace
	pace pace
	busy func(user string) bool // somebody is being this person: leave the answers to them

	mu     sync.Mutex
	chance *rand.Rand
	seen   map[string]bool // messages already taken up, by person and place
}

func newCrowd(ws *slacksim.Workspace, p pace, busy func(string) bool) *crowd {
	return &crowd{ws: ws, pace: p, busy: busy, chance: rand.New(rand.NewPCG(4, 2)), seen: map[string]bool{}}
}

// live answers every question that appears, until ctx ends.
func (c *crowd) live(ctx context.Context) error {
	changes, stop := c.ws.Subscribe()
	defer stop()
	var answering sync.WaitGroup
	defer answering.Wait()
	for {
		for _, q := range c.questions() {
			answering.Go(func() { c.answer(ctx, q) })
		}
		select {
		case <-ctx.Done():
			return nil
		case <-changes:
		}
	}
}

// question is a message with something to click, on somebody's screen.
type question struct {
	user    string
	message slacksim.Message
	delay   time.Duration
	roll    int // what this person makes of it, from 0 to 99
}

// questions finds those that nobody has taken up yet.
func (c *crowd) questions() []question {
	c.mu.Lock()
	defer c.mu.Unlock()
	var found []question
	people := everybody(c.ws)
	for _, person := range people {
		if person.Bot || person.Deleted {
			continue
		}
		for _, conversation := range c.ws.Snapshot(person.ID).DMs {
			for _, m := range conversation.Messages {
				key := person.ID + " " + m.Channel + " " + m.TS
				if m.BotID == "" || c.seen[key] || len(choicesIn(m)) == 0 {
					continue
				}
				c.seen[key] = true
				found = append(found, question{person.ID, m, c.pace.some(c.chance), c.chance.IntN(100)})
			}
		}
	}
	return found
}

// choicesIn are the buttons that answer the question in a message.
func choicesIn(m slacksim.Message) []slacksim.Element {
	return slices.DeleteFunc(slacksim.Elements(m.Blocks), func(e slacksim.Element) bool {
		return e.Type != "button" || !strings.HasPrefix(e.ActionID, "choose/")
	})
}

// answer waits as long as this person takes, and clicks: one choice, now and then a way out, now and then with a
// reason. Somebody else may have done so in the meantime.
func (c *crowd) answer(ctx context.Context, q question) {
	select {
	case <-ctx.Done():
		return
	case <-time.After(q.delay):
	}
	if c.busy(q.user) {
		return
	}
	choices := choicesIn(q.message)
	pick := choices[0]
	if q.roll >= 65 {
		pick = choices[q.roll%len(choices)]
	}
	if q.roll < 5 {
		_ = clickOption(c.ws, q.user, q.message, "No opinion")
		return
	}
	_ = c.ws.Act(q.user, slacksim.Action{Channel: q.message.Channel, TS: q.message.TS, BlockID: pick.BlockID, ActionID: pick.ActionID, Value: pick.Value})
	if q.roll%2 == 0 {
		c.giveReason(ctx, q, pick.Label)
	}
}

// clickOption chooses from a menu in a message, by the label of the option.
func clickOption(ws *slacksim.Workspace, user string, m slacksim.Message, label string) error {
	for _, e := range slacksim.Elements(m.Blocks) {
		for _, o := range e.Options {
			if o.Label == label {
				return ws.Act(user, slacksim.Action{
					Channel: m.Channel, TS: m.TS, BlockID: e.BlockID, ActionID: e.ActionID,
					Input: slacksim.Input{Chosen: []string{o.Value}},
				})
			}
		}
	}
	return slacksim.ErrNotShown
}

// giveReason opens the form that the recorded answer offers, and fills it in.
func (c *crowd) giveReason(ctx context.Context, q question, position string) {
	const control, form = "reason", "answer"
	if !c.await(ctx, func() bool { return c.click(q, control) }) {
		return
	}
	var view slacksim.View
	c.await(ctx, func() bool {
		for _, v := range c.ws.Snapshot(q.user).Views {
			if v.CallbackID == form {
				view = v
				return true
			}
		}
		return false
	})
	values := view.Values
	if values == nil {
		return
	}
	values[control] = map[string]slacksim.Input{control: {Text: reasonFor(position, q.roll)}}
	_ = c.ws.SubmitView(q.user, view.ID, values)
}

// click uses the control of that name in the message as it is now.
func (c *crowd) click(q question, action string) bool {
	for _, conversation := range c.ws.Snapshot(q.user).DMs {
		for _, m := range conversation.Messages {
			if m.TS != q.message.TS || m.Channel != q.message.Channel {
				continue
			}
			for _, e := range slacksim.Elements(m.Blocks) {
				if e.ActionID == action {
					return c.ws.Act(q.user, slacksim.Action{Channel: m.Channel, TS: m.TS, BlockID: e.BlockID, ActionID: e.ActionID, Value: e.Value}) == nil
				}
			}
		}
	}
	return false
}

// await looks at every change whether something holds, for a few seconds.
func (c *crowd) await(ctx context.Context, holds func() bool) bool {
	changes, stop := c.ws.Subscribe()
	defer stop()
	patience := time.NewTimer(5 * time.Second)
	defer patience.Stop()
	for !holds() {
		select {
		case <-ctx.Done():
			return false
		case <-patience.C:
			return false
		case <-changes:
		}
	}
	return true
}

// reasonFor makes up a reason that suits most questions.
func reasonFor(position string, roll int) string {
	reasons := []string{
		"It does what we need, and we can go back if it does not.",
		"We have talked about this long enough; the risk is small.",
		"I have done this before and it went well.",
	}
	if position == "No" {
		reasons = []string{
			"Nobody of us is around on the weekend if it breaks.",
			"One more day of testing costs less than a rollback.",
		}
	}
	return reasons[roll%len(reasons)]
}

// watched remembers whom people are looking at the page as: they answer for themselves.
type watched struct {
	mu   sync.Mutex
	last map[string]time.Time
}

// by notes who is looked at.
func (w *watched) by(page http.Handler) http.Handler {
	return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if as := r.FormValue("as"); as != "" && r.Method == http.MethodGet {
			w.mu.Lock()
			if w.last == nil {
				w.last = map[string]time.Time{}
			}
			w.last[as] = time.Now()
			w.mu.Unlock()
		}
		page.ServeHTTP(rw, r)
	})
}

// is says whether somebody has been this person within the last few minutes.
func (w *watched) is(user string) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	last, ok := w.last[user]
	return ok && time.Since(last) < 3*time.Minute
}
