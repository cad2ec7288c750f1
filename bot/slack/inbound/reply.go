package inbound

import (
	"encoding/json"
	"fmt"
)

// Reply is what goes back with the acknowledgement. The zero Reply is a bare
// acknowledgement, which closes the form when it answers a [Submission].
// Fields that do not fit the thing answered are left out.
type Reply struct {
	// Text and Blocks answer a Command: only the person who typed it sees them.
	// Blocks is anything that marshals to a JSON array of blocks.
	Text   string
	Blocks any

	// Errors, Update and Clear answer a Submission, the first that is set wins:
	// messages by block id, with which the form stays open; another view in its
	// place, which is anything that marshals to JSON; or closing all open forms.
	Errors map[string]string
	Update any
	Clear  bool

	// Options answer a Suggestion, at most 100.
	Options []Choice

	// Unstored says that nothing was saved. The delivery is not acknowledged:
	// Slack delivers events again, and shows the person an error otherwise. A
	// handler that can tell the person more, does so by itself and leaves this
	// unset.
	Unstored bool
}

// Choice is one option offered to a [Suggestion]: Text at most 75 characters,
// Value at most 150.
type Choice struct{ Text, Value string }

// MaxSocketReply is the largest acknowledgement, with its envelope, that Slack
// accepts over a WebSocket. A larger reply is dropped and a bare
// acknowledgement sent in its place.
const MaxSocketReply = 20*1024 - 1

// MaxOptions is how many suggestions one reply may hold.
const MaxOptions = 100

// Payload is the JSON that answers in, nil for a bare acknowledgement.
func (r Reply) Payload(in Inbound) (json.RawMessage, error) {
	body := r.body(in)
	if body == nil {
		return nil, nil
	}
	raw, err := json.Marshal(body)
	if err != nil {
		return nil, fmt.Errorf("write the reply to a %s: %w", in.Kind(), err)
	}
	return raw, nil
}

func (r Reply) body(in Inbound) map[string]any {
	switch in := in.(type) {
	case Command:
		return r.Ephemeral()
	case Submission:
		return r.responseAction()
	case Suggestion:
		return map[string]any{"options": r.options()}
	case challenge:
		return map[string]any{"challenge": in.token}
	}
	return nil
}

// Ephemeral is the reply as a message that only one person sees.
func (r Reply) Ephemeral() map[string]any {
	if r.Text == "" && r.Blocks == nil {
		return nil
	}
	body := map[string]any{"response_type": "ephemeral", "text": r.Text}
	if r.Blocks != nil {
		body["blocks"] = r.Blocks
	}
	return body
}

func (r Reply) responseAction() map[string]any {
	switch {
	case len(r.Errors) > 0:
		return map[string]any{"response_action": "errors", "errors": r.Errors}
	case r.Update != nil:
		return map[string]any{"response_action": "update", "view": r.Update}
	case r.Clear:
		return map[string]any{"response_action": "clear"}
	}
	return nil
}

func (r Reply) options() []map[string]any {
	out := []map[string]any{}
	for _, o := range r.Options[:min(len(r.Options), MaxOptions)] {
		text := map[string]any{"type": "plain_text", "text": o.Text}
		out = append(out, map[string]any{"text": text, "value": o.Value})
	}
	return out
}
