package slacksim

import "strings"

// labels returns the labels of everything that a person could click.
func labels(elements []Element, viewer *Actor) []string {
	var out []string
	for _, e := range elements {
		if viewer != nil && !e.shownTo(viewer.id) {
			continue
		}
		if e.Type == "button" {
			out = append(out, e.Label)
		}
		for _, o := range e.Options {
			out = append(out, o.Label)
		}
	}
	return out
}

// buttonNamed returns the action of the button with this label, or an Action without ids when there is none.
func buttonNamed(elements []Element, label string, viewer *Actor) Action {
	for _, e := range elements {
		if e.Type == "button" && e.Label == label && (viewer == nil || e.shownTo(viewer.id)) {
			return Action{BlockID: e.BlockID, ActionID: e.ActionID, Value: e.Value}
		}
	}
	return Action{}
}

// optionNamed returns the menu that has an option with this label.
func optionNamed(elements []Element, label string, viewer *Actor) Action {
	for _, e := range elements {
		for _, o := range e.Options {
			if o.Label == label && (viewer == nil || e.shownTo(viewer.id)) {
				return Action{BlockID: e.BlockID, ActionID: e.ActionID, Input: Input{Chosen: []string{o.Value}}}
			}
		}
	}
	return Action{}
}

// fieldNamed returns the field with this label, or with this placeholder.
func fieldNamed(elements []Element, label string) (Element, bool) {
	for _, e := range elements {
		if e.Type != "button" && (e.Label == label || e.Placeholder == label) {
			return e, true
		}
	}
	for _, e := range elements {
		if e.Type != "button" && e.Label != "" && strings.HasPrefix(e.Label, label) {
			return e, true
		}
	}
	return Element{}, false
}

// fieldLabels returns the labels of all fields.
func fieldLabels(elements []Element) []string {
	var out []string
	for _, e := range elements {
		if e.Type != "button" {
			out = append(out, e.Label)
		}
	}
	return out
}
