package webapi

import (
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"quorum/bot"
	"quorum/polls"
)

func TestLimiterKeepsToOneASecondInAChannel(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := NewLimiter(Limits{Start: 50, Cap: 50, Burst: 100}, nil)
		busy := turn{Team: "T1", Method: postMessage, Channel: "C1"}
		made := takeTurns(l, 7, 7, func(int) turn { return busy })
		if made[2] != 0 || made[6] != 4*time.Second {
			t.Errorf("7 messages in one channel went out at %v; want 3 at once, then one a second", made)
		}
		began := time.Now()
		var behind sync.WaitGroup
		behind.Go(func() { comeBack(l, busy) })
		synctest.Wait()
		comeBack(l, question(1))
		if waited := time.Since(began); waited != 0 {
			t.Errorf("a message elsewhere waited %v behind a busy channel", waited)
		}
		behind.Wait()
	})
}

// A channel in which Slack takes less is taken to be what is full, and nothing else stops.
func TestLimiterStopsAChannelAlone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := NewLimiter(Limits{Start: 5, Cap: 5, Burst: 20}, nil)
		busy := turn{Team: "T1", Method: postMessage, Channel: "C1"}
		for range 2 {
			comeBack(l, busy)
		}
		l.limited(busy, 10*time.Second)
		began := time.Now()
		comeBack(l, question(1))
		if waited := time.Since(began); waited != 0 {
			t.Errorf("a message elsewhere waited %v", waited)
		}
		comeBack(l, busy)
		if waited := time.Since(began); waited < 10*time.Second {
			t.Errorf("the channel was tried again after %v, want 10s", waited)
		}
		l.limited(question(1), 10*time.Second)
		began = time.Now()
		comeBack(l, question(2))
		if waited := time.Since(began); waited < 10*time.Second {
			t.Errorf("the method was tried again after %v, want 10s", waited)
		}
	})
}

// Who comes back never stands in line for a channel, and of those who are told to come back each finds room.
func TestLimiterTellsWhenToComeBackToAChannel(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := NewLimiter(Limits{Start: 1000, Cap: 1000, Burst: 1000}, nil)
		busy := turn{Team: "T1", Method: postMessage, Channel: "C1", Lane: polls.LaneCard}
		began := time.Now()
		var tries, made atomic.Int64
		var work sync.WaitGroup
		for range 40 {
			work.Go(func() {
				for {
					err := l.wait(bot.ComingBack(t.Context()), busy)
					var later *later
					tries.Add(1)
					if !errors.As(err, &later) {
						made.Add(1)
						return
					}
					time.Sleep(time.Until(later.At))
				}
			})
		}
		synctest.Wait()
		if tries.Load() != 40 || made.Load() != channelBurst {
			t.Errorf("%d of %d were let go at once, want %d, and nobody to wait", made.Load(), tries.Load(), channelBurst)
		}
		work.Wait()
		if took := time.Since(began); took != 37*time.Second || tries.Load() > 80 {
			t.Errorf("40 messages took %v in %d tries, want 37s and two tries each at most", took, tries.Load())
		}
	})
}

// However many are told to come back, and however few do, nobody is told to come in an hour.
func TestLimiterPromisesNothingFarAway(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := NewLimiter(Limits{}, nil)
		busy := turn{Team: "T1", Method: postMessage, Channel: "C1", Lane: polls.LaneCard}
		for range 3000 {
			var later *later
			if err := l.wait(bot.ComingBack(t.Context()), busy); errors.As(err, &later) && time.Until(later.At) > farthest+time.Second {
				t.Fatalf("told to come back in %s", time.Until(later.At))
			}
		}
	})
}

func TestLimiterForgetsQuietChannels(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := NewLimiter(Limits{Start: 1000, Cap: 1000, Burst: 1000}, nil)
		takeTurns(l, 3*maxChannels, 8, question)
		if n := len(l.channels); n > 2*maxChannels {
			t.Errorf("%d channels are remembered", n)
		}
	})
}
