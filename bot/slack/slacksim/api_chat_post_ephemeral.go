package slacksim

// chatPostEphemeral is chat.postEphemeral. It posts a message that only one member of the conversation sees, and that
// no method returns.
func chatPostEphemeral() method {
	return method{name: "chat.postEphemeral", scopes: []string{"chat:write"}, tier: tier4(), run: func(ws *Workspace, a args) (reply, *refusal) {
		said, bad := ws.readContent(a)
		if bad != nil {
			return nil, bad
		}
		ws.mu.Lock()
		defer ws.mu.Unlock()
		c, bad := ws.postable(a.str("channel"))
		switch {
		case bad != nil:
			return nil, bad
		case !c.members[ws.app.BotUserID]:
			return nil, refuse("not_in_channel")
		case ws.byID[a.str("user")] == nil || !c.members[a.str("user")]:
			return nil, refuse("user_not_in_channel")
		}
		m := ws.post(c, &message{
			thread: a.str("thread_ts"), user: ws.app.BotUserID, bot: true, to: a.str("user"),
			text: said.text, blocks: said.blocks,
		})
		return reply{"message_ts": m.ts}, nil
	}}
}
