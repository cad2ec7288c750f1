package storage

import (
	"context"
	"database/sql"
	"fmt"

	"quorum/polls"
)

// reading calls each for every row of a query.
type reading = func(each func(*sql.Rows) error, query string, args ...any) error

// snapshot calls look, which reads the database as it is at one moment, past the writer. look must use what it is given
// to read, and not the store.
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
	defer func() { _ = tx.Rollback() }() // it has changed nothing
	return look(func(each func(*sql.Rows) error, query string, args ...any) error {
		rows, err := tx.QueryContext(ctx, s.dialect.placeholders(query), cleaned(args)...)
		if err := scan(rows, err, each); err != nil {
			return s.readFault(ctx, err)
		}
		return nil
	})
}

// fold reads a poll with its whole log, and with its box if it is anonymous, all as they are at one moment. Of an unknown
// poll there are no events.
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

// catchUp folds into a poll what the log has beyond it: all of it, or nothing and an error. After [ErrUnreadable] the
// poll is of no use.
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

// follow applies events that were read to the poll with this id. A log that the poll cannot follow is [ErrUnreadable].
func follow(p *polls.Poll, id polls.ID, events []polls.Event) error {
	_, err := contain(func() (struct{}, error) { return struct{}{}, p.Apply(events...) })
	if err != nil {
		return fmt.Errorf("storage: %w: %s: %w", ErrUnreadable, id.Key(), err)
	}
	return nil
}
