package bot

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

func TestCacheExpires(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := Cache[string, int]{Life: time.Minute}
		c.Set("a", 1)
		time.Sleep(time.Minute - 1)
		if v, ok := c.Get("a"); !ok || v != 1 {
			t.Errorf("within its life: %d, %t", v, ok)
		}
		time.Sleep(time.Nanosecond)
		if v, ok := c.Get("a"); ok || v != 0 {
			t.Errorf("after its life: %d, %t", v, ok)
		}
		if v, ok := c.Last("a"); !ok || v != 1 {
			t.Errorf("the last one: %d, %t", v, ok)
		}
		c.Set("a", 2)
		if v, ok := c.Get("a"); !ok || v != 2 {
			t.Errorf("stored again: %d, %t", v, ok)
		}
		c.Remove("a")
		if v, ok := c.Last("a"); ok {
			t.Errorf("removed: %d", v)
		}
		c.Remove("a")
	})
}

func TestCacheIsBounded(t *testing.T) {
	c := Cache[int, int]{Most: 3}
	for _, key := range []int{1, 2, 3, 1, 4} {
		c.Set(key, key)
	}
	for key, kept := range map[int]bool{1: true, 2: false, 3: true, 4: true} {
		if _, ok := c.Get(key); ok != kept {
			t.Errorf("%d: %t", key, ok)
		}
	}
}

// A load is made once for all who need it, and again when there was an error or the value has expired.
func TestCacheLoadsOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := Cache[string, int]{Life: time.Minute}
		loads, fails := 0, errors.New("down")
		load := func(context.Context) (int, error) {
			time.Sleep(time.Second)
			if loads++; loads == 1 {
				return 0, fails
			}
			return loads, nil
		}
		all := func(want int, fault error) {
			var work sync.WaitGroup
			for range 5 {
				work.Go(func() {
					if v, err := c.Load(t.Context(), "a", load); v != want || !errors.Is(err, fault) {
						t.Errorf("%d, %v; want %d, %v", v, err, want, fault)
					}
				})
			}
			work.Wait()
		}
		all(0, fails)
		all(2, nil)
		all(2, nil)
		time.Sleep(time.Minute)
		all(3, nil)
	})
}

// A caller that gives up ends the load that it began, and nobody else's waiting.
func TestCacheLoadsAgainForThoseWhoStillWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := Cache[string, int]{}
		loads := 0
		load := func(ctx context.Context) (int, error) {
			if loads++; loads == 1 {
				<-ctx.Done()
				return 0, ctx.Err()
			}
			return loads, nil
		}
		ctx, giveUp := context.WithCancel(t.Context())
		var work sync.WaitGroup
		work.Go(func() {
			if _, err := c.Load(ctx, "a", load); !errors.Is(err, context.Canceled) {
				t.Errorf("who gave up: %v", err)
			}
		})
		synctest.Wait()
		work.Go(func() {
			if v, err := c.Load(t.Context(), "a", load); v != 2 || err != nil {
				t.Errorf("who still waits: %d, %v", v, err)
			}
		})
		synctest.Wait()
		giveUp()
		work.Wait()
	})
}

// A load with a time of its own goes on when nobody waits for it any more, and a panic in it is an error.
// Who comes back later does not decide for those who wait.
func TestCacheLoadsAgainAfterWhoComesBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := Cache[string, int]{}
		turn := make(chan struct{})
		load := func(ctx context.Context) (int, error) {
			<-turn
			if ComesBack(ctx) {
				return 0, &Failure{Fate: Limited}
			}
			return 1, nil
		}
		var work sync.WaitGroup
		work.Go(func() {
			if _, err := c.Load(ComingBack(t.Context()), "a", load); err == nil {
				t.Error("who comes back was not told to")
			}
		})
		synctest.Wait()
		work.Go(func() {
			if v, err := c.Load(t.Context(), "a", load); v != 1 || err != nil {
				t.Errorf("who waits: %d, %v", v, err)
			}
		})
		synctest.Wait()
		close(turn)
		work.Wait()
	})
}

func TestCacheLoadsOnItsOwn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := Cache[string, int]{LoadFor: time.Minute}
		short, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		_, err := c.Load(short, "a", func(ctx context.Context) (int, error) {
			time.Sleep(time.Second * 30)
			return 1, ctx.Err()
		})
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("who had a second: %v", err)
		}
		time.Sleep(time.Minute)
		if v, ok := c.Get("a"); v != 1 || !ok {
			t.Errorf("loaded by then: %d, %t", v, ok)
		}
		_, err = c.Load(t.Context(), "slow", func(ctx context.Context) (int, error) { <-ctx.Done(); return 0, ctx.Err() })
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("a load that takes too long: %v", err)
		}
		if _, err = c.Load(t.Context(), "bad", func(context.Context) (int, error) { panic("bad") }); !errors.As(err, new(*Panic)) {
			t.Errorf("a load that panics: %v", err)
		}
	})
}
