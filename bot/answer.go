package bot

import (
	"context"
	"errors"
	"time"

	"quorum/polls"
	"quorum/storage"
)

// Choose records a position given by one click. A reason already given for the same position stays. Nothing changes when the
// position was recorded before, or when the act was done before or overtaken.
func (b *Bot) Choose(ctx context.Context, a Act, position string) (Done, error) {
	return b.answer(ctx, a, func(p *polls.Poll) ([]polls.Event, error) {
		r := polls.Response{Position: position}
		if s, ok := p.Stakeholder(a.By); ok {
			r = said(s, position)
		}
		return p.Answer(time.Now(), a.By, r)
	})
}

// said returns a position with the reason and the confidence that the person gave for it last.
func said(s polls.Stakeholder, position string) polls.Response {
	for _, r := range []polls.Response{s.Latest(), s.Late, s.Answer} {
		if r.Position == position {
			return polls.Response{Position: position, Reason: r.Reason, Confidence: r.Confidence, Exposed: r.Exposed}
		}
	}
	return polls.Response{Position: position}
}

// Answer records a position with its reason and confidence, as a form gives them.
func (b *Bot) Answer(ctx context.Context, a Act, r polls.Response) (Done, error) {
	return b.answer(ctx, a, func(p *polls.Poll) ([]polls.Event, error) { return p.Answer(time.Now(), a.By, r) })
}

// Explain records a reason for the answer that a person has given, as [polls.Poll.Explain] does.
func (b *Bot) Explain(ctx context.Context, a Act, reason string) (Done, error) {
	return b.answer(ctx, a, func(p *polls.Poll) ([]polls.Event, error) { return p.Explain(time.Now(), a.By, reason) })
}

func (b *Bot) answer(ctx context.Context, a Act, change change) (Done, error) {
	start := time.Now()
	done, err := b.act(ctx, a, change)
	if err == nil {
		b.meter.stored.Observe(time.Since(start).Seconds())
	}
	return done, err
}

// Withdraw takes an answer or a way out back.
func (b *Bot) Withdraw(ctx context.Context, a Act) (Done, error) {
	return b.act(ctx, a, func(p *polls.Poll) ([]polls.Event, error) { return p.Withdraw(time.Now(), a.By) })
}

// Decline takes one of the ways out.
func (b *Bot) Decline(ctx context.Context, a Act, way polls.State) (Done, error) {
	return b.act(ctx, a, func(p *polls.Poll) ([]polls.Event, error) { return p.Decline(time.Now(), a.By, way) })
}

// act does an act once. Acts are compared inside of the update of the poll, where the changes of a poll are serialized.
func (b *Bot) act(ctx context.Context, a Act, do change) (done Done, err error) {
	var before time.Time
	taken := false // the update may run more than once
	err = b.store.Update(ctx, a.Poll, func(p *polls.Poll) ([]polls.Event, error) {
		me, _ := p.Stakeholder(a.By)
		done = Done{Question: me.Question}
		if a.overtaken(me.Acted) {
			return nil, nil
		}
		if a.named() && !taken {
			if before, taken = b.acts.take(a); !taken {
				return nil, nil
			}
		}
		events, err := do(p)
		done.Changed = len(events) > 0
		p.Acted(events, a.By, a.At)
		return events, err
	})
	if err != nil && taken {
		b.acts.giveBack(a, before)
	}
	done.Changed = done.Changed && err == nil
	return done, err
}

// Leave records that a person was deactivated, in every open or published poll in which the person was asked. A poll in which this
// fails is left out.
func (b *Bot) Leave(ctx context.Context, workspace string, who polls.Person) error {
	ids, err := b.store.OpenWith(ctx, workspace, who)
	if err != nil {
		return err
	}
	for _, id := range ids {
		err := b.store.Update(ctx, id, func(p *polls.Poll) ([]polls.Event, error) { return p.MarkLeft(time.Now(), who), nil })
		switch {
		case ctx.Err() != nil, errors.Is(err, storage.ErrUnavailable):
			return err
		case err != nil:
			b.skip("leaving", id.Key(), err)
		}
	}
	return nil
}
