package slacksim

import "time"

// dndInfo is dnd.info. It says whether one person's notifications are paused.
func dndInfo() method {
	return method{name: "dnd.info", scopes: []string{"dnd:read"}, tier: tier3(), run: func(ws *Workspace, a args) (reply, *refusal) {
		ws.mu.Lock()
		defer ws.mu.Unlock()
		p := ws.byID[a.str("user")]
		if p == nil {
			return nil, refuse("user_not_found")
		}
		out := ws.dnd(p)
		out["snooze_enabled"] = false
		return out, nil
	}}
}

// dnd returns from when to when a person's notifications are paused: now, or in eleven hours. dnd_enabled is also
// true before a pause that is known in advance. ws.mu is held.
func (ws *Workspace) dnd(p *person) reply {
	now := ws.now()
	start := now.Add(-time.Hour)
	end := start.Add(10 * time.Hour)
	held := p.DND && (p.dndUntil.IsZero() || now.Before(p.dndUntil))
	switch {
	case !held:
		start, end = start.Add(12*time.Hour), end.Add(12*time.Hour)
	case !p.dndUntil.IsZero():
		end = p.dndUntil
		if !p.dndFrom.IsZero() {
			start = p.dndFrom
		}
	}
	return reply{"dnd_enabled": held, "next_dnd_start_ts": start.Unix(), "next_dnd_end_ts": end.Unix()}
}
