package slacksim

// conversationsJoin is conversations.join. It joins public channels only.
func conversationsJoin() method {
	return method{name: "conversations.join", scopes: []string{"channels:join"}, tier: tier3(), run: func(ws *Workspace, a args) (reply, *refusal) {
		ws.mu.Lock()
		defer ws.mu.Unlock()
		c, bad := ws.readable(a.str("channel"))
		switch {
		case bad != nil:
			return nil, bad
		case c.kind != Public:
			return nil, refuse("method_not_supported_for_channel_type")
		case c.archived:
			return nil, refuse("is_archived")
		}
		c.join(ws.app.BotUserID)
		ws.feed.tell(Change{What: ChangedChannels, Channel: c.id})
		return reply{"channel": ws.channelJSON(c)}, nil
	}}
}
