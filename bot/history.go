package bot

import (
	"context"
	"time"

	"quorum/polls"
)

// history is [storage.Store.History] for loops: a poll that is unreadable, or for which each panics, is counted, logged and left out.
func (b *Bot) history(ctx context.Context, loop, workspace string, since time.Time, n int, each func(*polls.Poll, []polls.Event) error) error {
	err := b.store.History(ctx, workspace, since, n, func(p *polls.Poll, events []polls.Event) (err error) {
		if b.guard.Try(loop, func() error { err = each(p, events); return nil }) != nil {
			return nil // the panic has been logged
		}
		return err
	})
	return b.leftOut(loop, err)
}
