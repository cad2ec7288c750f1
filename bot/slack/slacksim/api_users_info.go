package slacksim

import "time"

// usersInfo is users.info. It describes one person, active or not.
func usersInfo() method {
	return method{name: "users.info", scopes: []string{"users:read"}, tier: tier4(), run: func(ws *Workspace, a args) (reply, *refusal) {
		ws.mu.Lock()
		defer ws.mu.Unlock()
		p := ws.byID[a.str("user")]
		if p == nil || p.ID != a.str("user") {
			return nil, refuse("user_not_found")
		}
		return reply{"user": ws.userJSON(p)}, nil
	}}
}

// userJSON returns a person in the form of the Web API. ws.mu is held.
func (ws *Workspace) userJSON(p *person) map[string]any {
	label, offset := ws.now().In(p.zone).Zone()
	out := map[string]any{
		"id": p.ID, "team_id": ws.team.ID, "name": p.Name, "real_name": p.RealName, "deleted": p.Deleted,
		"tz": p.TZ, "tz_label": label, "tz_offset": offset, "updated": p.updated.Unix(),
		"is_bot": p.Bot, "is_app_user": false, "is_restricted": p.Restricted, "is_ultra_restricted": p.UltraRestricted,
		"is_stranger": p.Stranger, "is_invited_user": p.Invited,
		"profile": map[string]any{
			"real_name": p.RealName, "real_name_normalized": p.RealName,
			"display_name": p.Name, "display_name_normalized": p.Name, "team": ws.team.ID,
			"status_emoji": p.Status.Emoji, "status_text": p.Status.Text, "status_expiration": unixOr0(p.Status.Until),
		},
	}
	if p.Bot && p.ID == ws.app.BotUserID {
		profile := out["profile"].(map[string]any)
		profile["bot_id"], profile["api_app_id"] = ws.app.BotID, ws.app.ID
	}
	return out
}

// unixOr0 returns a time in seconds, or 0 for the zero time.
func unixOr0(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.Unix()
}
