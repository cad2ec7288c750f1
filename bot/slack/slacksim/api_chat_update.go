package slacksim

// chatUpdate is chat.update. It changes only the bot's own messages, and takes only the id of the conversation. Text
// without blocks removes the blocks.
func chatUpdate() method {
	return method{name: "chat.update", scopes: []string{"chat:write"}, tier: tier3(), run: func(ws *Workspace, a args) (reply, *refusal) {
		if tooLongToEdit(a.str("text")) {
			return nil, refuse("msg_too_long")
		}
		said, bad := ws.readContent(a)
		if bad != nil {
			return nil, bad
		}
		ws.mu.Lock()
		defer ws.mu.Unlock()
		c, m, bad := ws.own(a, "cant_update_message")
		if bad != nil {
			return nil, bad
		}
		ws.edit(c, m, said)
		return reply{"channel": c.id, "ts": m.ts, "text": m.text, "message": ws.messageJSON(m, true)}, nil
	}}
}

// edit replaces the content of a message. Its metadata stays unless there is new metadata. ws.mu is held.
func (ws *Workspace) edit(c *channel, m *message, said content) {
	if said.metadata == nil {
		said.metadata = m.metadata
	}
	m.text, m.blocks, m.metadata, m.edited = said.text, said.blocks, said.metadata, ws.ids.ts(ws.now())
	ws.feed.tell(Change{What: ChangedMessage, Channel: c.id, TS: m.ts, User: m.to})
}

// own returns the bot's message that a call is about, or a refusal when it is not the bot's. ws.mu is held.
func (ws *Workspace) own(a args, othersCode string) (*channel, *message, *refusal) {
	c, bad := ws.readable(a.str("channel"))
	if bad != nil {
		return nil, nil, bad
	}
	m := c.byTS[a.str("ts")]
	switch {
	case c.archived:
		return nil, nil, refuse("is_archived")
	case m == nil || m.to != "" || m.tombstone:
		return nil, nil, refuse("message_not_found")
	case !m.bot:
		return nil, nil, refuse(othersCode)
	}
	return c, m, nil
}
