package bot

import (
	"context"
	"time"

	"quorum/polls"
)

// keepDeadlines closes polls when their time has come, and has people reminded before. It sleeps until the next moment.
func (b *Bot) keepDeadlines(ctx context.Context) error { return b.keep(ctx, "deadlines", b.tick) }

// keep does what is due, again and again, and sleeps in between until tick says that something is next: the zero time when
// nothing is. It wakes when something nearer may have been stored.
func (b *Bot) keep(ctx context.Context, what string, tick func(context.Context) (time.Time, error)) error {
	changed, stop := b.store.Subscribe()
	defer stop()
	for ctx.Err() == nil {
		next, err := tick(ctx)
		if err != nil {
			if ctx.Err() == nil {
				b.log.Error(what+" cannot be kept now", "err", err)
			}
			next = time.Now().Add(retryAfterFault)
		}
		wait(ctx, changed, next)
		if calm := time.Now().Add(calm); next.IsZero() || next.After(calm) {
			wait(ctx, nil, calm)
		}
	}
	return nil
}

// calm is how long whoever is in no hurry lets changes gather before looking what they are.
const calm = 100 * time.Millisecond

// retryAfterFault is how long background work pauses after the store failed.
const retryAfterFault = time.Second

// After a long sleep many polls are overdue: they share commits.
const (
	overdueAtOnce = 100
	closedAtOnce  = 32
)

// tick deals with every poll that is due and returns when the next one is; the zero time when none is. A poll that
// cannot be dealt with keeps no other one waiting.
func (b *Bot) tick(ctx context.Context) (time.Time, error) {
	for {
		now := time.Now()
		ids, err := b.store.Overdue(ctx, now, overdueAtOnce+b.late.number())
		if err != nil {
			return time.Time{}, err
		}
		if ids = b.late.ready(now, ids, overdueAtOnce); len(ids) == 0 {
			next, _, err := b.store.NextTick(ctx, now)
			return b.late.soonest(next), err
		}
		if err := attend(ctx, b, "deadlines", &b.late, ids, closedAtOnce, b.tickOne); err != nil {
			return time.Time{}, err
		}
	}
}

func (b *Bot) tickOne(ctx context.Context, id polls.ID) error {
	var did []polls.Event
	err := b.store.Update(ctx, id, func(p *polls.Poll) ([]polls.Event, error) {
		did = p.Tick(time.Now())
		return did, nil
	})
	if err == nil && len(did) == 0 {
		err = errIdle
	}
	if err != nil {
		return err
	}
	if err := b.reminded(ctx, id, did); err != nil && ctx.Err() == nil {
		b.skip("deadlines", id.Key(), err) // its time has come nevertheless
	}
	return nil
}

// wait returns when ctx ends, when something changed, here or elsewhere, or at the given time; the zero time never comes.
func wait(ctx context.Context, changed <-chan struct{}, until time.Time) {
	var due <-chan time.Time
	if !until.IsZero() {
		timer := time.NewTimer(time.Until(until))
		defer timer.Stop()
		due = timer.C
	}
	select {
	case <-ctx.Done():
	case <-changed:
	case <-due:
	}
}
