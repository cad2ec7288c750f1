package slacksim

import "encoding/json"

// Suggest types into a menu whose options come from the app, and returns what the app suggests. From then on the
// suggested options can be chosen.
func (ws *Workspace) Suggest(user string, a Action, typed string) ([]Option, error) {
	payload, v, err := ws.suggestion(user, a, typed)
	if err != nil {
		return nil, err
	}
	ack, code := ws.deliver(parcel{kind: Interactive, payload: payload, answers: true})
	if code != "" {
		return nil, ws.trouble(payloadUser(payload), typed, code)
	}
	var said object
	c := newChecker(inModal, "")
	if json.Unmarshal(ack, &said) != nil || said == nil {
		return nil, ws.trouble(payloadUser(payload), typed, troubleConnect)
	}
	if len(list(said, "options"))+len(list(said, "option_groups")) > 0 {
		c.menu(said)
	}
	if len(c.problems) > 0 {
		return nil, ws.trouble(payloadUser(payload), typed, troubleConnect)
	}
	options := optionsOf(said)
	if v != nil {
		ws.remember(v, spot{a.BlockID, a.ActionID}, options)
	}
	return options, nil
}

func (ws *Workspace) suggestion(user string, a Action, typed string) (map[string]any, *view, error) {
	ws.mu.Lock()
	defer ws.mu.Unlock()
	p := ws.findUser(user)
	if p == nil || p.Deleted {
		return nil, nil, ErrNotShown
	}
	s, err := ws.scene(p, a)
	if err != nil {
		return nil, nil, err
	}
	e, ok := findElement(s.elements, a)
	if !ok || e.Type != "external_select" && e.Type != "multi_external_select" {
		return nil, nil, ErrNotShown
	}
	payload := ws.interaction("block_suggestion", p)
	payload["action_id"], payload["block_id"], payload["value"] = e.ActionID, e.BlockID, typed
	if s.view != nil {
		ws.onView(payload, s.view)
	} else {
		ws.onMessage(payload, s.channel, s.message)
	}
	return payload, s.view, nil
}

// remember allows the suggested options to be chosen in a view.
func (ws *Workspace) remember(v *view, at spot, options []Option) {
	ws.mu.Lock()
	defer ws.mu.Unlock()
	if v.suggested == nil {
		v.suggested = make(map[spot][]Option)
	}
	for _, o := range options {
		if !hasOption(v.suggested[at], o.Value) {
			v.suggested[at] = append(v.suggested[at], o)
		}
	}
}

func hasOption(options []Option, value string) bool {
	for _, o := range options {
		if o.Value == value {
			return true
		}
	}
	return false
}
