package webapi

import (
	"slices"
	"time"
)

// queue is the bucket of one method and who waits for it, in order.
type queue struct {
	pace    *pace
	key     queueKey
	waiting []*waiter
	timer   *time.Timer
}

type waiter struct {
	turn    turn
	arrival uint64
	back    bool          // the caller returns later rather than wait for a channel
	ready   chan struct{} // closed when the wait is over
	later   *later        // why it is over without a turn
}

// join takes a token at once, or stands in line, or says that there is no point in waiting.
func (l *Limiter) join(t turn, back bool) (*queue, *waiter) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := time.Now() // under the lock: buckets never see time run backwards
	q := l.queue(t, now)
	l.arrivals++
	w := &waiter{turn: t, arrival: l.arrivals, back: back, ready: make(chan struct{})}
	if back && l.turnAway(w, now) {
		return q, w
	}
	at, _ := slices.BinarySearchFunc(q.waiting, w, inOrder)
	q.waiting = slices.Insert(q.waiting, at, w)
	l.serve(q, now)
	if q.pace.impatient && !w.over() {
		expected := l.expect(q, w, now)
		q.remove(w)
		w.end(&later{At: expected})
	}
	return q, w
}

// leave gives up waiting, unless the wait is over meanwhile. If there is a time at which to come back, the wait ends with that.
func (l *Limiter) leave(q *queue, w *waiter, at func(now time.Time) time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if w.over() {
		return // the token is taken: the call decides what ctx means to it
	}
	now := time.Now()
	if at != nil {
		w.end(&later{At: at(now)})
	}
	q.remove(w)
	l.serve(q, now)
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

// serveOne serves the first caller whose channel has room, and refuses callers that do not wait for a channel. When it serves
// nobody it returns for how long there is no room, 0 when it is worth looking again.
func (l *Limiter) serveOne(q *queue, now time.Time) time.Duration {
	soonest := longestPause
	for i, w := range q.waiting {
		channel := l.channel(w.turn, now)
		pause := channel.wait(now)
		switch {
		case pause > 0 && w.back:
			l.turnAway(w, now)
		case pause > 0:
			soonest = min(soonest, pause)
			continue
		default:
			channel.take()
			q.pace.take()
			w.end(nil)
		}
		q.waiting = slices.Delete(q.waiting, i, i+1)
		return 0
	}
	return soonest
}

// turnAway ends a wait when the channel has no room, with the time at which it will have. It reports whether it did.
func (l *Limiter) turnAway(w *waiter, now time.Time) bool {
	channel := l.channel(w.turn, now)
	pause := channel.wait(now)
	if pause > 0 {
		w.end(&later{At: channel.promise(w.turn.Lane, now.Add(pause))})
	}
	return pause > 0
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

func (q *queue) remove(w *waiter) {
	if i := slices.Index(q.waiting, w); i >= 0 {
		q.waiting = slices.Delete(q.waiting, i, i+1)
	}
}

func (w *waiter) end(why *later) {
	w.later = why
	close(w.ready)
}

func (w *waiter) over() bool {
	select {
	case <-w.ready:
		return true
	default:
		return false
	}
}

// outcome is nil when the turn has come.
func (w *waiter) outcome() error {
	if w.later != nil {
		return w.later
	}
	return nil
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
