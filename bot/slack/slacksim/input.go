package slacksim

import (
	"encoding/json"
	"strconv"
)

// set sets the content of one field.
func (v Values) set(block, action string, in Input) {
	if v[block] == nil {
		v[block] = make(map[string]Input)
	}
	v[block][action] = in
}

// clone returns a copy of the values.
func (v Values) clone() Values {
	out := make(Values, len(v))
	for block, fields := range v {
		for action, in := range fields {
			out.set(block, action, Input{Text: in.Text, Chosen: append([]string(nil), in.Chosen...)})
		}
	}
	return out
}

// initialValues returns the initial values of all fields in blocks.
func initialValues(blocks json.RawMessage) Values {
	v := make(Values)
	for _, e := range Elements(blocks) {
		if in := e.initial(); !in.Empty() {
			v.set(e.BlockID, e.ActionID, in)
		}
	}
	return v
}

// initial returns the initial value of an element.
func (e Element) initial() Input {
	var in Input
	for _, field := range []string{"initial_value", "initial_date", "initial_time"} {
		if s := str(e.raw, field); s != "" {
			in.Text = s
		}
	}
	if n, ok := number(e.raw, "initial_date_time"); ok {
		in.Text = strconv.FormatInt(int64(n), 10)
	}
	for _, field := range []string{"initial_user", "initial_channel", "initial_conversation"} {
		if s := str(e.raw, field); s != "" {
			in.Chosen = append(in.Chosen, s)
		}
	}
	for _, field := range []string{"initial_users", "initial_channels", "initial_conversations"} {
		for _, item := range list(e.raw, field) {
			if s, ok := item.(string); ok {
				in.Chosen = append(in.Chosen, s)
			}
		}
	}
	if o, ok := e.raw["initial_option"].(object); ok {
		in.Chosen = append(in.Chosen, str(o, "value"))
	}
	for _, item := range list(e.raw, "initial_options") {
		if o, ok := item.(object); ok {
			in.Chosen = append(in.Chosen, str(o, "value"))
		}
	}
	return in
}

// stateJSON returns the state of all stateful elements in the form of payloads.
func stateJSON(elements []Element, values Values) map[string]map[string]any {
	state := make(map[string]map[string]any)
	for _, e := range elements {
		if e.Type == "button" || e.Type == "overflow" || e.Type == "workflow_button" {
			continue
		}
		if state[e.BlockID] == nil {
			state[e.BlockID] = make(map[string]any)
		}
		state[e.BlockID][e.ActionID] = e.valueJSON(values[e.BlockID][e.ActionID])
	}
	return state
}

// valueJSON returns the content of an element in the form for its type.
func (e Element) valueJSON(in Input) map[string]any {
	out := map[string]any{"type": e.Type}
	field, many := e.selection()
	switch {
	case e.Type == "button":
		out["value"] = e.Value
		out["text"] = e.raw["text"]
	case field == "value" || field == "selected_date" || field == "selected_time":
		out[field] = orNull(in.Text)
	case field == "selected_date_time":
		out[field] = nil
		if n, err := strconv.ParseInt(in.Text, 10, 64); err == nil {
			out[field] = n
		}
	case field == "rich_text_value":
		out[field] = richValue(in.Text)
	case field == "selected_option":
		out[field] = e.chosenOption(in.Chosen)
	case field == "selected_options":
		out[field] = e.chosenOptions(in.Chosen)
	case many:
		out[field] = append([]string{}, in.Chosen...)
	default:
		out[field] = nil
		if len(in.Chosen) > 0 {
			out[field] = in.Chosen[0]
		}
	}
	return out
}

// selection returns the field of payloads that has an element's content, and whether it is a list.
func (e Element) selection() (field string, many bool) {
	switch e.Type {
	case "static_select", "external_select", "overflow", "radio_buttons":
		return "selected_option", false
	case "multi_static_select", "multi_external_select", "checkboxes":
		return "selected_options", true
	case "users_select":
		return "selected_user", false
	case "multi_users_select":
		return "selected_users", true
	case "conversations_select":
		return "selected_conversation", false
	case "multi_conversations_select":
		return "selected_conversations", true
	case "channels_select":
		return "selected_channel", false
	case "multi_channels_select":
		return "selected_channels", true
	case "datepicker":
		return "selected_date", false
	case "timepicker":
		return "selected_time", false
	case "datetimepicker":
		return "selected_date_time", false
	case "rich_text_input":
		return "rich_text_value", false
	}
	return "value", false
}

func (e Element) chosenOption(chosen []string) any {
	if len(chosen) == 0 {
		return nil
	}
	return e.optionJSON(chosen[0])
}

func (e Element) chosenOptions(chosen []string) []any {
	out := []any{}
	for _, value := range chosen {
		out = append(out, e.optionJSON(value))
	}
	return out
}

// optionJSON returns an option as it is in the blocks. An option from the app's suggestions has its value as text.
func (e Element) optionJSON(value string) any {
	if o := findOption(e.raw, value); o != nil {
		return o
	}
	text := value
	for _, o := range e.Options {
		if o.Value == value {
			text = o.Label
		}
	}
	return object{"text": object{"type": "plain_text", "text": text, "emoji": true}, "value": value}
}

func findOption(o object, value string) object {
	for _, item := range list(o, "options") {
		if option, ok := item.(object); ok && str(option, "value") == value {
			return option
		}
	}
	for _, item := range list(o, "option_groups") {
		if group, ok := item.(object); ok {
			if option := findOption(group, value); option != nil {
				return option
			}
		}
	}
	return nil
}

func orNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}

func richValue(text string) any {
	if text == "" {
		return nil
	}
	return object{"type": "rich_text", "elements": []any{
		object{"type": "rich_text_section", "elements": []any{object{"type": "text", "text": text}}},
	}}
}
