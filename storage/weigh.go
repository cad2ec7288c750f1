package storage

import (
	"context"
	"errors"
	"sync"
	"time"

	"quorum/polls"
)

const selectUnweighed = `select workspace, number from polls where unweighed = 1 order by workspace, number limit $1`

// Unweighed returns up to n polls that wait to be weighed: see [polls.Poll.Unweighed].
func (s *Store) Unweighed(ctx context.Context, n int) ([]polls.ID, error) {
	var ids []polls.ID
	err := s.read(ctx, collectIDs(&ids), selectUnweighed, int64(n))
	return ids, err
}

// rushed is after how many readings in vain, since people went on answering, they wait for the next one.
const rushed = 2

// insist does a change for which a poll has to be weighed first. It is weighed here, where only those wait who want this
// poll, and again as long as its answers are others by the time that this is done.
func (s *Store) insist(ctx context.Context, id polls.ID, change change) error {
	for tries := 1; ; tries++ {
		if tries == rushed+1 {
			defer s.gates.shut(id)()
		}
		if err := s.weigh(ctx, id); err != nil {
			return err
		}
		err := s.do(ctx, changing, func(b *batch) error { return b.change(id, change) })
		if !errors.Is(err, polls.ErrUnweighed) {
			return err
		}
	}
}

// weigh finds what the answers of a poll say, for the writer to use while they say it. Whoever comes meanwhile waits for
// the same reading.
func (s *Store) weigh(ctx context.Context, id polls.ID) error {
	if err := s.prepare(ctx, id); err != nil {
		return err
	}
	done := s.folding.DoChan("weigh "+id.Key(), func() (any, error) {
		reading, err := s.reading(context.WithoutCancel(ctx), id)
		if f, ok := s.writer.polls.get(id); ok && err == nil {
			f.reading.Store(&reading)
		}
		return nil, err
	})
	select {
	case r := <-done:
		return r.Err
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (s *Store) reading(ctx context.Context, id polls.ID) (polls.WeighResult, error) {
	return contain(func() (polls.WeighResult, error) {
		var w polls.Weighing
		err := s.View(ctx, id, func(p *polls.Poll) error { w = p.Weighing(); return nil })
		if err != nil {
			return polls.WeighResult{}, err
		}
		return w.Run(), nil
	})
}

// gates are where changes of a poll wait while it is weighed for good.
type gates struct {
	mu sync.Mutex
	of map[polls.ID]*gate
}

type gate struct {
	shut int // by how many
	open chan struct{}
}

// maxGateWait is how long a change waits at a gate, at most: people who have clicked are to be answered soon.
const maxGateWait = time.Second

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
	enough := time.NewTimer(maxGateWait)
	defer enough.Stop()
	select {
	case <-g.open:
	case <-enough.C:
	case <-ctx.Done():
	}
}
