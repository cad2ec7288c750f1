package slacksim

// teamInfo is team.info. It describes the workspace.
func teamInfo() method {
	return method{name: "team.info", scopes: []string{"team:read"}, tier: tier3(), run: func(ws *Workspace, _ args) (reply, *refusal) {
		return reply{"team": map[string]any{"id": ws.team.ID, "name": ws.team.Name, "domain": ws.team.Domain}}, nil
	}}
}
