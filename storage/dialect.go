package storage

import (
	"context"
	"database/sql"
	"io"
	"io/fs"

	"github.com/pressly/goose/v3"
)

// dialect is what differs between databases. The SQL text is the same for all: it has $1 placeholders and uses only what every
// database understands.
type dialect struct {
	goose      goose.Dialect
	migrations fs.FS
	steps      []*goose.Migration // migrations that are more than SQL

	// open returns a pool for the one writer and a pool for readers.
	open func(database string, opts Options) (writer, readers *sql.DB, err error)
	// version reads the version of the tables; 0 when there are none.
	version func(ctx context.Context, db *sql.DB, is *int64) error
	// alone locks out other programs until the closer is closed, or returns [sqlitefile.ErrTaken]; nil: several programs may
	// serve the database.
	alone func(database string, opts Options) (io.Closer, error)
	// placeholders rewrites the $N of a query. It is called once for each query.
	placeholders func(query string) string
	// lock is appended to a query whose rows the same transaction will change.
	lock string
	// foreign is a query for a number that changes when another process commits. The writer asks it in its transaction.
	foreign string
	// unavailable reports whether an error is about the database, not about the data that was to be written.
	unavailable func(error) bool
	// begin is the statement that starts the writer's transaction.
	begin string
	// erase removes old versions of pages from the write-ahead log; done is false when a reader still needs them.
	// It is called outside of a transaction. nil: there is nothing to erase.
	erase func(c *sql.Conn) (done bool, err error)
	// backup copies the database into a new file.
	backup func(ctx context.Context, readers *sql.DB, file string) error
}
