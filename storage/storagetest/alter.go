package storagetest

import (
	"database/sql"
	"errors"
	"testing"

	"quorum/polls"
)

// Alter runs a statement on a SQLite database without the store.
func Alter(t testing.TB, file, statement string, args ...any) {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+file+"?_txlock=immediate&_busy_timeout=20000")
	if err == nil {
		_, err = db.Exec(statement, args...)
		err = errors.Join(err, db.Close())
	}
	if err != nil {
		t.Fatal(err)
	}
}

// MakeUnreadable adds a fact that this program does not know to the log of a poll.
func MakeUnreadable(t testing.TB, file string, id polls.ID) {
	t.Helper()
	Alter(t, file, `insert into events (workspace, number, seq, at, by, fact, data)
select workspace, number, max(seq) + 1, max(at), '', 'of next year', '{}' from events where workspace = ? and number = ?`, id.Workspace, id.Number)
}
