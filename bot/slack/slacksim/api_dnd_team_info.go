package slacksim

import "strings"

// dndTeamInfo is dnd.teamInfo. It says whether the notifications of up to 50 people are paused.
func dndTeamInfo() method {
	return method{name: "dnd.teamInfo", scopes: []string{"dnd:read"}, tier: tier2(), run: func(ws *Workspace, a args) (reply, *refusal) {
		const most = 50
		ids := strings.Split(a.str("users"), ",")
		if len(ids) > most {
			return nil, refuse("too_many_users")
		}
		ws.mu.Lock()
		defer ws.mu.Unlock()
		users := map[string]any{}
		for _, id := range ids {
			if p := ws.byID[id]; p != nil {
				users[id] = ws.dnd(p)
			}
		}
		return reply{"users": users}, nil
	}}
}
