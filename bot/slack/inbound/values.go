package inbound

import "encoding/json"

// Values are the inputs of a view or message as the person left them, by
// block id and action id. Every accessor answers an input that is missing,
// empty or of another type with the zero value.
type Values map[string]map[string]Value

// Value is what one input holds. Read it through [Values].
type Value struct {
	Text          string          `json:"value"`
	Option        *valueOption    `json:"selected_option"`
	OptionList    []valueOption   `json:"selected_options"`
	User          string          `json:"selected_user"`
	Users         []string        `json:"selected_users"`
	Conversation  string          `json:"selected_conversation"`
	Conversations []string        `json:"selected_conversations"`
	Channel       string          `json:"selected_channel"`
	Channels      []string        `json:"selected_channels"`
	Rich          json.RawMessage `json:"rich_text_value,omitempty"`
}

type valueOption struct {
	Value string `json:"value"`
}

// UnmarshalJSON accepts whatever Slack sends for "nothing" and skips what is
// not an input, so that one odd value costs no other.
func (v *Values) UnmarshalJSON(raw []byte) error {
	var blocks map[string]json.RawMessage
	if json.Unmarshal(raw, &blocks) != nil {
		return nil // null, [] and the like hold no input
	}
	out := make(Values, len(blocks))
	for block, rawActions := range blocks {
		var actions map[string]json.RawMessage
		if json.Unmarshal(rawActions, &actions) != nil {
			continue
		}
		out[block] = make(map[string]Value, len(actions))
		for action, rawValue := range actions {
			var value Value
			if decodeLoosely(rawValue, &value) == nil {
				out[block][action] = value
			}
		}
	}
	*v = out
	return nil
}

// Has says whether the view or message had this input at all.
func (v Values) Has(block, action string) bool {
	_, ok := v[block][action]
	return ok
}

// Text is what was typed, as typed: nothing is escaped. Of a rich text input
// it is the text in the form [mrkdwn.ParseText] reads, with mentions.
func (v Values) Text(block, action string) string {
	value := v[block][action]
	if len(value.Rich) > 0 {
		return flattenRichText(value.Rich)
	}
	return value.Text
}

// Option is the value of the option chosen in a single menu or radio group.
func (v Values) Option(block, action string) string {
	if o := v[block][action].Option; o != nil {
		return o.Value
	}
	return ""
}

// Options are the values of the options ticked or chosen.
func (v Values) Options(block, action string) []string {
	return optionValues(v[block][action].OptionList)
}

// Users are the people chosen, in a single or a multiple menu.
func (v Values) Users(block, action string) []string {
	value := v[block][action]
	return oneOrMany(value.User, value.Users)
}

// Conversations are the conversations or channels chosen, in a single or a
// multiple menu of either type.
func (v Values) Conversations(block, action string) []string {
	value := v[block][action]
	if many := oneOrMany(value.Conversation, value.Conversations); many != nil {
		return many
	}
	return oneOrMany(value.Channel, value.Channels)
}

// first returns the one value of an input as text, whatever its type.
func (v Value) first() string {
	switch all := v.selected(); {
	case v.Text != "":
		return v.Text
	case len(all) > 0:
		return all[0]
	case len(v.Rich) > 0:
		return flattenRichText(v.Rich)
	}
	return ""
}

// selected returns all that was chosen in a menu of any type.
func (v Value) selected() []string {
	if v.Option != nil && v.Option.Value != "" {
		return []string{v.Option.Value}
	}
	for _, many := range [][]string{
		optionValues(v.OptionList), oneOrMany(v.User, v.Users),
		oneOrMany(v.Conversation, v.Conversations), oneOrMany(v.Channel, v.Channels),
	} {
		if many != nil {
			return many
		}
	}
	return nil
}

func optionValues(options []valueOption) []string {
	var out []string
	for _, o := range options {
		out = append(out, o.Value)
	}
	return out
}

func oneOrMany(one string, many []string) []string {
	if one != "" {
		return []string{one}
	}
	if len(many) == 0 {
		return nil
	}
	return many
}
