package storage

import (
	"slices"

	"quorum/polls"
)

const insertPoll = `
insert into polls (workspace, number, version, state, deadline, due, published_at, closed_at, closed_why,
  answered, asked, outcome, leader, lead, sources, card_channel, card_message, rule, asked_again,
  unweighed, late, request, asker, question, context, kind, channel, opened_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17,
  $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28)`

// updatePoll writes the columns of a poll that may change. updateCounts leaves out those that are in an index, and those that change
// only with one of them: for each column that is written SQLite writes its indexes anew, whatever the value.
const (
	updatePoll = `
update polls set version = $3, state = $4, deadline = $5, due = $6, published_at = $7, closed_at = $8, closed_why = $9,
  answered = $10, asked = $11, outcome = $12, leader = $13, lead = $14, sources = $15, card_channel = $16, card_message = $17,
  rule = $18, asked_again = $19, unweighed = $20, late = $21
where workspace = $1 and number = $2`
	updateCounts = `
update polls set version = $3, deadline = $4, published_at = $5, closed_why = $6, answered = $7, asked = $8, outcome = $9, leader = $10,
  lead = $11, sources = $12, rule = $13, asked_again = $14, late = $15
where workspace = $1 and number = $2`
)

// indexed are the columns of a poll that may change and are in an index.
type indexed struct {
	state                    polls.Phase
	due, closed              int64
	cardChannel, cardMessage string
	unweighed                bool
}

func indexedOf(p *polls.Poll) indexed {
	return indexed{p.Phase, millis(p.Due()), millis(p.ClosedAt), p.Card.Channel, p.Card.Message, p.Unweighed()}
}

func (b *batch) writePolls() error {
	for _, t := range b.order {
		if len(t.events) == 0 {
			continue
		}
		var err error
		now := indexedOf(t.poll)
		switch {
		case t.fresh:
			err = b.tx.exec(insertPoll, append(standing(t.poll), opening(t)...)...)
		case t.indexed != nil && *t.indexed == now:
			err = b.tx.exec(updateCounts, counts(t.poll)...)
		default:
			err = b.tx.exec(updatePoll, standing(t.poll)...)
		}
		if err != nil {
			return err
		}
		t.indexed = &now
	}
	return nil
}

// standing returns the columns that may change, after those of the key.
func standing(p *polls.Poll) []any {
	answered, asked := p.Progress()
	o := p.Outcome
	return []any{
		p.ID.Workspace, p.ID.Number, int64(p.Version), string(p.Phase), p.Deadline.UnixMilli(), orNull(p.Due()), orNull(p.Published),
		orNull(p.ClosedAt), string(p.ClosedWhy), int64(answered), int64(asked), string(o.Label), o.Choice(), int64(o.Lead),
		int64(o.Sources), p.Card.Channel, p.Card.Message, p.Rule.String(), p.AskedAgain,
		flag(p.Unweighed()), p.LateWords(),
	}
}

// counts returns the columns of updateCounts, after those of the key.
func counts(p *polls.Poll) []any {
	all := standing(p)
	return slices.Concat(all[:3], all[4:5], all[6:7], all[8:15], all[17:19], all[20:])
}

// opening returns the columns that never change.
func opening(t *touched) []any {
	p := t.poll
	var request any
	if t.request != "" {
		request = t.request
	}
	return []any{request, string(p.Asker), p.Question, p.Context, p.Kind.Name(), p.Channel, p.OpenedAt.UnixMilli()}
}

func upsertStakeholders() insert {
	return insert{
		into: "stakeholders (workspace, number, person, source, stands_for, state, changes, first_at, has_left, question_channel, " +
			"question_message, delivered_at, unreachable, reminders, contacted_at, awaited)",
		columns: 16,
		then: `on conflict (workspace, number, person) do update set
  state = excluded.state, changes = excluded.changes, first_at = excluded.first_at, has_left = excluded.has_left,
  question_channel = excluded.question_channel, question_message = excluded.question_message,
  delivered_at = excluded.delivered_at, unreachable = excluded.unreachable, reminders = excluded.reminders,
  contacted_at = excluded.contacted_at, awaited = excluded.awaited`,
	}
}

func upsertAnswers() insert {
	return insert{
		into:    "answers (workspace, number, person, late, position, reason, confidence, exposed, at, added)",
		columns: 10,
		then: `on conflict (workspace, number, person, late) do update set
  position = excluded.position, reason = excluded.reason, confidence = excluded.confidence, exposed = excluded.exposed,
  at = excluded.at, added = excluded.added`,
	}
}

const forsake = `update stakeholders set awaited = 0 where workspace = $1 and number = $2 and awaited = 1`

// open reports whether the poll waits for answers that count.
func (t *touched) open() bool { return t.poll.Phase == polls.PhaseOpen }

const deleteAnswer = `delete from answers where workspace = $1 and number = $2 and person = $3 and late = 0`

// writePeople writes the rows of all people whom the events touched.
func (b *batch) writePeople() error {
	people, answers := b.tx.into(upsertStakeholders()), b.tx.into(upsertAnswers())
	for _, t := range b.order {
		t.people = distinct(t.people)
		for _, who := range t.people {
			if s, ok := t.poll.Stakeholder(who); ok {
				if err := t.writeStakeholder(people, s); err != nil {
					return err
				}
			}
		}
	}
	if err := people.flush(); err != nil { // the rows of answers refer to them
		return err
	}
	for _, t := range b.order {
		if t.waited && !t.open() {
			if err := b.tx.exec(forsake, t.id.Workspace, t.id.Number); err != nil {
				return err
			}
		}
	}
	for _, t := range b.order {
		for _, who := range t.people {
			if s, ok := t.poll.Stakeholder(who); ok {
				if err := b.writeAnswers(answers, t, s); err != nil {
					return err
				}
			}
		}
	}
	return answers.flush()
}

func (t *touched) writeStakeholder(into *rows, s polls.Stakeholder) error {
	return into.add(
		t.id.Workspace, t.id.Number, string(s.Person), s.Source, string(s.For), string(s.State), int64(s.Changes), orNull(s.First), oneIf(s.Left),
		s.Question.Channel, s.Question.Message, orNull(s.Delivered), s.Unreachable, int64(s.Reminders), orNull(s.Contacted),
		oneIf(t.open() && s.State == polls.Pending),
	)
}

// writeAnswers writes the answer of a person, and the late answer.
func (b *batch) writeAnswers(into *rows, t *touched, s polls.Stakeholder) error {
	var err error
	switch {
	case t.poll.Anonymous: // the answers are in the poll's box
	case s.State == polls.HasAnswer:
		err = t.writeAnswer(into, s.Person, 0, s.Answer, s.Added)
	case t.written > 0:
		err = b.tx.exec(deleteAnswer, t.id.Workspace, t.id.Number, string(s.Person))
	}
	if err == nil && !s.Late.At.IsZero() {
		err = t.writeAnswer(into, s.Person, 1, s.Late, polls.Added{})
	}
	return err
}

func (t *touched) writeAnswer(into *rows, who polls.Person, late int64, r polls.Response, since polls.Added) error {
	return into.add(t.id.Workspace, t.id.Number, string(who), late, r.Position, r.Reason, string(r.Confidence), oneIf(r.Exposed), r.At.UnixMilli(), since.Reason)
}

func oneIf(yes bool) int64 {
	if yes {
		return 1
	}
	return 0
}
