package slacksim

// conversationsReplies is conversations.replies. It returns a thread, oldest first, with its root.
func conversationsReplies() method {
	return method{name: "conversations.replies", scopes: historyScopes(), tier: tier3(), run: func(ws *Workspace, a args) (reply, *refusal) {
		ws.mu.Lock()
		defer ws.mu.Unlock()
		c, bad := ws.history(a.str("channel"))
		if bad != nil {
			return nil, bad
		}
		root := c.byTS[a.str("ts")]
		if root == nil || root.to != "" {
			return nil, refuse("thread_not_found")
		}
		if root.thread != "" {
			root = c.byTS[root.thread]
		}
		found := []*message{root}
		for _, m := range between(root.replies, a) {
			if m.to == "" {
				found = append(found, m)
			}
		}
		return ws.page(found, a)
	}}
}
