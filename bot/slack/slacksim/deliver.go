package slacksim

import (
	"encoding/json"
	"net/url"
	"sync"
	"time"
)

// ackTime is how long the app may take to acknowledge a delivery.
const ackTime = 3 * time.Second

// What Slack tells a person when the app did not acknowledge.
const (
	timedOut       = "operation_timeout"
	notDispatched  = "dispatch_failed"
	serviceFailed  = "http_service_error"
	clientFailed   = "http_client_error"
	troubleConnect = "trouble_connecting"
)

// The kinds of delivery. They are the types of Socket Mode envelopes.
const (
	SlashCommands = "slash_commands"
	Interactive   = "interactive"
	EventsAPI     = "events_api"
)

// parcel is something to deliver to the app.
type parcel struct {
	kind    string
	payload map[string]any
	retry   int
	reason  string
	answers bool // whether the acknowledgement may carry a payload
}

// Delivery is one attempt to deliver something to the app.
type Delivery struct {
	Kind     string // SlashCommands, Interactive or EventsAPI
	Type     string // of an interaction or an event
	Attempt  int    // 0, or the number of the retry
	Envelope string // Socket Mode
	At       time.Time
	Took     time.Duration // until it was acknowledged or given up
	Code     string        // what went wrong; "" when it was acknowledged
	Ack      string        // the content of the acknowledgement
}

type deliveries struct {
	mu   sync.Mutex
	list []Delivery
	dups map[string]int
}

// Deliveries returns all attempts so far, in the order in which they ended.
func (ws *Workspace) Deliveries() []Delivery {
	ws.sent.mu.Lock()
	defer ws.sent.mu.Unlock()
	return append([]Delivery(nil), ws.sent.list...)
}

// Duplicate delivers the next n parcels of a kind twice, as Slack sometimes does: with the same envelope_id, and not
// marked as a retry.
func (ws *Workspace) Duplicate(kind string, n int) {
	ws.sent.mu.Lock()
	defer ws.sent.mu.Unlock()
	if ws.sent.dups == nil {
		ws.sent.dups = make(map[string]int)
	}
	ws.sent.dups[kind] += n
}

func (ws *Workspace) twice(kind string) bool {
	ws.sent.mu.Lock()
	defer ws.sent.mu.Unlock()
	if ws.sent.dups[kind] == 0 {
		return false
	}
	ws.sent.dups[kind]--
	return true
}

// deliver delivers one parcel to the app and waits up to 3 s for the acknowledgement. It returns the content of the
// acknowledgement, or a code.
func (ws *Workspace) deliver(p parcel) (ack []byte, code string) {
	d := Delivery{Kind: p.kind, Type: parcelType(p), Attempt: p.retry, At: ws.now()}
	if ws.opts.Mode == Socket {
		ack, code = ws.deliverSocket(p, &d)
	} else {
		ack, code = ws.deliverHTTP(p)
	}
	d.Took, d.Code, d.Ack = ws.now().Sub(d.At), code, string(ack)
	if !ws.opts.ForgetCalls {
		ws.sent.mu.Lock()
		ws.sent.list = append(ws.sent.list, d)
		ws.sent.mu.Unlock()
	}
	ws.feed.poke()
	if ws.opts.Mode == HTTP && ws.twice(p.kind) {
		_, _ = ws.deliverHTTP(p)
	}
	return ack, code
}

func parcelType(p parcel) string {
	if event, ok := p.payload["event"].(map[string]any); ok {
		kind, _ := event["type"].(string)
		return kind
	}
	kind, _ := p.payload["type"].(string)
	return kind
}

// Deliver delivers a raw payload to the app as if it came from Slack, for attacks and for payloads that the workspace
// does not make itself. The error is what Slack would tell a person.
func (ws *Workspace) Deliver(kind string, payload map[string]any) ([]byte, error) {
	ack, code := ws.deliver(parcel{kind: kind, payload: payload, answers: kind != EventsAPI})
	if code != "" {
		return nil, &Trouble{At: ws.now(), Code: code, About: kind}
	}
	return ack, nil
}

// body encodes a parcel for HTTP.
func (p parcel) body() (path, contentType, body string, err error) {
	const form = "application/x-www-form-urlencoded"
	switch p.kind {
	case SlashCommands:
		values := make(url.Values)
		for name, v := range p.payload {
			if s, ok := v.(string); ok {
				values.Set(name, s)
			}
		}
		return "/slack/commands", form, values.Encode(), nil
	case Interactive:
		raw, err := json.Marshal(p.payload)
		return "/slack/interactions", form, url.Values{"payload": {string(raw)}}.Encode(), err
	default:
		raw, err := json.Marshal(p.payload)
		return "/slack/events", "application/json", string(raw), err
	}
}

// event delivers an event to the app. If the app does not acknowledge it, event tries again at once, after a minute
// and after five minutes.
func (ws *Workspace) event(payload map[string]any) {
	waits := []time.Duration{0, 0, time.Minute, 5 * time.Minute}
	reason := ""
	for attempt, wait := range waits {
		select {
		case <-time.After(wait):
		case <-ws.ctx.Done():
			return
		}
		_, code := ws.deliver(parcel{kind: EventsAPI, payload: payload, retry: attempt, reason: reason})
		if code == "" || code == noRetry {
			return
		}
		reason = retryReason(code)
	}
}

func retryReason(code string) string {
	switch code {
	case timedOut:
		return "http_timeout"
	case notDispatched:
		return "connection_failed"
	}
	return "http_error"
}
