package storage

import (
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"quorum/polls"
)

// nervous is a store that notes which of its loops panicked.
func nervous(t *testing.T) (s *Store, panics func() []string) {
	t.Helper()
	var mu sync.Mutex
	var all []string
	d, err := sqliteDialect()
	if err != nil {
		t.Fatal(err)
	}
	s, err = openWith(t.Context(), d, filepath.Join(t.TempDir(), "quorum.db"), Options{
		Panicked: func(loop string, fault any, stack []byte) {
			mu.Lock()
			defer mu.Unlock()
			if !strings.Contains(string(stack), "panic_test.go") {
				t.Errorf("told of %v at\n%s", fault, stack)
			}
			all = append(all, loop)
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	closeAtEnd(t, s)
	return s, func() []string {
		mu.Lock()
		defer mu.Unlock()
		return slices.Clone(all)
	}
}

// TestTheWriterSurvives a panic in its own work, at any point: whose change it was is told, nothing of it is stored, and
// neither those who came with it nor those who come after it notice.
func TestTheWriterSurvives(t *testing.T) {
	for name, broken := range map[string]func(b *batch) error{
		"before it writes": func(*batch) error { panic("ouch") },
		"between its statements": func(b *batch) error {
			if err := b.tx.exec(touchProbe); err != nil {
				return err
			}
			panic("ouch")
		},
	} {
		t.Run(name, func(t *testing.T) {
			s, panics := nervous(t)
			id := create(t, s, 200)
			var all sync.WaitGroup
			for i := range 100 {
				all.Go(func() {
					if err := answer(t.Context(), s, id, i, ""); err != nil {
						t.Error(err)
					}
				})
				if i%10 == 0 {
					all.Go(func() {
						if err := s.do(t.Context(), changing, broken); err == nil {
							t.Error("a change that panicked has done well")
						}
					})
				}
			}
			all.Wait()
			if err := answer(t.Context(), s, id, 150, ""); err != nil {
				t.Error(err)
			}
			err := s.View(t.Context(), id, func(p *polls.Poll) error {
				if n := p.Standing().Answered; n != 101 {
					t.Errorf("%d answers are stored, want 101", n)
				}
				return nil
			})
			if err != nil {
				t.Error(err)
			}
			if got := panics(); !slices.Contains(got, "writer") {
				t.Errorf("told of panics in %v", got)
			}
		})
	}
}

// TestAPanicInAChangeIsTold counts what a caller's change did, once, though that is contained already.
func TestAPanicInAChangeIsTold(t *testing.T) {
	s, panics := nervous(t)
	id := create(t, s, 3)
	err := s.Update(t.Context(), id, func(*polls.Poll) ([]polls.Event, error) { panic("ouch") })
	if err == nil || strings.Contains(err.Error(), ".go:") {
		t.Errorf("the caller reads %v", err)
	}
	if got := panics(); !slices.Equal(got, []string{"changes"}) {
		t.Errorf("told of panics in %v", got)
	}
}

// TestAPanicWhileLeasing leaves no lock behind, for which all couriers would wait for ever.
func TestAPanicWhileLeasing(t *testing.T) {
	s, _ := nervous(t)
	claim := s.Claim(polls.LaneCard, polls.LaneCard, 1, time.Second)
	broken := &batch{came: lanes(0).with(polls.LaneCard)} // without a writer it cannot lease
	if s.survive("writer", func() { _, _ = s.claims.meet(broken) }) {
		t.Fatal("leasing without a writer has ended well")
	}
	claim.Take()
}

// TestTheWatchSurvives tells of a panic, and of nothing when a loop ends by itself.
func TestTheWatchSurvives(t *testing.T) {
	s, panics := nervous(t)
	if s.survive("watch", func() { panic("ouch") }) {
		t.Error("what panicked has ended by itself")
	}
	if !s.survive("watch", func() {}) {
		t.Error("what ended by itself has panicked")
	}
	if got := panics(); !slices.Equal(got, []string{"watch"}) {
		t.Errorf("told of panics in %v", got)
	}
}
