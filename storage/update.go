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
// change may be called more than once, each time with the poll as it is then, and must not call the store. It runs where
// all changes wait for it: it computes, and does nothing else. When it returns [polls.ErrUnweighed], the poll is weighed
// elsewhere and change is called again.
func (s *Store) Update(ctx context.Context, id polls.ID, change func(p *polls.Poll) ([]polls.Event, error)) error {
	if err := s.prepare(ctx, id); err != nil {
		return err
	}
	s.gates.pass(ctx, id)
	err := s.do(ctx, changing, func(b *batch) error { return b.change(id, change) })
	if errors.Is(err, polls.ErrUnweighed) {
		return s.insist(ctx, id, change)
	}
	return err
}

// prepare folds a poll that the writer does not have in memory, here rather than there, where others would wait. The
// writer finds out what has happened since.
func (s *Store) prepare(ctx context.Context, id polls.ID) error {
	if _, ok := s.writer.polls.get(id); ok {
		return nil
	}
	folding := s.folding.DoChan(id.Key(), func() (any, error) {
		p, events, err := s.fold(context.WithoutCancel(ctx), id) // others wait for it too
		if err == nil && len(events) > 0 {
			s.writer.polls.add(&folded{id: id, poll: p})
		}
		return nil, err
	})
	select {
	case <-folding: // if it failed, the writer tries again, and says what is wrong
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// View shows a poll as it is committed; it is the same during all of look. It never waits for the writer, and the writer
// never for it. look only reads, and must not view the same poll again. An unknown id is a [*phrase.Error] that says so.
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

// look shows the poll, and reports whether that has changed it.
func (f *folded) look(look func(p *polls.Poll) error) (changed bool, err error) {
	f.mu.RLock()
	defer f.mu.RUnlock()
	version := f.poll.Version
	err = look(f.poll)
	return f.poll.Version != version, err
}

// readAnew has the poll read from its beginning, also by those who wait for it.
func (s *Store) readAnew(f *folded) {
	f.mu.Lock()
	defer f.mu.Unlock()
	s.seen.remove(f)
	f.poll = &polls.Poll{}
}

// refresh brings a poll up to date, for everybody who looks at it. After an error it is as it was, or is read anew.
func (s *Store) refresh(ctx context.Context, f *folded) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.poll.Version > 0 {
		err := s.catchUp(ctx, f.poll)
		if errors.Is(err, ErrUnreadable) { // some of the events may have been applied, and others wait for this poll
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

// Writable finds out whether the database can be written, by a durable write of its own. The error is [ErrUnavailable],
// or that of ctx.
func (s *Store) Writable(ctx context.Context) error {
	return s.do(ctx, changing, func(b *batch) error {
		b.wrote = true
		return b.tx.exec(touchProbe)
	})
}
