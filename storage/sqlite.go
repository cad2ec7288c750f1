package storage

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"embed"
	"errors"
	"io"
	"io/fs"
	"net/url"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"time"

	"quorum/storage/sqlitefile"

	"github.com/mattn/go-sqlite3"
	"github.com/pressly/goose/v3"
)

//go:embed migrations/sqlite/*.sql
var sqliteMigrations embed.FS

func sqliteDialect() (dialect, error) {
	migrations, err := fs.Sub(sqliteMigrations, "migrations/sqlite")
	if err != nil {
		return dialect{}, err
	}
	dollar := regexp.MustCompile(`\$(\d+)`)
	return dialect{
		goose: goose.DialectSQLite3, migrations: migrations, open: openSQLite, version: sqliteVersion,
		alone: func(file string, opts Options) (io.Closer, error) { return sqlitefile.Alone(file, opts.wait()) },
		steps: boxSteps(),
		// The driver binds $N in the order of appearance, whatever the numbers are; it binds ?N by number.
		placeholders: func(query string) string { return dollar.ReplaceAllString(query, "?$1") },
		begin:        "begin immediate",
		foreign:      "pragma data_version",
		unavailable:  sqliteUnavailable,
		erase:        func(c *sql.Conn) (bool, error) { return eraseSQLite(c, 20*time.Millisecond) },
		backup:       backupSQLite,
	}, nil
}

// openSQLite returns one connection for the writer, where a commit returns when its bytes are on the disk, and several for
// readers, which refuse to write.
func openSQLite(file string, opts Options) (writer, readers *sql.DB, err error) {
	path, err := filepath.Abs(file)
	if err != nil {
		return nil, nil, err
	}
	if !opts.asIs {
		if err := sqlitefile.MakePrivate(path); err != nil {
			return nil, nil, err
		}
		sqlitefile.Narrow(path)
	}
	writer = sql.OpenDB(sqliteConnector(path, opts, "_txlock", "immediate", "_mutex", "no", "_secure_delete", "on", "_cache_size", "-16384"))
	writer.SetMaxOpenConns(1)
	readers = sql.OpenDB(sqliteConnector(path, opts, "_query_only", "1", "_stmt_cache_size", "64", "_cache_size", "-2048"))
	n := opts.Readers
	if n == 0 {
		n = max(4, runtime.NumCPU())
	}
	readers.SetMaxOpenConns(n)
	readers.SetMaxIdleConns(n)
	return writer, readers, nil
}

// sqlitePragmas are settings that the driver's data source name has no key for; the driver ignores unknown keys.
const sqlitePragmas = `
	pragma temp_store = memory;             -- or each batch allocates and frees its statement journals
	pragma journal_size_limit = 67108864;   -- a log that grew once is cut back to this many bytes
	pragma wal_autocheckpoint = 4000;       -- pages: 16 MB
`

type connector struct {
	driver *sqlite3.SQLiteDriver
	dsn    string
}

func (c connector) Connect(context.Context) (driver.Conn, error) { return c.driver.Open(c.dsn) }
func (c connector) Driver() driver.Driver                        { return c.driver }

// sqliteConnector returns a connector with the common settings and more, given as keys and values. A negative cache size is
// in KiB.
func sqliteConnector(path string, opts Options, more ...string) connector {
	q := url.Values{
		"_journal_mode": {"WAL"}, "_synchronous": {"FULL"}, "_foreign_keys": {"1"},
		"_busy_timeout": {strconv.FormatInt(opts.wait().Milliseconds(), 10)},
	}
	if opts.asIs {
		q.Set("mode", "rw") // and the journal mode stays
		q.Del("_journal_mode")
	}
	for i := 0; i < len(more); i += 2 {
		q.Set(more[i], more[i+1])
	}
	u := url.URL{Scheme: "file", Path: path, RawQuery: q.Encode()}
	hook := func(c *sqlite3.SQLiteConn) error {
		_, err := c.Exec(sqlitePragmas, nil)
		return err
	}
	return connector{driver: &sqlite3.SQLiteDriver{ConnectHook: hook}, dsn: u.String()}
}

// sqliteUnavailable reports whether an error is about the file, the disk or a lock. Any other, such as a violated constraint, is
// about the data.
func sqliteUnavailable(err error) bool {
	var e sqlite3.Error
	if !errors.As(err, &e) {
		return errors.Is(err, driver.ErrBadConn) || errors.Is(err, sql.ErrConnDone)
	}
	switch e.Code {
	case sqlite3.ErrFull, sqlite3.ErrIoErr, sqlite3.ErrBusy, sqlite3.ErrLocked, sqlite3.ErrReadonly, sqlite3.ErrCantOpen,
		sqlite3.ErrPerm, sqlite3.ErrCorrupt, sqlite3.ErrNotADB, sqlite3.ErrNomem, sqlite3.ErrProtocol, sqlite3.ErrNoLFS:
		return true
	}
	return false
}
