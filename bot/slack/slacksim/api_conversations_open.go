package slacksim

// conversationsOpen is conversations.open. It opens the bot's direct message with one person, or returns one by its
// id.
func conversationsOpen() method {
	return method{name: "conversations.open", scopes: []string{"im:write", "mpim:write"}, tier: tier3(), run: func(ws *Workspace, a args) (reply, *refusal) {
		ws.mu.Lock()
		defer ws.mu.Unlock()
		c, already, bad := ws.opened(a)
		if bad != nil {
			return nil, bad
		}
		out := map[string]any{"id": c.id}
		if a.flag("return_im") {
			out = ws.channelJSON(c)
		}
		return reply{"channel": out, "already_open": already, "no_op": already}, nil
	}}
}

func (ws *Workspace) opened(a args) (c *channel, already bool, bad *refusal) {
	users := a.list("users")
	switch {
	case a.str("channel") != "":
		c, bad := ws.readable(a.str("channel"))
		return c, true, bad
	case len(users) == 0:
		return nil, false, refuse("users_list_not_supplied")
	case len(users) > 8:
		return nil, false, refuse("too_many_users")
	}
	for _, id := range users {
		if bad := ws.refuseDM(id); bad != nil {
			return nil, false, bad
		}
	}
	if len(users) == 1 {
		p := ws.byID[users[0]]
		already = p.dm != ""
		return ws.dm(p), already, nil
	}
	if bad := ws.needScope("mpim:write"); bad != nil {
		return nil, false, bad
	}
	return ws.openChannel(MPIM, "G", "mpdm", append(users, ws.app.BotUserID)), false, nil
}

// refuseDM returns why conversations.open does not open a direct message.
func (ws *Workspace) refuseDM(id string) *refusal {
	p := ws.byID[id]
	switch {
	case p == nil || p.ID != id:
		return refuse("user_not_found")
	case p.Deleted:
		return refuse("user_disabled")
	case p.Bot || p.ID == "USLACKBOT":
		return refuse("cannot_dm_bot")
	case p.Stranger:
		return refuse("user_not_visible")
	}
	return nil
}
