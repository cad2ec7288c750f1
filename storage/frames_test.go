package storage_test

import (
	"os"
	"path/filepath"
	"testing"

	"quorum/storage"
)

// An answer writes the pages of its own rows, and of no index whose columns stay as they are.
func TestAnAnswerWritesFewPages(t *testing.T) {
	t.Parallel()
	const n, frame = 20, 4096 + 24
	file := filepath.Join(t.TempDir(), "quorum.db")
	s, err := storage.Open(t.Context(), file, storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	all := ask(t, s, 300, 5)
	one := all[150:151]
	answers(t, s, one, 1, 10)
	before := size(t, file+"-wal")
	answers(t, s, one, 1, n)
	if frames := float64(size(t, file+"-wal")-before) / frame / n; frames < 1 || frames > 5.5 {
		t.Errorf("an answer writes %.1f pages", frames)
	} else {
		t.Logf("an answer writes %.1f pages", frames)
	}
}

func size(t *testing.T, file string) int64 {
	t.Helper()
	info, err := os.Stat(file)
	if err != nil {
		t.Fatal(err)
	}
	return info.Size()
}
