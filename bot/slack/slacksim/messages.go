package slacksim

import (
	"encoding/json"
	"slices"
	"strings"
)

// message is one message of a conversation.
type message struct {
	ts, thread string // thread: the ts of the root; "" when this message is not a reply
	user       string
	bot        bool // whether the app posted it
	text       string
	blocks     json.RawMessage
	to         string // the only person who sees it; "" for everybody
	edited     string
	tombstone  bool
	broadcast  bool
	metadata   json.RawMessage
	replies    []*message
	notified   []string // ids of the people whom Slack notified of it
}

// post adds a message. If its thread does not exist or the root is gone, it is not in a thread. A reply to a reply
// goes to the root's thread. ws.mu is held.
func (ws *Workspace) post(c *channel, m *message) *message {
	m.ts, m.notified = ws.ids.ts(ws.now()), ws.notifies(c, m)
	if root := c.root(m.thread); root == nil {
		m.thread = ""
	} else {
		m.thread = root.ts
		root.replies = append(root.replies, m)
	}
	c.list = append(c.list, m)
	c.byTS[m.ts] = m
	ws.feed.tell(Change{What: ChangedMessage, Channel: c.id, TS: m.ts, User: m.to})
	return m
}

// root returns the first message of a thread, or nil.
func (c *channel) root(thread string) *message {
	m := c.byTS[thread]
	if m != nil && m.thread != "" {
		m = c.byTS[m.thread]
	}
	if m == nil || m.tombstone || m.to != "" {
		return nil
	}
	return m
}

// remove deletes a message. A root with replies leaves a tombstone. ws.mu is held.
func (ws *Workspace) remove(c *channel, m *message) {
	if len(m.replies) > 0 {
		m.tombstone, m.text, m.blocks = true, "This message was deleted.", nil
	} else {
		same := func(other *message) bool { return other == m }
		c.list = slices.DeleteFunc(c.list, same)
		delete(c.byTS, m.ts)
		if root := c.byTS[m.thread]; root != nil {
			root.replies = slices.DeleteFunc(root.replies, same)
		}
	}
	ws.feed.tell(Change{What: ChangedMessage, Channel: c.id, TS: m.ts, User: m.to})
}

// from returns the index of the first message that is not older than ts.
func from(list []*message, ts string) int {
	i, _ := slices.BinarySearchFunc(list, ts, func(m *message, ts string) int { return strings.Compare(m.ts, ts) })
	return i
}

// messageJSON returns a message in the form of the Web API. ws.mu is held.
func (ws *Workspace) messageJSON(m *message, allMetadata bool) map[string]any {
	out := map[string]any{"type": "message", "ts": m.ts, "text": m.text, "user": m.user, "team": ws.team.ID}
	if m.bot {
		out["bot_id"], out["app_id"] = ws.app.BotID, ws.app.ID
		out["bot_profile"] = map[string]any{"id": ws.app.BotID, "app_id": ws.app.ID, "name": ws.app.Name, "team_id": ws.team.ID}
	}
	if len(m.blocks) > 0 {
		out["blocks"] = m.blocks
	}
	if m.edited != "" {
		out["edited"] = map[string]any{"user": m.user, "ts": m.edited}
	}
	if m.tombstone {
		out["subtype"], out["user"] = "tombstone", "USLACKBOT"
	}
	ws.addThreadJSON(out, m)
	addMetadataJSON(out, m.metadata, allMetadata)
	return out
}

func (ws *Workspace) addThreadJSON(out map[string]any, m *message) {
	switch {
	case m.thread != "":
		out["thread_ts"] = m.thread
		if m.broadcast {
			out["subtype"] = "thread_broadcast"
		}
	case len(m.replies) > 0:
		out["thread_ts"], out["reply_count"] = m.ts, len(m.replies)
		out["latest_reply"] = m.replies[len(m.replies)-1].ts
	}
}

// addMetadataJSON adds metadata: all of it if the call asked for that, else only its type.
func addMetadataJSON(out map[string]any, metadata json.RawMessage, all bool) {
	if len(metadata) == 0 {
		return
	}
	if all {
		out["metadata"] = metadata
		return
	}
	var m struct {
		EventType string `json:"event_type"`
	}
	_ = json.Unmarshal(metadata, &m) // it was checked when the app sent it
	out["metadata"] = m
}
