package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"
)

// migrate brings the tables up to date. Two programs may do so at once: the second one finds nothing to do.
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

// provider returns the provider of migrations.
func (d dialect) provider(pool *sql.DB) (*goose.Provider, error) {
	pool.SetMaxOpenConns(2) // a migration in Go needs a second connection
	return goose.NewProvider(d.goose, pool, d.migrations, goose.WithDisableGlobalRegistry(true), goose.WithGoMigrations(d.steps...))
}

var errNewer = errors.New("a newer version of Quorum has written it")

// raise runs the missing migrations.
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

// oldestRead is the oldest version of the tables that this program can read without migrating. A migration that moves data which
// [Store.Export] reads raises it, or [Store.Export] reads both versions.
const oldestRead = 1

// OpenAsIs opens an existing database to read it, to copy it or to find out whether it can be written. It never changes the
// tables: those of an older program are read as they are. When this is impossible, the error says in one sentence what to do.
func OpenAsIs(ctx context.Context, database string, opts Options) (*Store, error) {
	d, err := dialectFor(database)
	if err != nil {
		return nil, err
	}
	opts.asIs = true
	s, err := openStore(d, database, opts)
	if err != nil {
		return nil, err
	}
	if s.behind, err = s.standing(ctx); err != nil {
		_ = s.Close() // nothing was done with it
		return nil, openFault(d, database, err)
	}
	return s, nil
}

// Behind reports whether the tables are of an older program, so that the next [Open] will migrate them.
func (s *Store) Behind() bool { return s.behind }

// standing compares the version of the tables with the versions that this program knows.
func (s *Store) standing(ctx context.Context) (behind bool, err error) {
	known, err := s.dialect.known()
	if err != nil {
		return false, err
	}
	var is int64
	err = s.dialect.version(ctx, s.readers, &is)
	switch {
	case err != nil:
		return false, err
	case is > known:
		return false, newer(is, known)
	case is < oldestRead:
		return false, fmt.Errorf("it has no tables of Quorum that this program can read as they are (version %d). "+
			"Start quorum serve on it once, which brings them up to date, or name the file that the bot writes", is)
	}
	return is < known, nil
}

// known returns the newest version of the tables that this program knows.
func (d dialect) known() (newest int64, err error) {
	names, err := fs.Glob(d.migrations, "*.sql")
	for _, name := range names {
		n, wrong := goose.NumericComponent(name)
		if wrong != nil {
			return 0, fmt.Errorf("storage: %w", wrong)
		}
		newest = max(newest, n)
	}
	for _, step := range d.steps {
		newest = max(newest, step.Version)
	}
	return newest, err
}

// sqliteVersion reads the version of the tables; 0 when there are none.
func sqliteVersion(ctx context.Context, db *sql.DB, is *int64) error {
	var has bool
	err := db.QueryRowContext(ctx, `select count(*) > 0 from sqlite_schema where name = 'goose_db_version'`).Scan(&has)
	if err != nil || !has {
		return err
	}
	return db.QueryRowContext(ctx, `select coalesce(max(version_id), 0) from goose_db_version`).Scan(is)
}
