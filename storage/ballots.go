package storage

import (
	"database/sql"
	"encoding/json"
	"slices"
	"strings"

	"quorum/polls"
)

// Anonymous answers are in a table of their own, written together with the events that say who has answered. All answers of a poll
// are one text, the box. It has the answers and nothing else: no person, no time, and no order in the file that would tell which
// answer came first.

// unsigned is a ballot in a box.
type unsigned struct {
	Position   string           `json:"position"`
	Reason     string           `json:"reason"`
	Confidence polls.Confidence `json:"confidence"`
}

// The room of a box. Its length depends on how many people are asked. Only very long answers double it; then the place of the new
// pages in the file may tell when that was.
const (
	margin        = 4096  // bytes before the answers, as long as a page
	roomForAll    = 16384 // bytes
	roomForPerson = 320   // bytes for each person who is asked
)

const upsertBox = `
insert into boxes (workspace, number, content) values ($1, $2, $3)
on conflict (workspace, number) do update set content = excluded.content`

const (
	selectBox     = `select content from boxes where workspace = $1 and number = $2`
	selectBallots = `select position, reason, confidence from ballots where workspace = $1 and number = $2` // works in every version of the tables
)

// writeBallots adds the new anonymous answers of each poll to its box, and writes the whole box again.
func (b *batch) writeBallots() error {
	for _, t := range b.order {
		lines, err := t.ballots()
		if err != nil {
			return b.tx.fail(err)
		}
		if len(lines) == 0 {
			continue
		}
		if err := b.tx.query(collectLines(&lines), selectBox, t.id.Workspace, t.id.Number); err != nil {
			return err
		}
		if err := b.tx.exec(upsertBox, t.id.Workspace, t.id.Number, pack(lines, len(t.poll.Stakeholders()))); err != nil {
			return err
		}
	}
	return nil
}

// ballots returns the new answers of an anonymous poll, each as a line of the box.
func (t *touched) ballots() (lines []string, err error) {
	for _, e := range t.events {
		one, ok := e.Ballot()
		if !ok {
			continue
		}
		line, err := json.Marshal(unsigned(one))
		if err != nil {
			return nil, err
		}
		t.refold = t.refold || altered(line)
		lines = append(lines, string(line))
	}
	return lines, nil
}

// pack returns a box with these lines: a JSON array in alphabetical order, with the room for as many people as are asked.
func pack(lines []string, asked int) string {
	slices.Sort(lines)
	content := "[" + strings.Join(lines, ",\n") + "]"
	room := roomForAll + roomForPerson*asked
	for room < len(content) {
		room *= 2
	}
	return strings.Repeat(" ", margin) + content + strings.Repeat(" ", room-len(content))
}

// collectLines adds the lines of a box to others. A text in JSON has no line breaks.
func collectLines(lines *[]string) func(*sql.Rows) error {
	return func(r *sql.Rows) error {
		var content string
		err := r.Scan(&content)
		content = strings.Trim(content, " []")
		*lines = append(*lines, strings.Split(content, ",\n")...)
		return err
	}
}

func collectBallots(all *[]polls.Ballot) func(*sql.Rows) error {
	return func(r *sql.Rows) error {
		var one polls.Ballot
		err := r.Scan(&one.Position, &one.Reason, &one.Confidence)
		*all = append(*all, one)
		return err
	}
}

// refill adds the anonymous answers to a poll that was folded from its log. Both are read in one snapshot or transaction.
func refill(p *polls.Poll, read reading) error {
	var box []polls.Ballot
	err := read(collectBallots(&box), selectBallots, p.ID.Workspace, p.ID.Number)
	if err == nil {
		p.RestoreBallots(box)
	}
	return err
}
