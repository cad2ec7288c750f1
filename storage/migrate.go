package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/pressly/goose/v3"
)

// migrate brings the tables up to date. Two programs may do so at once: the one that comes second finds it done.
func migrate(ctx context.Context, d dialect, database string, opts Options) (err error) {
	pool, readers, err := d.open(database, opts)
	if err != nil {
		return openFault(d, database, err)
	}
	defer func() { err = errors.Join(err, pool.Close(), readers.Close()) }()
	p, err := d.provider(pool)
	if err != nil {
		return fmt.Errorf("storage: %w", err)
	}
	for tries := 3; ; tries-- {
		err = raise(ctx, p)
		if err == nil || tries == 0 || errors.Is(err, errNewer) || ctx.Err() != nil {
			break
		}
	}
	if err != nil {
		err = openFault(d, database, err)
	}
	return err
}

// provider applies migrations.
func (d dialect) provider(pool *sql.DB) (*goose.Provider, error) {
	pool.SetMaxOpenConns(2) // a step that is more than SQL runs beside the connection that keeps count
	return goose.NewProvider(d.goose, pool, d.migrations, goose.WithDisableGlobalRegistry(true), goose.WithGoMigrations(d.steps...))
}

var errNewer = errors.New("a newer version of Quorum has written it")

// raise applies the migrations that are missing.
func raise(ctx context.Context, p *goose.Provider) error {
	is, known, err := p.GetVersions(ctx)
	switch {
	case err != nil:
		return err
	case is > known:
		return newer(is, known)
	case is == known:
		return nil
	}
	_, err = p.Up(ctx)
	return err
}

func newer(is, known int64) error {
	return fmt.Errorf("%w (its tables are version %d, this program knows %d). Run the newer version, or restore a backup from before it",
		errNewer, is, known)
}
