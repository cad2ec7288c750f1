package bot

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"quorum/storage"
)

// How long an item of a loop is put off that could not be dealt with: at first, and at most. The pause doubles. What is
// stored and cannot be read will hardly be by itself; a database that cannot be used may be again at any moment.
const (
	firstSetback = time.Second
	maxSetback   = time.Minute
	maxUnread    = 30 * time.Minute
	maxUnusable  = 5 * time.Second
)

// errIdle says that an item had nothing to do: it was done elsewhere, in the same moment.
var errIdle = errors.New("bot: there was nothing to do")

// item is what a loop deals with. Key names it in the log.
type item interface {
	comparable
	Key() string
}

// setbacks are the items that a loop could not deal with, and when to try each again. So one of them neither holds up the
// others nor keeps the loop busy. It is safe for concurrent use.
type setbacks[K item] struct {
	mu sync.Mutex
	of map[K]setback
}

type setback struct {
	tries int
	until time.Time
}

// number is how many are put off.
func (s *setbacks[K]) number() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.of)
}

// ready returns which of the items that are due may be dealt with at now. due are all that are, or at least so many more than
// are put off.
func (s *setbacks[K]) ready(now time.Time, due []K, more int) (ready []K) {
	s.mu.Lock()
	defer s.mu.Unlock()
	still := map[K]setback{}
	for _, k := range due {
		off, known := s.of[k]
		if known {
			still[k] = off
		}
		if !off.until.After(now) {
			ready = append(ready, k)
		}
	}
	if len(ready) < more { // due are all, so the others are due no more
		s.of = still
	}
	return ready
}

// soonest is when the first of those that are put off is to be tried, or the given time if that is earlier; zero is never.
func (s *setbacks[K]) soonest(next time.Time) time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, off := range s.of {
		if next.IsZero() || off.until.Before(next) {
			next = off.until
		}
	}
	return next
}

// over is told that an item was dealt with.
func (s *setbacks[K]) over(k K) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.of, k)
}

// failed puts an item off, and returns for how long.
func (s *setbacks[K]) failed(k K, err error) (pause time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.of == nil {
		s.of = map[K]setback{}
	}
	off := s.of[k]
	most := maxSetback
	switch {
	case errors.Is(err, storage.ErrUnavailable):
		most = maxUnusable
	case errors.Is(err, storage.ErrUnreadable):
		most = maxUnread
	}
	pause = min(firstSetback<<min(off.tries, 20), most)
	s.of[k] = setback{off.tries + 1, time.Now().Add(pause)}
	return pause
}

// attend deals with the items of a loop, so many at once, each for itself. One that fails is counted, logged and put off.
// Only when the store can be used for none of them, that is the error.
func attend[K item](ctx context.Context, b *Bot, loop string, off *setbacks[K], items []K, atOnce int, deal func(context.Context, K) error) error {
	faults := make([]error, len(items))
	all, _ := b.guard.Group(ctx)
	all.Limit(atOnce)
	for i, k := range items {
		all.Go(loop, func() error {
			faults[i] = b.guard.Try(loop, func() error { return deal(ctx, k) })
			return nil
		})
	}
	if err := errors.Join(all.Wait(), ctx.Err()); err != nil {
		return err
	}
	unusable := len(items) > 0 && !slices.ContainsFunc(faults, func(err error) bool { return !errors.Is(err, storage.ErrUnavailable) })
	for i, err := range faults {
		if err == nil {
			off.over(items[i])
			continue
		}
		if pause := off.failed(items[i], err); !unusable && !errors.Is(err, errIdle) {
			b.skip(loop, items[i].Key(), err, "again in", pause)
		}
	}
	if unusable {
		return faults[0]
	}
	return nil
}

// skip counts and logs what was left out, so that the rest could go on. about is what else the log is to say.
func (b *Bot) skip(loop, key string, err error, about ...any) {
	b.meter.skipped.WithLabelValues(loop).Inc()
	b.log.Error("left out, so that the others go on", append([]any{"loop", loop, "what", key, "err", err}, about...)...)
}

// leftOut is the error of reading many without those that could not be read, which it counts and logs.
func (b *Bot) leftOut(loop string, err error) error {
	skipped := (*storage.Skipped)(nil)
	if !errors.As(err, &skipped) {
		return err
	}
	for _, one := range skipped.Items {
		b.skip(loop, one.Key, one.Err)
	}
	return nil
}
