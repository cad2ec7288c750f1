package storage

import (
	"context"
	"database/sql"
	"slices"
	"time"

	"quorum/polls"
)

// Digest says when somebody next reads what waits for them.
type Digest struct {
	Workspace string
	Person    polls.Person
	Due       time.Time
}

const upsertDigest = `
insert into digests (workspace, person, due) values ($1, $2, $3)
on conflict (workspace, person) do update set due = excluded.due`

const deleteDigest = `delete from digests where workspace = $1 and person = $2`

// SetDigest keeps when somebody next reads what waits for them; a zero Due forgets it. It returns when that is durable.
func (s *Store) SetDigest(ctx context.Context, d Digest) error {
	return s.do(ctx, changing, func(b *batch) error { return b.setDigest(d) })
}

func (b *batch) setDigest(d Digest) error {
	b.wrote, b.news = true, true
	if d.Due.IsZero() {
		return b.tx.exec(deleteDigest, d.Workspace, string(d.Person))
	}
	return b.tx.exec(upsertDigest, d.Workspace, string(d.Person), millis(d.Due))
}

const selectDigest = `select due from digests where workspace = $1 and person = $2`

// AdvanceDigest moves a digest that was due to its next time, or forgets it when that is zero, and puts notices into the
// outbox: all of it, or nothing when the digest is due at another time by now.
func (s *Store) AdvanceDigest(ctx context.Context, d Digest, next time.Time, notices ...polls.Notice) error {
	return s.do(ctx, changing, func(b *batch) error {
		var due int64
		err := b.tx.query(func(r *sql.Rows) error { return r.Scan(&due) }, selectDigest+b.w.dialect.lock, d.Workspace, string(d.Person))
		if err != nil || due != millis(d.Due) {
			return err
		}
		for _, n := range notices {
			if err := b.tell(n); err != nil {
				return err
			}
		}
		d.Due = next
		return b.setDigest(d)
	})
}

// The newest polls come from the index on people alone: else everybody in the workspace would be read.
const selectLastReminder = `
select coalesce(max(contacted_at), 0) from stakeholders join (
  select number from stakeholders where workspace = $1 and person = $2 order by number desc limit 200) as newest using (number)
where workspace = $1 and person = $2 and reminders > 0`

// LastReminder is when the last message that reminded somebody, of whatever question, arrived; zero when there was none of
// late.
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

// Reminding is until when a reminder of somebody may be on its way, other than those given, which are to one person: when
// the last of their leases ends, or when it is looked at again whether it has arrived. It is zero when none is.
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

// AlsoWaiting returns the other open polls that wait for people for whom a poll waits, each with those people.
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
