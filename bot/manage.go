package bot

import (
	"context"
	"time"

	"quorum/polls"
	"quorum/storage"
)

// Close ends a poll by its asker's wish, or an admin's.
func (b *Bot) Close(ctx context.Context, id polls.ID, by polls.Person) error {
	return b.store.Update(ctx, id, func(p *polls.Poll) ([]polls.Event, error) { return p.Close(time.Now(), b.actor(by)) })
}

// Cancel ends a poll without an outcome.
func (b *Bot) Cancel(ctx context.Context, id polls.ID, by polls.Person) error {
	return b.store.Update(ctx, id, func(p *polls.Poll) ([]polls.Event, error) { return p.Cancel(time.Now(), b.actor(by)) })
}

// Remind nudges everybody who may be nudged, and returns how many that are.
func (b *Bot) Remind(ctx context.Context, id polls.ID, by polls.Person) (int, error) {
	n := 0
	err := b.store.Update(ctx, id, func(p *polls.Poll) ([]polls.Event, error) {
		events, err := p.Remind(time.Now(), b.actor(by))
		n = 0
		for _, e := range events {
			n += len(e.Touches())
		}
		return events, err
	})
	return n, err
}

// Look lets somebody read a poll that they may see: who was asked, the asker, admins, and everybody in the channel it
// was asked in, from there. For anybody else there is no such poll.
func (b *Bot) Look(ctx context.Context, id polls.ID, who polls.Person, channel string, read func(*polls.Poll) error) error {
	return b.store.View(ctx, id, func(p *polls.Poll) error {
		_, asked := p.Stakeholder(who)
		inChannel := p.Channel != "" && p.Channel == channel
		if !asked && !inChannel && who != p.Asker && !b.actor(who).Admin {
			return &polls.Error{Code: polls.NotFound, Text: "There is no question " + id.String() + " that you can see. /quorum list shows yours."}
		}
		return read(p)
	})
}

// Waiting lists the open polls that wait for somebody's answer, at most n, the nearest deadline first.
func (b *Bot) Waiting(ctx context.Context, workspace string, who polls.Person, n int) ([]Line, error) {
	return b.store.Waiting(ctx, workspace, who, n)
}

// Asked lists the polls that somebody asked, at most n, open ones and new ones first.
func (b *Bot) Asked(ctx context.Context, workspace string, who polls.Person, n int) ([]Line, error) {
	return b.store.Asked(ctx, workspace, who, n)
}

// Log lists decided polls whose question or context has all the words, at most n, of those that somebody may see from a
// channel.
func (b *Bot) Log(ctx context.Context, workspace string, who polls.Person, channel string, words []string, n int) ([]Line, error) {
	return b.store.Log(ctx, workspace, storage.Viewer{Person: who, Channel: channel}, words, n)
}
