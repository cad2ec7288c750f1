package slack

import (
	"context"
	"sync"

	"quorum/bot"
	"quorum/polls"

	slackgo "github.com/slack-go/slack"
)

// present is what was found out of who is in which channel, for the notice that asked. It is safe for concurrent use.
type present struct {
	mu sync.Mutex
	in map[string]bool // by poll
}

func (k *present) put(id polls.ID, in bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.in == nil {
		k.in = map[string]bool{}
	}
	k.in[id.Key()] = in
}

// take returns what was found out and forgets it.
func (k *present) take(id polls.ID) (in, known bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	in, known = k.in[id.Key()]
	delete(k.in, id.Key())
	return in, known
}

// copy sends the summary to an asker who does not see it where it was posted: one who is not in the channel, or who was told
// that it would come to them. When it could not be posted there, they have it anyway.
func (c *Composer) copy(p *polls.Poll, d bot.Delivery) (bot.Letter, error) {
	_, lost := p.Lost(polls.NoticeSummary)
	s := c.scene(p.ID.Workspace)
	switch {
	case lost, p.Card.IsZero() && lostCard(p), c.departed(p), d.Attempts >= maxRevisions:
		return nil, nil
	case p.Summary.IsZero(): // if it cannot be posted, the asker gets it with what became of it
		return nil, bot.ErrNotYet
	case lostCard(p): // it was posted after all
		return c.toAsker(p, d, s.copyFor(p))
	}
	in, known := c.present.take(p.ID)
	if !known {
		id, asker, channel := p.ID, string(p.Asker), c.moved.now(p.Channel)
		return nil, &bot.Unprepared{Prepare: func(ctx context.Context) error {
			in, err := c.people.inChannel(ctx, id.Workspace, asker, channel)
			if err == nil {
				c.present.put(id, in)
			}
			return err
		}}
	}
	if in {
		return nil, nil
	}
	return c.toAsker(p, d, s.copyFor(p))
}

// copyFor is the summary with where it stands.
func (s scene) copyFor(p *polls.Poll) Message {
	return s.withSummary(p, lines("The summary of *"+p.ID.String()+"*, which stands"+where(p)+":"))
}

// channelsPage is the most that Slack lists at once.
const channelsPage = 999

// inChannel reports whether somebody is in a channel. It asks what that person is in, which is less than who is in a large
// channel. When Slack refuses to say, they are taken to be there. Every error is a [*bot.Failure].
func (d *Directory) inChannel(ctx context.Context, team, who, channel string) (bool, error) {
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
	f := unseen(err)
	if f.Fate == bot.Refused {
		return true, nil
	}
	return false, f
}
