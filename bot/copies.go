package bot

import (
	"context"
	"slices"
	"time"

	"quorum/polls"
	"quorum/storage"
)

// copies updates the other messages to one person that show a question. Doing so twice is harmless; a message that no longer exists is
// left out.
func (c courier) copies(ctx context.Context, d storage.Delivery) (storage.Result, change) {
	var all []polls.Copy
	_, err := c.look(ctx, d, func(p *polls.Poll) error {
		s, _ := p.Stakeholder(d.To)
		all = slices.Clone(s.Copies)
		return nil
	})
	if err != nil {
		return c.unread(d, err)
	}
	for _, one := range all {
		letter, result, change := c.copied(ctx, d, one)
		if letter != nil {
			if _, err := letter.Send(ctx); err != nil {
				result, change = c.failed(d, err)
			}
		}
		if result.State == storage.Retry {
			return result, change
		}
	}
	return storage.Result{State: storage.Sent}, nil
}

// copied renders such a message from its questions as they are now. Without a letter the result is set if it should be tried again.
func (c courier) copied(ctx context.Context, d storage.Delivery, at polls.Copy) (letter Letter, result storage.Result, change change) {
	d.At = at.Place
	if len(at.Of) < 2 {
		result, change, _ = c.render(ctx, d, func(p *polls.Poll) (err error) {
			letter, err = c.bot.surface.Compose(p, shown(d))
			return err
		})
		return letter, result, change
	}
	var told []Delivery
	var excerpts []Excerpt
	for _, number := range at.Of {
		of := d
		of.Topic.Number = number
		excerpt, result, change, rendered := c.excerpt(ctx, of)
		if rendered && excerpt != nil {
			told, excerpts = append(told, shown(of)), append(excerpts, excerpt)
		} else if result.State == storage.Retry {
			return nil, result, change
		}
	}
	if len(told) == 0 {
		return nil, result, nil
	}
	return c.bot.surface.Gather(told, excerpts, 0), result, nil
}

// listedAt records in each poll of a digest where the digest is. In a poll where this fails, the digest is not updated later.
func (c courier) listedAt(ctx context.Context, all []Delivery, at polls.Place) {
	list := polls.Copy{Place: at}
	for _, d := range all {
		list.Of = append(list.Of, d.Topic.Number)
	}
	for _, d := range all {
		err := c.bot.store.Update(ctx, d.Topic.Poll(), func(p *polls.Poll) ([]polls.Event, error) { return p.RecordCopy(time.Now(), d.To, list), nil })
		if err != nil {
			c.bot.log.Info("it was not noted where a question stands too", "about", d.Topic.Key(), "err", err)
		}
	}
}
