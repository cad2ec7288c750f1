package main

import (
	"context"
	"errors"
	"time"

	"quorum/bot/slack/slacksim"

	"golang.org/x/sync/errgroup"
)

// scriptedAnswer is what one simulated person does with the first question: click after a delay, and perhaps add a
// reason. The script is fixed, so that every run tells the same story; only the exact times differ.
type scriptedAnswer struct {
	handle string
	delay  time.Duration
	answer string
	reason string
}

func scriptedAnswers() []scriptedAnswer {
	return []scriptedAnswer{
		{"ada", 700 * time.Millisecond, "Yes", ""},
		{"di", 1200 * time.Millisecond, "No", "Nobody of us is around on the weekend if it breaks."},
		{"cy", 2000 * time.Millisecond, "Yes", "It does what we need, and we can go back if it does not."},
		{"finn", 4000 * time.Millisecond, "Yes", ""},
	}
}

// headless runs one decision from the question to the summary, and prints a transcript of it.
func (c demoCommand) headless(p *program) error {
	s, err := c.newSandbox(p, addDemoPeople)
	if err != nil {
		return err
	}
	err = s.run(p.ctx, func(ctx context.Context) error {
		ctx, cancel := context.WithTimeout(ctx, time.Minute)
		defer cancel()
		t := newTranscript(s.ws, p.stdout)
		t.print("A channel of people in seven time zones; each reads times in their own.", "")
		t.print("Ben Ortiz types in #"+firstChannel+":", firstCommand)
		g, ctx := errgroup.WithContext(ctx)
		g.Go(func() error { return t.follow(ctx) })
		if err := askFirst(s.ws); err != nil {
			return err
		}
		for _, one := range scriptedAnswers() {
			g.Go(func() error { return one.run(ctx, s.ws, t) })
		}
		return g.Wait()
	})
	return errors.Join(err, s.close())
}

// run waits for the question, answers it, and adds the reason if the script has one.
func (one scriptedAnswer) run(ctx context.Context, ws *slacksim.Workspace, t *transcript) error {
	h := screen{ws, idOf(ws, one.handle)}
	var m slacksim.Message
	if !waitUntil(ctx, ws, func() (asked bool) { m, asked = h.firstQuestion(); return asked }) || !sleep(ctx, one.delay) {
		return ctx.Err()
	}
	t.printAction(h.user, "clicks "+one.answer)
	if err := h.click(m, one.answer); err != nil {
		return err
	}
	if one.reason == "" || !sleep(ctx, 400*time.Millisecond) || !h.waitForButton(ctx, m, "Add a reason") {
		return ctx.Err()
	}
	t.printAction(h.user, "adds a reason: "+one.reason)
	if err := h.click(m, "Add a reason"); err != nil {
		return err
	}
	return h.fillForm(ctx, map[string]string{"Reason": one.reason})
}

// firstQuestion returns the first question in the person's direct messages.
func (h screen) firstQuestion() (slacksim.Message, bool) {
	for _, conversation := range h.ws.Snapshot(h.user).DMs {
		for _, m := range conversation.Messages {
			if len(answerButtons(m)) > 0 {
				return m, true
			}
		}
	}
	return slacksim.Message{}, false
}
