package slacksim

// usergroupsList is usergroups.list. It returns the user groups, with their members when include_users is set.
func usergroupsList() method {
	return method{name: "usergroups.list", scopes: []string{"usergroups:read"}, tier: tier2(), run: func(ws *Workspace, a args) (reply, *refusal) {
		ws.mu.Lock()
		defer ws.mu.Unlock()
		if ws.opts.FreePlan {
			return nil, refuse("plan_upgrade_required")
		}
		list := []map[string]any{}
		for _, g := range ws.groups {
			if g.Disabled && !a.flag("include_disabled") {
				continue
			}
			one := map[string]any{
				"id": g.ID, "team_id": ws.team.ID, "is_usergroup": true, "name": g.Name, "handle": g.Handle,
				"description": "", "date_delete": 0, "user_count": len(g.Members),
			}
			if a.flag("include_users") {
				one["users"] = g.Members
			}
			list = append(list, one)
		}
		return reply{"usergroups": list}, nil
	}}
}
