package slacksim

// readable returns a conversation that the bot may know of, by its exact id. For other people's private conversations
// it refuses as if they did not exist. ws.mu is held.
func (ws *Workspace) readable(id string) (*channel, *refusal) {
	c := ws.byChan[id]
	if c == nil || c.id != id || !c.visibleTo(ws.app.BotUserID) {
		return nil, refuse("channel_not_found")
	}
	return c, nil
}

// known is like readable, and also needs the scope for that kind of conversation. ws.mu is held.
func (ws *Workspace) known(id string) (*channel, *refusal) {
	c, bad := ws.readable(id)
	if bad != nil {
		return nil, bad
	}
	scope := map[string]string{Public: "channels:read", Private: "groups:read", IM: "im:read", MPIM: "mpim:read"}
	return c, ws.needScope(scope[c.kind])
}

// history returns a conversation whose messages the bot may read. ws.mu is held.
func (ws *Workspace) history(id string) (*channel, *refusal) {
	c, bad := ws.readable(id)
	if bad != nil {
		return nil, bad
	}
	scope := map[string]string{Public: "channels:history", Private: "groups:history", IM: "im:history", MPIM: "mpim:history"}
	if bad := ws.needScope(scope[c.kind]); bad != nil {
		return nil, bad
	}
	if !c.members[ws.app.BotUserID] {
		return nil, refuse("not_in_channel")
	}
	return c, nil
}

// readScopes returns the scopes of which conversations.info and similar methods need one.
func readScopes() []string { return []string{"channels:read", "groups:read", "im:read", "mpim:read"} }

// historyScopes returns the scopes of which conversations.history and similar methods need one.
func historyScopes() []string {
	return []string{"channels:history", "groups:history", "im:history", "mpim:history"}
}

// channelJSON returns a conversation in the form of the Web API. ws.mu is held.
func (ws *Workspace) channelJSON(c *channel) map[string]any {
	out := map[string]any{
		"id": c.id, "is_archived": c.archived, "is_im": c.kind == IM, "is_mpim": c.kind == MPIM,
		"is_private": c.kind != Public, "context_team_id": ws.team.ID, "num_members": len(c.order),
	}
	if c.kind == IM {
		out["user"], out["is_open"] = c.with(ws.app.BotUserID), true
		return out
	}
	out["name"], out["name_normalized"] = c.name, c.name
	out["is_channel"], out["is_group"] = c.kind == Public, c.kind == Private
	out["is_member"] = c.members[ws.app.BotUserID]
	out["topic"], out["purpose"] = map[string]any{"value": ""}, map[string]any{"value": ""}
	return out
}
