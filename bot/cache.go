package bot

import (
	"container/list"
	"context"
	"fmt"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"
)

// Cache keeps values in memory for a while. The zero Cache is ready for use and keeps every value for good; set the fields
// before the first use. It starts nothing by itself: what has expired is replaced when it is loaded again, or dropped when the
// cache is full. It is safe for concurrent use.
type Cache[K comparable, V any] struct {
	Life time.Duration // how long a value is fresh; zero: for good
	Most int           // how many values are kept; the one stored longest ago is dropped first; zero: all

	// LoadFor is how long a load may take, whether or not those who wait for it go on waiting. Zero: a load ends with the
	// context of the caller that began it.
	LoadFor time.Duration
	Guard   *Guard // of the loads; may be nil
	Loop    string // names the loads in the log

	mu      sync.Mutex
	entries map[K]*list.Element // of *cached
	ages    list.List           // the one stored longest ago first
	loads   singleflight.Group
}

type cached[K comparable, V any] struct {
	key   K
	value V
	at    time.Time
}

// Get returns a value that is fresh.
func (c *Cache[K, V]) Get(key K) (value V, ok bool) {
	value, at, ok := c.last(key)
	if ok && c.Life > 0 && time.Since(at) >= c.Life {
		var none V
		return none, false
	}
	return value, ok
}

// Last returns the value that was stored last, fresh or not.
func (c *Cache[K, V]) Last(key K) (value V, ok bool) {
	value, _, ok = c.last(key)
	return value, ok
}

func (c *Cache[K, V]) last(key K) (value V, at time.Time, ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.entries[key]
	if !ok {
		return value, at, false
	}
	one := e.Value.(*cached[K, V])
	return one.value, one.at, true
}

// Set stores a value, which is fresh from now on.
func (c *Cache[K, V]) Set(key K, value V) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.entries == nil {
		c.entries = map[K]*list.Element{}
	}
	c.remove(c.entries[key])
	c.entries[key] = c.ages.PushBack(&cached[K, V]{key, value, time.Now()})
	if c.Most > 0 && len(c.entries) > c.Most {
		c.remove(c.ages.Front())
	}
}

// Remove drops a value, if there is one.
func (c *Cache[K, V]) Remove(key K) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.remove(c.entries[key])
}

func (c *Cache[K, V]) remove(e *list.Element) {
	if e != nil {
		c.ages.Remove(e)
		delete(c.entries, e.Value.(*cached[K, V]).key)
	}
}

// Load returns a value that is fresh, and loads it when there is none, as [Cache.Refresh] does.
func (c *Cache[K, V]) Load(ctx context.Context, key K, load func(context.Context) (V, error)) (V, error) {
	if value, ok := c.Get(key); ok {
		return value, nil
	}
	return c.Refresh(ctx, key, load)
}

// Refresh loads a value and stores it. Only one load of a key runs at a time: who calls meanwhile waits for that one. When the
// caller that began a load gives up, or comes back later ([ComingBack]), one of the others begins it again. An error is not
// stored: it is that of the load, or that of ctx when it ended first.
func (c *Cache[K, V]) Refresh(ctx context.Context, key K, load func(context.Context) (V, error)) (V, error) {
	for {
		done := c.loads.DoChan(fmt.Sprintf("%#v", key), func() (any, error) { return c.load(ctx, key, load) })
		select {
		case <-ctx.Done():
			var none V
			return none, ctx.Err()
		case r := <-done:
			if one := r.Val.(loaded[V]); !one.givenUp || ComesBack(ctx) {
				return one.value, r.Err
			}
		}
	}
}

type loaded[V any] struct {
	value   V
	givenUp bool // by the caller that began the load
}

func (c *Cache[K, V]) load(ctx context.Context, key K, load func(context.Context) (V, error)) (one loaded[V], err error) {
	if c.LoadFor > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(context.WithoutCancel(ctx), c.LoadFor)
		defer cancel()
	}
	err = c.Guard.Try(c.Loop, func() (err error) {
		one.value, err = load(ctx)
		return err
	})
	if err == nil {
		c.Set(key, one.value)
	}
	one.givenUp = err != nil && c.LoadFor == 0 && (ctx.Err() != nil || ComesBack(ctx))
	return one, err
}
