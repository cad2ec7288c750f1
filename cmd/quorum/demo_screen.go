package main

import (
	"context"
	"slices"
	"strings"
	"time"

	"quorum/bot/slack/slacksim"
)

// screen is what one person sees in the workspace. Its methods do what that person could do there: click buttons,
// choose options, fill in forms, all found by their labels.
type screen struct {
	ws   *slacksim.Workspace
	user string
}

// answerButtons returns the labels of the buttons with which the question in a message is answered. It returns none
// when the message is not a question, or is answered in a form.
func answerButtons(m slacksim.Message) []string {
	var labels []string
	for _, e := range slacksim.Elements(m.Blocks) {
		if e.Type == "button" && strings.HasPrefix(e.ActionID, "choose/") {
			labels = append(labels, e.Label)
		}
	}
	return labels
}

// current returns the message as the person sees it now.
func (h screen) current(m slacksim.Message) slacksim.Message {
	fresh, ok := h.ws.Message(h.user, m.Channel, m.TS)
	if !ok {
		return m
	}
	return fresh
}

// click clicks the button with this label in a message. It returns when the bot has acknowledged the click.
func (h screen) click(m slacksim.Message, label string) error {
	m = h.current(m)
	for _, e := range slacksim.Elements(m.Blocks) {
		if e.Type == "button" && e.Label == label {
			return h.ws.Act(h.user, slacksim.Action{Channel: m.Channel, TS: m.TS, BlockID: e.BlockID, ActionID: e.ActionID, Value: e.Value})
		}
	}
	return slacksim.ErrNotShown
}

// choose chooses the option with this label in any menu of a message.
func (h screen) choose(m slacksim.Message, label string) error {
	m = h.current(m)
	for _, e := range slacksim.Elements(m.Blocks) {
		for _, o := range e.Options {
			if o.Label == label {
				chosen := slacksim.Input{Chosen: []string{o.Value}}
				return h.ws.Act(h.user, slacksim.Action{Channel: m.Channel, TS: m.TS, BlockID: e.BlockID, ActionID: e.ActionID, Input: chosen})
			}
		}
	}
	return slacksim.ErrNotShown
}

// waitForButton waits until a message has an element with this label. It returns false after some seconds.
func (h screen) waitForButton(ctx context.Context, m slacksim.Message, label string) bool {
	return waitUntil(ctx, h.ws, func() bool {
		return slices.ContainsFunc(slacksim.Elements(h.current(m).Blocks), func(e slacksim.Element) bool { return e.Label == label })
	})
}

// fillForm waits for a form that can be submitted, fills in the fields by their labels, and submits it.
func (h screen) fillForm(ctx context.Context, fields map[string]string) error {
	return h.fillFormWith(ctx, func(e slacksim.Element) string { return fields[e.Label] })
}

// fillFormWith is like fillForm, with the values that valueOf returns: the text to type, or the label of an option.
// It leaves a field as it is when valueOf returns "".
func (h screen) fillFormWith(ctx context.Context, valueOf func(slacksim.Element) string) error {
	var form slacksim.View
	formOpen := func() bool {
		if views := h.ws.Snapshot(h.user).Views; len(views) > 0 {
			form = views[len(views)-1]
		}
		return form.Submit != "" // a form that is still loading has no submit button
	}
	if !waitUntil(ctx, h.ws, formOpen) {
		return slacksim.ErrNotShown
	}
	values := slacksim.Values{}
	for _, e := range slacksim.Elements(form.Blocks) {
		if text := valueOf(e); text != "" {
			values[e.BlockID] = map[string]slacksim.Input{e.ActionID: inputFor(e, text)}
		}
	}
	return h.ws.SubmitView(h.user, form.ID, values)
}

// inputFor returns the input for a field: the option with this label, or else the text.
func inputFor(e slacksim.Element, text string) slacksim.Input {
	for _, o := range e.Options {
		if o.Label == text {
			return slacksim.Input{Chosen: []string{o.Value}}
		}
	}
	return slacksim.Input{Text: text}
}

// waitUntil waits until holds returns true; it asks again after every change of the workspace. It returns false after
// ten seconds.
func waitUntil(ctx context.Context, ws *slacksim.Workspace, holds func() bool) bool {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	changes, stop := ws.Subscribe()
	defer stop()
	for !holds() {
		select {
		case <-ctx.Done():
			return false
		case <-changes:
		}
	}
	return true
}

// sleep waits for d. It returns false when ctx ends first.
func sleep(ctx context.Context, d time.Duration) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(d):
		return true
	}
}
