package bot

import (
	"context"
	"runtime"
	"time"

	"quorum/polls"
)

// weighedAtOnce is how many polls that wait to be weighed are looked up together.
const weighedAtOnce = 100

// keepWeighing weighs polls that wait for it, and sleeps while none does. It takes at most half of the processors, so that
// people who answer meanwhile find one.
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

// weighAll goes on until no poll waits, and returns when to try again what could not be weighed; the zero time when
// everything could.
func (b *Bot) weighAll(ctx context.Context) (time.Time, error) {
	for {
		ids, err := b.store.Unweighed(ctx, weighedAtOnce+b.heavy.number())
		if err != nil {
			return time.Time{}, err
		}
		if ids = b.heavy.ready(time.Now(), ids, weighedAtOnce); len(ids) == 0 {
			return b.heavy.soonest(time.Time{}), nil
		}
		if err := attend(ctx, b, "weighing", &b.heavy, ids, max(1, runtime.GOMAXPROCS(0)/2), b.weigh); err != nil {
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
