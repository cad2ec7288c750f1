package slacksim

// conversationsMembers is conversations.members. Its pages have 100 members by default.
func conversationsMembers() method {
	return method{name: "conversations.members", scopes: readScopes(), tier: tier4(), run: func(ws *Workspace, a args) (reply, *refusal) {
		ws.mu.Lock()
		defer ws.mu.Unlock()
		c, bad := ws.known(a.str("channel"))
		if bad != nil {
			return nil, bad
		}
		from, to, next, bad := window(a, len(c.order), 100, 1000)
		if bad != nil {
			return nil, bad
		}
		return reply{"members": append([]string{}, c.order[from:to]...), "response_metadata": nextCursor(next)}, nil
	}}
}
