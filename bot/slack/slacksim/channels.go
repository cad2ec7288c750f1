package slacksim

import (
	"slices"
	"strings"
)

// channel is a conversation of any kind, with all its messages.
type channel struct {
	id, name, kind string
	archived       bool
	members        map[string]bool
	order          []string // members in the order in which they joined
	list           []*message
	byTS           map[string]*message
}

// Channel is a conversation, for tests that set up a workspace or tell a story in it.
type Channel struct {
	ID     string
	ws     *Workspace
	viewer *Actor // the person who looks at it; nil for no particular person
}

// AddChannel adds a public channel with members, given by their handles. The bot is not in it; see Channel.InviteBot.
func (ws *Workspace) AddChannel(name string, members ...string) Channel {
	return ws.addChannel(Public, "C", name, members)
}

// AddPrivateChannel adds a private channel.
func (ws *Workspace) AddPrivateChannel(name string, members ...string) Channel {
	return ws.addChannel(Private, "C", name, members)
}

// AddGroupDM adds a direct message of several people without the bot.
func (ws *Workspace) AddGroupDM(members ...string) Channel {
	return ws.addChannel(MPIM, "G", "mpdm-"+strings.Join(members, "--")+"-1", members)
}

// AddDM adds a direct message of two people without the bot.
func (ws *Workspace) AddDM(one, other string) Channel {
	return ws.addChannel(IM, "D", one, []string{one, other})
}

func (ws *Workspace) addChannel(kind, letter, name string, members []string) Channel {
	defer ws.feed.tell(Change{What: ChangedChannels})
	ws.mu.Lock()
	defer ws.mu.Unlock()
	ids := make([]string, 0, len(members))
	for _, m := range members {
		ids = append(ids, ws.mustUser(m).ID)
	}
	return Channel{ID: ws.openChannel(kind, letter, strings.TrimPrefix(name, "#"), ids).id, ws: ws}
}

// openChannel adds a conversation. ws.mu is held.
func (ws *Workspace) openChannel(kind, letter, name string, members []string) *channel {
	c := &channel{
		id: ws.ids.next(letter, name), name: name, kind: kind,
		members: make(map[string]bool), byTS: make(map[string]*message),
	}
	for _, m := range members {
		c.join(m)
	}
	ws.renamed()
	ws.channels = append(ws.channels, c)
	ws.byChan[c.id] = c
	if kind == Public || kind == Private {
		ws.byChan["#"+name] = c
	}
	return c
}

func (c *channel) join(user string) {
	if !c.members[user] {
		c.members[user] = true
		c.order = append(c.order, user)
	}
}

func (c *channel) leave(user string) {
	delete(c.members, user)
	c.order = slices.DeleteFunc(c.order, func(m string) bool { return m == user })
}

// with returns the other person of a direct message.
func (c *channel) with(user string) string {
	for _, m := range c.order {
		if m != user {
			return m
		}
	}
	return user
}

// visibleTo reports whether the person can read the conversation.
func (c *channel) visibleTo(user string) bool { return c.kind == Public || c.members[user] }

// dm returns the direct message between the app and a person, and opens it if there is none. ws.mu is held.
func (ws *Workspace) dm(p *person) *channel {
	if p.dm == "" {
		p.dm = ws.openChannel(IM, "D", p.Name, []string{ws.app.BotUserID, p.ID}).id
	}
	return ws.byChan[p.dm]
}

// findChannel returns the conversation with this id or #name, or nil. ws.mu is held.
func (ws *Workspace) findChannel(name string) *channel {
	if c := ws.byChan[name]; c != nil {
		return c
	}
	return ws.byChan["#"+strings.TrimPrefix(name, "#")]
}

// InviteBot makes the bot a member, as /invite does.
func (c Channel) InviteBot() Channel {
	return c.change(func(ch *channel) { ch.join(c.ws.app.BotUserID) })
}

// RemoveBot removes the bot from the channel.
func (c Channel) RemoveBot() Channel {
	return c.change(func(ch *channel) { ch.leave(c.ws.app.BotUserID) })
}

// Invite makes a person a member.
func (c Channel) Invite(handle string) Channel {
	return c.change(func(ch *channel) { ch.join(c.ws.mustUser(handle).ID) })
}

// Remove removes a person from the channel.
func (c Channel) Remove(handle string) Channel {
	return c.change(func(ch *channel) { ch.leave(c.ws.mustUser(handle).ID) })
}

// Archive archives the channel.
func (c Channel) Archive() Channel { return c.change(func(ch *channel) { ch.archived = true }) }

func (c Channel) change(f func(*channel)) Channel {
	defer c.ws.feed.tell(Change{What: ChangedChannels, Channel: c.ID})
	c.ws.mu.Lock()
	defer c.ws.mu.Unlock()
	f(c.ws.byChan[c.ID])
	return c
}
