package main

import (
	"context"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"quorum/bot/slack/slacksim"
)

// How long simulated people take to answer.
const (
	soonest = 4 * time.Second
	latest  = 25 * time.Second
)

// crowd are the people of a workspace who answer by themselves: they use what stands on their screens, like anybody.
type crowd struct {
	ws     *slacksim.Workspace
	people []slacksim.Person
	busy   func(user string) bool // somebody is being this person: leave the answers to them

	chance *rand.Rand
	seen   map[string]bool // questions already taken up, by person and place
}

func newCrowd(ws *slacksim.Workspace, busy func(string) bool) *crowd {
	return &crowd{
		ws: ws, people: people(ws, firstAsker), busy: busy,
		chance: rand.New(rand.NewPCG(4, 2)), seen: map[string]bool{},
	}
}

// live answers every question that appears, until ctx ends.
func (c *crowd) live(ctx context.Context) error {
	changes, stop := c.ws.Subscribe()
	defer stop()
	var answering sync.WaitGroup
	defer answering.Wait()
	for {
		select {
		case <-ctx.Done():
			return nil
		case change := <-changes:
			for _, q := range c.questions(change) {
				answering.Go(func() { q.answer(ctx, c.busy) })
			}
		}
	}
}

// question is a message that asks somebody something, and what that person will make of it.
type question struct {
	hands
	message slacksim.Message
	delay   time.Duration
	roll    int // from 0 to 99
}

// questions finds those in what has changed that nobody has taken up yet.
func (c *crowd) questions(change slacksim.Change) []question {
	if change.What != slacksim.ChangedMessage {
		return nil
	}
	var found []question
	for _, person := range c.people {
		m, ok := c.ws.Message(person.ID, change.Channel, change.TS)
		key := person.ID + " " + change.Channel + " " + change.TS
		if !ok || m.BotID == "" || c.seen[key] || !asks(m) {
			continue
		}
		c.seen[key] = true
		delay := soonest + time.Duration(c.chance.Int64N(int64(latest-soonest)))
		found = append(found, question{hands{c.ws, person.ID}, m, delay, c.chance.IntN(100)})
	}
	return found
}

// asks says whether a message is a question, by its buttons or by a form.
func asks(m slacksim.Message) bool {
	return len(questionIn(m)) > 0 || slices.ContainsFunc(slacksim.Elements(m.Blocks), func(e slacksim.Element) bool { return e.Label == "Answer" })
}

// answer waits as long as this person takes, and answers: one choice, now and then a way out, now and then with a
// reason. That something is not on the screen any more happens to people too.
func (q question) answer(ctx context.Context, busy func(string) bool) {
	if !after(ctx, q.delay) || busy(q.user) {
		return
	}
	labels := questionIn(q.message)
	switch {
	case q.roll < 5:
		_ = q.choose(q.message, "No opinion")
	case len(labels) == 0:
		q.answerInForm(ctx)
	default:
		label := labels[0]
		if q.roll >= 50 {
			label = labels[q.roll%len(labels)]
		}
		if q.press(q.message, label) == nil && q.roll%2 == 0 && q.shows(ctx, q.message, "Add a reason") && q.press(q.message, "Add a reason") == nil {
			_ = q.fill(ctx, map[string]string{"Reason": reasonFor(label, q.roll)})
		}
	}
}

// answerInForm fills in the form in which a question is answered, whatever its kind.
func (q question) answerInForm(ctx context.Context) {
	if q.press(q.message, "Answer") != nil {
		return
	}
	place := 0
	_ = q.fillWith(ctx, func(e slacksim.Element) string {
		block, _, _ := strings.Cut(e.BlockID, "/")
		switch {
		case block == "place": // the options in the order in which they stand
			place++
			return e.Options[place-1].Label
		case block == "slot", block == "answer" && len(e.Options) > 0:
			return e.Options[q.roll%len(e.Options)].Label
		case block == "answer" && strings.Contains(q.message.Read, "number"):
			return strconv.Itoa(5 + q.roll%20) // it is fine in any unit, and in percent
		case block == "answer":
			return reasonFor("", q.roll)
		}
		return ""
	})
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
