package storagetest

import (
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// Mutants runs every broken store of the list against the test that must catch it.
func Mutants(t *testing.T, fresh func(t testing.TB) Database) {
	for _, m := range mutants() {
		t.Run(m.name, func(t *testing.T) {
			t.Parallel()
			catch(t, fresh(t), m.by, m.wrap)
		})
	}
}

// Caught checks that the test with this name fails on a broken database.
func Caught(t *testing.T, db Database, by string) {
	t.Helper()
	catch(t, db, by, intact)
}

func catch(t *testing.T, db Database, by string, wrap func(Store) Store) {
	t.Helper()
	all := contract()
	i := slices.IndexFunc(all, func(c test) bool { return c.name == by })
	if i < 0 {
		t.Fatalf("there is no test %q", by)
	}
	s := &spy{TB: t}
	s.watch(func() { all[i].run(newWorld(s, db, wrap, 200*time.Millisecond)) })
	if len(s.complaints) == 0 {
		t.Errorf("%q did not notice", by)
		return
	}
	first, _, _ := strings.Cut(s.complaints[0], "\n")
	t.Logf("%q noticed: %s", by, first)
}

// spy is a testing.TB that records failures.
type spy struct {
	testing.TB
	mu         sync.Mutex
	complaints []string
	cleanups   []func()
}

// watch runs a test and returns, however it ends.
func (s *spy) watch(run func()) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer s.cleanUp()
		defer func() {
			if v := recover(); v != nil {
				s.complain(fmt.Sprint("panic: ", v))
			}
		}()
		run()
	}()
	<-done
}

func (s *spy) cleanUp() {
	for _, f := range slices.Backward(s.cleanups) {
		f()
	}
}

func (s *spy) complain(text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.complaints = append(s.complaints, text)
}

func (s *spy) Helper()                           {}
func (s *spy) Log(...any)                        {}
func (s *spy) Logf(string, ...any)               {}
func (s *spy) Cleanup(f func())                  { s.cleanups = append(s.cleanups, f) }
func (s *spy) Error(args ...any)                 { s.complain(fmt.Sprint(args...)) }
func (s *spy) Errorf(format string, args ...any) { s.complain(fmt.Sprintf(format, args...)) }
func (s *spy) Fail()                             { s.complain("failed") }

func (s *spy) FailNow() {
	s.Fail()
	runtime.Goexit()
}

func (s *spy) Fatal(args ...any) {
	s.Error(args...)
	runtime.Goexit()
}

func (s *spy) Fatalf(format string, args ...any) {
	s.Errorf(format, args...)
	runtime.Goexit()
}
