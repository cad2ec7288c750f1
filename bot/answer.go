package bot

import (
	"context"
	"time"

	"quorum/polls"
)

// Choose records a position given by one click. A reason already given for the same position stays.
func (b *Bot) Choose(ctx context.Context, id polls.ID, who polls.Person, position string) error {
	return b.answer(ctx, id, func(p *polls.Poll) ([]polls.Event, error) {
		r := polls.Response{Position: position}
		if s, ok := p.Stakeholder(who); ok && s.Answer.Position == position {
			r.Reason, r.Confidence = s.Answer.Reason, s.Answer.Confidence
		}
		return p.Answer(time.Now(), who, r)
	})
}

// Answer records a position with its reason and confidence, as a form gives them.
func (b *Bot) Answer(ctx context.Context, id polls.ID, who polls.Person, r polls.Response) error {
	return b.answer(ctx, id, func(p *polls.Poll) ([]polls.Event, error) { return p.Answer(time.Now(), who, r) })
}

func (b *Bot) answer(ctx context.Context, id polls.ID, change func(*polls.Poll) ([]polls.Event, error)) error {
	start := time.Now()
	err := b.store.Update(ctx, id, change)
	if err == nil {
		b.meter.stored.Observe(time.Since(start).Seconds())
	}
	return err
}

// Withdraw takes an answer or a way out back.
func (b *Bot) Withdraw(ctx context.Context, id polls.ID, who polls.Person) error {
	return b.store.Update(ctx, id, func(p *polls.Poll) ([]polls.Event, error) { return p.Withdraw(time.Now(), who) })
}

// Decline takes one of the ways out.
func (b *Bot) Decline(ctx context.Context, id polls.ID, who polls.Person, way polls.State) error {
	return b.store.Update(ctx, id, func(p *polls.Poll) ([]polls.Event, error) { return p.Decline(time.Now(), who, way) })
}

// Leave records that somebody was deactivated, in every poll that still waits or waited for that person.
func (b *Bot) Leave(ctx context.Context, workspace string, who polls.Person) error {
	ids, err := b.store.OpenWith(ctx, workspace, who)
	if err != nil {
		return err
	}
	for _, id := range ids {
		err := b.store.Update(ctx, id, func(p *polls.Poll) ([]polls.Event, error) { return p.Leave(time.Now(), who), nil })
		if err != nil {
			return err
		}
	}
	return nil
}
