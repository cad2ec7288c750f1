package slacksim

import "slices"

// Shortcut uses an entry of the global shortcuts menu, by its callback_id.
func (ws *Workspace) Shortcut(user, callbackID string) error {
	return ws.useShortcut(user, callbackID, func(p *person) (map[string]any, error) {
		return ws.interaction("shortcut", p), nil
	})
}

// MessageShortcut uses an entry of a message's menu, by its callback_id.
func (ws *Workspace) MessageShortcut(user, channel, ts, callbackID string) error {
	return ws.useShortcut(user, callbackID, func(p *person) (map[string]any, error) {
		c := ws.findChannel(channel)
		if c == nil || !c.visibleTo(p.ID) || c.byTS[ts] == nil || c.byTS[ts].to != "" {
			return nil, ErrNotShown
		}
		m := c.byTS[ts]
		payload := ws.interaction("message_action", p)
		payload["message"], payload["message_ts"], payload["channel"] = ws.messageJSON(m, true), m.ts, c.payload()
		payload["response_url"] = ws.newURL(p.ID, c.id, "")
		return payload, nil
	})
}

// useShortcut delivers the payload of a shortcut, if the app has that shortcut.
func (ws *Workspace) useShortcut(user, callbackID string, build func(*person) (map[string]any, error)) error {
	payload, err := ws.shortcutPayload(user, callbackID, build)
	if err != nil {
		return err
	}
	if _, code := ws.deliver(parcel{kind: Interactive, payload: payload}); code != "" {
		return ws.trouble(payloadUser(payload), callbackID, code)
	}
	return nil
}

func (ws *Workspace) shortcutPayload(user, callbackID string, build func(*person) (map[string]any, error)) (map[string]any, error) {
	ws.mu.Lock()
	defer ws.mu.Unlock()
	p := ws.findUser(user)
	known := slices.ContainsFunc(ws.app.Shortcuts, func(s Shortcut) bool { return s.CallbackID == callbackID })
	if p == nil || p.Deleted || !known {
		return nil, ErrNotShown
	}
	payload, err := build(p)
	if err != nil {
		return nil, err
	}
	payload["callback_id"] = callbackID
	payload["action_ts"] = ws.ids.ts(ws.now())
	payload["trigger_id"] = ws.newTrigger(p.ID, "")
	return payload, nil
}
