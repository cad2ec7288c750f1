package bot

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"quorum/polls"

	"github.com/prometheus/client_golang/prometheus"
)

// panics are how many were contained, by loop.
func panics(t *testing.T, r prometheus.Gatherer) map[string]int {
	t.Helper()
	return counts(t, r, "quorum_panics_total")
}

// counts are the values of a counter, by its first label.
func counts(t *testing.T, r prometheus.Gatherer, name string) map[string]int {
	t.Helper()
	all, err := r.Gather()
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]int{}
	for _, family := range all {
		if family.GetName() != name {
			continue
		}
		for _, m := range family.GetMetric() {
			found[m.GetLabel()[0].GetValue()] = int(m.GetCounter().GetValue())
		}
	}
	return found
}

// TestALoopThatPanicsGoesOn pauses longer each time, begins anew after it has run well, and ends when it is told to.
func TestALoopThatPanicsGoesOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		log, counted := &strings.Builder{}, prometheus.NewRegistry()
		g := NewGuard(slog.New(slog.NewTextHandler(log, nil)), counted)
		begun, at := time.Now(), []time.Duration{}
		ctx, cancel := context.WithCancel(t.Context())
		run := func(ctx context.Context) error {
			at = append(at, time.Since(begun).Round(time.Second))
			switch len(at) {
			case 1, 2, 3:
				panic("ouch")
			case 4:
				wait(ctx, nil, time.Now().Add(time.Hour))
				panic("ouch")
			case 5:
				cancel()
				panic("ouch")
			}
			return nil
		}
		if err := g.Keep(ctx, "deadlines", run); err != nil {
			t.Error(err)
		}
		want := []time.Duration{0, time.Second, 3 * time.Second, 7 * time.Second, time.Hour + 8*time.Second}
		if len(at) != len(want) {
			t.Fatalf("it ran at %v, want %v", at, want)
		}
		for i := range want {
			if at[i] != want[i] {
				t.Errorf("it ran at %v, want %v", at, want)
				break
			}
		}
		if n := panics(t, counted)["deadlines"]; n != 5 {
			t.Errorf("%d panics were counted, want 5", n)
		}
		if got := log.String(); !strings.Contains(got, "fault=ouch") || !strings.Contains(got, "guard_test.go") {
			t.Errorf("the log does not say what panicked where:\n%s", got)
		}
		failed := errors.New("it cannot go on")
		if err := g.Keep(t.Context(), "deadlines", func(context.Context) error { return failed }); !errors.Is(err, failed) {
			t.Errorf("what ends with an error ends with %v", err)
		}
	})
}

// TestWhatRunsBesideSurvives contains a panic in one of several, and in one that nobody waits for.
func TestWhatRunsBesideSurvives(t *testing.T) {
	counted := prometheus.NewRegistry()
	g := NewGuard(slog.New(slog.DiscardHandler), counted)
	all, _ := g.Group(t.Context())
	var mu sync.Mutex
	done := 0
	for i := range 10 {
		all.Go("schedules", func() error {
			mu.Lock()
			defer mu.Unlock()
			if i == 3 {
				panic("ouch")
			}
			done++
			return nil
		})
	}
	if err := all.Wait(); !errors.As(err, new(*Panic)) || done != 9 {
		t.Errorf("%d of nine were done, %v", done, err)
	}
	ended := make(chan struct{})
	g.Go("sockets", func() { defer close(ended); panic("ouch") })
	<-ended
	var none *Guard
	if err := none.Try("http", func() error { panic("ouch") }); !errors.As(err, new(*Panic)) {
		t.Errorf("without a guard: %v", err)
	}
	if got := panics(t, counted); got["schedules"] != 1 {
		t.Errorf("counted are %v", got)
	}
}

// TestPanicsOfASurface contains them wherever the surface is asked: the notice is given up, and the others go on.
func TestPanicsOfASurface(t *testing.T) {
	counted := prometheus.NewRegistry()
	play(t, Options{Metrics: counted}, func(s *stage) {
		s.write = func(kind polls.NoticeKind, d Delivery) error {
			if d.To == "ben" {
				panic("ouch")
			}
			return nil
		}
		s.send = func(_ int, d Delivery) error {
			if d.To == "cy" {
				panic("ouch")
			}
			return nil
		}
		s.ask("all, within 8h", "ben", "cy", "di")
		s.after(time.Minute)
		if n := len(s.sends("question/di")); n != 1 {
			t.Errorf("di was asked %d times", n)
		}
		if got := panics(t, counted); got["couriers"] != 2 || len(got) != 1 {
			t.Errorf("counted are %v, want two over questions", got)
		}
	})
}
