package webapi

import (
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// allowance is what a workspace takes: a bucket of its own, which refuses for as long as it says.
type allowance struct {
	mu     sync.Mutex
	pace   *pace
	after  time.Duration // what a refusal says at least
	took   int
	denied []time.Time
}

func newAllowance(perMinute, burst int, after time.Duration) *allowance {
	rate := float64(perMinute) / 60
	return &allowance{pace: newPace(rate, rate, burst, time.Now()), after: after}
}

// call returns 0, or after how long to come again.
func (a *allowance) call() time.Duration {
	a.mu.Lock()
	defer a.mu.Unlock()
	now := time.Now()
	if pause := a.pace.wait(now); pause > 0 {
		pause = max(a.after, pause.Truncate(time.Second)+time.Second)
		if !a.pace.at.After(now) {
			a.pace.at = now.Add(pause)
		}
		a.denied = append(a.denied, now)
		return pause
	}
	a.pace.take()
	a.took++
	return 0
}

// deniedSince counts refusals in the last part of a time.
func (a *allowance) deniedSince(at time.Time) (n int) {
	for _, d := range a.denied {
		if d.After(at) {
			n++
		}
	}
	return n
}

// send posts for so long, eight calls of 100 ms at once, as the couriers do with a question to very many.
func (a *allowance) send(l *Limiter, during time.Duration) {
	ends := time.Now().Add(during)
	var work sync.WaitGroup
	for w := range 8 {
		work.Go(func() {
			for i := w; time.Now().Before(ends); i += 8 {
				comeBack(l, question(i))
				time.Sleep(100 * time.Millisecond)
				if after := a.call(); after > 0 {
					l.limited(question(i), after)
				} else {
					l.accepted(question(i))
				}
			}
		})
	}
	work.Wait()
}

// Whatever a workspace takes, the limiter finds it out: in the first two minutes with few refusals, then with fewer.
func TestLimiterFindsItsWayToAnyLimit(t *testing.T) {
	for _, perMinute := range []int{60, 240, 300, 600} {
		for _, burst := range []int{5, 30} {
			for _, after := range []time.Duration{time.Second, 30 * time.Second} {
				t.Run(fmt.Sprintf("%d a minute, burst %d, %s", perMinute, burst, after), func(t *testing.T) {
					synctest.Test(t, func(t *testing.T) {
						l, a := NewLimiter(Limits{}, nil), newAllowance(perMinute, burst, after)
						a.send(l, 2*time.Minute)
						early, took := len(a.denied), a.took
						a.send(l, time.Hour-2*time.Minute)
						half := time.Now()
						a.send(l, time.Hour)
						used := float64(a.took-took) / float64(perMinute*118)
						t.Logf("uses %.3f; refused %d in two minutes, %d in the first hour, %d in the second", used, early, len(a.denied)-a.deniedSince(half), a.deniedSince(half))
						if used < .88 || after == time.Second && used < .9 {
							t.Errorf("uses %.3f of what is allowed", used)
						}
						if early > 24 || a.deniedSince(half) > 30 {
							t.Errorf("%d refusals in two minutes and %d in the second hour", early, a.deniedSince(half))
						}
					})
				})
			}
		}
	}
}

// A limit that changes is followed, up and down.
func TestLimiterFollowsALimitThatChanges(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := NewLimiter(Limits{}, nil)
		for i, perMinute := range []int{300, 60, 600, 120} {
			a := newAllowance(perMinute, 30, time.Second)
			a.send(l, 20*time.Minute)
			before := a.took
			a.send(l, 10*time.Minute)
			if used := float64(a.took-before) / float64(10*perMinute); used < .9 {
				t.Errorf("%d. %d a minute: uses %.2f of it after twenty minutes", i, perMinute, used)
			}
		}
	})
}

func TestLimiterIsNotCappedBelowWhatAWorkspaceTakes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l, a := NewLimiter(Limits{}, nil), newAllowance(600, 30, time.Second)
		a.send(l, 30*time.Second)
		before := a.took
		a.send(l, time.Minute)
		if n := a.took - before; n < 540 {
			t.Errorf("%d messages in a minute of a workspace that takes 600", n)
		}
	})
}
