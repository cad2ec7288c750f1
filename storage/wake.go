package storage

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"quorum/polls"
)

// gap is for how long nothing may have been stored before a start. After a longer time the database may be a copy that was
// put back: what it has not sent yet, or will come to send, may have been sent after the copy was made.
const gap = 30 * time.Second

// What the store keeps for itself among the settings, in nobody's name: until when polls were opened whose letters are looked
// for, and that the database is a copy by [Store.Backup] on which nobody has run yet.
const (
	wake   = "look for letters of polls opened until"
	copied = "is a copy"
)

// selectNewestEvent looks at the newest polls of each workspace, where nearly everything happens: what it does not see makes the
// store look for more letters, and never for fewer.
const selectNewestEvent = `
select coalesce(max(e.at), 0) from workspaces w
join events e on e.workspace = w.workspace and e.number > w.last - 50`

// What is looked for: messages of their own, and neither reminders nor changes of what stands somewhere.
const (
	lookFor = `topic = 'poll' and kind <> 'receipt' and lane in ($1, $2)`
	markDue = `
update outbox set recover = 1, started_at = (
  select opened_at from polls where polls.workspace = outbox.workspace and polls.number = outbox.number)
where state = 'due' and recover = 0 and revision = 0 and at_message = '' and due is not null and ` + lookFor
)

// Wake is told that letters are going to be delivered, at now. When the database is a backup, or nothing was stored for a while
// before, each
// letter of a poll that was opened until now, and that this database does not know to have been sent, is leased with Recover
// and no Unknown, so that it is looked for before it is sent for the first time. gone is how long nothing was stored; zero
// when that was short, or nothing ever was. Earlier times are remembered.
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

// noted is when something was noted that the store keeps for itself; zero when it was not.
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

// sentSince returns since when a new letter of a poll may have been sent already, and is looked for; zero when it was not.
func (w *writer) sentSince(p *polls.Poll, n polls.Notice) (since time.Time) {
	if p.OpenedAt.Before(w.woke) && (n.Lane == polls.LaneCard || n.Lane == polls.LaneQuestion) && n.Kind != polls.NoticeRecorded {
		since = p.OpenedAt
	}
	return since
}
