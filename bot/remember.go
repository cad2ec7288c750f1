package bot

import (
	"context"
	"time"

	"quorum/storage"
)

// Known is what a surface knows of a person of a workspace, or a list of it.
type Known struct {
	Workspace string
	ID        string // of the person, or the name of the list
	Profile   string // JSON
}

// Memory keeps what a surface knows of people, so that it need not ask again after a restart. A [Bot] is one.
type Memory interface {
	Remember(ctx context.Context, all []Known) error
	Remembered(ctx context.Context, each func(Known)) error
}

// Remember implements [Memory].
func (b *Bot) Remember(ctx context.Context, all []Known) error {
	rows := make([]storage.Known, len(all))
	for i, k := range all {
		rows[i] = storage.Known(k)
	}
	return b.store.Remember(ctx, rows, time.Now())
}

// Remembered implements [Memory].
func (b *Bot) Remembered(ctx context.Context, each func(Known)) error {
	return b.store.Remembered(ctx, func(k storage.Known) { each(Known(k)) })
}
