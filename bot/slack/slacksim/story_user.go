package slacksim

import (
	"errors"
	"strings"
)

// Actor is a person in a story. Its Expect… methods wait for Options.Patience, and then fail the test with everything
// that the person sees.
type Actor struct {
	ws   *Workspace
	id   string
	name string
}

// User returns the person with this handle or id; it fails the test when there is none.
func (ws *Workspace) User(name string) *Actor {
	ws.mu.Lock()
	p := ws.findUser(name)
	ws.mu.Unlock()
	if p == nil {
		ws.tb().Helper()
		ws.tb().Fatalf("nobody is called %s", name)
	}
	return &Actor{ws: ws, id: p.ID, name: p.Name}
}

// ID returns the person's user id.
func (u *Actor) ID() string { return u.id }

// fatal fails the test with what the person sees.
func (u *Actor) fatal(format string, args ...any) {
	u.ws.tb().Helper()
	u.ws.tb().Fatalf(u.name+" "+format+"\n%s", append(args, u.ws.Describe(u.id))...)
}

// did returns the code of the trouble that an act met, or "". It fails the test on any other error, since the story
// is then wrong.
func (u *Actor) did(err error, what string) (trouble string) {
	u.ws.tb().Helper()
	var t *Trouble
	switch {
	case err == nil:
		return ""
	case errors.As(err, &t):
		return t.Code
	}
	u.fatal("could not %s: %v", what, err)
	return ""
}

// Slash types a command in a channel, or in the app's direct message if the channel is "", and waits for the
// acknowledgement. It returns the code of Slack's error, such as operation_timeout, or "".
func (u *Actor) Slash(channel, typed string) (trouble string) {
	u.ws.tb().Helper()
	return u.did(u.ws.Slash(u.id, channel, typed), "type "+typed)
}

// Shortcut uses the global shortcut with this name.
func (u *Actor) Shortcut(name string) (trouble string) {
	u.ws.tb().Helper()
	return u.did(u.ws.Shortcut(u.id, u.ws.shortcutID(name, false)), "use the shortcut "+name)
}

// MessageShortcut uses the entry of a message's menu with this name.
func (u *Actor) MessageShortcut(p *Post, name string) (trouble string) {
	u.ws.tb().Helper()
	return u.did(u.ws.MessageShortcut(u.id, p.channel, p.ts, u.ws.shortcutID(name, true)), "use the shortcut "+name)
}

func (ws *Workspace) shortcutID(name string, onMessage bool) string {
	for _, s := range ws.app.Shortcuts {
		if s.Name == name && s.OnMessage == onMessage {
			return s.CallbackID
		}
	}
	return ""
}

// Say writes a message into a channel.
func (u *Actor) Say(channel, text string) *Post {
	u.ws.tb().Helper()
	ts, err := u.ws.Say(u.id, channel, text, "")
	u.did(err, "write in "+channel)
	u.ws.mu.Lock()
	defer u.ws.mu.Unlock()
	return &Post{ws: u.ws, viewer: u, channel: u.ws.findChannel(channel).id, ts: ts}
}

// In returns a channel as this person sees it.
func (u *Actor) In(channel string) Channel {
	u.ws.tb().Helper()
	c := u.ws.Channel(channel)
	c.viewer = u
	return c
}

// DM returns the person's conversation with the app.
func (u *Actor) DM() Channel {
	u.ws.mu.Lock()
	defer u.ws.mu.Unlock()
	return Channel{ID: u.ws.dm(u.ws.byID[u.id]).id, ws: u.ws, viewer: u}
}

// ExpectDM waits for a direct message from the app that contains all these texts, and returns the newest such
// message.
func (u *Actor) ExpectDM(texts ...string) *Post {
	u.ws.tb().Helper()
	return u.DM().ExpectMessage(texts...)
}

// ExpectDMs waits until exactly n direct messages contain this text, and returns them, oldest first.
func (u *Actor) ExpectDMs(n int, text string) []*Post {
	u.ws.tb().Helper()
	return u.DM().ExpectMessages(n, text)
}

// ExpectNoDM waits a moment, and fails when a direct message contains this text; every message contains "".
func (u *Actor) ExpectNoDM(text string) {
	u.ws.tb().Helper()
	u.DM().ExpectNoMessage(text)
}

// ExpectEphemeral waits for a message that only this person sees, in any conversation.
func (u *Actor) ExpectEphemeral(texts ...string) *Post {
	u.ws.tb().Helper()
	var found *Post
	ok := u.ws.await(func() bool {
		for _, c := range u.ws.channels {
			if p := u.ws.newest(c, u, texts, func(m *message) bool { return m.to == u.id }); p != nil {
				found = p
			}
		}
		return found != nil
	})
	if !ok {
		u.fatal("saw no ephemeral message %q", texts)
	}
	return found
}

// ExpectTrouble waits until Slack shows an error with this code.
func (u *Actor) ExpectTrouble(code string) {
	u.ws.tb().Helper()
	ok := u.ws.await(func() bool {
		for _, t := range u.ws.byID[u.id].troubles {
			if t.Code == code {
				return true
			}
		}
		return false
	})
	if !ok {
		u.fatal("was not told %s", code)
	}
}

// ExpectModal waits for a form whose title contains this text, on top of the screen.
func (u *Actor) ExpectModal(title string) *Form {
	u.ws.tb().Helper()
	var id string
	ok := u.ws.await(func() bool {
		if v := u.ws.byID[u.id].top(); v != nil && strings.Contains(textOf(v.raw["title"]), title) {
			id = v.id
		}
		return id != ""
	})
	if !ok {
		u.fatal("saw no form %q", title)
	}
	return &Form{screen{u, id}}
}

// ExpectNoModal waits a moment, and fails when a form is open.
func (u *Actor) ExpectNoModal() {
	u.ws.tb().Helper()
	if !u.ws.never(func() bool { return u.ws.byID[u.id].top() != nil }) {
		u.fatal("saw a form")
	}
}

// OpenHome opens the app's Home tab.
func (u *Actor) OpenHome() *Home {
	u.ws.tb().Helper()
	u.did(u.ws.OpenHome(u.id), "open the Home tab")
	return &Home{screen{u, ""}}
}

// ClickForged sends a click that this person's screen does not offer.
func (u *Actor) ClickForged(a Action) (trouble string) {
	u.ws.tb().Helper()
	return u.did(u.ws.Forge(u.id, a), "forge a click")
}
