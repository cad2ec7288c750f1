package slacksim

import "strings"

// chatGetPermalink is chat.getPermalink.
func chatGetPermalink() method {
	return method{name: "chat.getPermalink", tier: special(), run: func(ws *Workspace, a args) (reply, *refusal) {
		ws.mu.Lock()
		defer ws.mu.Unlock()
		c, bad := ws.readable(a.str("channel"))
		if bad != nil {
			return nil, bad
		}
		m := c.byTS[a.str("message_ts")]
		if m == nil || m.to != "" {
			return nil, refuse("message_not_found")
		}
		link := "https://" + ws.team.Domain + ".slack.com/archives/" + c.id + "/p" + strings.ReplaceAll(m.ts, ".", "")
		if m.thread != "" {
			link += "?thread_ts=" + m.thread + "&cid=" + c.id
		}
		return reply{"channel": c.id, "permalink": link}, nil
	}}
}
