package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"quorum/polls"
)

func openFile(t testing.TB, opts Options) *Store {
	t.Helper()
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "quorum.db"), opts)
	if err != nil {
		t.Fatal(err)
	}
	closeAtEnd(t, s)
	return s
}

func closeAtEnd(t testing.TB, s *Store) {
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
}

func create(t testing.TB, s *Store, people int) polls.ID {
	t.Helper()
	id, _, err := s.Create(context.Background(), "T1", "", func(id polls.ID) (*polls.Poll, []polls.Event, error) {
		o := polls.Opening{ID: id, Asker: "ada", Draft: polls.Draft{
			Question: "Ship 4.2?", Rule: "all, within 99h", Asked: []polls.Party{{Mentions: []polls.Mention{{ID: "U0"}}}},
		}}
		for i := range people {
			o.Asked = append(o.Asked, polls.Invite{Person: polls.Person(fmt.Sprint("U", i))})
		}
		return polls.Open(time.Now(), o)
	})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func answer(ctx context.Context, s *Store, id polls.ID, i int, reason string) error {
	return s.Update(ctx, id, func(p *polls.Poll) ([]polls.Event, error) {
		return p.Answer(time.Now(), polls.Person(fmt.Sprint("U", i)), polls.Response{Position: "yes", Reason: reason})
	})
}

func answered(t testing.TB, s *Store, id polls.ID) (n int) {
	t.Helper()
	if err := s.View(context.Background(), id, func(p *polls.Poll) error { n, _ = p.Progress(); return nil }); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestPragmas(t *testing.T) {
	s := openFile(t, Options{Wait: 1234 * time.Millisecond})
	want := map[string]string{
		"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "busy_timeout": "1234", "temp_store": "2",
		"journal_size_limit": "67108864", "wal_autocheckpoint": "4000", "locking_mode": "normal",
	}
	err := s.do(t.Context(), changing, func(b *batch) error {
		want["query_only"], want["cache_size"], want["secure_delete"] = "0", "-16384", "1"
		for pragma, value := range want {
			err := b.tx.query(func(r *sql.Rows) error { return pragmaIs(t, "writer", pragma, value, r) }, "pragma "+pragma)
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	delete(want, "secure_delete") // which is for those who write
	want["query_only"], want["cache_size"] = "1", "-2048"
	for range 8 { // connections of the pool
		for pragma, value := range want {
			err := s.read(t.Context(), func(r *sql.Rows) error { return pragmaIs(t, "reader", pragma, value, r) }, "pragma "+pragma)
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	if _, err := s.readers.Exec("delete from outbox"); err == nil {
		t.Error("a reader wrote")
	}
}

func pragmaIs(t *testing.T, who, pragma, want string, r *sql.Rows) error {
	var is string
	err := r.Scan(&is)
	if is != want {
		t.Errorf("the %s has %s = %s, not %s", who, pragma, is, want)
	}
	return err
}

// TestPlaceholders binds out of order: the driver by itself would bind $N in the order of appearance, silently.
func TestPlaceholders(t *testing.T) {
	s := openFile(t, Options{})
	const query = "select $2, $1, $2, $11, $10, $3, $4, $5, $6, $7, $8, $9"
	args := []any{"1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11"}
	check := func(r *sql.Rows) error {
		var is [12]string
		var into []any
		for i := range is {
			into = append(into, &is[i])
		}
		err := r.Scan(into...)
		if got := strings.Join(is[:], " "); got != "2 1 2 11 10 3 4 5 6 7 8 9" {
			t.Errorf("bound %s", got)
		}
		return err
	}
	if err := s.read(t.Context(), check, query, args...); err != nil {
		t.Error(err)
	}
	if err := s.do(t.Context(), changing, func(b *batch) error { return b.tx.query(check, query, args...) }); err != nil {
		t.Error(err)
	}
}

// TestGoexit has a change end its goroutine, as t.Fatal in it would.
func TestGoexit(t *testing.T) {
	s := openFile(t, Options{})
	id := create(t, s, 3)
	for range 2 {
		err := s.Update(t.Context(), id, func(p *polls.Poll) ([]polls.Event, error) {
			if _, err := p.Answer(time.Now(), "U0", polls.Response{Position: "yes"}); err != nil {
				return nil, err
			}
			runtime.Goexit()
			return nil, nil
		})
		if !errors.Is(err, errEnded) {
			t.Errorf("a change that ended its goroutine returned %v", err)
		}
	}
	if err := answer(t.Context(), s, id, 1, ""); err != nil {
		t.Fatal(err)
	}
	if n := answered(t, s, id); n != 1 {
		t.Errorf("%d answers are stored", n)
	}
}

// TestCacheIsBounded works with many more people than are kept in memory.
func TestCacheIsBounded(t *testing.T) {
	s := openFile(t, Options{Keep: 40})
	var ids []polls.ID
	for range 20 {
		ids = append(ids, create(t, s, 6))
	}
	large := create(t, s, 100)
	var all sync.WaitGroup
	for i := range 6 {
		for _, id := range append(ids, large) {
			all.Go(func() {
				if err := answer(t.Context(), s, id, i, ""); err != nil {
					t.Error(err)
				}
				if answered(t, s, id) == 0 {
					t.Error("an answer is not seen")
				}
			})
		}
	}
	all.Wait()
	for _, id := range append(ids, large) {
		if n := answered(t, s, id); n != 6 {
			t.Errorf("%s has %d answers", id, n)
		}
	}
	for _, c := range []*cache{s.seen, s.writer.polls} {
		sum := 0
		for _, f := range c.byID {
			sum += weigh(f.poll)
		}
		if sum != c.weight || c.used.Len() != len(c.byID) || c.weight > 40 && len(c.byID) > 1 {
			t.Errorf("%d polls are kept that weigh %d, said to be %d", len(c.byID), sum, c.weight)
		}
	}
}
