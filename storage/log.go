package storage

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"quorum/polls"
)

const selectEvents = `
select seq, at, by, acted, fact, data from events
where workspace = $1 and number = $2 and seq > $3 order by seq`

// collect reads events of a poll, one from each row.
func collect(id polls.ID, events *[]polls.Event) func(*sql.Rows) error {
	return func(rows *sql.Rows) error {
		var e polls.Event
		var at int64
		var acted sql.NullInt64
		var name string
		var data []byte
		if err := rows.Scan(&e.Seq, &at, &e.By, &acted, &name, &data); err != nil {
			return err
		}
		fact, err := polls.DecodeFact(name, data)
		if err != nil {
			return fmt.Errorf("%w: event %d of %s: %w", ErrUnreadable, e.Seq, id.Key(), err)
		}
		e.At, e.Fact = moment(at), fact
		if acted.Valid {
			e.Acted = time.UnixMicro(acted.Int64).UTC()
		}
		*events = append(*events, e)
		return nil
	}
}

// read calls each for every row of a query that goes past the writer.
func (s *Store) read(ctx context.Context, each func(*sql.Rows) error, query string, args ...any) error {
	select {
	case <-s.closing:
		return errClosed()
	default:
	}
	rows, err := s.readers.QueryContext(ctx, s.dialect.placeholders(query), cleaned(args)...)
	if err := scan(rows, err, each); err != nil {
		return s.readFault(ctx, err)
	}
	return nil
}

func (s *Store) readFault(ctx context.Context, err error) error {
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case s.dialect.unavailable(err):
		return fmt.Errorf("storage: %w: %w", ErrUnavailable, err)
	}
	return fmt.Errorf("storage: %w", err)
}

func insertEvents() insert {
	return insert{into: "events (workspace, number, seq, at, by, acted, fact, data)", columns: 8}
}

// writeEvents writes the new events of all polls.
func (b *batch) writeEvents() error {
	rows := b.tx.into(insertEvents())
	for _, t := range b.order {
		for _, e := range t.events {
			data, err := json.Marshal(e.Fact)
			if err != nil {
				return b.tx.fail(err)
			}
			t.refold = t.refold || altered(data)
			err = rows.add(t.id.Workspace, t.id.Number, int64(e.Seq), millis(e.At), string(e.By), micros(e.Acted), e.Fact.Name(), string(data))
			if err != nil {
				return err
			}
		}
	}
	return rows.flush()
}

// millis returns a time as it is stored; the zero time is 0, or null in columns that allow it.
func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

// orNull is millis with null for the zero time.
func orNull(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UnixMilli()
}

// micros returns a time in microseconds; null for the zero time.
func micros(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UnixMicro()
}

// moment returns the time for stored milliseconds.
func moment(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

func nullable(n sql.NullInt64) any {
	if !n.Valid {
		return nil
	}
	return n.Int64
}
