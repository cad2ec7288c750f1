package storage

import (
	"context"
	"errors"

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
