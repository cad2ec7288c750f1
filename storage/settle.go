package storage

import (
	"context"
	"errors"
	"fmt"
	"time"

	"quorum/polls"
)

// Settle stores the result of a leased delivery and, in the same transaction, a change of its poll. change is as for [Store.Update];
// nil changes nothing, and a notice about no poll needs nil. Settle returns when both are durable.
//
//   - Sent is final, unless the notice became due again while it was being sent: then it is due as a new revision.
//   - Retry makes it due again at r.Next. It keeps Recover from an earlier try.
//   - Unknown makes it due again at r.Next with Recover, and counts as one more unknown outcome if the try counted.
//   - Failed and Dropped are final, unless the notice became due again while it was being sent: then it is due.
//
// After the lease has run out and the delivery was leased again, only Sent is stored. For other results the error is then
// [ErrLeaseLost], and nothing is saved.
//
// When the poll cannot be read, the error is [ErrUnreadable], and the result is stored all the same: otherwise the notice would be
// sent again and again.
func (s *Store) Settle(ctx context.Context, d Delivery, r Result, change func(p *polls.Poll) ([]polls.Event, error)) error {
	switch r.State {
	case Retry, Unknown, Sent, Failed, Dropped:
	default:
		return fmt.Errorf("storage: %q is not what may become of a delivery", r.State)
	}
	return s.do(ctx, settling, func(b *batch) error { return b.settle(d, r, change) })
}

const selectOne = selectDelivery + `where workspace = $1 and topic = $2 and number = $3 and key = $4`

const settle = `
update outbox set state = $5, due = $6, held = $7, lane = $8, revision = $9, again_due = $10, again_lane = $11,
  attempts = $12, unknown = $13, started_at = $14, recover = $15, at_channel = $16, at_message = $17, why = $18
where workspace = $1 and topic = $2 and number = $3 and key = $4`

func (b *batch) settle(d Delivery, r Result, change change) error {
	var rows []row
	if err := b.tx.query(collectRows(&rows), selectOne+b.w.dialect.lock, rowOf(d)...); err != nil {
		return err
	}
	if len(rows) == 0 {
		return ErrLeaseLost
	}
	is := rows[0]
	held := is.state == sending && is.lease == d.lease
	if !held && r.State != Sent {
		return ErrLeaseLost
	}
	var unread error
	if change != nil {
		switch err := b.change(d.Topic.Poll(), change); {
		case errors.Is(err, ErrUnreadable):
			unread = err
		case err != nil:
			return err
		}
	}
	if !held && !is.wouldRepeat(d) {
		return unread
	}
	if r.Then != nil && unread == nil {
		switch err := b.then(d.Topic.Poll(), r.Then); {
		case errors.Is(err, ErrUnreadable):
			unread = err
		case err != nil:
			return err
		}
	}
	return errors.Join(b.writeSettled(is.settled(d, r), r), unread)
}

// then adds the notices that follow.
func (b *batch) then(id polls.ID, next func(*polls.Poll) []polls.Notice) error {
	t, err := b.touch(id)
	if err != nil {
		return err
	}
	more, err := contain(func() ([]polls.Notice, error) { return next(t.poll), nil })
	t.notices.add(more)
	return err
}

// wouldRepeat reports whether the row would be sent again although this sending has arrived.
func (is row) wouldRepeat(d Delivery) bool {
	return is.Revision == d.Revision && (is.state == sending || is.state == Unknown || is.state == Retry)
}

func (b *batch) writeSettled(is row, r Result) error {
	b.wrote = true
	var due any
	if is.state == Retry || is.state == Unknown {
		due, b.news, b.came = millis(is.Due), true, b.came.with(is.Lane)
	}
	return b.tx.exec(settle, append(rowOf(is.Delivery), string(is.state), due, flag(is.state == Retry && r.State == Retry),
		int64(is.Lane), int64(is.Revision), nullable(is.againDue), nullable(is.againLane), int64(is.Attempts), int64(is.Unknown),
		orNull(is.Started), flag(is.Recover), is.At.Channel, is.At.Message, r.Why)...)
}

// settled returns the row after the result. Only this function decides what a result means.
func (is row) settled(d Delivery, r Result) row {
	is.state, is.Due = r.State, r.Next
	if r.Counted {
		is.Attempts++
	}
	switch r.State {
	case Sent:
		if !r.At.IsZero() {
			is.At = r.At
		}
		if is.againDue.Valid {
			is.Revision++
			is.Attempts = 0
		}
		is.Recover, is.Unknown, is.Started = false, 0, time.Time{}
		return is.again()
	case Retry:
		is.Started, is.Recover = d.Started, d.Recover
		if !is.Recover { // the next try shows the new content
			is.againDue.Valid, is.againLane.Valid = false, false
		}
	case Unknown:
		if is.Recover && is.Unknown == 0 { // it was looked for, see Wake, and was now sent for the first time
			is.Started = time.Now()
		}
		is.Recover = true
		if r.Counted {
			is.Unknown++
		}
	case Failed, Dropped:
		is.Started, is.Recover = d.Started, d.Recover
		return is.again()
	case sending:
	}
	return is
}

// again makes a notice due that became due again while it was being sent.
func (is row) again() row {
	if !is.againDue.Valid {
		return is
	}
	is.state, is.Due, is.Lane = Retry, moment(is.againDue.Int64), polls.Lane(is.againLane.Int64)
	is.againDue.Valid, is.againLane.Valid = false, false
	return is
}
