package bot

import (
	"context"
	"math/rand/v2"
	"time"

	"quorum/polls"
	"quorum/polls/phrase"
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
		events, err := p.Remind(time.Now().In(p.Zone), b.actor(by))
		n = 0
		for _, e := range events {
			n += len(e.Touches())
		}
		return events, err
	})
	return n, err
}

// Depute asks somebody in a stakeholder's place.
func (b *Bot) Depute(ctx context.Context, a Act, deputy polls.Invite) (Done, error) {
	return b.act(ctx, a, func(p *polls.Poll) ([]polls.Event, error) { return p.Depute(time.Now(), a.By, deputy) })
}

// Add asks further people, by the asker's wish or an admin's.
func (b *Bot) Add(ctx context.Context, id polls.ID, by polls.Person, more []polls.Invite) error {
	return b.store.Update(ctx, id, func(p *polls.Poll) ([]polls.Event, error) { return p.Add(time.Now(), b.actor(by), more) })
}

// Amend replaces a poll's rule, by the asker's wish or an admin's. Times in it are the asker's.
func (b *Bot) Amend(ctx context.Context, id polls.ID, by polls.Person, rule string) error {
	return b.store.Update(ctx, id, func(p *polls.Poll) ([]polls.Event, error) {
		return p.Amend(time.Now().In(p.Zone), b.actor(by), rule)
	})
}

// Peek reads a poll for the program's own purposes: nothing of it may be shown to anybody.
func (b *Bot) Peek(ctx context.Context, id polls.ID, read func(*polls.Poll) error) error {
	return b.store.View(ctx, id, read)
}

// Reopen asks what a poll asked once more, as a poll of its own: of the same people, with the same rule, and linked to
// the first. A poll is asked again once; the same wish again returns the same new poll.
func (b *Bot) Reopen(ctx context.Context, id polls.ID, by polls.Person) (polls.ID, error) {
	var again polls.Opening
	zone := time.UTC
	err := b.store.View(ctx, id, func(p *polls.Poll) (err error) {
		zone = p.Zone
		again, err = p.AskAgain(time.Now().In(p.Zone), b.actor(by))
		return err
	})
	if err != nil {
		return polls.ID{}, err
	}
	again.Asking, again.Work, again.Seed = b.opts.Work, b.opts.Work, rand.Uint64()
	next, fresh, err := b.store.Create(ctx, id.Workspace, "again/"+id.Key(), func(fresh polls.ID) (*polls.Poll, []polls.Event, error) {
		again.ID = fresh
		return polls.Open(time.Now().In(zone), again)
	})
	if err != nil {
		return polls.ID{}, err
	}
	if fresh {
		b.meter.asked.Inc()
	}
	return next, b.store.Update(ctx, id, func(p *polls.Poll) ([]polls.Event, error) {
		return p.RecordAskedAgain(time.Now(), by, next.Number), nil
	})
}

// Discussed is told that somebody wrote into the thread under a card, and says whether that person is to be told that
// answers are still blind: once for each poll, and only before its summary.
func (b *Bot) Discussed(ctx context.Context, workspace string, card polls.Place, who polls.Person) (deadline time.Time, tell bool, err error) {
	id, ok, err := b.store.ByCard(ctx, workspace, card)
	if err != nil || !ok {
		return deadline, false, err
	}
	err = b.store.Update(ctx, id, func(p *polls.Poll) ([]polls.Event, error) {
		events := p.WarnBlind(time.Now(), who)
		deadline, tell = p.Deadline, len(events) > 0
		return events, nil
	})
	return deadline, tell && err == nil, err
}

// Look lets somebody read a poll that they may see: who was asked, the asker, admins, and everybody in the channel it
// was asked in, from there. For anybody else there is no such poll.
func (b *Bot) Look(ctx context.Context, id polls.ID, who polls.Person, channel string, read func(*polls.Poll) error) error {
	return b.store.View(ctx, id, func(p *polls.Poll) error {
		_, asked := p.Stakeholder(who)
		inChannel := p.Channel != "" && p.Channel == channel
		if !asked && !inChannel && who != p.Asker && !b.actor(who).Admin {
			return (&phrase.Error{Code: phrase.NotFound, Text: "There is no question " + id.String() + " that you can see."}).Hint(phrase.ToList, "")
		}
		return read(p)
	})
}
