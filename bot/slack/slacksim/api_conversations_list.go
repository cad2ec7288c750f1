package slacksim

import "slices"

// conversationsList is conversations.list. It returns public channels, and of the other types those that the bot is
// in.
func conversationsList() method {
	return method{name: "conversations.list", scopes: readScopes(), tier: tier2(), run: func(ws *Workspace, a args) (reply, *refusal) {
		ws.mu.Lock()
		defer ws.mu.Unlock()
		found := ws.listed(a)
		from, to, next, bad := window(a, len(found), 100, 1000)
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

func (ws *Workspace) listed(a args) []*channel {
	types := a.list("types")
	if len(types) == 0 {
		types = []string{"public_channel"}
	}
	typeOf := map[string]string{Public: "public_channel", Private: "private_channel", IM: "im", MPIM: "mpim"}
	var found []*channel
	for _, c := range ws.channels {
		if slices.Contains(types, typeOf[c.kind]) && c.visibleTo(ws.app.BotUserID) &&
			!(c.archived && a.flag("exclude_archived")) {
			found = append(found, c)
		}
	}
	return found
}
