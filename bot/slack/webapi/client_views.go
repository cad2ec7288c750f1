package webapi

import (
	"context"

	"quorum/polls"

	slackgo "github.com/slack-go/slack"
)

// OpenView opens a form for the person whose click made the trigger. It is
// never held back behind other calls; a trigger lives 3 s, so call it before
// anything else. The failure of a trigger that is spent or late is Refused.
func (c *Client) OpenView(ctx context.Context, trigger string, v slackgo.ModalViewRequest) (id, hash string, err error) {
	return c.view(ctx, "views.open", func(ctx context.Context) error {
		_, err := c.api.OpenViewContext(ctx, trigger, v)
		return err
	})
}

// UpdateView changes an open form. With a hash, Slack refuses when the form has
// changed since; an empty hash changes it whatever it is now.
func (c *Client) UpdateView(ctx context.Context, id, hash string, v slackgo.ModalViewRequest) (newHash string, err error) {
	_, newHash, err = c.view(ctx, "views.update", func(ctx context.Context) error {
		_, err := c.api.UpdateViewContext(ctx, v, "", hash, id)
		return err
	})
	return newHash, err
}

// PublishHome shows a person's App Home, which is drawn when it is its turn. Publish
// it when they open it, never to everybody.
func (c *Client) PublishHome(ctx context.Context, person string, draw func(context.Context) (slackgo.HomeTabViewRequest, error)) error {
	_, _, err := c.view(ctx, "views.publish", func(ctx context.Context) error {
		v, err := draw(ctx)
		if err == nil {
			_, err = c.api.PublishViewContext(ctx, slackgo.PublishViewContextRequest{UserID: person, View: v})
		}
		return err
	})
	return err
}

func (c *Client) view(ctx context.Context, method string, call func(context.Context) error) (id, hash string, err error) {
	var r struct {
		View struct {
			ID   string `json:"id"`
			Hash string `json:"hash"`
		} `json:"view"`
	}
	err = c.read(ctx, turn{Method: method, Lane: polls.LaneAck}, &r, call)
	return r.View.ID, r.View.Hash, err
}

// Whisper shows text in a conversation to one of its members alone. It is gone
// when they reload, and nobody knows whether they saw it.
func (c *Client) Whisper(ctx context.Context, channel, person, text string) error {
	return c.WhisperIn(ctx, channel, "", person, text)
}

// WhisperIn is Whisper in a thread, if one is given.
func (c *Client) WhisperIn(ctx context.Context, channel, thread, person, text string) error {
	return c.do(ctx, turn{Method: "chat.postEphemeral", Lane: polls.LaneAck}, func(ctx context.Context) error {
		options := []slackgo.MsgOption{slackgo.MsgOptionText(text, false)}
		if thread != "" {
			options = append(options, slackgo.MsgOptionTS(thread))
		}
		_, err := c.api.PostEphemeralContext(ctx, channel, person, options...)
		return err
	})
}
