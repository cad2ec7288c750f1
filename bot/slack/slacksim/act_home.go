package slacksim

import "slices"

// OpenHome opens the app's Home tab. In the background it sends the event app_home_opened to the app, which may then
// publish a view.
func (ws *Workspace) OpenHome(user string) error {
	event, err := ws.homeOpened(user)
	if err != nil {
		return err
	}
	ws.SendEvent(event)
	return nil
}

func (ws *Workspace) homeOpened(user string) (map[string]any, error) {
	ws.mu.Lock()
	defer ws.mu.Unlock()
	p := ws.findUser(user)
	if p == nil || p.Deleted {
		return nil, ErrNotShown
	}
	event := map[string]any{
		"type": "app_home_opened", "user": p.ID, "channel": ws.dm(p).id, "tab": "home",
		"event_ts": ws.ids.ts(ws.now()),
	}
	if p.home != nil {
		event["view"] = ws.viewJSON(p.home)
	}
	return event, nil
}

// SendEvent sends an event to the app in the background, with Slack's retries, if the app has subscribed to its type.
func (ws *Workspace) SendEvent(event map[string]any) {
	kind, _ := event["type"].(string)
	if slices.Contains(ws.opts.Events, kind) {
		ws.sendEvent(event)
	}
}

// bring sends an event to the app.
func (ws *Workspace) sendEvent(event map[string]any) {
	kind, _ := event["type"].(string)
	ws.mu.Lock()
	now := ws.now()
	if event["event_ts"] == nil {
		event["event_ts"] = ws.ids.ts(now)
	}
	payload := map[string]any{
		"token": "", "team_id": ws.team.ID, "api_app_id": ws.app.ID, "event": event, "type": "event_callback",
		"event_id": ws.ids.next("Ev", ""), "event_time": now.Unix(), "is_ext_shared_channel": false,
		"event_context": "4-" + kind,
		"authorizations": []any{map[string]any{
			"enterprise_id": nil, "team_id": ws.team.ID, "user_id": ws.app.BotUserID, "is_bot": true, "is_enterprise_install": false,
		}},
	}
	ws.mu.Unlock()
	ws.background(func() { ws.event(payload) })
}
