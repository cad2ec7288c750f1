package storage

import (
	"context"
	"database/sql"

	"quorum/polls"
)

const lineColumns = `polls.workspace, polls.number, polls.question, polls.asker, polls.channel, polls.state, polls.deadline,
  polls.opened_at, polls.published_at, polls.closed_at, polls.answered, polls.asked, polls.outcome, polls.leader,
  polls.card_channel, polls.card_message, polls.asked_again, polls.late`

// readLine reads the columns of a line, and more columns into more.
func readLine(r *sql.Rows, more ...any) (polls.ListEntry, error) {
	var l polls.ListEntry
	var deadline, opened int64
	var published, closed sql.NullInt64
	err := r.Scan(append([]any{
		&l.ID.Workspace, &l.ID.Number, &l.Question, &l.Asker, &l.Channel, &l.Phase, &deadline, &opened, &published, &closed,
		&l.Answered, &l.Asked, &l.Label, &l.Leader, &l.Card.Channel, &l.Card.Message, &l.AskedAgain, &l.Late,
	}, more...)...)
	l.Deadline, l.OpenedAt, l.PublishedAt, l.ClosedAt = moment(deadline), moment(opened), moment(published.Int64), moment(closed.Int64)
	return l, err
}

const selectWaiting = `
select ` + lineColumns + `, stakeholders.question_channel, stakeholders.question_message
from stakeholders join polls using (workspace, number)
where stakeholders.workspace = $1 and stakeholders.person = $2 and stakeholders.awaited = 1
order by polls.deadline, polls.number limit $3 offset $4`

const countWaiting = `select count(*) from stakeholders where workspace = $1 and person = $2 and awaited = 1`

// CountWaiting returns how many open polls wait for a person's answer.
func (s *Store) CountWaiting(ctx context.Context, workspace string, who polls.Person) (n int, err error) {
	err = s.read(ctx, func(r *sql.Rows) error { return r.Scan(&n) }, countWaiting, workspace, string(who))
	return n, err
}

// Waiting returns up to n open polls that wait for a person's answer, without the first skip; the one that closes first is the first.
func (s *Store) Waiting(ctx context.Context, workspace string, who polls.Person, skip, n int) ([]polls.ListEntry, error) {
	var lines []polls.ListEntry
	err := s.read(ctx, func(r *sql.Rows) error {
		var at polls.Place
		l, err := readLine(r, &at.Channel, &at.Message)
		l.QuestionAt = at
		lines = append(lines, l)
		return err
	}, selectWaiting, workspace, string(who), int64(n), int64(skip))
	return lines, err
}

const selectByCard = `
select number from polls where workspace = $1 and card_channel = $2 and card_message = $3 and state = 'open'`

// ByCard returns the open poll whose card is this message; ok is false when there is none.
func (s *Store) ByCard(ctx context.Context, workspace string, at polls.Place) (id polls.ID, ok bool, err error) {
	id.Workspace = workspace
	err = s.read(ctx, func(r *sql.Rows) error { ok = true; return r.Scan(&id.Number) }, selectByCard, workspace, at.Channel, at.Message)
	return id, ok, err
}

const selectAsked = `
select ` + lineColumns + ` from polls where workspace = $1 and asker = $2
order by case state when 'open' then 0 when 'published' then 1 else 2 end, number desc limit $3 offset $4`

const countAsked = `select polls from askers where workspace = $1 and person = $2`

// CountAsked returns how many polls a person has asked.
func (s *Store) CountAsked(ctx context.Context, workspace string, who polls.Person) (n int, err error) {
	err = s.read(ctx, func(r *sql.Rows) error { return r.Scan(&n) }, countAsked, workspace, string(who))
	return n, err
}

// Asked returns up to n polls that a person has asked, without the first skip: open ones, then published ones, then the rest, each
// with the newest first.
func (s *Store) Asked(ctx context.Context, workspace string, who polls.Person, skip, n int) ([]polls.ListEntry, error) {
	var lines []polls.ListEntry
	err := s.read(ctx, func(r *sql.Rows) error {
		l, err := readLine(r)
		lines = append(lines, l)
		return err
	}, selectAsked, workspace, string(who), int64(n), int64(skip))
	return lines, err
}

const selectOpenWith = `
select polls.workspace, polls.number from polls cross join stakeholders
where polls.workspace = $1 and polls.closed_at is null
  and stakeholders.workspace = polls.workspace and stakeholders.number = polls.number and stakeholders.person = $2
order by polls.number`

// OpenWith returns the polls, open or published, in which a person was asked, by number.
func (s *Store) OpenWith(ctx context.Context, workspace string, who polls.Person) ([]polls.ID, error) {
	var ids []polls.ID
	err := s.read(ctx, collectIDs(&ids), selectOpenWith, workspace, string(who))
	return ids, err
}

const selectNewest = `select number from polls where workspace = $1 and asker = $2 order by number desc limit 1`

// Newest returns the poll that a person asked last; ok is false when there is none.
func (s *Store) Newest(ctx context.Context, workspace string, asker polls.Person) (id polls.ID, ok bool, err error) {
	id.Workspace = workspace
	err = s.read(ctx, func(r *sql.Rows) error { ok = true; return r.Scan(&id.Number) }, selectNewest, workspace, string(asker))
	return id, ok, err
}

// Viewer is the person who looks at a list, and where.
type Viewer struct {
	Person  polls.Person
	Channel string // the conversation in which the list will be shown; empty: none
	Before  int64  // only polls with a lower number, in the log; 0: all
}
