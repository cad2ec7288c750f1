package bot

import (
	"context"
	"errors"
	"sync/atomic"
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
// cannot be closed keeps no other one waiting.
func (b *Bot) tick(ctx context.Context) (time.Time, error) {
	for {
		ids, err := b.store.Overdue(ctx, time.Now(), overdueAtOnce)
		if err != nil {
			return time.Time{}, err
		}
		if len(ids) == 0 {
			next, _, err := b.store.NextTick(ctx)
			return next, err
		}
		var closed atomic.Int64
		all, _ := b.guard.Group(ctx)
		all.Limit(closedAtOnce)
		for _, id := range ids {
			all.Go("deadlines", func() error {
				var did []polls.Event
				err := b.store.Update(ctx, id, func(p *polls.Poll) ([]polls.Event, error) {
					did = p.Tick(time.Now())
					return did, nil
				})
				if err != nil || len(did) == 0 {
					return err
				}
				closed.Add(1)
				return b.reminded(ctx, id, did)
			})
		}
		if err := all.Wait(); closed.Load() == 0 {
			return time.Now().Add(retryAfterFault), errors.Join(err, ctx.Err())
		}
	}
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
