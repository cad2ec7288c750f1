package storage

import (
	"context"
	"database/sql"
	"time"
)

// lookAbroad is how often it is looked whether another process has committed something, and whether the clock was set.
const lookAbroad = time.Minute

// watch wakes whoever waits when another process may have brought news, and when the clock was set or the machine has
// slept, of which timers know nothing. It asks one number, which changes with every commit that was made over another
// connection, so that nobody else needs to look again in vain.
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
			_ = conn.Close() // it was for reading
		}
	}()
	next := time.NewTicker(lookAbroad)
	defer next.Stop()
	looked := time.Now()
	for {
		now, err := s.abroad(&conn)
		news := err == nil && last != 0 && now != last // after an error whoever has something to do will find out
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

// jumped says that the clock on the wall has gone otherwise than time has passed between two looks at it.
func jumped(from, to time.Time) bool {
	const much = time.Second
	return (to.Round(0).Sub(from.Round(0)) - to.Sub(from)).Abs() > much
}

// abroad asks the number over a connection of its own, which it makes when there is none.
func (s *Store) abroad(conn **sql.Conn) (v int64, err error) {
	ctx := context.Background()
	if *conn == nil {
		if *conn, err = s.readers.Conn(ctx); err != nil {
			return 0, err
		}
	}
	err = (*conn).QueryRowContext(ctx, s.dialect.foreign).Scan(&v)
	if err != nil {
		_ = (*conn).Close() // what is wrong with it has been said
		*conn = nil
	}
	return v, err
}
