package webapi

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"quorum/polls"
)

// takeTurns makes n calls from so many workers, coming back when told to, and
// returns when each was made, since the start.
func takeTurns(l *Limiter, n, workers int, turn func(i int) turn) []time.Duration {
	began := time.Now()
	next := make(chan int)
	var mu sync.Mutex
	var made []time.Duration
	var work sync.WaitGroup
	for range workers {
		work.Go(func() {
			for i := range next {
				comeBack(l, turn(i))
				mu.Lock()
				made = append(made, time.Since(began))
				mu.Unlock()
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	work.Wait()
	return made
}

// comeBack waits for a turn as the outbox does, however long it takes.
func comeBack(l *Limiter, t turn) {
	for {
		var later *later
		err := l.wait(context.Background(), t)
		if !errors.As(err, &later) {
			return
		}
		time.Sleep(time.Until(later.At))
	}
}

func question(i int) turn {
	return turn{Team: "T1", Method: postMessage, Channel: fmt.Sprintf("U%d", i), Lane: polls.LaneQuestion}
}

func TestLimiterUsesAllThatIsAllowed(t *testing.T) {
	limits := Limits{Start: 5, Cap: 5, Burst: 20}
	for _, n := range []int{10, 100, 1000, 10000} {
		for _, workers := range []int{8, 100} {
			t.Run(fmt.Sprintf("%d by %d", n, workers), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					made := takeTurns(NewLimiter(limits, nil), n, workers, question)
					ideal := time.Duration(float64(max(0, n-limits.Burst)) / limits.Cap * float64(time.Second))
					took := made[n-1]
					if took > ideal*105/100 {
						t.Errorf("%d calls took %v, the limit allows %v", n, took, ideal)
					}
					checkNeverAbove(t, limits, made)
				})
			})
		}
	}
}

// checkNeverAbove fails when some stretch of time saw more calls than the
// bucket holds and gains in it.
func checkNeverAbove(t *testing.T, limits Limits, made []time.Duration) {
	t.Helper()
	for i := range made {
		for _, j := range []int{i + limits.Burst, i + limits.Burst + 7, len(made) - 1} {
			if j <= i || j >= len(made) {
				continue
			}
			allowed := float64(limits.Burst) + (made[j]-made[i]).Seconds()*limits.Cap
			if got := float64(j - i + 1); got > allowed+1e-6 {
				t.Fatalf("calls %d to %d: %v within %v, allowed are %.2f", i, j, got, made[j]-made[i], allowed)
			}
		}
	}
}

func TestLimiterLetsASummaryOvertakeQuestions(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := NewLimiter(Limits{Start: 2, Cap: 2, Burst: 1}, nil)
		ctx, stop := context.WithCancel(t.Context())
		var work sync.WaitGroup
		for i := range 1000 {
			work.Go(func() { _ = l.wait(ctx, question(i)) })
		}
		synctest.Wait()
		began := time.Now()
		err := l.wait(ctx, turn{Team: "T1", Method: postMessage, Channel: "C1", Lane: polls.LaneCard})
		if took := time.Since(began); err != nil || took > 500*time.Millisecond {
			t.Errorf("the summary waited %v behind 1000 questions (%v); the next token came after 500ms", took, err)
		}
		stop()
		work.Wait()
	})
}

func TestLimiterServesLanesInOrderOfArrival(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := NewLimiter(Limits{Start: 2, Cap: 2, Burst: 1}, nil)
		comeBack(l, question(0))
		var mu sync.Mutex
		var order []string
		var work sync.WaitGroup
		lanes := []polls.Lane{polls.LaneUpdate, polls.LaneQuestion, polls.LaneAck, polls.LaneQuestion, polls.LaneQuestion}
		for i, lane := range lanes {
			work.Go(func() {
				comeBack(l, turn{Team: "T1", Method: postMessage, Channel: fmt.Sprint("C", i), Lane: lane})
				mu.Lock()
				order = append(order, fmt.Sprint(i))
				mu.Unlock()
			})
			synctest.Wait()
		}
		work.Wait()
		if got := strings.Join(order, " "); got != "2 1 3 4 0" {
			t.Errorf("served %s; want 2 1 3 4 0: lanes first, then who came first", got)
		}
	})
}

func TestLimiterNeverHoldsUpAForm(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := NewLimiter(Limits{Burst: 1}, nil)
		open := turn{Team: "T1", Method: "views.open", Lane: polls.LaneAck}
		began := time.Now()
		for range 500 {
			if err := l.wait(t.Context(), open); err != nil {
				t.Fatal(err)
			}
		}
		l.limited(open, 10*time.Second)
		var later *later
		if err := l.wait(t.Context(), open); !errors.As(err, &later) {
			t.Errorf("while Slack refuses: %v, want a Later at once", err)
		}
		if waited := time.Since(began); waited != 0 {
			t.Errorf("forms waited %v", waited)
		}
	})
}

func TestLimiterHonoursTheContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := NewLimiter(Limits{Start: 1, Cap: 1, Burst: 1}, nil)
		comeBack(l, question(0))
		l.limited(question(0), 20*time.Second)
		began := time.Now()
		short, cancel := context.WithTimeout(t.Context(), 2*time.Second)
		defer cancel()
		if err := l.wait(short, question(1)); !errors.Is(err, context.DeadlineExceeded) || time.Since(began) != 2*time.Second {
			t.Errorf("with 2s to live: %v after %v", err, time.Since(began))
		}
		given, give := context.WithCancel(t.Context())
		go func() { time.Sleep(time.Second); give() }()
		if err := l.wait(given, question(1)); !errors.Is(err, context.Canceled) {
			t.Errorf("given up: %v", err)
		}
		if err := l.wait(given, question(1)); !errors.Is(err, context.Canceled) {
			t.Errorf("with a dead context: %v", err)
		}
		if err := l.wait(t.Context(), question(1)); err != nil || time.Since(began) < 20*time.Second {
			t.Errorf("somebody who waits: %v after %v, want a turn after 20s", err, time.Since(began))
		}
	})
}

// Whoever gives up takes no token with them, and nobody is forgotten.
func TestLimiterSurvivesPeopleGivingUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		limits := Limits{Start: 5, Cap: 5, Burst: 5}
		l := NewLimiter(limits, nil)
		dice := rand.New(rand.NewPCG(1, 2))
		var mu sync.Mutex
		var made []time.Duration
		began := time.Now()
		var work sync.WaitGroup
		for i := range 400 {
			start, life := time.Duration(dice.IntN(20_000))*time.Millisecond, time.Duration(dice.IntN(4_000))*time.Millisecond
			turn := question(i)
			turn.Lane = polls.Lane(dice.IntN(5))
			work.Go(func() {
				time.Sleep(start)
				ctx, cancel := context.WithCancel(t.Context())
				defer cancel()
				stop := time.AfterFunc(life, cancel)
				defer stop.Stop()
				if l.wait(ctx, turn) == nil {
					mu.Lock()
					made = append(made, time.Since(began))
					mu.Unlock()
				}
			})
		}
		work.Wait()
		checkNeverAbove(t, limits, made)
		if least := 5 + 18*5; len(made) < least {
			t.Errorf("%d calls were made in 20s with always somebody waiting, want at least %d", len(made), least)
		}
		l.mu.Lock()
		defer l.mu.Unlock()
		if left := len(l.queue(question(0), time.Now()).waiting); left != 0 {
			t.Errorf("%d still stand in line", left)
		}
	})
}

func TestLimiterFollowsSlacksTiers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for method, perMinute := range map[string]int{"users.list": 20, "chat.update": 50, "users.info": 100, "views.publish": 100} {
			l := NewLimiter(Limits{}, nil)
			made := takeTurns(l, 3*perMinute, 4, func(int) turn { return turn{Method: method} })
			burst := perMinute / 5
			if want := time.Duration(float64(3*perMinute-burst) / float64(perMinute) * float64(time.Minute)); made[len(made)-1] > want*101/100 || made[len(made)-1] < want*99/100 {
				t.Errorf("%s: %d calls took %v, want %v", method, 3*perMinute, made[len(made)-1], want)
			}
		}
	})
}
