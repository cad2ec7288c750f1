package webapi

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"
	"time"

	"quorum/bot"
	"quorum/polls"
)

// turn is one call that waits for its turn: the limits of Slack hold per
// workspace and method, and for posting per channel too.
type turn struct {
	Team    string
	Method  string     // as Slack names it, "chat.postMessage"
	Channel string     // where a message is posted, a conversation's or a person's id; empty for other methods
	Lane    polls.Lane // the lower goes first; within a lane, who came first
}

// maxJitter spreads the calls that one refusal has stopped.
const maxJitter = time.Second

// later says that a turn would not come soon. Nothing was sent, and no token
// was taken.
type later struct {
	At time.Time // when to try again
}

// Error implements error.
func (l *later) Error() string {
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

// wait returns nil when the call may be made now. It waits as long as ctx lasts,
// and returns ctx's error when that ends first.
//
// Who comes back ([bot.ComingBack]) waits for the method at most as long as their
// lane is patient, and never for a channel; then wait returns a [*later]. It does
// so at once to everybody for a method that cannot wait (see [Limits]).
func (l *Limiter) wait(ctx context.Context, t turn) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	began := time.Now()
	q, w := l.join(t, bot.ComesBack(ctx))
	if w.over() {
		return w.outcome()
	}
	var enough <-chan time.Time
	if w.back {
		timer := time.NewTimer(maxWait(t.Lane))
		defer timer.Stop()
		enough = timer.C
	}
	select {
	case <-w.ready:
	case <-ctx.Done():
		l.leave(q, w, nil)
	case <-enough:
		l.leave(q, w, func(now time.Time) time.Time { return q.pace.promise(t.Lane, l.expect(q, w, now)) })
	}
	l.meter.waited(t, time.Since(began))
	if !w.over() {
		return ctx.Err()
	}
	return w.outcome()
}

// limited says that Slack refused a call for its rate: its method stops for
// after, and a little longer by chance, and goes on more slowly. Refusals of
// calls that were already under way change nothing. Slack does not say whether
// it is the method or one channel that has too much: where several messages have
// just gone to the channel, it is taken to be the channel, and nothing else stops.
func (l *Limiter) limited(t turn, after time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := time.Now()
	q := l.queue(t, now)
	pace := q.pace
	if channel := l.channel(t, now); channel.busy(now) {
		pace = channel
	}
	pace.limited(now, now.Add(after+rand.N(maxJitter)))
	l.meter.limited(t, q.pace.rate)
	l.serve(q, now)
}

// accepted says that Slack took a call.
func (l *Limiter) accepted(t turn) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := time.Now()
	q := l.queue(t, now)
	l.channel(t, now).accepted(now)
	if q.pace.accepted(now) {
		l.meter.paced(t, q.pace.rate)
	}
}
