package slack

import (
	"context"

	"quorum/bot"
	"quorum/polls"
)

// copy sends the summary to an asker who does not see it in the channel: one who is not in it, or who was told that the
// summary would come as a message. When the summary could not be posted in the channel, the asker has it already.
func (c *Composer) copy(p *polls.Poll, d bot.Delivery) (bot.Letter, error) {
	_, lost := p.Undelivered(polls.NoticeSummary)
	s := c.scene(p.ID.Workspace)
	switch {
	case lost, p.Card.IsZero() && cardUndelivered(p), c.departed(p), d.Attempts >= maxRevisions:
		return nil, nil
	case p.Summary.IsZero(): // if it cannot be posted, the asker gets it together with the reason
		return nil, bot.ErrNotYet
	case cardUndelivered(p): // the card is there although the asker was told that it is not, and that the summary would come to them
		return c.toAsker(p, d, s.AskerSummary(p))
	}
	in, known := c.present.Get(p.ID)
	c.present.Remove(p.ID)
	if !known {
		id, asker, channel := p.ID, string(p.Asker), c.moved.current(p.Channel)
		return nil, &bot.Unprepared{Prepare: func(ctx context.Context) error {
			in, err := c.people.InChannel(ctx, id.Workspace, asker, channel)
			if err == nil {
				c.present.Set(id, in)
			}
			return err
		}}
	}
	if in {
		return nil, nil
	}
	return c.toAsker(p, d, s.AskerSummary(p))
}
