package slacksim

import "slices"

// conversationsHistory is conversations.history. It returns the messages of a conversation, newest first, without
// replies in threads.
func conversationsHistory() method {
	return method{name: "conversations.history", scopes: historyScopes(), tier: tier3(), run: func(ws *Workspace, a args) (reply, *refusal) {
		ws.mu.Lock()
		defer ws.mu.Unlock()
		c, bad := ws.history(a.str("channel"))
		if bad != nil {
			return nil, bad
		}
		var found []*message
		for _, m := range between(c.list, a) {
			if m.to == "" && (m.thread == "" || m.broadcast) {
				found = append(found, m)
			}
		}
		slices.Reverse(found)
		return ws.page(found, a)
	}}
}

// between returns the messages from oldest to latest. It leaves out these two unless inclusive is set.
func between(list []*message, a args) []*message {
	inclusive := a.flag("inclusive")
	if latest := a.str("latest"); latest != "" {
		end := from(list, latest)
		if inclusive && end < len(list) && list[end].ts == latest {
			end++
		}
		list = list[:end]
	}
	if oldest := a.str("oldest"); oldest != "" {
		begin := from(list, oldest)
		if !inclusive && begin < len(list) && list[begin].ts == oldest {
			begin++
		}
		list = list[begin:]
	}
	return list
}

// page returns one page of messages.
func (ws *Workspace) page(found []*message, a args) (reply, *refusal) {
	from, to, next, bad := window(a, len(found), 100, 999)
	if bad != nil {
		return nil, bad
	}
	list := make([]map[string]any, 0, to-from)
	for _, m := range found[from:to] {
		list = append(list, ws.messageJSON(m, a.flag("include_all_metadata")))
	}
	return reply{"messages": list, "has_more": next != "", "response_metadata": nextCursor(next)}, nil
}
