package bot

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"quorum/storage"
)

// How long an item that failed is put off: at first, and at most. The pause doubles. Stored data that cannot be read
// will hardly become readable by itself; a database that cannot be used may be usable again at any moment.
const (
	firstRetry  = time.Second
	maxRetry    = time.Minute
	maxUnread   = 30 * time.Minute
	maxUnusable = 5 * time.Second
)

// errIdle is the error of an item that had nothing to do, because another process did it at the same moment.
var errIdle = errors.New("bot: there was nothing to do")

// item is one thing that a loop deals with, such as a timer. Key is its name in the log.
type item interface {
	comparable
	Key() string
}

// retries are the items that a loop failed to deal with, and when to try each again, so that none of them holds up
// the others or keeps the loop busy. It is safe for concurrent use.
type retries[K item] struct {
	mu sync.Mutex
	of map[K]retry
}

type retry struct {
	failures int
	until    time.Time
}

// number returns how many items are put off.
func (s *retries[K]) number() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.of)
}

// ready returns which of the items may be dealt with at now. due are all items that are due, or at least more of them
// than are put off.
func (s *retries[K]) ready(now time.Time, due []K, more int) (ready []K) {
	s.mu.Lock()
	defer s.mu.Unlock()
	still := map[K]retry{}
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

// soonest returns the earlier of next and the time at which the first of the items is tried again; zero is never.
func (s *retries[K]) soonest(next time.Time) time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, off := range s.of {
		if next.IsZero() || off.until.Before(next) {
			next = off.until
		}
	}
	return next
}

// over forgets an item that was dealt with.
func (s *retries[K]) over(k K) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.of, k)
}

// failed puts an item off, and returns for how long.
func (s *retries[K]) failed(k K, err error) (pause time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.of == nil {
		s.of = map[K]retry{}
	}
	off := s.of[k]
	most := maxRetry
	switch {
	case errors.Is(err, storage.ErrUnavailable):
		most = maxUnusable
	case errors.Is(err, storage.ErrUnreadable):
		most = maxUnread
	}
	pause = min(firstRetry<<min(off.failures, 20), most)
	s.of[k] = retry{off.failures + 1, time.Now().Add(pause)}
	return pause
}

// attend deals with the items of a loop, several at once. An item that fails is counted, logged and put off. It returns an error only
// when the store was unavailable for all of them.
func attend[K item](ctx context.Context, b *Bot, loop string, off *retries[K], items []K, atOnce int, deal func(context.Context, K) error) error {
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

// skip counts and logs an item that was left out. about are more attributes for the log.
func (b *Bot) skip(loop, key string, err error, about ...any) {
	b.meter.skipped.WithLabelValues(loop).Inc()
	b.log.Error("left out, so that the others go on", append([]any{"loop", loop, "what", key, "err", err}, about...)...)
}

// leftOut counts and logs the items of a [*storage.Skipped], and returns nil for it; other errors are returned.
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
