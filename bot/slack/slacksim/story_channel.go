package slacksim

import "strings"

// Channel returns a channel by its name or id; it fails the test when there is none. Its Expect… methods look at what
// everybody in it sees.
func (ws *Workspace) Channel(name string) Channel {
	ws.mu.Lock()
	c := ws.findChannel(name)
	ws.mu.Unlock()
	if c == nil {
		ws.tb().Helper()
		ws.tb().Fatalf("there is no channel %s", name)
	}
	return Channel{ID: c.id, ws: ws}
}

func (c Channel) fatal(format string, args ...any) {
	c.ws.tb().Helper()
	who := ""
	if c.viewer != nil {
		who = c.viewer.id
	}
	c.ws.tb().Fatalf(c.ID+" "+format+"\n%s", append(args, c.ws.Describe(who))...)
}

// ExpectMessage waits for a message outside threads that contains all these texts, and returns the newest such
// message.
func (c Channel) ExpectMessage(texts ...string) *Post {
	c.ws.tb().Helper()
	var found *Post
	ok := c.ws.await(func() bool {
		found = c.ws.newest(c.ws.byChan[c.ID], c.viewer, texts, atRoot)
		return found != nil
	})
	if !ok {
		c.fatal("has no message %q", texts)
	}
	return found
}

// ExpectMessages waits until exactly n messages outside threads contain this text.
func (c Channel) ExpectMessages(n int, text string) []*Post {
	c.ws.tb().Helper()
	var found []*Post
	ok := c.ws.await(func() bool {
		found = c.ws.matching(c.ws.byChan[c.ID], c.viewer, []string{text}, atRoot)
		return len(found) >= n
	})
	if !ok || len(found) != n {
		c.fatal("has %d messages %q, not %d", len(found), text, n)
	}
	return found
}

// ExpectNoMessage waits a moment, and fails when a message contains this text.
func (c Channel) ExpectNoMessage(text string) {
	c.ws.tb().Helper()
	calm := c.ws.never(func() bool {
		return c.ws.newest(c.ws.byChan[c.ID], c.viewer, []string{text}, nil) != nil
	})
	if !calm {
		c.fatal("has a message %q", text)
	}
}

func atRoot(m *message) bool { return m.thread == "" || m.broadcast }

// newest returns the newest message that contains all texts, or nil. ws.mu is held.
func (ws *Workspace) newest(c *channel, viewer *Actor, texts []string, want func(*message) bool) *Post {
	found := ws.matching(c, viewer, texts, want)
	if len(found) == 0 {
		return nil
	}
	return found[len(found)-1]
}

// matching returns the messages that contain all texts and that the viewer sees, or that everybody sees if the viewer
// is nil. ws.mu is held.
func (ws *Workspace) matching(c *channel, viewer *Actor, texts []string, want func(*message) bool) []*Post {
	var found []*Post
	for _, m := range c.list {
		p := &Post{ws: ws, viewer: viewer, channel: c.id, ts: m.ts, seen: m.blocks}
		if want != nil && !want(m) || !p.sees(m) || m.tombstone {
			continue
		}
		if containsAll(p.read(m), texts) {
			found = append(found, p)
		}
	}
	return found
}

func containsAll(text string, parts []string) bool {
	for _, part := range parts {
		if !strings.Contains(text, part) {
			return false
		}
	}
	return true
}
