package webapi

import (
	"context"

	"quorum/bot"

	slackgo "github.com/slack-go/slack"
)

// channelsPage is the most that Slack lists at once.
const channelsPage = 999

// InChannel reports whether a person is in a channel. It asks what that person is in, which is less than who is in a large
// channel. When Slack refuses to say, they are taken to be there. Every error is a [*bot.Failure].
func (d *Directory) InChannel(ctx context.Context, team, who, channel string) (bool, error) {
	for cursor := ""; ; {
		var answer struct {
			Channels []struct {
				ID string `json:"id"`
			} `json:"channels"`
			next
		}
		err := d.client.read(ctx, turn{Team: team, Method: "users.conversations"}, &answer, func(ctx context.Context) error {
			_, _, err := d.client.api.GetConversationsForUserContext(ctx, &slackgo.GetConversationsForUserParameters{
				UserID: who, Types: []string{"public_channel", "private_channel"}, Limit: channelsPage, Cursor: cursor,
			})
			return err
		})
		if err != nil {
			return refusedToSay(err)
		}
		for _, one := range answer.Channels {
			if one.ID == channel {
				return true, nil
			}
		}
		if cursor = answer.cursor(); cursor == "" {
			return false, nil
		}
	}
}

func refusedToSay(err error) (bool, error) {
	f := ReadFailure(err)
	if f.Fate == bot.Refused {
		return true, nil
	}
	return false, f
}
