package storage

import (
	"context"
	"database/sql"
	"sync"
	"time"

	"quorum/polls"
)

// Timer is when time changes something: a poll, a schedule that asks, or a person's digest.
type Timer struct {
	polls.Topic
	Due time.Time
}

const selectDueTimers = `
select 'poll', workspace, number, '', due
from (select workspace, number, due from polls where due <= $1 order by due limit $2) as p
union all
select 'schedule', workspace, number, '', next_at
from (select workspace, number, next_at from schedules where next_at <= $1 order by next_at limit $2) as s
union all
select 'person', workspace, 0, person, due
from (select workspace, person, due from digests where due <= $1 order by due limit $2) as d`

// DueTimers returns up to n timers of each kind that are due by now, of each kind the longest overdue first.
func (s *Store) DueTimers(ctx context.Context, now time.Time, n int) (all []Timer, err error) {
	err = s.read(ctx, func(r *sql.Rows) error {
		var t Timer
		var due int64
		err := r.Scan(&t.Kind, &t.Workspace, &t.Number, &t.Person, &due)
		t.Due = moment(due)
		all = append(all, t)
		return err
	}, selectDueTimers, millis(now), int64(n))
	return all, err
}

const selectNextTimer = `
select min(due) from (
  select min(due) as due from polls where due > $1
  union all select min(next_at) from schedules where next_at > $1
  union all select min(due) from digests where due > $1) as timers`

// NextTimer returns when the next timer is due after a moment; ok is false when none is.
func (s *Store) NextTimer(ctx context.Context, after time.Time) (at time.Time, ok bool, err error) {
	var due sql.NullInt64
	err = s.read(ctx, func(r *sql.Rows) error { return r.Scan(&due) }, selectNextTimer, millis(after))
	return moment(due.Int64), due.Valid && err == nil, err
}

func collectIDs(ids *[]polls.ID) func(*sql.Rows) error {
	return func(r *sql.Rows) error {
		var id polls.ID
		err := r.Scan(&id.Workspace, &id.Number)
		*ids = append(*ids, id)
		return err
	}
}

// Subscribe returns a channel that is signalled after each commit that stored notices, made a delivery due again, moved a timer or
// made a poll wait to be weighed. Signals that were not received yet are one. The function ends it; the channel is not closed.
// Commits of other processes are signalled within a minute.
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
