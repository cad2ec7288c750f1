package slacksim

// chatDelete is chat.delete. It deletes only the bot's own messages.
func chatDelete() method {
	return method{name: "chat.delete", scopes: []string{"chat:write"}, tier: tier3(), run: func(ws *Workspace, a args) (reply, *refusal) {
		ws.mu.Lock()
		defer ws.mu.Unlock()
		c, m, bad := ws.own(a, "cant_delete_message")
		if bad != nil {
			return nil, bad
		}
		ws.remove(c, m)
		return reply{"channel": c.id, "ts": m.ts}, nil
	}}
}
