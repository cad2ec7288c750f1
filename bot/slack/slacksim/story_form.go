package slacksim

import (
	"errors"
	"strings"
)

// Form is a modal on a person's screen. Its methods name fields by their labels.
type Form struct{ screen }

// Fill types into a field: text, a number, a date (2026-12-01) or time (14:00).
func (f *Form) Fill(label, text string) *Form {
	f.user.ws.tb().Helper()
	return f.put(label, Input{Text: text})
}

// Choose chooses options by their labels.
func (f *Form) Choose(label string, options ...string) *Form {
	f.user.ws.tb().Helper()
	e := f.field(label)
	var in Input
	for _, want := range options {
		value := ""
		for _, o := range e.Options {
			if o.Label == want {
				value = o.Value
			}
		}
		if value == "" {
			f.user.fatal("has no option %q in %q", want, label)
		}
		in.Chosen = append(in.Chosen, value)
	}
	return f.put(label, in)
}

// Pick chooses people or channels by their names. In a menu whose options come from the app, it searches for each
// name and takes the matching suggestion.
func (f *Form) Pick(label string, names ...string) *Form {
	f.user.ws.tb().Helper()
	e := f.field(label)
	var in Input
	for _, name := range names {
		id := f.pick(e, name)
		if id == "" {
			f.user.fatal("finds no %q in %q", name, label)
		}
		in.Chosen = append(in.Chosen, id)
	}
	return f.put(label, in)
}

func (f *Form) pick(e Element, name string) string {
	ws := f.user.ws
	if strings.HasSuffix(e.Type, "external_select") {
		return f.suggested(e, name)
	}
	ws.mu.Lock()
	defer ws.mu.Unlock()
	if strings.HasSuffix(e.Type, "users_select") {
		if p := ws.findUser(name); p != nil {
			return p.ID
		}
		return ""
	}
	if c := ws.findChannel(name); c != nil {
		return c.id
	}
	return ""
}

// suggested searches for a name. It returns the suggestion that equals the name, or else one that contains it.
func (f *Form) suggested(e Element, name string) string {
	f.user.ws.tb().Helper()
	options := f.Search(e.Label, name)
	for _, o := range options {
		if o.Label == name {
			return o.Value
		}
	}
	for _, o := range options {
		if strings.Contains(o.Label, name) {
			return o.Value
		}
	}
	return ""
}

// Search types into a menu whose options come from the app, and returns what the app suggests.
func (f *Form) Search(label, typed string) []Option {
	f.user.ws.tb().Helper()
	e := f.field(label)
	options, err := f.user.ws.Suggest(f.user.id, Action{View: f.id, BlockID: e.BlockID, ActionID: e.ActionID}, typed)
	f.user.did(err, "search for "+typed)
	return options
}

func (f *Form) field(label string) Element {
	f.user.ws.tb().Helper()
	e, ok := fieldNamed(f.elements(), label)
	if !ok {
		f.user.fatal("has no field %q, only %q", label, fieldLabels(f.elements()))
	}
	return e
}

func (f *Form) put(label string, in Input) *Form {
	f.user.ws.tb().Helper()
	e := f.field(label)
	f.use(Action{BlockID: e.BlockID, ActionID: e.ActionID, Input: in}, label)
	return f
}

// Click presses a button in the form.
func (f *Form) Click(label string) *Form {
	f.user.ws.tb().Helper()
	f.click(label)
	return f
}

// Menu chooses the option with this label, in any menu that has it.
func (f *Form) Menu(label string) *Form {
	f.user.ws.tb().Helper()
	f.menu(label)
	return f
}

// Expect waits until the form contains all these texts.
func (f *Form) Expect(texts ...string) *Form {
	f.user.ws.tb().Helper()
	f.expect(texts)
	return f
}

// Value returns the content of a field: text, or the labels or names of what was chosen, separated by commas.
func (f *Form) Value(label string) string {
	f.user.ws.tb().Helper()
	e := f.field(label)
	in := f.State().Values[e.BlockID][e.ActionID]
	if in.Text != "" {
		return in.Text
	}
	ws := f.user.ws
	ws.mu.Lock()
	defer ws.mu.Unlock()
	words := make([]string, 0, len(in.Chosen))
	for _, value := range in.Chosen {
		words = append(words, ws.word(e, value))
	}
	return strings.Join(words, ", ")
}

// word returns what a person reads for a chosen value. ws.mu is held.
func (ws *Workspace) word(e Element, value string) string {
	for _, o := range e.Options {
		if o.Value == value {
			return o.Label
		}
	}
	if p := ws.byID[value]; p != nil {
		return p.Name
	}
	if c := ws.byChan[value]; c != nil {
		return c.name
	}
	return value
}

// ExpectValue waits until a field has this content.
func (f *Form) ExpectValue(label, want string) *Form {
	f.user.ws.tb().Helper()
	f.user.ws.Await(label+" to hold "+want, func() bool { return f.Value(label) == want })
	return f
}

// Submit submits the form and waits for the answer. ExpectError finds errors of fields, and Actor.ExpectTrouble
// Slack's own errors.
func (f *Form) Submit() *Form {
	f.user.ws.tb().Helper()
	err := f.user.ws.SubmitView(f.user.id, f.id, nil)
	var wrong FormErrors
	if !errors.As(err, &wrong) {
		f.user.did(err, "submit the form")
	}
	return f
}

// Errors returns the errors of fields, by label.
func (f *Form) Errors() map[string]string {
	out := make(map[string]string)
	state := f.State()
	for _, e := range f.elements() {
		if text := state.Errors[e.BlockID]; text != "" {
			out[e.Label] = text
		}
	}
	return out
}

// ExpectError fails the test unless the error of a field contains this text.
func (f *Form) ExpectError(label, text string) *Form {
	f.user.ws.tb().Helper()
	if got, ok := f.Errors()[f.field(label).Label]; !ok || !strings.Contains(got, text) {
		f.user.fatal("is not told %q about %q, but %q", text, label, f.Errors())
	}
	return f
}

// ExpectClosed waits until the form is closed.
func (f *Form) ExpectClosed() {
	f.user.ws.tb().Helper()
	if !f.user.ws.await(func() bool { return f.view() == nil }) {
		f.user.fatal("still sees the form, with errors %q", f.Errors())
	}
}

// Close presses the close button.
func (f *Form) Close() {
	f.user.ws.tb().Helper()
	f.user.did(f.user.ws.CloseView(f.user.id, f.id, false), "close the form")
}
