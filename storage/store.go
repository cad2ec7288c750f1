package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"
)

// Options are what an operator may set. The zero Options work.
type Options struct {
	Wait    time.Duration // how long to wait for a lock that another program holds; 0: 1 s, less than people wait
	Readers int           // connections for reading; 0: one per processor, at least 4
	Batch   int           // the most changes that share one commit; 0: 512
	Keep    int           // stakeholders whose polls are kept in memory, twice; 0: 20,000, some 20 MB in all
	Alone   bool          // only one program may have the database open with Alone: for the second one Open returns [sqlitefile.ErrTaken]
	// Panicked is called for each panic that the store has recovered from: with the loop, the value and the stack; may be nil.
	Panicked func(loop string, fault any, stack []byte)

	asIs bool // no file is created, and no migration runs
}

func (o Options) wait() time.Duration {
	if o.Wait == 0 {
		return time.Second
	}
	return o.Wait
}

func (o Options) batch() int {
	if o.Batch == 0 {
		return 512
	}
	return o.Batch
}

func (o Options) keep() int {
	if o.Keep == 0 {
		return 20_000
	}
	return o.Keep
}

// Store keeps polls in a database. It may be used by any number of goroutines.
type Store struct {
	dialect  dialect
	readers  *sql.DB
	writer   *writer
	panicked teller
	alone    io.Closer // the lock that keeps other programs out; nil: there is none
	behind   bool

	seen    *cache // the polls that View shows
	grams   grams
	folding singleflight.Group
	gates   gates

	jobs    chan *job
	closing chan struct{} // closed by Close
	closed  chan struct{} // closed when the writer has ended
	watched chan struct{} // closed when the watcher has ended
	once    sync.Once

	listeners listeners
	claims    claims
	later     later
}

// Open opens the database, a file for SQLite, and creates it if it does not exist. It migrates the tables of an older program, and
// refuses a database that a newer program has written.
func Open(ctx context.Context, database string, opts Options) (*Store, error) {
	d, err := dialectFor(database)
	if err != nil {
		return nil, err
	}
	return openWith(ctx, d, database, opts)
}

func openWith(ctx context.Context, d dialect, database string, opts Options) (s *Store, err error) {
	var alone io.Closer
	if opts.Alone && d.alone != nil {
		if alone, err = d.alone(database, opts); err != nil {
			return nil, openFault(d, database, err)
		}
	}
	if err = migrate(ctx, d, database, opts); err == nil {
		s, err = openStore(d, database, opts)
	}
	if err != nil {
		if alone != nil {
			err = errors.Join(err, alone.Close())
		}
		return nil, err
	}
	s.alone = alone
	return s, nil
}

// openStore opens a database without migrating it.
func openStore(d dialect, database string, opts Options) (*Store, error) {
	pool, readers, err := d.open(database, opts)
	if err != nil {
		return nil, openFault(d, database, err)
	}
	s := &Store{
		dialect: d, readers: readers, panicked: opts.Panicked, seen: newCache(opts.keep()),
		jobs: make(chan *job, opts.batch()), closing: make(chan struct{}), closed: make(chan struct{}), watched: make(chan struct{}),
	}
	s.writer = newWriter(d, pool, opts, func() bool { return len(s.jobs) > 0 }, s.listeners.signal, &s.claims)
	if !opts.asIs {
		s.writer.erase()
	}
	begin(s.write)
	begin(s.watch)
	return s, nil
}

// openFault returns the error of a database that cannot be opened.
func openFault(d dialect, database string, err error) error {
	if d.unavailable(err) {
		err = fmt.Errorf("%w: %w", ErrUnavailable, err)
	}
	return fmt.Errorf("%s cannot be opened: %w", database, err)
}

// dialectFor returns the backend for the name of a database.
func dialectFor(database string) (dialect, error) {
	if scheme, _, ok := strings.Cut(database, "://"); ok {
		return dialect{}, fmt.Errorf("there is no database for %s:// here; write the path of a file, like quorum.db", scheme)
	}
	if database == "" {
		return dialect{}, errors.New("the database has no name; write the path of a file, like quorum.db")
	}
	return sqliteDialect()
}

// Close finishes the changes that have begun, refuses others, and closes the database. Closing twice is harmless.
func (s *Store) Close() (err error) {
	s.once.Do(func() {
		close(s.closing)
		<-s.closed
		<-s.watched
		err = errors.Join(s.writer.close(), s.readers.Close())
		if s.alone != nil {
			err = errors.Join(err, s.alone.Close())
		}
	})
	return err
}
