package slacksim

// usergroupsUsersList is usergroups.users.list. It returns the members of one group, including deactivated people.
func usergroupsUsersList() method {
	return method{name: "usergroups.users.list", scopes: []string{"usergroups:read"}, tier: tier2(), run: func(ws *Workspace, a args) (reply, *refusal) {
		ws.mu.Lock()
		defer ws.mu.Unlock()
		if ws.opts.FreePlan {
			return nil, refuse("plan_upgrade_required")
		}
		g := ws.findGroup(a.str("usergroup"))
		if g == nil || g.ID != a.str("usergroup") {
			return nil, refuse("no_such_subteam")
		}
		return reply{"users": append([]string{}, g.Members...)}, nil
	}}
}
