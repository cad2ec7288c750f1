package saidtest

import (
	"cmp"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

// File is a golden file: a txtar archive that has for each test, by its name, the sentences that it met, in the order of the
// alphabet. It is safe for tests that run in parallel.
type File struct {
	path string

	mu    sync.Mutex
	heard map[string]map[string]bool // the sentences of tests that have not ended, by test
}

// Open returns the file at a path, like testdata/said.txtar.
func Open(path string) *File { return &File{path: path, heard: map[string]map[string]bool{}} }

// Said notes that a test met a sentence. When the test ends, it fails if the file has other sentences for it.
func (f *File) Said(t testing.TB, sentence string) {
	t.Helper()
	name := t.Name()
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.heard[name] == nil {
		f.heard[name] = map[string]bool{}
		t.Cleanup(func() { f.compare(t) })
	}
	f.heard[name][sentence] = true
}

// compare holds what a test met against the file, or writes it there.
func (f *File) compare(t testing.TB) {
	f.mu.Lock()
	defer f.mu.Unlock()
	met := strings.Join(slices.Sorted(maps.Keys(f.heard[t.Name()])), "\n") + "\n"
	delete(f.heard, t.Name())
	archive, err := txtar.ParseFile(f.path)
	if err != nil {
		t.Fatal(err)
	}
	i, found := slices.BinarySearchFunc(archive.Files, t.Name(), func(one txtar.File, name string) int { return cmp.Compare(one.Name, name) })
	if !found {
		archive.Files = slices.Insert(archive.Files, i, txtar.File{Name: t.Name()})
	}
	switch {
	case os.Getenv("UPDATE_SAID") != "":
		archive.Files[i].Data = []byte(met)
		if err := os.WriteFile(f.path, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
	case string(archive.Files[i].Data) != met && !t.Failed():
		t.Errorf("%s has\n%sand the test met\n%shint: UPDATE_SAID=1 go test", f.path, archive.Files[i].Data, met)
	}
}
