package bot

import (
	"context"
	"sync"
	"time"
)

// worked keeps what is worked out of a workspace and takes too long for whoever asks: it is worked out in the background, once
// for all who ask meanwhile, and until then the last is shown. It is safe for concurrent use.
type worked[V any] struct {
	mu sync.Mutex
	of map[string]*working[V]
}

// working is what is worked out of one workspace.
type working[V any] struct {
	last  V
	at    time.Time     // of which last says how it was; zero: there is none yet
	took  time.Duration // to work it out
	ended chan struct{} // closed when the work under way ends; nil: none is
	err   error         // of the last work that has ended
}

// How long what was worked out is good for: so many times longer than that took, and not less than the caller says. And how
// long the work may take.
const (
	goodTimes = 30
	workMost  = 5 * time.Minute
)

// worker is how something is worked out.
type worker[V any] struct {
	loop string // in the log
	good time.Duration
	work func(ctx context.Context, workspace string, now time.Time) (V, error)
}

// get returns what was worked out last, and as of when, which is the zero time when that was never. If it is no longer good,
// it is worked out anew; ended is then closed when that has ended.
func (w *worked[V]) get(b *Bot, workspace string, how worker[V]) (last V, at time.Time, ended <-chan struct{}) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.of == nil {
		w.of = map[string]*working[V]{}
	}
	if w.of[workspace] == nil {
		w.of[workspace] = &working[V]{}
	}
	one := w.of[workspace]
	now := time.Now()
	switch {
	case one.ended != nil:
	case !one.at.IsZero() && now.Sub(one.at) < max(how.good, goodTimes*one.took):
		return one.last, one.at, nil
	default:
		one.ended = make(chan struct{})
		b.guard.Go(how.loop, func() { w.do(b, one, workspace, how) })
	}
	return one.last, one.at, one.ended
}

// do works it out. Nobody's leaving ends it.
func (w *worked[V]) do(b *Bot, one *working[V], workspace string, how worker[V]) {
	ctx, cancel := context.WithTimeout(context.Background(), workMost)
	defer cancel()
	begun := time.Now()
	var v V
	err := b.guard.Try(how.loop, func() (err error) {
		v, err = how.work(ctx, workspace, begun)
		return err
	})
	w.mu.Lock()
	defer w.mu.Unlock()
	if one.err = err; err == nil {
		one.last, one.at, one.took = v, begun, time.Since(begun)
	}
	close(one.ended)
	one.ended = nil
}

// within waits a while for what was not good any more, and returns the best there is then. ended is not nil when it is still
// being worked out.
func (w *worked[V]) within(ctx context.Context, b *Bot, workspace string, how worker[V], patience time.Duration) (last V, at time.Time, ended <-chan struct{}, err error) {
	last, at, ended = w.get(b, workspace, how)
	if ended == nil {
		return last, at, nil, nil
	}
	wait(ctx, ended, time.Now().Add(patience))
	select {
	case <-ended:
	default:
		return last, at, ended, ctx.Err()
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	one := w.of[workspace]
	if one.at.IsZero() {
		err = one.err
	}
	return one.last, one.at, nil, err
}
