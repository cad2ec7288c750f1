package slacksim

// interaction returns the common part of the payload of an interaction. ws.mu is held.
func (ws *Workspace) interaction(kind string, p *person) map[string]any {
	return map[string]any{
		"type": kind, "token": "", "api_app_id": ws.app.ID, "is_enterprise_install": false, "enterprise": nil,
		"team": map[string]any{"id": ws.team.ID, "domain": ws.team.Domain},
		"user": map[string]any{"id": p.ID, "username": p.Name, "name": p.Name, "team_id": ws.team.ID},
	}
}

func (c *channel) payload() map[string]any {
	return map[string]any{"id": c.id, "name": c.payloadName()}
}

// onMessage adds the message in which something was done. ws.mu is held.
func (ws *Workspace) onMessage(payload map[string]any, c *channel, m *message) {
	container := map[string]any{
		"type": "message", "message_ts": m.ts, "channel_id": c.id, "is_ephemeral": m.to != "",
	}
	if m.thread != "" {
		container["thread_ts"] = m.thread
	}
	payload["container"] = container
	payload["channel"] = c.payload()
	if m.to == "" {
		payload["message"] = ws.messageJSON(m, true)
	}
}

// onView adds the view in which something was done. ws.mu is held.
func (ws *Workspace) onView(payload map[string]any, v *view) {
	payload["container"] = map[string]any{"type": "view", "view_id": v.id}
	payload["view"] = ws.viewJSON(v)
}
