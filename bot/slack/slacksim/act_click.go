package slacksim

import (
	"encoding/json"
	"slices"
)

// Act clicks a button, chooses in a menu or types in a field on the person's screen, and waits until the app has
// acknowledged it. It returns ErrNotShown when the element, its value or the option is gone, and a *Trouble when the
// app did not acknowledge. A field of a form that does not report at once is only filled in.
func (ws *Workspace) Act(user string, a Action) error {
	payload, about, err := ws.prepare(user, a)
	if err != nil || payload == nil {
		return err
	}
	if _, code := ws.deliver(parcel{kind: Interactive, payload: payload}); code != "" {
		return ws.trouble(payloadUser(payload), about, code)
	}
	return nil
}

func payloadUser(payload map[string]any) string {
	user, _ := payload["user"].(map[string]any)
	id, _ := user["id"].(string)
	return id
}

// prepare finds the element and makes the payload. The payload is nil when the app is not told of the act.
func (ws *Workspace) prepare(user string, a Action) (payload map[string]any, about string, err error) {
	ws.mu.Lock()
	defer ws.mu.Unlock()
	p := ws.findUser(user)
	if p == nil || p.Deleted {
		return nil, "", ErrNotShown
	}
	s, err := ws.scene(p, a)
	if err != nil {
		return nil, "", err
	}
	e, ok := findElement(s.elements, a)
	if !ok || !e.shownTo(p.ID) || !e.takes(a.Input) || a.Value != "" && a.Value != e.Value {
		return nil, "", ErrNotShown
	}
	if e.stateful() {
		s.values.set(e.BlockID, e.ActionID, a.Input)
		ws.feed.tell(s.change)
	}
	if !e.Dispatch {
		return nil, "", nil
	}
	return ws.actionPayload(p, s, e, a.Input), e.Label, nil
}

// scene is the place of an act: a message or a view.
type scene struct {
	channel  *channel
	message  *message
	view     *view
	elements []Element
	values   Values
	change   Change
}

// scene returns the message or view of an action, if the person sees it. ws.mu is held.
func (ws *Workspace) scene(p *person, a Action) (scene, error) {
	if a.View != "" {
		v := ws.views[a.View]
		if v == nil || v.owner != p.ID || v.kind == "modal" && p.top() != v {
			return scene{}, ErrNotShown
		}
		what := ChangedView
		if v.kind == "home" {
			what = ChangedHome
		}
		return scene{view: v, elements: v.elements(), values: v.values, change: Change{What: what, User: p.ID}}, nil
	}
	c := ws.byChan[a.Channel]
	if c == nil || !c.visibleTo(p.ID) {
		return scene{}, ErrNotShown
	}
	m := c.byTS[a.TS]
	if m == nil || m.to != "" && m.to != p.ID {
		return scene{}, ErrNotShown
	}
	return scene{
		channel: c, message: m, elements: Elements(m.blocks), values: p.chosenIn(c, m),
		change: Change{What: ChangedMessage, Channel: c.id, TS: m.ts, User: p.ID},
	}, nil
}

// chosenIn returns the map of what the person has chosen in a message. The caller may change it.
func (p *person) chosenIn(c *channel, m *message) Values {
	key := c.id + " " + m.ts + " " + m.edited
	if p.chosen == nil {
		p.chosen = make(map[string]Values)
	}
	v := p.chosen[key]
	if v == nil {
		if v = initialValues(m.blocks); len(v) > 0 || hasState(m.blocks) {
			p.chosen[key] = v
		}
	}
	return v
}

func hasState(blocks json.RawMessage) bool {
	return slices.ContainsFunc(Elements(blocks), Element.stateful)
}

func findElement(elements []Element, a Action) (Element, bool) {
	i := slices.IndexFunc(elements, func(e Element) bool { return e.BlockID == a.BlockID && e.ActionID == a.ActionID })
	if i < 0 {
		return Element{}, false
	}
	return elements[i], true
}

// stateful reports whether the element keeps what was chosen in it.
func (e Element) stateful() bool {
	return e.Type != "button" && e.Type != "overflow" && e.Type != "workflow_button"
}

// takes reports whether every chosen option is one of the element's.
func (e Element) takes(in Input) bool {
	field, _ := e.selection()
	if field != "selected_option" && field != "selected_options" {
		return true
	}
	for _, value := range in.Chosen {
		if !slices.ContainsFunc(e.Options, func(o Option) bool { return o.Value == value }) {
			return false
		}
	}
	return true
}

// actionPayload returns the payload of block_actions. ws.mu is held.
func (ws *Workspace) actionPayload(p *person, s scene, e Element, in Input) map[string]any {
	payload := ws.interaction("block_actions", p)
	action := e.valueJSON(in)
	action["action_id"], action["block_id"] = e.ActionID, e.BlockID
	action["action_ts"] = ws.ids.ts(ws.now())
	if e.Type == "button" && e.Value == "" {
		delete(action, "value")
	}
	payload["actions"] = []any{action}
	if s.view != nil {
		ws.onView(payload, s.view)
		payload["trigger_id"] = ws.newTrigger(p.ID, s.view.id)
		return payload
	}
	ws.onMessage(payload, s.channel, s.message)
	payload["state"] = map[string]any{"values": stateJSON(s.elements, s.values)}
	payload["response_url"] = ws.newURL(p.ID, s.channel.id, s.message.ts)
	payload["trigger_id"] = ws.newTrigger(p.ID, "")
	return payload
}

// Forge sends a click that the person's screen does not offer: any ids, any value, on any message or view, as an
// attacker with the app's secrets could. Forge checks nothing.
func (ws *Workspace) Forge(user string, a Action) error {
	payload := ws.forged(user, a)
	if _, code := ws.deliver(parcel{kind: Interactive, payload: payload}); code != "" {
		return &Trouble{At: ws.now(), Code: code, About: "a forged click"}
	}
	return nil
}

func (ws *Workspace) forged(user string, a Action) map[string]any {
	ws.mu.Lock()
	defer ws.mu.Unlock()
	p := ws.mustUser(user)
	payload := ws.interaction("block_actions", p)
	action := map[string]any{
		"type": "button", "action_id": a.ActionID, "block_id": a.BlockID, "value": a.Value,
		"action_ts": ws.ids.ts(ws.now()), "text": object{"type": "plain_text", "text": a.Input.Text},
	}
	if len(a.Input.Chosen) > 0 {
		action["type"] = "overflow"
		action["selected_option"] = object{"text": object{"type": "plain_text", "text": ""}, "value": a.Input.Chosen[0]}
	}
	payload["actions"] = []any{action}
	payload["trigger_id"] = ws.newTrigger(p.ID, "")
	payload["response_url"] = ws.newURL(p.ID, ws.dm(p).id, "")
	if c := ws.byChan[a.Channel]; c != nil && c.members[p.ID] && c.byTS[a.TS] != nil {
		payload["response_url"] = ws.newURL(p.ID, c.id, a.TS)
	}
	payload["channel"] = map[string]any{"id": a.Channel, "name": "directmessage"}
	payload["container"] = map[string]any{
		"type": "message", "message_ts": a.TS, "channel_id": a.Channel, "is_ephemeral": false,
	}
	if v := ws.views[a.View]; v != nil {
		ws.onView(payload, v)
	}
	return payload
}
