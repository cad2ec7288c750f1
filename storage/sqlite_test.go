package storage_test

import (
	"database/sql"
	"fmt"
	"testing"

	"quorum/storage/storagetest"
)

func TestSQLite(t *testing.T) { storagetest.Run(t, fresh) }

// fresh is an empty SQLite database.
func fresh(t testing.TB) storagetest.Database {
	file := storagetest.Empty(t)
	return storagetest.Database{Name: file, Rows: func(t testing.TB, query string) [][]string { return rows(t, file, query) }}
}

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
