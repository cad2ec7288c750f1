package bot

import (
	"context"
	"math/rand/v2"
	"time"

	"quorum/polls"
	"quorum/polls/phrase"
)

// Close ends a poll for its asker or an admin.
func (b *Bot) Close(ctx context.Context, id polls.ID, by polls.Person) error {
	return b.store.Update(ctx, id, func(p *polls.Poll) ([]polls.Event, error) { return p.Close(time.Now(), b.actor(by)) })
}

// Cancel ends a poll without an outcome.
func (b *Bot) Cancel(ctx context.Context, id polls.ID, by polls.Person) error {
	return b.store.Update(ctx, id, func(p *polls.Poll) ([]polls.Event, error) { return p.Cancel(time.Now(), b.actor(by)) })
}

// Remind reminds all people who may be reminded now, and returns how many.
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

// Depute asks a person in a stakeholder's place.
func (b *Bot) Depute(ctx context.Context, a Act, deputy polls.Invite) (Done, error) {
	return b.act(ctx, a, func(p *polls.Poll) ([]polls.Event, error) { return p.Depute(time.Now(), a.By, deputy) })
}

// Add asks further people, for the asker or an admin.
func (b *Bot) Add(ctx context.Context, id polls.ID, by polls.Person, more []polls.Invite) error {
	return b.store.Update(ctx, id, func(p *polls.Poll) ([]polls.Event, error) { return p.Add(time.Now(), b.actor(by), more) })
}

// Amend replaces a poll's rule, for the asker or an admin. Times in it are in the asker's zone.
func (b *Bot) Amend(ctx context.Context, id polls.ID, by polls.Person, rule string) error {
	return b.store.Update(ctx, id, func(p *polls.Poll) ([]polls.Event, error) {
		return p.Amend(time.Now().In(p.Zone), b.actor(by), rule)
	})
}

// Peek reads a poll for the program itself: nothing of it may be shown to people.
func (b *Bot) Peek(ctx context.Context, id polls.ID, read func(*polls.Poll) error) error {
	return b.store.View(ctx, id, read)
}

// Reopen asks the question of a poll again, in a new poll with the same people and rule that is linked to the first. A poll is asked
// again once; a second call returns the same new poll.
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

// Discussed must be called when a person writes into the thread under a card. It reports whether the person should be told that
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

// Look calls look with a poll if the person may see it: the asker, admins, the people who were asked, and all people in the channel it
// was asked in, when they look from there. For other people it returns the error of an unknown poll.
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
