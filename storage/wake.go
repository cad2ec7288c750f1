package storage

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"quorum/polls"
)

// gap is how long before a start nothing may have been stored. After a longer time the database may be a backup that was restored:
// its notices may have been sent after the backup was made.
const gap = 30 * time.Second

// Settings of the store itself: letters of polls that were opened before this time are looked for; the database is a copy by
// [Store.Backup] on which no program has run yet.
const (
	wake   = "look for letters of polls opened until"
	copied = "is a copy"
)

// selectNewestEvent reads the newest polls of each workspace, where nearly everything happens. An event that it misses makes the store
// look for more letters, never for fewer.
const selectNewestEvent = `
select coalesce(max(e.at), 0) from workspaces w
join events e on e.workspace = w.workspace and e.number > w.last - 50`

// Only new messages are looked for: neither reminders nor updates of messages.
const (
	lookFor = `topic = 'poll' and kind <> 'receipt' and lane in ($1, $2)`
	markDue = `
update outbox set recover = 1, started_at = (
  select opened_at from polls where polls.workspace = outbox.workspace and polls.number = outbox.number)
where state = 'due' and recover = 0 and revision = 0 and at_message = '' and due is not null and ` + lookFor
)

// Wake must be called before letters are delivered. When the database is a backup, or nothing was stored for a while, each letter of
// the polls so far that is not known to be sent will be leased with Recover and without Unknown, so that it is looked for before it
// is sent for the first time. gone is how long nothing was stored; zero when that was short, or when nothing was ever stored.
// Earlier calls are remembered.
func (s *Store) Wake(ctx context.Context, now time.Time) (gone time.Duration, err error) {
	err = s.do(ctx, changing, func(b *batch) error {
		var newest int64
		if err := b.tx.query(func(r *sql.Rows) error { return r.Scan(&newest) }, selectNewestEvent); err != nil {
			return err
		}
		isCopy, err := b.noted(copied)
		if err != nil {
			return err
		}
		if gone = now.Sub(moment(newest)); newest == 0 || gone <= gap && isCopy.IsZero() {
			gone = 0
			b.w.woke, err = b.noted(wake)
			return err
		}
		b.wrote, b.w.woke = true, now
		return errors.Join(
			b.tx.exec(markDue, int64(polls.LaneCard), int64(polls.LaneQuestion)),
			b.tx.exec(upsertSetting, "", "", wake, "yes", "", now.UnixMilli()),
			b.tx.exec(deleteSetting, "", "", copied),
		)
	})
	return gone, err
}

// noted returns when a setting of the store itself was stored; zero when it was not.
func (b *batch) noted(name string) (at time.Time, err error) {
	err = b.tx.query(func(r *sql.Rows) error {
		var value, by string
		var millis int64
		err := r.Scan(&value, &by, &millis)
		at = moment(millis)
		return err
	}, selectSetting, "", "", name)
	return at, err
}

// sentSince returns since when a new letter of a poll may have been sent already, so that it is looked for; zero when it cannot have
// been sent.
func (w *writer) sentSince(p *polls.Poll, n polls.Notice) (since time.Time) {
	if p.OpenedAt.Before(w.woke) && (n.Lane == polls.LaneCard || n.Lane == polls.LaneQuestion) && n.Kind != polls.NoticeRecorded {
		since = p.OpenedAt
	}
	return since
}
