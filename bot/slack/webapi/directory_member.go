package webapi

import (
	"context"

	"quorum/bot"

	slackgo "github.com/slack-go/slack"
)

// channelsPage is the most that Slack lists at once.
const channelsPage = 999

// InChannel reports whether somebody is in a channel. It asks what that person is in, which is less than who is in a large
// channel. When Slack refuses to say, they are taken to be there. Every error is a [*bot.Failure].
func (d *Directory) InChannel(ctx context.Context, team, who, channel string) (bool, error) {
	for cursor := ""; ; {
		var all []slackgo.Channel
		err := d.client.do(ctx, Turn{Team: team, Method: "users.conversations"}, func(ctx context.Context) (err error) {
			all, cursor, err = d.client.api.GetConversationsForUserContext(ctx, &slackgo.GetConversationsForUserParameters{
				UserID: who, Types: []string{"public_channel", "private_channel"}, Limit: channelsPage, Cursor: cursor,
			})
			return err
		})
		if err != nil {
			return refusedToSay(err)
		}
		for i := range all {
			if all[i].ID == channel {
				return true, nil
			}
		}
		if cursor == "" {
			return false, nil
		}
	}
}

func refusedToSay(err error) (bool, error) {
	f := Unseen(err)
	if f.Fate == bot.Refused {
		return true, nil
	}
	return false, f
}
