package sqlitefile

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// ErrLinked is the error of [Alone] for a database file that has several names, because locks depend on the name.
var ErrLinked = errors.New("it has another name (a hard link), under which another program could use it at once")

// LockError is the error of [Alone] for a lock file, beside a database, that this program may not use.
type LockError struct {
	File   string
	Usable bool // this program may use it, but its owner is not the owner of the database; only [Servable] returns such an error
	Err    error
}

// Error implements error.
func (e *LockError) Error() string { return fmt.Sprintf("the lock file %s %v", e.File, e.Err) }

// Unwrap returns the cause.
func (e *LockError) Unwrap() error { return e.Err }

// lockOf returns the lock file of a database.
func lockOf(path string) string { return path + "-lock" }

// Servable returns an error if this program could not serve a database, or its owner could not, as far as can be told from the
// files: [ErrLinked] or a [LockError].
func Servable(database string) error {
	path, err := actual(database)
	if err != nil {
		return err
	}
	if err := servable(path); err != nil {
		return err
	}
	file, err := os.Stat(path)
	if err != nil {
		return nil //nolint:nilerr // it is not there yet
	}
	lock, err := os.Stat(lockOf(path))
	if err == nil && !sameOwner(file, lock) {
		return &LockError{File: lockOf(path), Usable: true, Err: errors.New("belongs to another user than the database")}
	}
	return nil
}

// servable checks the files without opening them: closing one would end the locks that this process has on it.
func servable(path string) error {
	if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() && links(info) > 1 {
		return ErrLinked
	}
	switch info, err := os.Stat(lockOf(path)); {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err == nil && !info.Mode().IsRegular():
		return &LockError{File: lockOf(path), Err: errors.New("is not a file")}
	}
	// SQLite would also open a read-only file, and then several programs could lock it at once.
	if err := writable(lockOf(path)); err != nil {
		return &LockError{File: lockOf(path), Err: fmt.Errorf("cannot be written: %w", err)}
	}
	return nil
}
