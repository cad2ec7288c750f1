package storage_test

import (
	"bytes"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"quorum/polls"
	"quorum/storage"
)

func noon() time.Time { return time.Date(2026, 12, 1, 12, 0, 0, 0, time.UTC) }

// askUnseen opens an anonymous poll that ends when all have answered.
func askUnseen(t testing.TB, s *storage.Store, people int) polls.ID {
	t.Helper()
	id, _, err := s.Create(t.Context(), "T1", "", func(id polls.ID) (*polls.Poll, []polls.Event, error) {
		o := opening(id, people)
		o.Draft.Anonymous, o.Draft.Rule = true, "all, within 99h"
		return polls.Open(noon(), o)
	})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// give has a person answer anonymously.
func give(t testing.TB, s *storage.Store, id polls.ID, who, n int) {
	t.Helper()
	giveThis(t, s, id, who, said(id, n))
}

func giveThis(t testing.TB, s *storage.Store, id polls.ID, who int, r polls.Response) {
	t.Helper()
	err := s.Update(t.Context(), id, func(p *polls.Poll) ([]polls.Event, error) {
		return p.Answer(noon().Add(time.Duration(who)*time.Minute), person(who), r)
	})
	if err != nil {
		t.Fatal(err)
	}
}

func openFile(t testing.TB, file string) *storage.Store {
	t.Helper()
	s, err := storage.Open(t.Context(), file, storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func read(t testing.TB, file string) []byte {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	return data
}

// TestFileTellsNoOrder has the same people answer in the same order, with the answers given to them in another way: the files
// are the same, byte by byte, while the store is in use. Other polls are opened and answered in between, so that pages split.
func TestFileTellsNoOrder(t *testing.T) {
	t.Parallel()
	for _, people := range []int{7, 25, 200} {
		t.Run(fmt.Sprint(people), func(t *testing.T) {
			t.Parallel()
			begun := filepath.Join(t.TempDir(), "quorum.db")
			s := openFile(t, begun)
			ids := []polls.ID{askUnseen(t, s, people), askUnseen(t, s, people)}
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			one := answersIn(t, read(t, begun), ids, rand.New(rand.NewPCG(1, 1)).Perm(people))
			other := answersIn(t, read(t, begun), ids, rand.New(rand.NewPCG(2, 1)).Perm(people))
			if !bytes.Equal(one, other) {
				t.Errorf("the files differ in pages %v", differing(one, other))
			}
		})
	}
}

// answersIn has all people answer the first poll, and some the second, and returns the file.
func answersIn(t *testing.T, begun []byte, ids []polls.ID, given []int) []byte {
	t.Helper()
	file := filepath.Join(t.TempDir(), "quorum.db")
	if err := os.WriteFile(file, begun, 0o600); err != nil {
		t.Fatal(err)
	}
	s := openFile(t, file)
	for who, n := range given {
		give(t, s, ids[0], who, n)
		if who%8 == 3 {
			give(t, s, ids[1], who, who)
			give(t, s, askUnseen(t, s, 7), 0, 1)
		}
		if left := read(t, file+"-wal"); len(left) > 0 {
			t.Fatalf("the log has %d bytes after answer %d", len(left), who)
		}
	}
	data := read(t, file)
	attack(t, "the file", data)
	return data
}

func differing(a, b []byte) (pages []int) {
	for at := 0; at < min(len(a), len(b)); at += page {
		if !bytes.Equal(a[at:at+page], b[at:at+page]) {
			pages = append(pages, at/page+1)
		}
	}
	return pages
}

// TestBoxesOutgrow has polls whose answers take more room than they were given, beside each other: each answer is in one place
// of the file.
func TestBoxesOutgrow(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "quorum.db")
	s := openFile(t, file)
	var ids []polls.ID
	for i := range 6 {
		ids = append(ids, askUnseen(t, s, 20+2*i))
	}
	for who := range 20 {
		for _, id := range ids {
			giveThis(t, s, id, who, saidAtLength(id, who*7%31, 460))
		}
		attack(t, fmt.Sprint("the file after answer ", who), read(t, file))
	}
	if n := len(rows(t, file, "select * from ballots")); n != 120 {
		t.Errorf("%d ballots are in the file", n)
	}
}

// TestErasedLater has a reader while an answer comes: the log is emptied once the reader has ended.
func TestErasedLater(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		file := filepath.Join(t.TempDir(), "quorum.db")
		s := openFile(t, file)
		id := askUnseen(t, s, 7)
		db, err := sql.Open("sqlite3", file)
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		reading, err := db.Query("select * from polls, stakeholders")
		if err != nil || !reading.Next() {
			t.Fatal(err)
		}
		for who := range 3 {
			give(t, s, id, who, who)
		}
		if len(read(t, file+"-wal")) == 0 {
			t.Error("the log was emptied under a reader")
		}
		if err := reading.Close(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(3 * time.Second)
		if left := read(t, file+"-wal"); len(left) > 0 {
			t.Errorf("the log has %d bytes when nobody reads it any more", len(left))
		}
		attack(t, "the file", read(t, file))
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	})
}

// TestErasedBeforeTold has many answer at once, some with their names: when those who did not are told, nothing is left of how
// the file was before.
func TestErasedBeforeTold(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "quorum.db")
	s := openFile(t, file)
	id, named := askUnseen(t, s, 48), ask(t, s, 1, 99)
	var over atomic.Bool
	var beside sync.WaitGroup
	beside.Go(func() {
		for !over.Load() {
			answers(t, s, named, 4, 50)
		}
	})
	for who := range 6 {
		together(8, 8, func(i int) { give(t, s, id, 8*who+i, 8*who+i) })
		if more := beyond(nil, read(t, file+"-wal")); len(more) > 0 {
			t.Errorf("the log has %d answers when all were told", len(more))
		}
	}
	over.Store(true)
	beside.Wait()
	attack(t, "the file", read(t, file))
}
