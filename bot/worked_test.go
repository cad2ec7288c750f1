package bot

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"quorum/polls/figures"
)

// TestWorkedOutOnceForAll has many ask for what takes ten seconds: it is worked out once, also when those leave who asked first.
// Then the last is shown, until a newer one is there; one that fails takes nothing away.
func TestWorkedOutOnceForAll(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := New(nil, nil, Options{})
		var runs atomic.Int64
		var fails atomic.Bool
		w := newWorked(b.guard, "figures", time.Minute, func(ctx context.Context, workspace string, _ time.Time) (int, error) {
			run, failing := int(runs.Add(1)), fails.Load()
			wait(ctx, nil, time.Now().Add(10*time.Second))
			if failing {
				return 0, errors.New("ouch")
			}
			return run, nil
		})
		ask := func(ctx context.Context, workspace string) (last int, age time.Duration, known bool, err error) {
			of, err := w.within(ctx, workspace, time.Second)
			return of.of, time.Since(of.at), !of.at.IsZero(), err
		}
		left, leave := context.WithCancel(t.Context())
		leave()
		if _, _, known, err := ask(left, "T1"); known || !errors.Is(err, context.Canceled) {
			t.Error("to those who leave:", known, err)
		}
		for range 9 {
			go func() {
				begun := time.Now()
				if _, _, known, err := ask(t.Context(), "T1"); known || err != nil || time.Since(begun) != time.Second {
					t.Error("while there is none:", known, err, time.Since(begun))
				}
			}()
		}
		time.Sleep(9500 * time.Millisecond)
		if last, age, known, err := ask(t.Context(), "T1"); last != 1 || age != 10*time.Second || !known || err != nil || runs.Load() != 1 {
			t.Error("when it is there just in time:", last, age, known, err, runs.Load())
		}
		time.Sleep(30 * 10 * time.Second)
		if last, _, known, err := ask(t.Context(), "T1"); last != 1 || !known || err != nil || runs.Load() != 2 {
			t.Error("when it is old:", last, known, err, runs.Load())
		}
		fails.Store(true)
		if _, _, known, err := ask(t.Context(), "T2"); known || err != nil {
			t.Error("elsewhere:", known, err)
		}
		time.Sleep(9500 * time.Millisecond)
		if _, _, known, err := ask(t.Context(), "T1"); !known || err != nil || runs.Load() != 3 {
			t.Error("when the newer one is there:", known, err, runs.Load())
		}
		time.Sleep(time.Hour)
		ask(t.Context(), "T1")
		time.Sleep(9500 * time.Millisecond)
		if last, _, known, err := ask(t.Context(), "T1"); last != 2 || !known || err != nil {
			t.Error("when a newer one has failed:", last, known, err)
		}
		ask(t.Context(), "T2")
		time.Sleep(8500 * time.Millisecond)
		if _, _, known, err := ask(t.Context(), "T2"); known || err == nil {
			t.Error("when the first one has failed:", known, err)
		}
		time.Sleep(time.Hour)
	})
}

// TestStatsComeLater asks for figures that are still being computed: they come as soon as they are ready, once, also when computing
// has to begin again.
func TestStatsComeLater(t *testing.T) {
	play(t, Options{}, func(s *stage) {
		for _, fault := range []error{nil, errors.New("ouch")} {
			runs := 0
			s.bot.books = newWorked(s.bot.guard, "figures", accountsLast, func(ctx context.Context, workspace string, now time.Time) ([]figures.Account, error) {
				wait(ctx, nil, now.Add(90*time.Second))
				if runs++; runs == 1 && fault != nil {
					return nil, fault
				}
				return s.bot.accounts(ctx, workspace, now)
			})
			var told atomic.Int64
			_, ready, err := s.bot.Stats(s.t.Context(), "T1", time.Hour, func(_ context.Context, of Stats, err error) {
				if told.Add(1); of.At.IsZero() || err != nil {
					t.Errorf("later there is %+v, %v", of, err)
				}
			})
			if ready || err != nil {
				t.Error(ready, err)
			}
			s.after(time.Minute)
			if told.Load() != 0 {
				t.Error("they were told before there was anything")
			}
			s.after(3 * time.Minute)
			if told.Load() != 1 {
				t.Errorf("they were told %d times", told.Load())
			}
		}
	})
}
