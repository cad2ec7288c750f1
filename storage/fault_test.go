package storage

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/mattn/go-sqlite3"
)

// brokenConnector opens connections and breaks them with a pragma.
type brokenConnector struct {
	connector
	pragma *atomic.Value
}

func (b brokenConnector) Connect(ctx context.Context) (driver.Conn, error) {
	c, err := b.connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	_, err = c.(*sqlite3.SQLiteConn).Exec(b.pragma.Load().(string), nil)
	return c, err
}

// faulty is a store whose writer's connections are opened with a pragma that a test can change.
func faulty(t *testing.T, pragma *atomic.Value) *Store {
	t.Helper()
	d, err := sqliteDialect()
	if err != nil {
		t.Fatal(err)
	}
	d.open = func(file string, opts Options) (writer, readers *sql.DB, err error) {
		w, readers, err := openSQLite(file, opts)
		if err != nil {
			return nil, nil, err
		}
		c := sqliteConnector(file, opts, "_txlock", "immediate")
		writer = sql.OpenDB(brokenConnector{c, pragma})
		writer.SetMaxOpenConns(1)
		return writer, readers, w.Close()
	}
	s, err := openWith(t.Context(), d, filepath.Join(t.TempDir(), "quorum.db"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	closeAtEnd(t, s)
	return s
}

// TestUnwritable has the disk full, and the database read-only: nothing is saved, what was saved stays, and it goes on later.
func TestUnwritable(t *testing.T) {
	for name, broken := range map[string]string{"full": "pragma max_page_count = 1", "read-only": "pragma query_only = 1"} {
		t.Run(name, func(t *testing.T) {
			var pragma atomic.Value
			pragma.Store("")
			s := faulty(t, &pragma)
			id := create(t, s, 300)
			if err := answer(t.Context(), s, id, 0, ""); err != nil {
				t.Fatal(err)
			}
			pragma.Store(broken)
			if err := s.do(t.Context(), changing, func(b *batch) error { return b.tx.exec(broken) }); err != nil {
				t.Fatal(err)
			}
			var failed atomic.Int64
			var all sync.WaitGroup
			for i := range 299 {
				all.Go(func() {
					if err := answer(t.Context(), s, id, i+1, strings.Repeat("long ", 99)); errors.Is(err, ErrUnavailable) {
						failed.Add(1)
					} else if err != nil {
						t.Error(err)
					}
				})
			}
			all.Wait()
			if failed.Load() == 0 {
				t.Error("nothing failed")
			}
			if n := answered(t, s, id); n != 300-int(failed.Load()) {
				t.Errorf("%d answers are stored, and %d of 300 failed", n, failed.Load())
			}
			pragma.Store("")
			again := 0 // the first to fail still meets the broken connection
			for i := 0; i < 300; i++ {
				if err := answer(t.Context(), s, id, i, "again"); errors.Is(err, ErrUnavailable) && again == 0 {
					again, i = 1, i-1
				} else if err != nil {
					t.Fatal(err)
				}
			}
			if err := s.Writable(t.Context()); err != nil {
				t.Error(err)
			}
			if n := answered(t, s, id); n != 300 {
				t.Errorf("%d of 300 answers are stored", n)
			}
		})
	}
}
