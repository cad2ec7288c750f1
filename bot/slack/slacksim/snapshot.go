package slacksim

import (
	"cmp"
	"maps"
	"slices"
)

// Snapshot returns what a person sees now, or nothing when there is no such person. Its cost grows with what there is
// to see.
func (ws *Workspace) Snapshot(user string) State {
	ws.mu.Lock()
	defer ws.mu.Unlock()
	p := ws.findUser(user)
	if p == nil {
		return State{}
	}
	s := State{
		Seq: ws.feed.last(), Now: ws.now(), Team: ws.team, App: ws.app, Me: p.Person,
		People: []Person{}, Groups: []Group{}, Channels: []Conversation{}, DMs: []Conversation{}, Views: []View{},
		Troubles: append([]Trouble{}, p.troubles...),
	}
	for _, other := range ws.people {
		s.People = append(s.People, other.Person)
	}
	for _, g := range ws.groups {
		s.Groups = append(s.Groups, g.Group)
	}
	for _, c := range ws.channels {
		if c.visibleTo(p.ID) {
			s.add(ws.conversation(c, p))
		}
	}
	slices.SortStableFunc(s.DMs, func(a, b Conversation) int {
		return cmp.Compare(appLast(b, s.App), appLast(a, s.App))
	})
	for _, v := range p.views {
		s.Views = append(s.Views, ws.viewState(v, p))
	}
	if p.home != nil {
		home := ws.viewState(p.home, p)
		s.Home = &home
	}
	return s
}

// Message returns one message as a person sees it, or false when they do not see it. It is cheap in a large workspace
// too.
func (ws *Workspace) Message(user, channel, ts string) (Message, bool) {
	ws.mu.Lock()
	defer ws.mu.Unlock()
	p, c := ws.findUser(user), ws.byChan[channel]
	if p == nil || c == nil || !c.visibleTo(p.ID) {
		return Message{}, false
	}
	m := c.byTS[ts]
	if m == nil || m.to != "" && m.to != p.ID {
		return Message{}, false
	}
	return ws.messageState(c, m, p), true
}

func appLast(c Conversation, app App) int {
	if c.With == app.BotUserID {
		return 1
	}
	return 0
}

func (s *State) add(c Conversation) {
	if c.Kind == IM || c.Kind == MPIM {
		s.DMs = append(s.DMs, c)
		return
	}
	s.Channels = append(s.Channels, c)
}

// conversation returns a conversation as a person sees it. ws.mu is held.
func (ws *Workspace) conversation(c *channel, p *person) Conversation {
	out := Conversation{
		ID: c.id, Name: c.name, Kind: c.kind, Archived: c.archived, Joined: c.members[p.ID],
		BotIn: c.members[ws.app.BotUserID], Members: append([]string{}, c.order...), Messages: []Message{},
	}
	if c.kind == IM {
		out.With = c.with(p.ID)
		out.Name = ws.byID[out.With].Name
	}
	for _, m := range c.list {
		if m.thread == "" && (m.to == "" || m.to == p.ID) {
			out.Messages = append(out.Messages, ws.messageState(c, m, p))
		}
	}
	return out
}

// messageState returns a message, with its replies, as a person sees it. ws.mu is held.
func (ws *Workspace) messageState(c *channel, m *message, p *person) Message {
	out := Message{
		Channel: c.id, TS: m.ts, ThreadTS: m.thread, User: m.user, Name: ws.byID[m.user].RealName,
		Time: tsTime(m.ts), Text: m.text, Blocks: m.blocks, Read: ws.read(m.blocks, m.text, p.zone),
		Ephemeral: m.to != "", Edited: m.edited, Tombstone: m.tombstone, Metadata: m.metadata,
	}
	if m.bot {
		out.BotID = ws.app.BotID
	}
	if len(m.blocks) > 0 {
		out.Values = p.chosenIn(c, m).clone()
	}
	for _, r := range m.replies {
		if r.to == "" || r.to == p.ID {
			out.Replies = append(out.Replies, ws.messageState(c, r, p))
		}
	}
	return out
}

// viewState returns a view as its owner sees it. ws.mu is held.
func (ws *Workspace) viewState(v *view, p *person) View {
	return View{
		ID: v.id, Type: v.kind, Title: textOf(v.raw["title"]), Submit: textOf(v.raw["submit"]), Close: textOf(v.raw["close"]),
		Blocks: v.blocks, Read: ws.read(v.blocks, "", p.zone), CallbackID: str(v.raw, "callback_id"),
		PrivateMetadata: str(v.raw, "private_metadata"), ExternalID: str(v.raw, "external_id"), Hash: v.hash,
		RootID: v.root, PreviousID: v.previous, NotifyOnClose: v.raw["notify_on_close"] == true,
		ClearOnClose: v.raw["clear_on_close"] == true, Values: v.values.clone(), Errors: maps.Clone(v.errors),
		Trouble: v.trouble,
	}
}
