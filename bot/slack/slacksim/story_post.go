package slacksim

import (
	"encoding/json"
	"time"
)

// Post is a message on a person's screen.
type Post struct {
	ws          *Workspace
	viewer      *Actor // nil for no particular person, who cannot click
	channel, ts string
	seen        json.RawMessage // the blocks at the time when it was found
}

// Channel returns the id of the conversation.
func (p *Post) Channel() string { return p.channel }

// TS returns the timestamp of the message.
func (p *Post) TS() string { return p.ts }

// As returns the same message on another person's screen.
func (p *Post) As(name string) *Post {
	p.ws.tb().Helper()
	other := *p
	other.viewer = p.ws.User(name)
	return &other
}

func (p *Post) sees(m *message) bool {
	return m.to == "" || p.viewer != nil && m.to == p.viewer.id
}

// read returns what the viewer reads. ws.mu is held.
func (p *Post) read(m *message) string {
	zone := time.UTC
	if p.viewer != nil {
		zone = p.ws.byID[p.viewer.id].zone
	}
	return p.ws.read(m.blocks, m.text, zone)
}

// message returns the message, or nil when it is gone. ws.mu is held.
func (p *Post) message() *message {
	m := p.ws.byChan[p.channel].byTS[p.ts]
	if m == nil || m.tombstone || !p.sees(m) {
		return nil
	}
	return m
}

// Read returns what the viewer reads now, or "" when the message is gone.
func (p *Post) Read() string {
	p.ws.mu.Lock()
	defer p.ws.mu.Unlock()
	if m := p.message(); m != nil {
		return p.read(m)
	}
	return ""
}

// Text returns the top-level text, which notifications and screen readers use.
func (p *Post) Text() string {
	p.ws.mu.Lock()
	defer p.ws.mu.Unlock()
	if m := p.message(); m != nil {
		return m.text
	}
	return ""
}

// Blocks returns the blocks of the message now.
func (p *Post) Blocks() json.RawMessage {
	p.ws.mu.Lock()
	defer p.ws.mu.Unlock()
	if m := p.message(); m != nil {
		return m.blocks
	}
	return nil
}

// Labels returns the labels of the buttons, and of the options of menus, that the viewer could use now, in reading
// order.
func (p *Post) Labels() []string {
	return labels(Elements(p.Blocks()), p.viewer)
}

// Click clicks the button with this label. It fails the test when there is no such button on the screen.
// ExpectTrouble finds Slack's own errors.
func (p *Post) Click(label string) *Post {
	p.ws.tb().Helper()
	return p.use(buttonNamed(Elements(p.Blocks()), label, p.viewer), label)
}

// Menu chooses the option with this label in a menu of the message.
func (p *Post) Menu(label string) *Post {
	p.ws.tb().Helper()
	return p.use(optionNamed(Elements(p.Blocks()), label, p.viewer), label)
}

func (p *Post) use(a Action, label string) *Post {
	p.ws.tb().Helper()
	if p.viewer == nil {
		p.ws.tb().Fatalf("nobody in particular cannot click %q: say who with As", label)
	}
	if a.ActionID == "" {
		p.viewer.fatal("has nothing to click that says %q, only %q", label, p.Labels())
	}
	a.Channel, a.TS = p.channel, p.ts
	p.viewer.did(p.ws.Act(p.viewer.id, a), "click "+label)
	return p
}

// ClickAsSeen clicks a button as it was when the message was found, like a person whose screen has not been updated
// yet.
func (p *Post) ClickAsSeen(label string) *Post {
	p.ws.tb().Helper()
	a := buttonNamed(Elements(p.seen), label, p.viewer)
	if a.ActionID == "" {
		p.viewer.fatal("never saw a button %q", label)
	}
	for _, e := range Elements(p.seen) {
		if e.BlockID == a.BlockID && e.ActionID == a.ActionID {
			a.Value = e.Value
		}
	}
	a.Channel, a.TS, a.Input.Text = p.channel, p.ts, label
	p.viewer.did(p.ws.Forge(p.viewer.id, a), "click "+label)
	return p
}

// ExpectUpdate waits until the message contains all these texts.
func (p *Post) ExpectUpdate(texts ...string) *Post {
	p.ws.tb().Helper()
	ok := p.ws.await(func() bool {
		m := p.message()
		return m != nil && containsAll(p.read(m), texts)
	})
	if !ok {
		p.fatal("message %q did not come to read %q", p.Read(), texts)
	}
	return p
}

// Delete deletes the message, as an admin may do. A message with replies leaves a tombstone.
func (p *Post) Delete() {
	p.ws.mu.Lock()
	defer p.ws.mu.Unlock()
	if c, m := p.ws.byChan[p.channel], p.message(); m != nil {
		p.ws.remove(c, m)
	}
}

// ExpectGone waits until the message is deleted.
func (p *Post) ExpectGone() {
	p.ws.tb().Helper()
	if !p.ws.await(func() bool { return p.message() == nil }) {
		p.fatal("message %q is still there", p.Read())
	}
}

// Thread returns the message itself, for stories that read better with it.
func (p *Post) Thread() *Post { return p }

// Reply writes a reply in the thread, as the viewer.
func (p *Post) Reply(text string) {
	p.ws.tb().Helper()
	if _, err := p.ws.Say(p.viewer.id, p.channel, text, p.ts); err != nil {
		p.fatal("%s cannot reply: %v", p.viewer.id, err)
	}
}

// ExpectReply waits for a reply in the thread that contains all these texts, and returns the newest such reply.
func (p *Post) ExpectReply(texts ...string) *Post {
	p.ws.tb().Helper()
	var found *Post
	ok := p.ws.await(func() bool {
		found = p.ws.newest(p.ws.byChan[p.channel], p.viewer, texts, p.isReply)
		return found != nil
	})
	if !ok {
		p.fatal("thread of %q has no reply %q", p.Read(), texts)
	}
	return found
}

// ExpectNoReply waits a moment, and fails when a reply contains this text.
func (p *Post) ExpectNoReply(text string) {
	p.ws.tb().Helper()
	calm := p.ws.never(func() bool {
		return p.ws.newest(p.ws.byChan[p.channel], p.viewer, []string{text}, p.isReply) != nil
	})
	if !calm {
		p.fatal("thread has a reply %q", text)
	}
}

// Replies returns the replies in the thread now, oldest first.
func (p *Post) Replies() []*Post {
	p.ws.mu.Lock()
	defer p.ws.mu.Unlock()
	return p.ws.matching(p.ws.byChan[p.channel], p.viewer, nil, p.isReply)
}

func (p *Post) isReply(m *message) bool { return m.thread == p.ts }

func (p *Post) fatal(format string, args ...any) {
	p.ws.tb().Helper()
	Channel{ID: p.channel, ws: p.ws, viewer: p.viewer}.fatal(format, args...)
}
