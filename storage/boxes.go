package storage

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"github.com/pressly/goose/v3"

	"quorum/polls"
)

// boxSteps are the migrations that move anonymous answers from the table of an earlier version into boxes, and erase them there.
func boxSteps() []*goose.Migration {
	return []*goose.Migration{
		goose.NewGoMigration(7, &goose.GoFunc{RunTx: moveBallots}, nil),
		goose.NewGoMigration(8, &goose.GoFunc{RunDB: rebuildSQLite}, nil),
	}
}

// createBoxes creates the table of anonymous answers; who has answered is in stakeholders and events. The blanks in a box matter.
// Those before the answers fill the part of a row that SQLite keeps beside other rows and moves, so that the answers lie on pages
// of their own. Those after the answers are room for more: the box of a poll always has the same length, and stays in its place.
const createBoxes = `
create table boxes (
  workspace text not null,
  number    integer not null,
  content   text not null, -- the answers in JSON, each in its line, in the order of the lines, between blanks
  primary key (workspace, number),
  foreign key (workspace, number) references polls,
  constraint box_content check (content <> '')
) strict`

// viewBallots is a view with a row for each answer, like the table that it replaces.
const viewBallots = `
create view ballots as
select boxes.workspace, boxes.number, answer.value ->> 'position' as position, answer.value ->> 'reason' as reason,
  answer.value ->> 'confidence' as confidence
from boxes, json_each(boxes.content) as answer`

// moveBallots moves the ballots of each poll into its box.
func moveBallots(ctx context.Context, tx *sql.Tx) error {
	if _, err := tx.ExecContext(ctx, createBoxes); err != nil {
		return err
	}
	boxes, asked := map[polls.ID][]string{}, map[polls.ID]int{}
	rows, err := tx.QueryContext(ctx, `
select workspace, number, position, reason, confidence,
  (select count(*) from stakeholders where stakeholders.workspace = b.workspace and stakeholders.number = b.number)
from ballots as b`)
	err = scan(rows, err, func(r *sql.Rows) error {
		var id polls.ID
		var one unsigned
		var n int
		if err := r.Scan(&id.Workspace, &id.Number, &one.Position, &one.Reason, &one.Confidence, &n); err != nil {
			return err
		}
		line, err := json.Marshal(one)
		boxes[id], asked[id] = append(boxes[id], string(line)), n
		return err
	})
	if err != nil {
		return err
	}
	for id, lines := range boxes {
		_, err := tx.ExecContext(ctx, "insert into boxes (workspace, number, content) values (?, ?, ?)", id.Workspace, id.Number, pack(lines, asked[id]))
		if err != nil {
			return err
		}
	}
	_, err = tx.ExecContext(ctx, "drop table ballots;"+viewBallots)
	return err
}

// rebuildSQLite writes the whole file again from its rows, if it ever had anonymous answers: their order is still in its pages, also
// in free ones.
func rebuildSQLite(ctx context.Context, db *sql.DB) error {
	var ever bool
	if err := db.QueryRowContext(ctx, "select exists (select 1 from boxes)").Scan(&ever); err != nil || !ever {
		return err
	}
	_, err := db.ExecContext(ctx, "pragma temp_store = file; vacuum; pragma wal_checkpoint(truncate)")
	if err != nil {
		return fmt.Errorf("what an earlier version has left of anonymous answers cannot be erased, which takes as much room on the disk as the database: %w", err)
	}
	return nil
}
