package slacksim

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// Slash types a command, such as "/quorum Ship? @ben", in a conversation and waits until the app has acknowledged it.
// The conversation is an id or #name; "" is the direct message with the app. The app's answer appears as an ephemeral
// message. The error is a *Trouble when the app did not answer in time.
func (ws *Workspace) Slash(user, channel, typed string) error {
	command, text, _ := strings.Cut(typed, " ")
	payload, err := ws.slashPayload(user, channel, command, strings.TrimSpace(text))
	if err != nil {
		return err
	}
	u, _ := payload["response_url"].(string)
	ack, code := ws.deliver(parcel{kind: SlashCommands, payload: payload, answers: !ws.opts.NoReplies})
	if code != "" {
		return ws.trouble(payload["user_id"].(string), command, code)
	}
	if ws.opts.NoReplies {
		ack = nil
	}
	return ws.slashAnswer(u, ack)
}

func (ws *Workspace) slashPayload(user, channel, command, text string) (map[string]any, error) {
	ws.mu.Lock()
	defer ws.mu.Unlock()
	p, c, err := ws.where(user, channel)
	if err != nil {
		return nil, err
	}
	if command != ws.app.Command {
		return nil, fmt.Errorf("%s is not a valid command", command)
	}
	if !ws.opts.NoEscape {
		text = ws.escape(text)
	}
	return map[string]any{
		"token": "", "team_id": ws.team.ID, "team_domain": ws.team.Domain,
		"channel_id": c.id, "channel_name": c.payloadName(), "user_id": p.ID, "user_name": p.Name,
		"command": command, "text": text, "api_app_id": ws.app.ID, "is_enterprise_install": "false",
		"response_url": ws.newURL(p.ID, c.id, ""), "trigger_id": ws.newTrigger(p.ID, ""),
	}, nil
}

// where returns an active person, and a conversation that the person can see. ws.mu is held.
func (ws *Workspace) where(user, place string) (*person, *channel, error) {
	p := ws.findUser(user)
	if p == nil || p.Deleted {
		return nil, nil, fmt.Errorf("%s cannot use the workspace", user)
	}
	if place == "" {
		return p, ws.dm(p), nil
	}
	c := ws.findChannel(place)
	if c == nil || !c.visibleTo(p.ID) {
		return nil, nil, ErrNotShown
	}
	return p, c, nil
}

// payloadName returns the name of the conversation in payloads.
func (c *channel) payloadName() string {
	switch c.kind {
	case IM:
		return "directmessage"
	case Private:
		return "privategroup"
	}
	return c.name
}

// slashAnswer shows the text or message in the acknowledgement of a command: JSON, or over HTTP also plain text.
func (ws *Workspace) slashAnswer(url string, ack []byte) error {
	if len(strings.TrimSpace(string(ack))) == 0 || string(ack) == "null" {
		return nil
	}
	var said urlAnswer
	if json.Unmarshal(ack, &said) != nil {
		said = urlAnswer{Text: string(ack)}
	}
	if said.Text == "" && len(said.Blocks) == 0 {
		return nil
	}
	ws.mu.Lock()
	defer ws.mu.Unlock()
	u := ws.urls[url[strings.LastIndexByte(url, '/')+1:]]
	if bad := ws.postAnswer(u, said); bad != nil {
		return ws.troubleLocked(u.user, ws.app.Command, bad.code)
	}
	return nil
}

// trouble shows a person Slack's own message when the app did not answer as it should.
func (ws *Workspace) trouble(user, about, code string) error {
	ws.mu.Lock()
	defer ws.mu.Unlock()
	return ws.troubleLocked(user, about, code)
}

func (ws *Workspace) troubleLocked(user, about, code string) error {
	t := Trouble{At: ws.now(), Code: code, About: about}
	p := ws.byID[user]
	p.troubles = append(p.troubles, t)
	ws.feed.tell(Change{What: ChangedTrouble, User: user})
	return &t
}

// Say posts a person's message and returns its ts. If thread is set, the message is a reply. Mentions are typed as
// @name and #channel.
func (ws *Workspace) Say(user, channel, text, thread string) (ts string, err error) {
	m, c, err := ws.said(user, channel, text, thread)
	if err != nil {
		return "", err
	}
	if kind := c.subscription(); slices.Contains(ws.opts.Events, kind) && c.members[ws.app.BotUserID] {
		event := map[string]any{"type": "message", "channel": c.id, "channel_type": strings.TrimPrefix(kind, "message."), "user": m.user, "text": m.text, "ts": m.ts, "event_ts": m.ts}
		if m.thread != "" {
			event["thread_ts"] = m.thread
		}
		ws.sendEvent(event)
	}
	return m.ts, nil
}

func (ws *Workspace) said(user, channel, text, thread string) (*message, *channel, error) {
	ws.mu.Lock()
	defer ws.mu.Unlock()
	p, c, err := ws.where(user, channel)
	if err != nil {
		return nil, nil, err
	}
	return ws.post(c, &message{thread: thread, user: p.ID, text: ws.escape(text)}), c, nil
}

// subscription returns the type of the event that tells an app of messages in this conversation.
func (c *channel) subscription() string {
	if c.kind == Private {
		return "message.groups"
	}
	return "message.channels"
}
