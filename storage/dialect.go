package storage

import (
	"context"
	"database/sql"
	"io"
	"io/fs"

	"github.com/pressly/goose/v3"
)

// dialect is all that differs between databases. The SQL text is the same for all: $1 placeholders, and what every one
// of them understands.
type dialect struct {
	goose      goose.Dialect
	migrations fs.FS
	steps      []*goose.Migration // those that are more than SQL

	// open returns a pool for the one writer and a pool for readers.
	open func(database string, opts Options) (writer, readers *sql.DB, err error)
	// version reads the version of the tables; 0 when there are none.
	version func(ctx context.Context, db *sql.DB, is *int64) error
	// alone keeps other programs from serving the database until it is closed, or returns [sqlitefile.ErrTaken]; nil: several may.
	alone func(database string, opts Options) (io.Closer, error)
	// placeholders rewrites the $N of a query, once, where it is prepared.
	placeholders func(query string) string
	// lock is appended to a query for rows that the same transaction will change.
	lock string
	// foreign queries a number that changes when another process has committed something. It is asked inside the
	// writer's transaction.
	foreign string
	// unavailable says that an error is about the database and not about what was to be written.
	unavailable func(error) bool
	// begin starts the writer's transaction.
	begin string
	// erase removes from the log of the database what its pages were before; done is false when a reader still needs that.
	// It is called outside a transaction. nil: there is nothing that it could do.
	erase func(c *sql.Conn) (done bool, err error)
	// backup copies the database into a file that does not exist yet.
	backup func(ctx context.Context, readers *sql.DB, file string) error
}
