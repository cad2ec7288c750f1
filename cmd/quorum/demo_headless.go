package main

import (
	"context"
	"errors"
	"time"

	"quorum/bot/slack/slacksim"

	"golang.org/x/sync/errgroup"
)

// part is what one simulated person does with the first question: after a while a click, and later perhaps a reason.
// It is written down, so that the story is the same each time; when things happen is not.
type part struct {
	handle string
	after  time.Duration
	answer string
	reason string
}

func parts() []part {
	return []part{
		{"ada", 700 * time.Millisecond, "Yes", ""},
		{"di", 1200 * time.Millisecond, "No", "Nobody of us is around on the weekend if it breaks."},
		{"cy", 2000 * time.Millisecond, "Yes", "It does what we need, and we can go back if it does not."},
		{"finn", 4000 * time.Millisecond, "Yes", ""},
	}
}

// headless runs one decision to its end and prints what people did and saw.
func (c demoCommand) headless(p *program) error {
	s, err := c.stage(p, cast)
	if err != nil {
		return err
	}
	err = s.play(p.ctx, func(ctx context.Context) error {
		ctx, cancel := context.WithTimeout(ctx, time.Minute)
		defer cancel()
		t := newTeller(s.ws, p.stdout)
		t.say("A channel of people in seven time zones; each reads times in their own.", "")
		t.say("Ben Ortiz types in #"+firstChannel+":", firstQuestion)
		g, ctx := errgroup.WithContext(ctx)
		g.Go(func() error { return t.tell(ctx) })
		if err := askFirst(s.ws); err != nil {
			return err
		}
		for _, one := range parts() {
			g.Go(func() error { return one.play(ctx, s.ws, t) })
		}
		return g.Wait()
	})
	return errors.Join(err, s.clear())
}

// play waits for the question and answers it.
func (one part) play(ctx context.Context, ws *slacksim.Workspace, t *teller) error {
	h := hands{ws, idOf(ws, one.handle)}
	var m slacksim.Message
	if !await(ctx, ws, func() (asked bool) { m, asked = h.asked(); return asked }) || !after(ctx, one.after) {
		return ctx.Err()
	}
	t.did(h.user, "clicks "+one.answer)
	if err := h.press(m, one.answer); err != nil {
		return err
	}
	if one.reason == "" || !after(ctx, 400*time.Millisecond) || !h.shows(ctx, m, "Add a reason") {
		return ctx.Err()
	}
	t.did(h.user, "adds a reason: "+one.reason)
	if err := h.press(m, "Add a reason"); err != nil {
		return err
	}
	return h.fill(ctx, map[string]string{"Reason": one.reason})
}

// asked is the first question in a person's direct messages.
func (h hands) asked() (slacksim.Message, bool) {
	for _, conversation := range h.ws.Snapshot(h.user).DMs {
		for _, m := range conversation.Messages {
			if len(questionIn(m)) > 0 {
				return m, true
			}
		}
	}
	return slacksim.Message{}, false
}
