package storage_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"quorum/storage"
	"quorum/storage/storagetest"
)

func TestSQLite(t *testing.T) { storagetest.Run(t, fresh) }

// fresh is an empty SQLite database.
func fresh(t testing.TB) storagetest.Database {
	file := empty(t)
	return storagetest.Database{Name: file, Rows: func(t testing.TB, query string) [][]string { return rows(t, file, query) }}
}

// empty copies a database that has been made once.
func empty(t testing.TB) string {
	t.Helper()
	data, err := made()
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "quorum.db")
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

var made = sync.OnceValues(func() (data []byte, err error) {
	dir, err := os.MkdirTemp("", "quorum")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	file := filepath.Join(dir, "quorum.db")
	s, err := storage.Open(context.Background(), file, storage.Options{})
	if err != nil {
		return nil, err
	}
	if err := s.Close(); err != nil {
		return nil, err
	}
	return os.ReadFile(file)
})

// rows reads a database past the store.
func rows(t testing.TB, file, query string) (all [][]string) {
	t.Helper()
	db, err := sql.Open("sqlite3", file)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	found, err := db.Query(query)
	if err != nil {
		t.Fatal(err)
	}
	defer found.Close()
	columns, err := found.Columns()
	if err != nil {
		t.Fatal(err)
	}
	for found.Next() {
		values, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range values {
			into[i] = &values[i]
		}
		if err := found.Scan(into...); err != nil {
			t.Fatal(err)
		}
		printed := make([]string, len(columns))
		for i, v := range values {
			if printed[i] = fmt.Sprint(v); v == nil {
				printed[i] = "-"
			}
		}
		all = append(all, printed)
	}
	if err := found.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}
