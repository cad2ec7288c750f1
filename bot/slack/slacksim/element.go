package slacksim

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
)

// Element is something interactive in blocks: a button, a menu or a field.
type Element struct {
	BlockID     string   `json:"block_id"`
	ActionID    string   `json:"action_id"`
	Type        string   `json:"type"`
	Label       string   `json:"label"` // a button's text, a field's label, or else the placeholder
	Value       string   `json:"value,omitempty"`
	Options     []Option `json:"options,omitempty"`
	Placeholder string   `json:"placeholder,omitempty"`
	InInput     bool     `json:"in_input,omitempty"` // whether it is in an input block
	Optional    bool     `json:"optional,omitempty"` // whether its input block may be left empty
	Dispatch    bool     `json:"dispatch,omitempty"` // whether the app is told at once when it is used

	visibleTo []string
	raw       object
}

// Elements returns the interactive elements in blocks, in reading order.
func Elements(blocks json.RawMessage) []Element {
	decoded, err := decodeBlocks(blocks)
	if err != nil {
		return nil
	}
	var out []Element
	for _, b := range decoded {
		out = collect(out, b, Element{})
	}
	return out
}

// collect adds the elements of o, which is in a block like in.
func collect(out []Element, o object, in Element) []Element {
	kind := str(o, "type")
	if isInteractive(kind) {
		return append(out, newElement(o, in))
	}
	if id := str(o, "block_id"); id != "" {
		in.BlockID = id
	}
	if kind == "input" {
		in.InInput, in.Label = true, textOf(o["label"])
		in.Optional, _ = o["optional"].(bool)
		in.Dispatch, _ = o["dispatch_action"].(bool)
	}
	for _, field := range []string{"accessory", "element"} {
		if e, ok := o[field].(object); ok {
			out = collect(out, e, in)
		}
	}
	for _, field := range []string{"elements", "actions", "child_blocks"} {
		for _, item := range list(o, field) {
			if e, ok := item.(object); ok {
				out = collect(out, e, in)
			}
		}
	}
	return out
}

// isInteractive reports whether people act on this type of element.
func isInteractive(kind string) bool { return kind != "image" && allowedIn(kind) != nil }

func newElement(o object, in Element) Element {
	e := in
	e.raw, e.Type, e.ActionID = o, str(o, "type"), str(o, "action_id")
	e.Value, e.Placeholder, e.Options = str(o, "value"), textOf(o["placeholder"]), optionsOf(o)
	if !e.InInput {
		e.Dispatch, e.Label = true, textOf(o["text"])
		if e.Label == "" {
			e.Label = e.Placeholder
		}
	}
	if e.Type == "external_select" || e.Type == "multi_external_select" {
		e.Options = initialOptions(o)
	}
	for _, u := range list(o, "visible_to_user_ids") {
		if id, ok := u.(string); ok {
			e.visibleTo = append(e.visibleTo, id)
		}
	}
	return e
}

// optionsOf returns the options of an element, including those in groups.
func optionsOf(o object) []Option {
	var out []Option
	for _, item := range list(o, "options") {
		if option, ok := item.(object); ok {
			out = append(out, Option{Label: textOf(option["text"]), Value: str(option, "value")})
		}
	}
	for _, item := range list(o, "option_groups") {
		if group, ok := item.(object); ok {
			out = append(out, optionsOf(group)...)
		}
	}
	return out
}

// initialOptions returns what is chosen at first in a menu whose options come from the app.
func initialOptions(o object) []Option {
	chosen := append([]any{}, list(o, "initial_options")...)
	if o["initial_option"] != nil {
		chosen = append(chosen, o["initial_option"])
	}
	return optionsOf(object{"options": chosen})
}

// textOf returns the text in a text object.
func textOf(v any) string {
	o, _ := v.(object)
	return str(o, "text")
}

// shownTo reports whether a person sees the element.
func (e Element) shownTo(user string) bool {
	return len(e.visibleTo) == 0 || slices.Contains(e.visibleTo, user)
}

// nameBlocks gives a block_id and action_ids to blocks and elements without one, as Slack does. It returns the blocks
// unchanged when all had one.
func (ws *Workspace) nameBlocks(raw json.RawMessage, blocks []object) json.RawMessage {
	named := false
	for _, b := range blocks {
		named = ws.name(b, true) || named
	}
	if !named {
		return raw
	}
	out, err := json.Marshal(blocks)
	if err != nil {
		return raw
	}
	return out
}

func (ws *Workspace) name(o object, isBlock bool) (named bool) {
	if isBlock && str(o, "block_id") == "" {
		o["block_id"], named = ws.randomID(), true
	}
	if isInteractive(str(o, "type")) && str(o, "action_id") == "" {
		o["action_id"], named = ws.randomID(), true
	}
	for _, field := range []string{"accessory", "element"} {
		if e, ok := o[field].(object); ok {
			named = ws.name(e, false) || named
		}
	}
	for _, field := range []string{"elements", "actions", "child_blocks"} {
		named = ws.nameAll(list(o, field), field == "child_blocks") || named
	}
	return named
}

func (ws *Workspace) nameAll(items []any, blocks bool) (named bool) {
	for _, item := range items {
		if o, ok := item.(object); ok {
			named = ws.name(o, blocks) || named
		}
	}
	return named
}

// randomID returns an id like those Slack makes up for blocks.
func (ws *Workspace) randomID() string {
	return "~" + strings.ToLower(strconv.FormatInt(ws.made.Add(1)+46655, 36))
}
