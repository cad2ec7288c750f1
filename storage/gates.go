package storage

import (
	"context"
	"sync"
	"time"

	"quorum/polls"
)

// gates are where changes of a poll wait while it is weighed for good.
type gates struct {
	mu sync.Mutex
	of map[polls.ID]*gate
}

type gate struct {
	shut int // by how many
	open chan struct{}
}

// patience is how long a change waits at a gate, at most: people who have clicked are to be answered soon.
const patience = time.Second

// shut keeps changes of a poll waiting until open is called.
func (all *gates) shut(id polls.ID) (open func()) {
	all.mu.Lock()
	defer all.mu.Unlock()
	g := all.of[id]
	if g == nil {
		if g = (&gate{open: make(chan struct{})}); all.of == nil {
			all.of = map[polls.ID]*gate{}
		}
		all.of[id] = g
	}
	g.shut++
	return func() {
		all.mu.Lock()
		defer all.mu.Unlock()
		if g.shut--; g.shut == 0 {
			delete(all.of, id)
			close(g.open)
		}
	}
}

// pass returns when the gate of a poll is open, or the caller has waited long enough.
func (all *gates) pass(ctx context.Context, id polls.ID) {
	all.mu.Lock()
	g := all.of[id]
	all.mu.Unlock()
	if g == nil {
		return
	}
	enough := time.NewTimer(patience)
	defer enough.Stop()
	select {
	case <-g.open:
	case <-enough.C:
	case <-ctx.Done():
	}
}
