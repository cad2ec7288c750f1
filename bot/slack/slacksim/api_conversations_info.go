package slacksim

func conversationsInfo() method {
	return method{name: "conversations.info", scopes: readScopes(), tier: tier3(), run: func(ws *Workspace, a args) (reply, *refusal) {
		ws.mu.Lock()
		defer ws.mu.Unlock()
		c, bad := ws.known(a.str("channel"))
		if bad != nil {
			return nil, bad
		}
		out := ws.channelJSON(c)
		if !a.flag("include_num_members") {
			delete(out, "num_members")
		}
		return reply{"channel": out}, nil
	}}
}
