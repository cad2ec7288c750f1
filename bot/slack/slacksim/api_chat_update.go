package slacksim

// chatUpdate is chat.update: the bot's own messages only, by the id of the
// conversation. Text without blocks takes the blocks away.
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

// edit replaces what a message says. Metadata stays unless there is new. ws.mu
// is held.
func (ws *Workspace) edit(c *channel, m *message, said content) {
	if said.metadata == nil {
		said.metadata = m.metadata
	}
	m.text, m.blocks, m.metadata, m.edited = said.text, said.blocks, said.metadata, ws.ids.ts(ws.now())
	ws.feed.tell(Change{What: ChangedMessage, Channel: c.id, TS: m.ts, User: m.to})
}

// own returns a message of the bot that a call is about, or the refusal for
// other people's. ws.mu is held.
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
