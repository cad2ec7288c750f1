package bot

import (
	"context"
	"time"
)

// How often the outbox is purged, and the pause between two steps, in which everything else has its turn.
const (
	purgeEvery = 6 * time.Hour
	purgePause = 250 * time.Millisecond
)

// purging deletes what closed polls have sent, until ctx ends.
func (b *Bot) purging(ctx context.Context) error {
	for next := purgeEvery / 36; ctx.Err() == nil; {
		wait(ctx, nil, time.Now().Add(next))
		if ctx.Err() != nil {
			return nil
		}
		more, err := b.store.Purge(ctx, time.Now())
		if err != nil && ctx.Err() == nil {
			b.log.Error("the outbox could not be purged; it will be tried again", "err", err)
		}
		if next = purgeEvery; more {
			next = purgePause
		}
	}
	return nil
}
