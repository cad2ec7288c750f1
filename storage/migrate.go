package storage

import (
	"context"
	"errors"
	"fmt"

	"github.com/pressly/goose/v3"
)

// migrate brings the tables up to date. Two programs may do so at once: the one that comes second finds it done.
func migrate(ctx context.Context, d dialect, database string, opts Options) (err error) {
	pool, readers, err := d.open(database, opts)
	if err != nil {
		return fmt.Errorf("storage: opening %s: %w", database, err)
	}
	defer func() { err = errors.Join(err, pool.Close(), readers.Close()) }()
	p, err := goose.NewProvider(d.goose, pool, d.migrations, goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return fmt.Errorf("storage: %w", err)
	}
	for tries := 3; ; tries-- {
		err = raise(ctx, p, database)
		if err == nil || tries == 0 || errors.Is(err, errNewer) || ctx.Err() != nil {
			break
		}
	}
	if err != nil && d.unavailable(err) {
		return fmt.Errorf("storage: %s: %w: %w", database, ErrUnavailable, err)
	}
	return err
}

var errNewer = errors.New("a newer version of Quorum has written it")

func raise(ctx context.Context, p *goose.Provider, database string) error {
	is, known, err := p.GetVersions(ctx)
	if err != nil {
		return fmt.Errorf("storage: opening %s: %w", database, err)
	}
	if is > known {
		return fmt.Errorf("%s cannot be opened: %w (its tables are version %d, this program knows %d). Run the newer version, or restore a backup from before it",
			database, errNewer, is, known)
	}
	if is == known {
		return nil
	}
	if _, err := p.Up(ctx); err != nil {
		return fmt.Errorf("storage: preparing the tables of %s: %w", database, err)
	}
	return nil
}
