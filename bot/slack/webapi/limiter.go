package webapi

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"time"

	"quorum/bot"
	"quorum/polls"
)

// Turn is one call that waits for its turn: the limits of Slack hold per
// workspace and method, and for posting per channel too.
type Turn struct {
	Team    string
	Method  string     // as Slack names it, "chat.postMessage"
	Channel string     // where a message is posted, a conversation's or a person's id; empty for other methods
	Lane    polls.Lane // the lower goes first; within a lane, who came first
}

// Patience is how long [Limiter.Wait] waits before it says [Later].
const Patience = 5 * time.Second

// maxJitter spreads the calls that one refusal has stopped.
const maxJitter = time.Second

// Later says that a turn would not come soon. Nothing was sent, and no token
// was taken.
type Later struct {
	At time.Time // when it is worth trying again, as far as can be foreseen
}

// Error implements error.
func (l *Later) Error() string {
	return fmt.Sprintf("slack's rate limit leaves no room before %s", l.At.Format(time.RFC3339))
}

// Limiter keeps an app's calls within Slack's limits: one token bucket for
// each workspace and method, served in the order of lanes. One method never
// waits for another, so a form is not behind a thousand messages.
//
// The rate of a bucket falls when Slack refuses a call for its rate, and grows
// with the calls that Slack accepts; see pace. A Limiter is safe for concurrent use. There is one for all calls
// that a process makes with an app's tokens.
type Limiter struct {
	limits Limits
	meter  *Metrics

	mu       sync.Mutex
	guard    *bot.Guard // of its timers
	queues   map[queueKey]*queue
	channels map[queueKey]*pace // by team and channel
	arrivals uint64
}

type queueKey struct{ team, name string }

// queue is the bucket of one method and who waits for it, in order.
type queue struct {
	pace    *pace
	key     queueKey
	waiting []*waiter
	timer   *time.Timer
}

type waiter struct {
	turn    Turn
	arrival uint64
	ready   chan struct{} // closed when the turn has come
}

// NewLimiter returns a limiter with full buckets. The limits are those of
// chat.postMessage; other methods have the limits that Slack publishes.
func NewLimiter(limits Limits, meter *Metrics) *Limiter {
	return &Limiter{
		limits: limits.withDefaults(), meter: meter,
		queues: make(map[queueKey]*queue), channels: make(map[queueKey]*pace),
	}
}

// guarded has the panics of its timers counted.
func (l *Limiter) guarded(by *bot.Guard) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.guard = by
}

// Wait returns nil when the call may be made now. It waits at most [Patience]
// and then returns a [*Later]; it returns that at once when ctx would end
// before the turn comes, or for a method that cannot wait (see [Limits]). When
// ctx ends first it returns ctx's error.
func (l *Limiter) Wait(ctx context.Context, t Turn) error {
	began := time.Now()
	q, w, err := l.join(ctx, t)
	if w == nil {
		return err
	}
	patience := time.NewTimer(Patience)
	defer patience.Stop()
	select {
	case <-w.ready:
		err = nil
	case <-ctx.Done():
		err = l.leave(q, w, ctx.Err())
	case <-patience.C:
		err = l.leave(q, w, nil)
	}
	l.meter.waited(t, time.Since(began))
	return err
}

// join takes a token at once, or stands in line and returns the waiter, or
// says that there is no point in waiting.
func (l *Limiter) join(ctx context.Context, t Turn) (*queue, *waiter, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := time.Now() // under the lock: buckets never see time run backwards
	q := l.queue(t, now)
	l.arrivals++
	w := &waiter{turn: t, arrival: l.arrivals, ready: make(chan struct{})}
	at, _ := slices.BinarySearchFunc(q.waiting, w, inOrder)
	q.waiting = slices.Insert(q.waiting, at, w)
	l.serve(q, now)
	if w.served() {
		return nil, nil, nil
	}
	expected := l.expect(q, w, now)
	deadline, bounded := ctx.Deadline()
	hasty := bounded && deadline.Sub(now) < Patience && expected.After(deadline)
	if q.pace.impatient || hasty || ctx.Err() != nil {
		l.remove(q, w)
		if err := ctx.Err(); err != nil {
			return nil, nil, err
		}
		return nil, nil, &Later{At: expected}
	}
	return q, w, nil
}

// leave gives up waiting, unless the turn has come meanwhile. With no cause it
// returns a Later.
func (l *Limiter) leave(q *queue, w *waiter, cause error) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if w.served() {
		return nil // the token is taken: the call decides what ctx means to it
	}
	now := time.Now()
	expected := l.expect(q, w, now)
	l.remove(q, w)
	l.serve(q, now)
	if cause != nil {
		return cause
	}
	return &Later{At: expected}
}

// Limited says that Slack refused a call for its rate: its method stops for
// after, and a little longer by chance, and goes on more slowly. Refusals of
// calls that were already under way change nothing.
func (l *Limiter) Limited(t Turn, after time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := time.Now()
	q := l.queue(t, now)
	q.pace.limited(now, now.Add(after+rand.N(maxJitter)))
	l.meter.limited(t, q.pace.rate)
	l.serve(q, now)
}

// Accepted says that Slack took a call.
func (l *Limiter) Accepted(t Turn) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := time.Now()
	q := l.queue(t, now)
	if q.pace.accepted(now) {
		l.meter.paced(t, q.pace.rate)
	}
}

// serve lets everybody go whose turn has come, and sets the timer for the next.
func (l *Limiter) serve(q *queue, now time.Time) {
	if q.timer != nil {
		q.timer.Stop()
	}
	for len(q.waiting) > 0 {
		pause := q.pace.wait(now)
		if pause == 0 {
			pause = l.serveOne(q, now)
		}
		if pause > 0 {
			l.wake(q, pause)
			return
		}
	}
}

// serveOne lets the first go whose channel has room. When there is none it
// returns how long that lasts.
func (l *Limiter) serveOne(q *queue, now time.Time) time.Duration {
	soonest := Patience
	for i, w := range q.waiting {
		channel := l.channel(w.turn, now)
		pause := channel.wait(now)
		if pause > 0 {
			soonest = min(soonest, pause)
			continue
		}
		channel.take()
		q.pace.take()
		q.waiting = slices.Delete(q.waiting, i, i+1)
		close(w.ready)
		return 0
	}
	return soonest
}

func (l *Limiter) wake(q *queue, after time.Duration) {
	if q.timer != nil {
		q.timer.Reset(after)
		return
	}
	q.timer = time.AfterFunc(after, func() {
		l.mu.Lock()
		defer l.mu.Unlock()
		_ = l.guard.Try("limiter", func() error { l.serve(q, time.Now()); return nil }) // a panic has been logged
	})
}

// expect foresees when w's turn comes if nobody more urgent arrives.
func (l *Limiter) expect(q *queue, w *waiter, now time.Time) time.Time {
	ahead := slices.Index(q.waiting, w)
	pause := q.pace.wait(now) + time.Duration(float64(ahead)/q.pace.rate*float64(time.Second))
	return now.Add(max(pause, l.channel(w.turn, now).wait(now)))
}

func (l *Limiter) remove(q *queue, w *waiter) {
	if i := slices.Index(q.waiting, w); i >= 0 {
		q.waiting = slices.Delete(q.waiting, i, i+1)
	}
}

func (w *waiter) served() bool {
	select {
	case <-w.ready:
		return true
	default:
		return false
	}
}

func inOrder(a, b *waiter) int {
	if a.turn.Lane != b.turn.Lane {
		return int(a.turn.Lane) - int(b.turn.Lane)
	}
	if a.arrival < b.arrival {
		return -1
	}
	return 1
}
