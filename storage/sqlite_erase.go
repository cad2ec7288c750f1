package storage

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// eraseSQLite copies the write-ahead log into the file and empties the log, which has a version of each page for every commit.
// It waits at most that long for readers of an earlier state.
func eraseSQLite(c *sql.Conn, wait time.Duration) (done bool, err error) {
	ctx := context.Background()
	var file string
	if err := c.QueryRowContext(ctx, "select file from pragma_database_list where name = 'main'").Scan(&file); err != nil {
		return false, err
	}
	if log, err := os.Stat(file + "-wal"); errors.Is(err, fs.ErrNotExist) || err == nil && log.Size() == 0 {
		return true, nil // a checkpoint now would only wake watchers
	}
	var usual int64
	if err := c.QueryRowContext(ctx, "pragma busy_timeout").Scan(&usual); err != nil {
		return false, err
	}
	if err := waitSQLite(ctx, c, wait.Milliseconds()); err != nil {
		return false, err
	}
	var busy, pages, moved int64
	err = c.QueryRowContext(ctx, "pragma wal_checkpoint(truncate)").Scan(&busy, &pages, &moved)
	return err == nil && busy == 0, errors.Join(err, waitSQLite(ctx, c, usual))
}

// waitSQLite sets how long a connection waits for a lock.
func waitSQLite(ctx context.Context, c *sql.Conn, ms int64) error {
	_, err := c.ExecContext(ctx, fmt.Sprintf("pragma busy_timeout = %d", ms))
	return err
}

// backupSQLite writes a new file from the rows at one moment, without the remains of deleted rows. A setting in the new file
// says that it is a copy, see [Store.Wake].
func backupSQLite(ctx context.Context, readers *sql.DB, file string) (err error) {
	file, err = filepath.Abs(file)
	if err != nil {
		return err
	}
	c, err := readers.Conn(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, discard(c)) }()
	if _, err := c.ExecContext(ctx, "pragma query_only = 0"); err != nil {
		return err
	}
	if _, err := c.ExecContext(ctx, "vacuum into ?", file); err != nil {
		return err
	}
	if _, err := c.ExecContext(ctx, "attach ? as copy", file); err != nil {
		return err
	}
	_, err = c.ExecContext(ctx, "insert or ignore into copy.settings (workspace, person, name, value, set_by, at) values ('', '', ?, 'yes', '', ?)",
		copied, time.Now().UnixMilli())
	return err
}

// discard closes a connection, so that the pool does not use it again.
func discard(c *sql.Conn) error {
	err := c.Raw(func(any) error { return driver.ErrBadConn })
	if errors.Is(err, driver.ErrBadConn) {
		return nil
	}
	return err
}
