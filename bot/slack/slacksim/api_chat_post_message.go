package slacksim

// chatPostMessage is chat.postMessage. It posts to a conversation, or to a person; then it opens the direct message
// with them. It also posts to deactivated people.
func chatPostMessage() method {
	return method{name: "chat.postMessage", scopes: []string{"chat:write"}, tier: posting(), run: func(ws *Workspace, a args) (reply, *refusal) {
		said, bad := ws.readContent(a)
		if bad != nil {
			return nil, bad
		}
		ws.mu.Lock()
		defer ws.mu.Unlock()
		c, bad := ws.postable(a.str("channel"))
		if bad != nil {
			return nil, bad
		}
		m := ws.post(c, &message{
			thread: a.str("thread_ts"), user: ws.app.BotUserID, bot: true, broadcast: a.flag("reply_broadcast"),
			text: said.text, blocks: said.blocks, metadata: said.metadata,
		})
		return reply{"channel": c.id, "ts": m.ts, "message": ws.messageJSON(m, true)}, nil
	}}
}

// postable returns the conversation with this id or #name, or the direct message with this person, if the bot may
// post there. ws.mu is held.
func (ws *Workspace) postable(id string) (*channel, *refusal) {
	if p := ws.byID[id]; p != nil && p.ID == id {
		return ws.postableDM(p)
	}
	c := ws.findChannel(id)
	switch {
	case c == nil || !c.visibleTo(ws.app.BotUserID):
		return nil, refuse("channel_not_found")
	case c.archived:
		return nil, refuse("is_archived")
	case c.kind == IM:
		return ws.postableDM(ws.byID[c.with(ws.app.BotUserID)])
	case !c.members[ws.app.BotUserID] && ws.needScope("chat:write.public") != nil:
		return nil, refuse("not_in_channel")
	}
	return c, nil
}

func (ws *Workspace) postableDM(p *person) (*channel, *refusal) {
	switch {
	case p.Stranger, p.ID == "USLACKBOT":
		return nil, refuse("channel_not_found")
	case p.Bot:
		return nil, refuse("cannot_dm_bot")
	case ws.opts.NoMessagesTab:
		return nil, refuse("messages_tab_disabled")
	}
	return ws.dm(p), nil
}
