package storagetest

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"quorum/storage"
)

// Empty returns the file of an empty SQLite database. It copies one that is made once, because migrations take longer than most tests.
func Empty(t testing.TB) string {
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
