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

// rushed is after how many useless weighings, because more answers came meanwhile, changes of the poll have to wait for the next.
const rushed = 2

// insist makes a change that needs the poll weighed first. Weighing happens here, where only callers for this poll wait. It is
// repeated while more answers have come by the time it is done.
func (s *Store) insist(ctx context.Context, id polls.ID, change change) error {
	for tries := 1; ; tries++ {
		if tries == rushed+1 {
			defer s.gates.shut(id)()
		}
		if err := s.weigh(ctx, id); err != nil {
			return err
		}
		err := s.change(ctx, func(b *batch) error { return b.change(id, change) })
		if !errors.Is(err, polls.ErrUnweighed) {
			return err
		}
	}
}

// weigh weighs the answers of a poll for the writer, which uses the result while the answers are the same. Calls that come meanwhile
// share the result.
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

// gates keep changes of a poll waiting while it is weighed.
type gates struct {
	mu sync.Mutex
	of map[polls.ID]*gate
}

type gate struct {
	shut int // how many callers have shut it
	open chan struct{}
}

// maxGateWait is how long a change waits at a gate at most, because people who have clicked need a reply soon.
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

// pass returns when the gate of a poll is open, or after maxGateWait.
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
