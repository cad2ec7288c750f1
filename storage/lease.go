package storage

import (
	"context"
	"database/sql"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"quorum/polls"
)

// Lease leases up to n deliveries in the lanes from…to that are due at now: the lowest lane first, and in a lane those that are due
// the longest. A reminder brings with it, beyond n, all reminders that are due to the same person, so that they can be one message.
// No other caller gets them until the given time. A delivery that is not settled by then is leased again, with Recover. Lease returns
// when that is durable.
func (s *Store) Lease(ctx context.Context, now, until time.Time, from, to polls.Lane, n int) ([]Delivery, error) {
	var leased []Delivery
	err := s.do(ctx, leasing, func(b *batch) (err error) {
		leased, err = b.lease(now, until, from, to, n)
		return err
	})
	if err != nil {
		return nil, err
	}
	return leased, nil
}

const selectDelivery = `
select workspace, topic, number, key, kind, person, detail, lane, state, due, revision, attempts, unknown, started_at, recover, lease,
  at_channel, at_message, again_due, again_lane
from outbox `

const selectDue = selectDelivery + `where lane = $1 and due <= $2 order by due limit $3`

const lease = `
update outbox set state = 'sending', due = $5, held = 0, lease = lease + 1, unknown = $6, recover = $7, started_at = $8
where workspace = $1 and topic = $2 and number = $3 and key = $4`

func (b *batch) lease(now, until time.Time, from, to polls.Lane, n int) ([]Delivery, error) {
	var rows []row
	for lane := from; lane <= to && len(rows) < n; lane++ {
		err := b.tx.query(collectRows(&rows), selectDue+b.w.dialect.lock, int64(lane), millis(now), int64(n-len(rows)))
		if err != nil {
			return nil, err
		}
	}
	if err := b.withCompanions(&rows, now); err != nil {
		return nil, err
	}
	leased := make([]Delivery, len(rows))
	for i := range rows {
		d := rows[i].leased()
		started := d.Started
		if started.IsZero() {
			started = now
		}
		err := b.tx.exec(lease, append(rowOf(d), millis(until), int64(d.Unknown), flag(d.Recover), millis(started))...)
		if err != nil {
			return nil, err
		}
		leased[i] = d
	}
	b.wrote = b.wrote || len(rows) > 0
	return leased, nil
}

// maxCompanions is how many reminders are one message at most.
const maxCompanions = 12

const selectCompanions = selectDelivery + `
where workspace = $1 and person = $2 and kind = 'reminder' and due <= $3 and due is not null order by due limit $4`

// withCompanions adds the other reminders that are due to the same people.
func (b *batch) withCompanions(rows *[]row, now time.Time) error {
	type key struct {
		workspace string
		to        polls.Person
	}
	had, asked := map[string]bool{}, map[key]bool{}
	for _, r := range *rows {
		had[r.Topic.Key()+" "+r.Key] = true
	}
	for _, r := range *rows {
		who := key{r.Topic.Workspace, r.To}
		if r.Kind != polls.NoticeReminder || asked[who] {
			continue
		}
		asked[who] = true
		var more []row
		err := b.tx.query(collectRows(&more), selectCompanions+b.w.dialect.lock, who.workspace, string(who.to), millis(now), int64(maxCompanions))
		if err != nil {
			return err
		}
		for _, m := range more {
			if !had[m.Topic.Key()+" "+m.Key] {
				*rows = append(*rows, m)
			}
		}
	}
	return nil
}

// row is a row of the outbox.
type row struct {
	Delivery
	state     DeliveryState
	againDue  sql.NullInt64
	againLane sql.NullInt64
}

// leased returns the delivery as the new holder of the lease gets it.
func (r row) leased() Delivery {
	d := r.Delivery
	d.lease++
	if r.state == sending { // the lease has run out
		d.Unknown++
		d.Recover = true
	}
	if !d.Recover {
		d.Started = time.Time{}
	}
	d.ID = deliveryID(d.Topic, d.Key, d.Revision)
	return d
}

func collectRows(all *[]row) func(*sql.Rows) error {
	return func(rows *sql.Rows) error {
		var r row
		var due, started sql.NullInt64
		err := rows.Scan(&r.Topic.Workspace, &r.Topic.Kind, &r.Topic.Number, &r.Key, &r.Kind, &r.To, &r.Detail, &r.Lane, &r.state, &due, &r.Revision,
			&r.Attempts, &r.Unknown, &started, &r.Recover, &r.lease, &r.At.Channel, &r.At.Message, &r.againDue, &r.againLane)
		if r.Topic.Kind == polls.AboutPerson {
			r.Topic.Person = r.To
		}
		r.Due, r.Started = moment(due.Int64), moment(started.Int64)
		*all = append(*all, r)
		return err
	}
}

// rowOf returns the primary key of the row of a delivery.
func rowOf(d Delivery) []any {
	return []any{d.Topic.Workspace, string(d.Topic.Kind), d.Topic.Number, d.Key}
}

// deliveryID returns the version 5 UUID (RFC 9562) of the notice and its revision, in a name space of this program. A notice about a
// schedule has an id of the form that it had before such notices were in the outbox: "T024BE7LD/S2/1764590000000".
func deliveryID(of polls.Topic, key string, revision int) string {
	if of.Kind == polls.AboutSchedule {
		return of.Key() + strings.TrimPrefix(key, string(polls.NoticeSchedule))
	}
	space := uuid.UUID([]byte("quorum delivery\x00"))
	return uuid.NewSHA1(space, []byte(of.Key()+"\x00"+key+"\x00"+strconv.Itoa(revision))).String()
}

func flag(yes bool) int64 {
	if yes {
		return 1
	}
	return 0
}

const selectNextDue = `select due from outbox where lane = $1 and due is not null order by due limit 1`

// NextDue returns when the next notice is due in the lanes from…to; ok is false when there is none.
func (s *Store) NextDue(ctx context.Context, from, to polls.Lane) (at time.Time, ok bool, err error) {
	for lane := from; lane <= to; lane++ {
		err := s.read(ctx, func(r *sql.Rows) error {
			var due int64
			if err := r.Scan(&due); err != nil {
				return err
			}
			if t := moment(due); !ok || t.Before(at) {
				at, ok = t, true
			}
			return nil
		}, selectNextDue, int64(lane))
		if err != nil {
			return time.Time{}, false, err
		}
	}
	return at, ok, nil
}
