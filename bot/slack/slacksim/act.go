package slacksim

import (
	"errors"
	"slices"
	"strings"
)

// ErrNotShown is the error when a person acts on something that is not on their screen: a message they cannot see, a
// button that is gone, a closed form.
var ErrNotShown = errors.New("not on this person's screen")

// FormErrors are the errors of a submitted form, by block_id. A view that was submitted with errors stays open.
type FormErrors map[string]string

// Error returns all errors, sorted by field.
func (e FormErrors) Error() string {
	parts := make([]string, 0, len(e))
	for block, text := range e {
		parts = append(parts, block+": "+text)
	}
	slices.Sort(parts)
	return strings.Join(parts, "; ")
}

// Action is one click, choice or entry on an element, by raw ids. The place is either a message (Channel and TS) or a
// View (a modal or the Home tab). Value must be the button's, if it is set. Input is what was chosen in a menu or
// typed.
type Action struct {
	Channel  string `json:"channel,omitempty"`
	TS       string `json:"ts,omitempty"`
	View     string `json:"view,omitempty"`
	BlockID  string `json:"block_id"`
	ActionID string `json:"action_id"`
	Value    string `json:"value,omitempty"`
	Input    Input  `json:"input"`
}

// Option is one entry of a menu.
type Option struct {
	Label string `json:"label"`
	Value string `json:"value"`
}
