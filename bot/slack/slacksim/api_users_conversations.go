package slacksim

// usersConversations is users.conversations. It returns the channels that a person is in; private ones only if the
// bot is in them too. Without a person it returns the bot's channels.
func usersConversations() method {
	return method{name: "users.conversations", scopes: readScopes(), tier: tier3(), run: func(ws *Workspace, a args) (reply, *refusal) {
		ws.mu.Lock()
		defer ws.mu.Unlock()
		who := a.str("user")
		if who == "" {
			who = ws.app.BotUserID
		}
		p := ws.byID[who]
		if p == nil || p.ID != who {
			return nil, refuse("user_not_found")
		}
		var found []*channel
		for _, c := range ws.listed(a) {
			if c.members[who] {
				found = append(found, c)
			}
		}
		from, to, next, bad := window(a, len(found), 100, 999)
		if bad != nil {
			return nil, bad
		}
		list := make([]map[string]any, 0, to-from)
		for _, c := range found[from:to] {
			list = append(list, ws.channelJSON(c))
		}
		return reply{"channels": list, "response_metadata": nextCursor(next)}, nil
	}}
}
