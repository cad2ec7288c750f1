package storage

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"quorum/polls"
)

const (
	keepSent  = 24 * time.Hour // how long after its end a poll keeps all its rows in the outbox
	purgeStep = 100            // how many polls are looked at, and rows deleted, in one step
	purged    = "the outbox is purged of polls closed until"
)

var errBusy = errors.New("others wait")

const selectClosed = `
select p.workspace, p.number, p.closed_at from workspaces w
join polls p on p.workspace = w.workspace and p.closed_at > $1 and p.closed_at <= $2
order by p.closed_at limit $3`

// What is purged of a closed poll are the notices that there are of each person. They can be written again without a row: a message
// that is sent once is sent while the poll is open, and all others are updates. The rest stays, a few rows: what was told in the
// channel and to the asker, and where, since it may still be updated.
const (
	selectSpent = `
select key from outbox where workspace = $1 and topic = 'poll' and number = $2 and state in ('sent', 'dropped')
  and kind in ('question', 'receipt', 'reminder', 'copies', 'tidy') limit $3`
	deleteSpent = `
delete from outbox where workspace = $1 and topic = 'poll' and number = $2 and key = $3 and state in ('sent', 'dropped')`
)

// closed is a poll that has ended.
type closed struct {
	id polls.ID
	at int64
}

// spent is a row that is deleted.
type spent struct {
	of  polls.ID
	key string
}

// Purge takes one step in deleting the sent notices of closed polls, and reports whether there is more to do. Polls that take late
// answers keep theirs. It waits for nobody and delays nobody: while other changes wait, it does nothing.
func (s *Store) Purge(ctx context.Context, now time.Time) (more bool, err error) {
	from, err := s.purgedUntil(ctx)
	if err != nil {
		return false, err
	}
	var all []closed
	err = s.read(ctx, func(r *sql.Rows) error {
		var c closed
		err := r.Scan(&c.id.Workspace, &c.id.Number, &c.at)
		all = append(all, c)
		return err
	}, selectClosed, from, millis(now.Add(-keepSent)), int64(purgeStep))
	if err != nil || len(all) == 0 {
		return false, err
	}
	rows, until, err := s.spentOf(ctx, all, from)
	if err != nil {
		return false, err
	}
	err = s.do(ctx, changing, func(b *batch) error { return b.purge(rows, until) })
	if errors.Is(err, errBusy) {
		return true, nil
	}
	return err == nil, err
}

func (s *Store) purgedUntil(ctx context.Context) (at int64, err error) {
	set, _, err := s.Setting(ctx, "", "", purged)
	return millis(set.At), err
}

// spentOf returns rows of polls to delete, and until when polls closed have no more.
func (s *Store) spentOf(ctx context.Context, all []closed, from int64) (rows []spent, until int64, err error) {
	until = from
	for _, c := range all {
		err := s.read(ctx, func(r *sql.Rows) error {
			one := spent{of: c.id}
			err := r.Scan(&one.key)
			rows = append(rows, one)
			return err
		}, selectSpent, c.id.Workspace, c.id.Number, int64(purgeStep-len(rows)))
		if err != nil || len(rows) >= purgeStep {
			return rows, until, err
		}
		until = max(until, c.at-1) // others may have been closed in the same instant
	}
	if len(rows) == 0 && until == from {
		until = all[len(all)-1].at
	}
	return rows, until, nil
}

func (b *batch) purge(rows []spent, until int64) error {
	if b.jobs > 1 || b.w.waiting() {
		return errBusy
	}
	b.wrote = true
	for _, r := range rows {
		if err := b.tx.exec(deleteSpent, r.of.Workspace, r.of.Number, r.key); err != nil {
			return err
		}
	}
	return b.tx.exec(upsertSetting, "", "", purged, "yes", "", until)
}
