package storage

import (
	"context"
	"database/sql"
	"slices"
	"time"

	"quorum/polls"
)

// Digest says when a person gets the next list of what waits for an answer.
type Digest struct {
	Workspace string
	Person    polls.Person
	Due       time.Time
}

const upsertDigest = `
insert into digests (workspace, person, due) values ($1, $2, $3)
on conflict (workspace, person) do update set due = excluded.due`

const deleteDigest = `delete from digests where workspace = $1 and person = $2`

// SetDigest stores when the next digest of a person is due; a zero Due deletes it. It returns when that is durable.
func (s *Store) SetDigest(ctx context.Context, d Digest) error {
	return s.change(ctx, func(b *batch) error { return b.setDigest(d) })
}

func (b *batch) setDigest(d Digest) error {
	b.wrote, b.news = true, true
	if d.Due.IsZero() {
		return b.tx.exec(deleteDigest, d.Workspace, string(d.Person))
	}
	return b.tx.exec(upsertDigest, d.Workspace, string(d.Person), millis(d.Due))
}

const selectDigest = `select due from digests where workspace = $1 and person = $2`

// AdvanceDigest moves a digest that was due to its next time, or deletes it when that is zero, and adds notices to the outbox. It does
// nothing when the digest is due at another time by now.
func (s *Store) AdvanceDigest(ctx context.Context, d Digest, next time.Time, notices ...polls.Notice) error {
	return s.do(ctx, changing, func(b *batch) error {
		var due int64
		err := b.tx.query(func(r *sql.Rows) error { return r.Scan(&due) }, selectDigest+b.w.dialect.lock, d.Workspace, string(d.Person))
		if err != nil || due != millis(d.Due) {
			return err
		}
		for _, n := range notices {
			if err := b.addNotice(n); err != nil {
				return err
			}
		}
		d.Due = next
		return b.setDigest(d)
	})
}

// The newest polls come from the index on people alone: otherwise all people of the workspace would be read.
const selectLastReminder = `
select coalesce(max(contacted_at), 0) from stakeholders join (
  select number from stakeholders where workspace = $1 and person = $2 order by number desc limit 200) as newest using (number)
where workspace = $1 and person = $2 and reminders > 0`

// LastReminder returns when the last reminder of any question reached a person; zero when there was none in the newest polls.
func (s *Store) LastReminder(ctx context.Context, workspace string, who polls.Person) (at time.Time, err error) {
	err = s.read(ctx, func(r *sql.Rows) error {
		var ms int64
		err := r.Scan(&ms)
		at = moment(ms)
		return err
	}, selectLastReminder, workspace, string(who))
	return at, err
}

const selectReminding = `
select number, key, due from outbox
where workspace = $1 and person = $2 and kind = 'reminder' and due is not null and (state <> 'due' or recover = 1)`

// Reminding returns until when another reminder may be on its way to the person to whom these deliveries go: when its lease ends, or
// when it will be looked for. It is zero when there is none.
func (s *Store) Reminding(ctx context.Context, but []Delivery) (until time.Time, err error) {
	if len(but) == 0 {
		return time.Time{}, nil
	}
	err = s.read(ctx, func(r *sql.Rows) error {
		var number, due int64
		var key string
		if err := r.Scan(&number, &key, &due); err != nil {
			return err
		}
		ours := slices.ContainsFunc(but, func(d Delivery) bool { return d.Topic.Number == number && d.Key == key })
		if at := moment(due); !ours && at.After(until) {
			until = at
		}
		return nil
	}, selectReminding, but[0].Topic.Workspace, string(but[0].To))
	return until, err
}

const selectAlsoWaiting = `
select other.number, other.person
from stakeholders here cross join stakeholders other
where here.workspace = $1 and here.number = $2 and here.awaited = 1
  and other.workspace = here.workspace and other.person = here.person and other.awaited = 1 and other.number <> here.number
order by other.number`

// AlsoWaiting returns the other open polls that wait for the same people as a poll, each with those people.
func (s *Store) AlsoWaiting(ctx context.Context, id polls.ID) (map[polls.ID][]polls.Person, error) {
	also := map[polls.ID][]polls.Person{}
	err := s.read(ctx, func(r *sql.Rows) error {
		other := polls.ID{Workspace: id.Workspace}
		var who polls.Person
		err := r.Scan(&other.Number, &who)
		also[other] = append(also[other], who)
		return err
	}, selectAlsoWaiting, id.Workspace, id.Number)
	return also, err
}
