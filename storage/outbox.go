package storage

import (
	"errors"
	"time"

	"quorum/polls"
)

// Delivery is one sending of a notice, as leased from the outbox.
type Delivery struct {
	polls.Notice // without Again, which is not stored

	// ID names this sending: it is the same for every try, and another one when the notice is sent again after it was sent.
	ID       string
	Revision int         // how often the notice was due again after it had been sent
	Attempts int         // the tries of this sending that counted
	Unknown  int         // the tries of this sending whose outcome is unknown
	Started  time.Time   // when the first try that may have arrived began; zero if none
	Recover  bool        // a try may have arrived: look for it before sending
	At       polls.Place // where the notice was sent before; zero if never

	lease int64 // the number of the lease, by which a late Settle is recognized
}

// DeliveryState is where a delivery stands in the outbox.
type DeliveryState string

// The states in which Settle can put a leased delivery.
const (
	Retry   DeliveryState = "due"     // it did not arrive; it is due again at Result.Next
	Unknown DeliveryState = "unknown" // it may have arrived; it is leased with Recover at Result.Next
	Sent    DeliveryState = "sent"
	Failed  DeliveryState = "failed"  // refused for good
	Dropped DeliveryState = "dropped" // it is no longer needed
)

// sending is the state of a leased delivery.
const sending DeliveryState = "sending"

// Result is what became of a delivery.
type Result struct {
	State   DeliveryState
	At      polls.Place // where the message is, if Sent; zero: as before
	Next    time.Time   // when it is due again, if Retry or Unknown
	Counted bool        // the try counts as an attempt
	Why     string      // the reason, for the operator; it is stored
	// Then returns the notices that follow, from the poll as it is then; nil: none. They are stored with the result. All changes
	// wait while it runs.
	Then func(p *polls.Poll) []polls.Notice
}

// notices gathers the new notices of one poll, each key once.
type notices struct {
	all   []polls.Notice
	byKey map[string]int
}

func (n *notices) add(more []polls.Notice) {
	if n.byKey == nil {
		n.byKey = make(map[string]int, len(more))
	}
	for _, m := range more {
		i, twice := n.byKey[m.Key]
		if !twice {
			n.byKey[m.Key] = len(n.all)
			n.all = append(n.all, m)
			continue
		}
		if m.Again {
			n.all[i] = merged(n.all[i], m)
		}
	}
}

// merged returns one notice for two of the same key that were not sent yet.
func merged(a, b polls.Notice) polls.Notice {
	if b.Due.Before(a.Due) {
		a.Due = b.Due
	}
	a.Lane = min(a.Lane, b.Lane)
	a.Again = true
	return a
}

// outboxRow are the columns of a new row; see noticeRow.
const outboxRow = "outbox (workspace, topic, number, key, kind, person, detail, lane, due, recover, started_at)"

const outboxColumns = 11

// noticeRow returns the values of a new row. Unless since is zero, the notice may have been sent after that time, and is looked for
// before it is sent.
func noticeRow(n polls.Notice, since time.Time) []any {
	return []any{
		n.Topic.Workspace, string(n.Topic.Kind), n.Topic.Number, n.Key, string(n.Kind), string(n.To), n.Detail, int64(n.Lane), millis(n.Due),
		flag(!since.IsZero()), orNull(since),
	}
}

// insertOnce is for a notice that is sent once: inserting it a second time changes nothing.
func insertOnce() insert {
	return insert{into: outboxRow, columns: outboxColumns, then: "on conflict (workspace, topic, number, key) do nothing"}
}

// insertAgain is for a notice that is sent again when its content has changed. What it does depends on the state of the row:
//   - due: the notice is sent once, at the earlier of the two times; a backoff stays.
//   - sending or unknown: the row remembers it, and is due again when the delivery has been settled.
//   - sent: the row is due as a new revision.
//   - failed or dropped: the row is due again as the same revision, because that one has not arrived.
func insertAgain() insert {
	return insert{into: outboxRow, columns: outboxColumns, then: `
on conflict (workspace, topic, number, key) do update set
  lane = case
    when outbox.state in ('sending', 'unknown') then outbox.lane
    when outbox.state = 'due' and outbox.lane < excluded.lane then outbox.lane
    else excluded.lane end,
  due = case
    when outbox.state in ('sending', 'unknown') then outbox.due
    when outbox.state = 'due' and (outbox.held = 1 or outbox.due < excluded.due) then outbox.due
    else excluded.due end,
  again_due = case
    when outbox.state not in ('sending', 'unknown') then null
    when outbox.again_due < excluded.due then outbox.again_due
    else excluded.due end,
  again_lane = case
    when outbox.state not in ('sending', 'unknown') then null
    when outbox.again_lane < excluded.lane then outbox.again_lane
    else excluded.lane end,
  revision = case when outbox.state = 'sent' then outbox.revision + 1 else outbox.revision end,
  attempts = case when outbox.state in ('sent', 'failed', 'dropped') then 0 else outbox.attempts end,
  unknown = case when outbox.state in ('sent', 'failed', 'dropped') then 0 else outbox.unknown end,
  why = case when outbox.state in ('sent', 'failed', 'dropped') then '' else outbox.why end,
  state = case when outbox.state in ('sent', 'failed', 'dropped') then 'due' else outbox.state end
where outbox.state <> 'due' or outbox.lane > excluded.lane or outbox.held = 0 and outbox.due > excluded.due`}
}

func (b *batch) writeNotices() error {
	once, again := b.tx.into(insertOnce()), b.tx.into(insertAgain())
	for _, t := range b.order {
		for _, n := range t.notices.all {
			into := once
			if n.Again {
				into = again
			}
			if err := into.add(noticeRow(n, b.w.sentSince(t.poll, n))...); err != nil {
				return err
			}
			b.news, b.came = true, b.came.with(n.Lane)
		}
	}
	if err := once.flush(); err != nil {
		return err
	}
	return again.flush()
}

// addNotice adds a notice that is about no poll.
func (b *batch) addNotice(n polls.Notice) error {
	rows := b.tx.into(insertOnce())
	b.wrote, b.news, b.came = true, true, b.came.with(n.Lane)
	return errors.Join(rows.add(noticeRow(n, time.Time{})...), rows.flush())
}
