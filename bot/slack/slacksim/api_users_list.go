package slacksim

// largeTeam is the number of people from which Slack requires a limit.
const largeTeam = 2000

// usersList is users.list. It returns everybody page by page, including deactivated people, bots and Slackbot.
func usersList() method {
	return method{name: "users.list", scopes: []string{"users:read"}, tier: tier2(), run: func(ws *Workspace, a args) (reply, *refusal) {
		ws.mu.Lock()
		defer ws.mu.Unlock()
		if !a.has("limit") && len(ws.people) > largeTeam {
			return nil, refuse("limit_required")
		}
		from, to, next, bad := window(a, len(ws.people), largeTeam, 1000)
		if bad != nil {
			return nil, bad
		}
		members := make([]map[string]any, 0, to-from)
		for _, p := range ws.people[from:to] {
			members = append(members, ws.userJSON(p))
		}
		return reply{"members": members, "cache_ts": ws.now().Unix(), "response_metadata": nextCursor(next)}, nil
	}}
}
