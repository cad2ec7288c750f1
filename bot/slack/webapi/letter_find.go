package webapi

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"quorum/bot"
	"quorum/polls"

	slackgo "github.com/slack-go/slack"
)

// How a lost letter is looked for: a little before it was sent, since Slack's
// clock is not ours, and a few pages far, since looking is rationed. Apps that
// Slack counts as commercial get no more than 15 messages a page.
const (
	findSlack = 2 * time.Minute
	findPage  = 15
	findPages = 4
)

// WhyUnseen is why a letter is parked whose fate cannot be learnt.
const WhyUnseen = "Slack did not say whether it arrived, and this app may not look"

// Find implements [bot.Letter]: it looks for a message of this app with the
// letter's id, in the conversation or the thread it was for.
//
// In direct messages the scopes that the app asks for suffice. In channels
// Slack requires channels:history or groups:history, which it does not ask
// for: there the failure is Refused, and nobody will ever know, unless an
// administrator has added them. Any other failure says nothing about the
// letter: look again before it is sent again.
func (l *postLetter) Find(ctx context.Context, since time.Time) (polls.Place, bool, error) {
	who, err := l.client.Identify(ctx)
	if err != nil {
		return polls.Place{}, false, ReadFailure(err)
	}
	channel, err := l.conversation(ctx)
	if err != nil {
		return polls.Place{}, false, ReadFailure(err)
	}
	var oldest string
	if !since.IsZero() {
		oldest = slackTime(since.Add(-findSlack))
	}
	ts, err := l.search(ctx, who, channel, oldest)
	if err != nil {
		return polls.Place{}, false, ReadFailure(err)
	}
	return polls.Place{Channel: channel, Message: ts}, ts != "", nil
}

// conversation returns where the letter goes; a person's conversation is opened.
func (l *postLetter) conversation(ctx context.Context) (string, error) {
	if !isPerson(l.to.To) {
		return l.to.To, nil
	}
	var opened struct {
		Channel struct {
			ID string `json:"id"`
		} `json:"channel"`
	}
	err := l.client.read(ctx, l.turn("conversations.open"), &opened, func(ctx context.Context) error {
		_, _, _, err := l.client.api.OpenConversationContext(ctx, &slackgo.OpenConversationParameters{Users: []string{l.to.To}})
		return err
	})
	if err == nil && opened.Channel.ID == "" {
		err = errors.New("slack opened a conversation without an id")
	}
	return opened.Channel.ID, err
}

// search returns the ts of the letter, empty when it is not there.
func (l *postLetter) search(ctx context.Context, who Identity, channel, oldest string) (string, error) {
	look := l.history
	if l.to.Thread != "" {
		look = l.replies
	}
	for cursor, page := "", 0; page < findPages; page++ {
		found, err := look(ctx, channel, oldest, cursor)
		if l.to.Thread != "" && page == 0 && ErrorCode(err) == "thread_not_found" {
			// Its thread is gone, so if it was posted, it stands outside.
			look = l.history
			found, err = look(ctx, channel, oldest, "")
		}
		if err != nil {
			return "", err
		}
		for _, m := range found.Messages {
			if l.isMine(m, who) {
				return m.TS, nil
			}
		}
		if cursor = found.cursor(); cursor == "" {
			break
		}
	}
	return "", nil
}

// found is what is read of a page of messages, which anybody may have written in any way.
type found struct {
	Messages []foundMessage `json:"messages"`
	next
}

type foundMessage struct {
	TS       string `json:"ts"`
	BotID    string `json:"bot_id"`
	Metadata struct {
		Type    string         `json:"event_type"`
		Payload map[string]any `json:"event_payload"`
	} `json:"metadata"`
}

func (l *postLetter) isMine(m foundMessage, who Identity) bool {
	id, _ := m.Metadata.Payload[deliveryKey].(string)
	with, _ := m.Metadata.Payload[withKey].(string)
	mine := id == l.to.ID || slices.Contains(strings.Fields(with), l.to.ID)
	return m.BotID == who.BotID && m.Metadata.Type == metadataType && mine
}

func (l *postLetter) history(ctx context.Context, channel, oldest, cursor string) (all found, err error) {
	err = l.client.read(ctx, l.turn("conversations.history"), &all, func(ctx context.Context) error {
		_, err := l.client.api.GetConversationHistoryContext(ctx, &slackgo.GetConversationHistoryParameters{
			ChannelID: channel, Oldest: oldest, Cursor: cursor, Limit: findPage, IncludeAllMetadata: true,
		})
		return err
	})
	return all, err
}

func (l *postLetter) replies(ctx context.Context, channel, oldest, cursor string) (all found, err error) {
	err = l.client.read(ctx, l.turn("conversations.replies"), &all, func(ctx context.Context) error {
		_, _, _, err := l.client.api.GetConversationRepliesContext(ctx, &slackgo.GetConversationRepliesParameters{
			ChannelID: channel, Timestamp: l.to.Thread, Oldest: oldest, Cursor: cursor, Limit: findPage, IncludeAllMetadata: true,
		})
		return err
	})
	return all, err
}

// Hidden is the failure of a search. Reading again does no harm, so that its
// own fate is never unknown.
func ReadFailure(err error) *bot.Failure {
	f := *asFailure(err)
	switch f.Fate {
	case bot.Refused:
		f.Why = WhyUnseen
	case bot.Unknown:
		f.Fate = bot.NotSent
	case bot.NotSent, bot.Limited, bot.Barred:
	}
	return &f
}

// slackTime writes a time as Slack does in ts and oldest.
func slackTime(t time.Time) string { return fmt.Sprintf("%010d.%06d", t.Unix(), t.Nanosecond()/1000) }
