package bot

import (
	"context"
	"time"
)

// worked keeps what is worked out of a workspace and takes too long for a person who waits: it is worked out in the background,
// once for all who ask meanwhile, and until then the last is shown. It is safe for concurrent use.
type worked[V any] struct {
	last Cache[string, result[V]] // by workspace
	good time.Duration            // how long a result is used at least
	work func(ctx context.Context, workspace string, now time.Time) (V, error)
}

// result is what was worked out of one workspace; the zero result says that there is none yet.
type result[V any] struct {
	of   V
	at   time.Time     // as of when
	took time.Duration // to work it out
}

// A result is used so many times longer than it took to work it out, if that is more than good. And how long that may take.
const (
	goodTimes = 30
	workMost  = 5 * time.Minute
)

// newWorked returns a worked without results. loop names the work in the log.
func newWorked[V any](guard *Guard, loop string, good time.Duration, work func(context.Context, string, time.Time) (V, error)) *worked[V] {
	return &worked[V]{last: Cache[string, result[V]]{LoadFor: workMost, Guard: guard, Loop: loop}, good: good, work: work}
}

// within returns the last result if it is good. Otherwise it waits a while for a new one, and returns the best there is then:
// the zero result when there is none yet. The error is why there is none, or that of ctx.
func (w *worked[V]) within(ctx context.Context, workspace string, patience time.Duration) (result[V], error) {
	last, known := w.last.Last(workspace)
	if known && time.Since(last.at) < max(w.good, goodTimes*last.took) {
		return last, nil
	}
	short, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	newer, err := w.last.Refresh(short, workspace, func(ctx context.Context) (result[V], error) {
		begun := time.Now()
		v, err := w.work(ctx, workspace, begun)
		return result[V]{v, begun, time.Since(begun)}, err
	})
	switch {
	case err == nil:
		return newer, nil
	case ctx.Err() != nil:
		return last, ctx.Err()
	case known, short.Err() != nil:
		return last, nil
	}
	return last, err
}
