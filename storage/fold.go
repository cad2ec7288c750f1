package storage

import (
	"context"
	"database/sql"
	"fmt"

	"quorum/polls"
)

// reading is a function that calls each for every row of a query.
type reading = func(each func(*sql.Rows) error, query string, args ...any) error

// snapshot calls look, which reads the database as it is at one moment, beside the writer. look must read with the function that it
// is given, not through the store.
func (s *Store) snapshot(ctx context.Context, look func(read reading) error) error {
	select {
	case <-s.closing:
		return errClosed()
	default:
	}
	tx, err := s.readers.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true})
	if err != nil {
		return s.readFault(ctx, err)
	}
	defer func() { _ = tx.Rollback() }() // nothing was changed
	return look(func(each func(*sql.Rows) error, query string, args ...any) error {
		rows, err := tx.QueryContext(ctx, s.dialect.placeholders(query), cleaned(args)...)
		if err := scan(rows, err, each); err != nil {
			return s.readFault(ctx, err)
		}
		return nil
	})
}

// fold reads a poll with its whole log, and with its box if it is anonymous, all at one moment. An unknown poll has no events.
func (s *Store) fold(ctx context.Context, id polls.ID) (p *polls.Poll, events []polls.Event, err error) {
	p = &polls.Poll{}
	err = s.snapshot(ctx, func(read reading) error {
		if err := read(collect(id, &events), selectEvents, id.Workspace, id.Number, 0); err != nil {
			return err
		}
		if err := follow(p, id, events); err != nil || !p.Anonymous {
			return err
		}
		return refill(p, read)
	})
	if err != nil {
		return nil, nil, err
	}
	return p, events, nil
}

// catchUp applies the later events of the log to a poll: all of them, or none and an error. After [ErrUnreadable] the poll must not
// be used.
func (s *Store) catchUp(ctx context.Context, p *polls.Poll) error {
	if !p.Anonymous {
		var events []polls.Event
		if err := s.read(ctx, collect(p.ID, &events), selectEvents, p.ID.Workspace, p.ID.Number, p.Version); err != nil {
			return err
		}
		return follow(p, p.ID, events)
	}
	var events []polls.Event
	var box []polls.Ballot
	err := s.snapshot(ctx, func(read reading) error {
		err := read(collect(p.ID, &events), selectEvents, p.ID.Workspace, p.ID.Number, p.Version)
		if err != nil || len(events) == 0 {
			return err
		}
		return read(collectBallots(&box), selectBallots, p.ID.Workspace, p.ID.Number)
	})
	if err != nil || len(events) == 0 {
		return err
	}
	if err := follow(p, p.ID, events); err != nil {
		return err
	}
	p.RestoreBallots(box)
	return nil
}

// follow applies events that were read to the poll with this id. Events that do not fit are [ErrUnreadable].
func follow(p *polls.Poll, id polls.ID, events []polls.Event) error {
	_, err := contain(func() (struct{}, error) { return struct{}{}, p.Apply(events...) })
	if err != nil {
		return fmt.Errorf("storage: %w: %s: %w", ErrUnreadable, id.Key(), err)
	}
	return nil
}
