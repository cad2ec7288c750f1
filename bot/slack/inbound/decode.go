package inbound

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"mime"
	"net/url"
)

// decodeHTTP reads the body of a verified request: JSON from the events URL,
// or a form from the commands and interactions URLs. It errs only when the
// body is neither; what Slack sends and Quorum does not know is [Ignored].
func decodeHTTP(contentType string, body []byte) ([]Inbound, error) {
	media, _, _ := mime.ParseMediaType(contentType)
	if media == "application/json" || bytes.HasPrefix(bytes.TrimSpace(body), []byte("{")) {
		return decodeEvent(body)
	}
	form, err := url.ParseQuery(string(body))
	if err != nil {
		return nil, fmt.Errorf("read the form: %w", err)
	}
	if form.Has("payload") {
		return decodeInteraction([]byte(form.Get("payload")))
	}
	if form.Has("ssl_check") || !form.Has("command") {
		return []Inbound{Ignored{}}, nil
	}
	return []Inbound{commandFrom(form.Get)}, nil
}

// envelope is one message of Socket Mode.
type envelope struct {
	ID           string // to be acknowledged when not empty
	Type         string // "hello", "disconnect", "slash_commands", …
	AcceptsReply bool   // whether an acknowledgement may carry a payload
	Retry        int    // 0 for what claims to be a first delivery
	Inbound      []Inbound
}

// decodeEnvelope reads one raw WebSocket message. When only its payload cannot
// be read, the envelope that comes with the error still has its ID, so that it
// can be acknowledged: Slack would only send the same bytes again.
func decodeEnvelope(raw []byte) (envelope, error) {
	var wire struct {
		Type         string          `json:"type"`
		ID           string          `json:"envelope_id"`
		Payload      json.RawMessage `json:"payload"`
		AcceptsReply bool            `json:"accepts_response_payload"`
		Retry        int             `json:"retry_attempt"`
	}
	if err := decodeLoosely(raw, &wire); err != nil {
		return envelope{}, fmt.Errorf("read the envelope: %w", err)
	}
	return envelope{
		ID: wire.ID, Type: wire.Type, AcceptsReply: wire.AcceptsReply, Retry: wire.Retry,
	}.read(wire.Payload)
}

// read fills in what the payload says.
func (e envelope) read(payload json.RawMessage) (envelope, error) {
	var err error
	e.Inbound, err = decodePayload(e.Type, payload)
	if err != nil {
		return e, fmt.Errorf("read the payload of %q: %w", e.Type, err)
	}
	for i, in := range e.Inbound {
		if c, ok := in.(Command); ok {
			c.Mute = !e.AcceptsReply
			e.Inbound[i] = c
		}
	}
	return e, nil
}

func decodePayload(kind string, payload json.RawMessage) ([]Inbound, error) {
	switch kind {
	case "hello", "disconnect":
		return nil, nil
	case "slash_commands":
		return decodeCommand(payload)
	case "interactive":
		return decodeInteraction(payload)
	case "events_api":
		return decodeEvent(payload)
	}
	return []Inbound{Ignored{}}, nil
}

func decodeCommand(payload json.RawMessage) ([]Inbound, error) {
	var fields map[string]json.RawMessage
	if err := decodeLoosely(payload, &fields); err != nil {
		return nil, err
	}
	return []Inbound{commandFrom(func(name string) string {
		var text string
		if decodeLoosely(fields[name], &text) != nil {
			return ""
		}
		return text
	})}, nil
}

// commandFrom builds a command from its fields, which have the same names in
// a form and in an envelope.
func commandFrom(get func(string) string) Inbound {
	c := Command{
		Team:    cmp.Or(get("team_id"), get("enterprise_id")),
		Channel: get("channel_id"), ChannelName: get("channel_name"),
		User: get("user_id"), Name: get("command"), Text: get("text"),
		TriggerID: get("trigger_id"), ResponseURL: get("response_url"),
	}
	if c.User == "" {
		return Ignored{}
	}
	c.Key = actKey("command", c.Team, c.User, c.TriggerID)
	return c
}

// decodeLoosely is json.Unmarshal that leaves a field of an unexpected type
// at its zero value, instead of refusing all that came with it.
func decodeLoosely(raw []byte, into any) error {
	err := json.Unmarshal(raw, into)
	if _, mismatch := errors.AsType[*json.UnmarshalTypeError](err); mismatch {
		return nil
	}
	return err
}
