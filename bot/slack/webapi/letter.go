package webapi

import (
	"context"
	"errors"
	"time"

	"quorum/bot"
	"quorum/bot/slack/mrkdwn"
	"quorum/polls"

	slackgo "github.com/slack-go/slack"
)

// Address says where a letter goes, and by what it is known again.
type Address struct {
	Team string
	// To is a conversation, or a person: Slack then opens their conversation
	// with the app and the place returned names it.
	To      string
	Thread  string // the message under which it is posted; empty: none
	Message string // the message that is updated
	ID      string // the delivery's: a message that carries it is this letter
	With    string // the ids of all deliveries that are this one message, when there are several
	Lane    polls.Lane
	// Broadcast has a reply shown in the conversation too.
	Broadcast bool
}

// Sender writes letters to Slack. It is safe for concurrent use.
type Sender struct {
	client *Client
	urls   *ResponseURLs
}

// NewSender returns a sender. urls may be nil: then nothing is replaced
// through a response URL.
func NewSender(client *Client, urls *ResponseURLs) *Sender { return &Sender{client, urls} }

// Post is a new message. A reply whose thread is gone is posted outside of it
// by Slack; that is counted, and as good as sent.
func (s *Sender) Post(e Address, m Message) bot.Letter { return &postLetter{s.client, e, m} }

// Update puts m in the place of an earlier message. It may safely be done
// twice, so its fate is never unknown, and there is nothing to find.
func (s *Sender) Update(e Address, m Message) bot.Letter {
	return &updateLetter{sender: s, to: e, message: m}
}

// Keep is Update of a message that would be missed: when Slack does not find it, the failure says whether it is gone.
func (s *Sender) Keep(e Address, m Message) bot.Letter {
	return &updateLetter{sender: s, to: e, message: m, missed: true}
}

// Replace is Update through a response URL of that message when one is known,
// which costs nothing of the rate at which Slack lets messages be updated.
func (s *Sender) Replace(e Address, m Message) bot.Letter {
	return &updateLetter{sender: s, to: e, message: m, cheaply: true}
}

// errNoPlace is an answer that cannot be a message's: nobody knows what became
// of it.
var errNoPlace = errors.New("slack's answer does not say where the message is")

// postLetter is a letter that makes a new message.
type postLetter struct {
	client  *Client
	to      Address
	message Message
}

// metadataType marks the messages of the outbox; deliveryKey is the one thing
// their metadata holds.
const (
	metadataType = "quorum_notice"
	deliveryKey  = "delivery_id"
	withKey      = "with" // the ids of all deliveries in one message
)

// Send implements [bot.Letter].
func (l *postLetter) Send(ctx context.Context) (polls.Place, error) {
	at, err := l.send(ctx, l.message)
	if plain, ok := l.message.WithoutPictures(); ok && ErrorCode(err) == "invalid_blocks" {
		at, err = l.send(ctx, plain)
	}
	if err != nil {
		return polls.Place{}, asFailure(err)
	}
	return at, nil
}

func (l *postLetter) send(ctx context.Context, m Message) (at polls.Place, err error) {
	options := []slackgo.MsgOption{
		slackgo.MsgOptionText(m.Text, false),
		slackgo.MsgOptionDisableLinkUnfurl(), slackgo.MsgOptionDisableMediaUnfurl(),
		slackgo.MsgOptionMetadata(slackgo.SlackMetadata{
			EventType: metadataType, EventPayload: l.metadata(),
		}),
	}
	if len(m.Blocks) > 0 {
		options = append(options, slackgo.MsgOptionBlocks(m.Blocks...))
	}
	if l.to.Thread != "" {
		options = append(options, slackgo.MsgOptionTS(l.to.Thread))
		if l.to.Broadcast {
			options = append(options, slackgo.MsgOptionBroadcast())
		}
	}
	var posted struct {
		Channel string `json:"channel"`
		TS      string `json:"ts"`
		Message struct {
			Thread string `json:"thread_ts"`
		} `json:"message"`
	}
	err = l.client.read(ctx, l.turn(postMessage), &posted, func(ctx context.Context) error {
		_, _, err := l.client.api.PostMessageContext(ctx, l.to.To, options...)
		return err
	})
	switch {
	case err != nil:
		return at, err
	case posted.Channel == "" || posted.TS == "":
		return at, &bot.Failure{Fate: bot.Unknown, Why: whyUnknown, Err: errNoPlace}
	case l.to.Thread != "" && posted.Message.Thread == "":
		l.client.meter.lostThread()
	}
	return polls.Place{Channel: posted.Channel, Message: posted.TS}, nil
}

func (l *postLetter) metadata() map[string]any {
	m := map[string]any{deliveryKey: l.to.ID}
	if l.to.With != "" {
		m[withKey] = l.to.With
	}
	return m
}

func (l *postLetter) turn(method string) turn {
	return turn{Team: l.to.Team, Method: method, Channel: l.to.To, Lane: l.to.Lane}
}

// updateLetter is a letter that changes a message.
type updateLetter struct {
	sender  *Sender
	to      Address
	message Message
	cheaply bool
	missed  bool
}

// Send implements [bot.Letter].
func (l *updateLetter) Send(ctx context.Context) (polls.Place, error) {
	at := polls.Place{Channel: l.to.To, Message: l.to.Message}
	if l.cheaply && l.sender.urls != nil && l.sender.urls.replaceAt(ctx, l.to, l.message) {
		return at, nil
	}
	err := l.update(ctx, l.message)
	if plain, ok := l.message.WithoutPictures(); ok && ErrorCode(err) == "invalid_blocks" {
		err = l.update(ctx, plain)
	}
	if err == nil {
		return at, nil
	}
	f := asFailure(err)
	if f.Fate == bot.Unknown {
		f = &bot.Failure{Fate: bot.NotSent, Why: f.Why, Err: f.Err} // doing it again does no harm
	}
	if l.missed && ErrorCode(err) == "message_not_found" && l.gone(ctx) {
		f = &bot.Failure{Fate: bot.Refused, Why: "it was deleted there", Gone: true, Err: f.Err}
	}
	return polls.Place{}, f
}

func (l *updateLetter) update(ctx context.Context, m Message) error {
	c := l.sender.client
	turn := turn{Team: l.to.Team, Method: "chat.update", Channel: l.to.To, Lane: l.to.Lane}
	return c.do(ctx, turn, func(ctx context.Context) error {
		_, _, _, err := c.api.UpdateMessageContext(ctx, l.to.To, l.to.Message,
			slackgo.MsgOptionText(mrkdwn.Cut(m.Text, MaxText), false), slackgo.MsgOptionBlocks(m.Blocks...))
		return err
	})
}

// gone asks Slack in another way whether the message is still there. What cannot be found out is taken to be.
func (l *updateLetter) gone(ctx context.Context) bool {
	c := l.sender.client
	err := c.do(ctx, turn{Team: l.to.Team, Method: "chat.getPermalink", Lane: l.to.Lane}, func(ctx context.Context) error {
		_, err := c.api.GetPermalinkContext(ctx, &slackgo.PermalinkParameters{Channel: l.to.To, Ts: l.to.Message})
		return err
	})
	return ErrorCode(err) == "message_not_found"
}

// Correct implements [bot.Letter].
func (l *postLetter) Correct(ctx context.Context, at polls.Place) error {
	to := l.to
	to.To, to.Message = at.Channel, at.Message
	_, err := (&updateLetter{sender: &Sender{client: l.client}, to: to, message: l.message}).Send(ctx)
	return err
}

// Correct implements [bot.Letter]: it is sent again rather than found.
func (l *updateLetter) Correct(ctx context.Context, _ polls.Place) error {
	_, err := l.Send(ctx)
	return err
}

// Find implements [bot.Letter]: sending it again is better than looking.
func (l *updateLetter) Find(context.Context, time.Time) (polls.Place, bool, error) {
	return polls.Place{}, false, nil
}
