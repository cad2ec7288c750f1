package storage

import (
	"context"
	"database/sql"
	"time"
)

// lookAbroad is how often the store looks whether another process has committed, and whether the clock was set.
const lookAbroad = time.Minute

// watch wakes claims and subscribers when another process has committed, and when the clock was set or the machine has slept, which
// timers do not notice. It reads one number that changes with every commit over another connection.
func (s *Store) watch() {
	defer close(s.watched)
	for !s.survive("watch", s.look) {
		select {
		case <-s.closing:
			return
		case <-time.After(lookAbroad):
		}
	}
}

// look watches until the store closes.
func (s *Store) look() {
	var conn *sql.Conn
	var last int64
	defer func() {
		if conn != nil {
			_ = conn.Close() // it was only used for reading
		}
	}()
	next := time.NewTicker(lookAbroad)
	defer next.Stop()
	looked := time.Now()
	for {
		now, err := s.abroad(&conn)
		news := err == nil && last != 0 && now != last // other users of the database will see the error
		if err == nil {
			last = now
		}
		if news || jumped(looked, time.Now()) {
			s.listeners.signal()
			s.claims.wake()
		}
		looked = time.Now()
		select {
		case <-s.closing:
			return
		case <-next.C:
		}
	}
}

// jumped reports whether the wall clock has moved differently from the monotonic clock between two times.
func jumped(from, to time.Time) bool {
	const much = time.Second
	return (to.Round(0).Sub(from.Round(0)) - to.Sub(from)).Abs() > much
}

// abroad reads the number over a connection of its own, which it opens when there is none.
func (s *Store) abroad(conn **sql.Conn) (v int64, err error) {
	ctx := context.Background()
	if *conn == nil {
		if *conn, err = s.readers.Conn(ctx); err != nil {
			return 0, err
		}
	}
	err = (*conn).QueryRowContext(ctx, s.dialect.foreign).Scan(&v)
	if err != nil {
		_ = (*conn).Close() // the error is known already
		*conn = nil
	}
	return v, err
}
