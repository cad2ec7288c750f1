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

// The limits of the random time that simulated people take to answer.
const (
	minDelay = 4 * time.Second
	maxDelay = 25 * time.Second
)

// simulatedPeople answer the questions they get without a viewer. They use the same buttons and forms as a viewer.
type simulatedPeople struct {
	ws         *slacksim.Workspace
	people     []slacksim.Person
	controlled func(user string) bool // reports whether a viewer uses this person's screen and answers for them

	random *rand.Rand
	seen   map[string]bool // answered questions, by person, channel and message
}

func newSimulatedPeople(ws *slacksim.Workspace, controlled func(string) bool) *simulatedPeople {
	return &simulatedPeople{
		ws: ws, people: humans(ws, firstAsker), controlled: controlled,
		random: rand.New(rand.NewPCG(4, 2)), seen: map[string]bool{},
	}
}

// run answers every new question until ctx ends.
func (c *simulatedPeople) run(ctx context.Context) error {
	changes, stop := c.ws.Subscribe()
	defer stop()
	var answering sync.WaitGroup
	defer answering.Wait()
	for {
		select {
		case <-ctx.Done():
			return nil
		case change := <-changes:
			for _, q := range c.newQuestions(change) {
				answering.Go(func() { q.answer(ctx, c.controlled) })
			}
		}
	}
}

// question is a message that asks one person, with the delay and the choice of that person's answer.
type question struct {
	screen
	message slacksim.Message
	delay   time.Duration
	roll    int // a random number from 0 to 99, which decides how the person answers
}

// newQuestions returns the questions in a changed message that nobody has begun to answer.
func (c *simulatedPeople) newQuestions(change slacksim.Change) []question {
	if change.What != slacksim.ChangedMessage {
		return nil
	}
	var found []question
	for _, person := range c.people {
		m, ok := c.ws.Message(person.ID, change.Channel, change.TS)
		key := person.ID + " " + change.Channel + " " + change.TS
		if !ok || m.BotID == "" || c.seen[key] || !isQuestion(m) {
			continue
		}
		c.seen[key] = true
		delay := minDelay + time.Duration(c.random.Int64N(int64(maxDelay-minDelay)))
		found = append(found, question{screen{c.ws, person.ID}, m, delay, c.random.IntN(100)})
	}
	return found
}

// isQuestion reports whether a message has answer buttons, or the button of an answer form.
func isQuestion(m slacksim.Message) bool {
	return len(answerButtons(m)) > 0 || slices.ContainsFunc(slacksim.Elements(m.Blocks), func(e slacksim.Element) bool { return e.Label == "Answer" })
}

// answer waits for the delay and answers: usually with a choice, sometimes with "No opinion", sometimes with a
// reason. It ignores a button that has gone meanwhile, as that happens to people too.
func (q question) answer(ctx context.Context, controlled func(string) bool) {
	if !sleep(ctx, q.delay) || controlled(q.user) {
		return
	}
	labels := answerButtons(q.message)
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
		if q.click(q.message, label) == nil && q.roll%2 == 0 && q.waitForButton(ctx, q.message, "Add a reason") && q.click(q.message, "Add a reason") == nil {
			_ = q.fillForm(ctx, map[string]string{"Reason": reasonFor(label, q.roll)})
		}
	}
}

// answerInForm opens the form and fills it in, for any kind of question.
func (q question) answerInForm(ctx context.Context) {
	if q.click(q.message, "Answer") != nil {
		return
	}
	place := 0
	_ = q.fillFormWith(ctx, func(e slacksim.Element) string {
		block, _, _ := strings.Cut(e.BlockID, "/")
		switch {
		case block == "place": // rank the options in the order they are shown
			place++
			return e.Options[place-1].Label
		case block == "slot", block == "answer" && len(e.Options) > 0:
			return e.Options[q.roll%len(e.Options)].Label
		case block == "answer" && strings.Contains(q.message.Read, "number"):
			return strconv.Itoa(5 + q.roll%20) // a number that is valid in any unit, also in percent
		case block == "answer":
			return reasonFor("", q.roll)
		}
		return ""
	})
}

// reasonFor returns a made-up reason that fits most questions.
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
