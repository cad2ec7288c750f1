package slacksim

import "time"

// dndInfo is dnd.info: whether somebody's notifications are held.
func dndInfo() method {
	return method{name: "dnd.info", scopes: []string{"dnd:read"}, tier: tier3(), run: func(ws *Workspace, a args) (reply, *refusal) {
		ws.mu.Lock()
		defer ws.mu.Unlock()
		p := ws.byID[a.str("user")]
		if p == nil {
			return nil, refuse("user_not_found")
		}
		start := ws.now().Add(-time.Hour)
		if !p.DND {
			start = start.Add(12 * time.Hour)
		}
		return reply{
			"dnd_enabled": p.DND, "next_dnd_start_ts": start.Unix(), "next_dnd_end_ts": start.Add(10 * time.Hour).Unix(),
			"snooze_enabled": false,
		}, nil
	}}
}
