package bot

import (
	"context"
	"runtime"
	"time"

	"quorum/polls"
)

// weighedAtOnce is how many polls that wait to be weighed are read at once.
const weighedAtOnce = 100

// keepWeighing weighs polls that wait for it, and sleeps while there is none. It uses at most half of the processors, so that the rest
// are free for people who answer meanwhile.
func (b *Bot) keepWeighing(ctx context.Context) error {
	changed, stop := b.store.Subscribe()
	defer stop()
	for ctx.Err() == nil {
		again, err := b.weighAll(ctx)
		if err != nil {
			if ctx.Err() == nil {
				b.log.Error("nothing can be weighed now", "err", err)
			}
			again = time.Now().Add(retryAfterFault)
		}
		wait(ctx, changed, again)
	}
	return nil
}

// weighAll weighs until no poll waits, and returns when to retry the polls that failed; the zero time when none did.
func (b *Bot) weighAll(ctx context.Context) (time.Time, error) {
	for {
		ids, err := b.store.Unweighed(ctx, weighedAtOnce+b.unweighed.number())
		if err != nil {
			return time.Time{}, err
		}
		if ids = b.unweighed.ready(time.Now(), ids, weighedAtOnce); len(ids) == 0 {
			return b.unweighed.soonest(time.Time{}), nil
		}
		if err := attend(ctx, b, "weighing", &b.unweighed, ids, max(1, runtime.GOMAXPROCS(0)/2), b.weigh); err != nil {
			return time.Time{}, err
		}
	}
}

func (b *Bot) weigh(ctx context.Context, id polls.ID) error {
	idle := false
	err := b.store.Update(ctx, id, func(p *polls.Poll) ([]polls.Event, error) {
		events, err := p.Weigh(time.Now())
		idle = len(events) == 0
		return events, err
	})
	if err == nil && idle {
		err = errIdle
	}
	return err
}
