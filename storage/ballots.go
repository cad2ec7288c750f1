package storage

import (
	"crypto/rand"
	"database/sql"

	"quorum/polls"
)

// What was answered anonymously is in a table of its own, whose rows have a random key and lie in its order, and neither a
// person nor a time. It is written together with the events that say who has answered.

func insertBallots() insert {
	return insert{into: "ballots (workspace, number, key, position, reason, confidence)", columns: 6}
}

func (b *batch) writeBallots() error {
	rows := b.tx.into(insertBallots())
	for _, t := range b.order {
		for _, e := range t.events {
			one, ok := e.Ballot()
			if !ok {
				continue
			}
			if err := rows.add(t.id.Workspace, t.id.Number, rand.Text(), one.Position, one.Reason, string(one.Confidence)); err != nil {
				return err
			}
		}
	}
	return rows.flush()
}

const selectBallots = `select position, reason, confidence from ballots where workspace = $1 and number = $2 order by key`

func collectBallots(all *[]polls.Ballot) func(*sql.Rows) error {
	return func(r *sql.Rows) error {
		var one polls.Ballot
		err := r.Scan(&one.Position, &one.Reason, &one.Confidence)
		*all = append(*all, one)
		return err
	}
}

// refill completes a poll that was folded from its log, in one snapshot or transaction with that.
func refill(p *polls.Poll, read reading) error {
	var box []polls.Ballot
	err := read(collectBallots(&box), selectBallots, p.ID.Workspace, p.ID.Number)
	if err == nil {
		p.Refill(box)
	}
	return err
}
