package storage

import (
	"context"
	"errors"
	"fmt"

	"quorum/polls"
)

// Update changes a poll. change calls the poll's transitions, which apply themselves to it, and returns the events that
// they returned; changes of one poll never overlap. Its events, their projections and their notices are stored together,
// and Update returns when they are durable. If it brings no events, nothing is written.
//
// An error from change, or a panic in it, leaves nothing and is returned. If the database fails, the error is
// [ErrUnavailable]. If ctx ends first, its error is returned and either everything or nothing is stored; change is then
// not running. An unknown id is a [*phrase.Error] that says so.
//
// change may be called more than once, each time with the poll as it is then, and must not call the store. All other changes wait
// while it runs, so it only computes. When it returns [polls.ErrUnweighed], the poll is weighed outside of the writer and change
// is called again.
func (s *Store) Update(ctx context.Context, id polls.ID, change func(p *polls.Poll) ([]polls.Event, error)) error {
	if err := s.prepare(ctx, id); err != nil {
		return err
	}
	s.gates.pass(ctx, id)
	err := s.change(ctx, func(b *batch) error { return b.change(id, change) })
	if errors.Is(err, polls.ErrUnweighed) {
		return s.insist(ctx, id, change)
	}
	return err
}

// prepare folds a poll that the writer does not have in memory, so that the writer, where other changes wait, does not have to.
// The writer applies the events that come later.
func (s *Store) prepare(ctx context.Context, id polls.ID) error {
	if _, ok := s.writer.polls.get(id); ok {
		return nil
	}
	folding := s.folding.DoChan(id.Key(), func() (any, error) {
		p, events, err := s.fold(context.WithoutCancel(ctx), id) // other calls wait for it too
		if err == nil && len(events) > 0 {
			s.writer.polls.add(&folded{id: id, poll: p})
		}
		return nil, err
	})
	select {
	case <-folding: // after a failure the writer tries again and returns the error
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// View calls look with a poll as it is committed; the poll does not change during look. View never waits for the writer, nor the
// writer for View. look only reads, and must not view the same poll. An unknown id is a [*phrase.Error] that says so.
func (s *Store) View(ctx context.Context, id polls.ID, look func(p *polls.Poll) error) error {
	f, ok := s.seen.get(id)
	if !ok {
		f = s.seen.add(&folded{id: id, poll: &polls.Poll{}})
	}
	if err := s.refresh(ctx, f); err != nil {
		return err
	}
	changed, err := f.look(look)
	if changed {
		s.readAnew(f)
		return fmt.Errorf("storage: %s was changed by a caller that was to look at it", id)
	}
	return err
}

// look calls look with the poll, and reports whether the poll was changed.
func (f *folded) look(look func(p *polls.Poll) error) (changed bool, err error) {
	f.mu.RLock()
	defer f.mu.RUnlock()
	version := f.poll.Version
	err = look(f.poll)
	return f.poll.Version != version, err
}

// readAnew drops a poll from memory, so that the next View folds it again; calls that wait for this poll do so too.
func (s *Store) readAnew(f *folded) {
	f.mu.Lock()
	defer f.mu.Unlock()
	s.seen.remove(f)
	f.poll = &polls.Poll{}
}

// refresh applies new events to a poll that View keeps. After an error the poll is as before, or will be folded again.
func (s *Store) refresh(ctx context.Context, f *folded) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.poll.Version > 0 {
		err := s.catchUp(ctx, f.poll)
		if errors.Is(err, ErrUnreadable) { // a part of the events may have been applied
			s.seen.remove(f)
			f.poll = &polls.Poll{}
		}
		return err
	}
	p, events, err := s.fold(ctx, f.id)
	if err != nil || len(events) == 0 {
		s.seen.remove(f)
	}
	switch {
	case err != nil:
		return err
	case len(events) == 0:
		return notFound(f.id)
	}
	f.poll = p
	s.seen.weighAgain(f)
	return nil
}

const touchProbe = `
insert into probe (id, tries) values (1, 1)
on conflict (id) do update set tries = probe.tries + 1`

// Writable makes a durable write to find out whether the database can be written. The error is [ErrUnavailable], or that of ctx.
func (s *Store) Writable(ctx context.Context) error {
	return s.do(ctx, changing, func(b *batch) error {
		b.wrote = true
		return b.tx.exec(touchProbe)
	})
}
