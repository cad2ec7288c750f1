package main

import (
	"context"
	"slices"
	"strings"
	"time"

	"quorum/bot/slack/slacksim"
)

// hands do what a person does in the workspace, with what stands on that person's screen, by the words on it.
type hands struct {
	ws   *slacksim.Workspace
	user string
}

// questionIn returns the labels of the buttons that answer the question in a message; none when it asks nothing, or
// when it asks by a form.
func questionIn(m slacksim.Message) []string {
	var labels []string
	for _, e := range slacksim.Elements(m.Blocks) {
		if e.Type == "button" && strings.HasPrefix(e.ActionID, "choose/") {
			labels = append(labels, e.Label)
		}
	}
	return labels
}

// now is a message as it is on the screen by now.
func (h hands) now(m slacksim.Message) slacksim.Message {
	fresh, ok := h.ws.Message(h.user, m.Channel, m.TS)
	if !ok {
		return m
	}
	return fresh
}

// press clicks the button with this label in a message, and returns when the bot has acknowledged it.
func (h hands) press(m slacksim.Message, label string) error {
	m = h.now(m)
	for _, e := range slacksim.Elements(m.Blocks) {
		if e.Type == "button" && e.Label == label {
			return h.ws.Act(h.user, slacksim.Action{Channel: m.Channel, TS: m.TS, BlockID: e.BlockID, ActionID: e.ActionID, Value: e.Value})
		}
	}
	return slacksim.ErrNotShown
}

// choose takes the option with this label from whatever menu in a message has it.
func (h hands) choose(m slacksim.Message, label string) error {
	m = h.now(m)
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

// shows waits until a message has a button with this label.
func (h hands) shows(ctx context.Context, m slacksim.Message, label string) bool {
	return await(ctx, h.ws, func() bool {
		return slices.ContainsFunc(slacksim.Elements(h.now(m).Blocks), func(e slacksim.Element) bool { return e.Label == label })
	})
}

// fill waits for a form on top of the screen that can be submitted, types or chooses by the labels of its fields, and submits it.
func (h hands) fill(ctx context.Context, fields map[string]string) error {
	return h.fillWith(ctx, func(e slacksim.Element) string { return fields[e.Label] })
}

// fillWith is fill with whatever say wants in each field: what is typed, or the label of an option. Nothing leaves the
// field as it is.
func (h hands) fillWith(ctx context.Context, say func(slacksim.Element) string) error {
	var form slacksim.View
	there := func() bool {
		if views := h.ws.Snapshot(h.user).Views; len(views) > 0 {
			form = views[len(views)-1]
		}
		return form.Submit != "" // one that is still being loaded has nothing to fill in
	}
	if !await(ctx, h.ws, there) {
		return slacksim.ErrNotShown
	}
	values := slacksim.Values{}
	for _, e := range slacksim.Elements(form.Blocks) {
		if text := say(e); text != "" {
			values[e.BlockID] = map[string]slacksim.Input{e.ActionID: inputFor(e, text)}
		}
	}
	return h.ws.SubmitView(h.user, form.ID, values)
}

// inputFor is a text in a field: typed, or the option with this label chosen.
func inputFor(e slacksim.Element, text string) slacksim.Input {
	for _, o := range e.Options {
		if o.Label == text {
			return slacksim.Input{Chosen: []string{o.Value}}
		}
	}
	return slacksim.Input{Text: text}
}

// await looks at every change of the workspace whether something holds, for some seconds.
func await(ctx context.Context, ws *slacksim.Workspace, holds func() bool) bool {
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

// after waits; false when ctx ends first.
func after(ctx context.Context, d time.Duration) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(d):
		return true
	}
}
