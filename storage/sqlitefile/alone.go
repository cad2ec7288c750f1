package sqlitefile

import (
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"strconv"
	"time"

	"github.com/mattn/go-sqlite3"
)

// ErrTaken is the error of [Alone] for a database that another program serves.
var ErrTaken = errors.New("another program serves it")

// Alone makes this program the only one that serves a database, until the closer is closed or the program ends, however it ends. It
// waits at most that long for another program to end. It locks an empty file beside the database, by means of SQLite, so that it
// works on every system that SQLite runs on, and other programs can still read and copy the database.
func Alone(file string, wait time.Duration) (io.Closer, error) {
	path, err := actual(file)
	if err != nil {
		return nil, err
	}
	if err := servable(path); err != nil {
		return nil, err
	}
	if err := private(lockOf(path), func(f *os.File) { giveTo(f, path) }); err != nil {
		return nil, err
	}
	path = lockOf(path)
	q := url.Values{"mode": {"rw"}, "_busy_timeout": {strconv.FormatInt(wait.Milliseconds(), 10)}}
	c, err := (&sqlite3.SQLiteDriver{}).Open((&url.URL{Scheme: "file", Path: path, RawQuery: q.Encode()}).String())
	if err == nil {
		if _, err = c.(*sqlite3.SQLiteConn).Exec("begin exclusive", nil); err == nil {
			return c, nil
		}
		err = errors.Join(err, c.Close())
	}
	if e := (sqlite3.Error{}); errors.As(err, &e) && (e.Code == sqlite3.ErrBusy || e.Code == sqlite3.ErrLocked) {
		return nil, ErrTaken
	}
	return nil, fmt.Errorf("%s: %w", path, err)
}
