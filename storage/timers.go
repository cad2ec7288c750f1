package storage

import (
	"context"
	"database/sql"
	"sync"
	"time"

	"quorum/polls"
)

const selectNextTick = `select due from polls where due > $1 order by due limit 1`

// NextTick returns when time alone next changes a poll after a moment, the earliest [polls.Poll.Due]; ok is false when it
// never does.
func (s *Store) NextTick(ctx context.Context, after time.Time) (at time.Time, ok bool, err error) {
	var due int64
	err = s.read(ctx, func(r *sql.Rows) error { ok = true; return r.Scan(&due) }, selectNextTick, millis(after))
	if err != nil {
		return time.Time{}, false, err
	}
	return moment(due), ok, nil
}

const selectOverdue = `select workspace, number from polls where due <= $1 order by due limit $2`

// Overdue returns up to n polls that time has something to change in by now, the longest overdue first.
func (s *Store) Overdue(ctx context.Context, now time.Time, n int) ([]polls.ID, error) {
	var ids []polls.ID
	err := s.read(ctx, collectIDs(&ids), selectOverdue, millis(now), int64(n))
	return ids, err
}

func collectIDs(ids *[]polls.ID) func(*sql.Rows) error {
	return func(r *sql.Rows) error {
		var id polls.ID
		err := r.Scan(&id.Workspace, &id.Number)
		*ids = append(*ids, id)
		return err
	}
}

// Subscribe returns a channel that is signalled after each commit that stored notices, made a delivery due again,
// moved a poll's timer or have it wait to be weighed; signals that nobody has taken yet are one. It ends, without being closed, when the function is
// called. What other processes commit is signalled within a minute.
func (s *Store) Subscribe() (<-chan struct{}, func()) { return s.listeners.add() }

type listeners struct {
	mu  sync.Mutex
	all map[chan struct{}]bool
}

func (l *listeners) add() (<-chan struct{}, func()) {
	c := make(chan struct{}, 1)
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.all == nil {
		l.all = map[chan struct{}]bool{}
	}
	l.all[c] = true
	return c, func() {
		l.mu.Lock()
		defer l.mu.Unlock()
		delete(l.all, c)
	}
}

func (l *listeners) signal() {
	l.mu.Lock()
	defer l.mu.Unlock()
	for c := range l.all {
		select {
		case c <- struct{}{}:
		default:
		}
	}
}
