package storagetest

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/google/go-cmp/cmp"

	"quorum/polls"
)

const hour = time.Hour

func foldTests() []test {
	return []test{
		{"the fold of the log is the poll, and the tables say the same", randomLife},
		{"what was counted and taken back leaves no answer", takenBack},
		{"a late answer stands beside the counted one", lateAnswer},
		{"a reason that is added stands beside the answer", addedReason},
		{"any text is kept or cleaned", anyText},
		{"ten thousand are asked", tenThousand},
	}
}

// tables returns all tables and the order of their rows.
func tables() map[string]string {
	return map[string]string{
		"workspaces": "workspace", "polls": "workspace, number", "events": "workspace, number, seq",
		"stakeholders": "workspace, number, person", "answers": "workspace, number, person, late", "outbox": "workspace, number, key",
		"askers": "workspace, person",
	}
}

// everything returns all stored rows.
func (w *world) everything() map[string][][]string {
	w.Helper()
	all := map[string][][]string{}
	for table, order := range tables() {
		all[table] = w.db.Rows(w, "select * from "+table+" order by "+order)
	}
	return all
}

func (w *world) unchanged(before map[string][][]string) {
	w.Helper()
	if diff := cmp.Diff(before, w.everything()); diff != "" {
		w.Errorf("something was stored: %s", diff)
	}
}

// consistent compares polls as changes get them, as View shows them, as their logs fold, and as they are in the tables.
func (w *world) consistent(ids ...polls.ID) {
	w.Helper()
	logs := w.logs()
	for _, id := range ids {
		kept := w.kept(id)
		p, err := polls.Fold(logs[id])
		w.must(err)
		if diff := cmp.Diff(kept, stateOf(p)); diff != "" {
			w.Errorf("the log of %s folds to something else: %s", id.Key(), diff)
		}
		if diff := cmp.Diff(kept, w.seen(id)); diff != "" {
			w.Errorf("%s looks different: %s", id.Key(), diff)
		}
		w.projected(kept)
	}
}

// projected compares the tables with the poll.
func (w *world) projected(s state) {
	w.Helper()
	where := fmt.Sprintf(" where workspace = '%s' and number = %d", s.ID.Workspace, s.ID.Number)
	w.same("polls", [][]string{pollRow(s)}, w.db.Rows(w, `
		select version, asker, question, context, kind, rule, channel, state, opened_at, deadline, due, published_at, closed_at,
		  closed_why, answered, asked, outcome, leader, lead, sources, card_channel, card_message, unweighed, late from polls`+where))
	w.same("stakeholders", peopleRows(s), w.db.Rows(w, `
		select person, source, stands_for, state, changes, first_at, has_left, question_channel, question_message, delivered_at, unreachable,
		  reminders, contacted_at, awaited from stakeholders`+where+" order by person"))
	w.same("askers", w.db.Rows(w, "select workspace, asker, count(*) from polls group by 1, 2 order by 1, 2"),
		w.db.Rows(w, "select workspace, person, polls from askers order by 1, 2"))
	w.same("answers", answerRows(s), w.db.Rows(w, `
		select person, late, position, reason, confidence, exposed, at, added from answers`+where+" order by person, late"))
}

func (w *world) same(table string, want, is [][]string) {
	w.Helper()
	if diff := cmp.Diff(want, is); diff != "" {
		w.Errorf("%s do not say what the poll is: %s", table, diff)
	}
}

// row returns values as [Database.Rows] prints them.
func row(values ...any) []string {
	r := make([]string, len(values))
	for i, v := range values {
		switch v := v.(type) {
		case time.Time:
			r[i] = "-"
			if !v.IsZero() {
				r[i] = fmt.Sprint(v.UnixMilli())
			}
		default:
			r[i] = fmt.Sprint(v)
		}
	}
	return r
}

func pollRow(s state) []string {
	return row(s.Version, s.Asker, s.Question, s.Context, s.Kind, s.Rule, s.Channel, s.Phase, s.OpenedAt, s.Deadline, s.Due,
		s.Published, s.ClosedAt, s.ClosedWhy, s.Standing.Answered, s.Standing.Asked, s.Outcome.Label, s.Outcome.Choice(),
		s.Outcome.Lead, s.Outcome.Sources, s.Card.Channel, s.Card.Message, flag(s.Unweighed), s.Late)
}

func peopleRows(s state) (rows [][]string) {
	for _, p := range s.byName() {
		rows = append(rows, row(p.Person, p.Source, p.For, p.State, p.Changes, p.First, flag(p.Left), p.Question.Channel, p.Question.Message,
			p.Delivered, p.Unreachable, p.Reminders, p.Contacted, flag(s.Phase == polls.PhaseOpen && p.State == polls.Pending)))
	}
	return rows
}

func answerRows(s state) (rows [][]string) {
	for _, p := range s.byName() {
		for late, r := range []polls.Response{p.Answer, p.Late} {
			if !r.At.IsZero() {
				added := []string{p.Added.Reason, ""}[late]
				rows = append(rows, row(p.Person, late, r.Position, r.Reason, r.Confidence, flag(r.Exposed), r.At, added))
			}
		}
	}
	return rows
}

func flag(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// randomLife makes random changes of polls.
func randomLife(w *world) {
	r := rand.New(rand.NewPCG(1, 2))
	people := crowd(6)
	all := steps()
	for life := range 12 {
		id := w.ask(question{people: append(people, "ada"), rule: []string{"all, within 2h", "2 of 6, within 2h", "50%, within 2h"}[life%3]})
		now := w.now
		for range 40 {
			now = now.Add(time.Duration(r.IntN(8 * int(time.Minute))))
			do, who := all[r.IntN(len(all))], people[r.IntN(len(people))]
			_ = w.store.Update(w.ctx(), id, func(p *polls.Poll) ([]polls.Event, error) { return do(p, now, who) })
		}
		if life%3 == 0 {
			_ = w.store.Update(w.ctx(), id, func(p *polls.Poll) ([]polls.Event, error) {
				return p.Cancel(now, polls.Actor{Person: "ada"})
			})
		}
		w.consistent(id)
		if life%4 == 0 {
			w.reopen()
			w.consistent(id)
		}
	}
}

func takenBack(w *world) {
	id := w.ask(question{rule: "all, within 2h"})
	w.answer(id, "ben", "yes")
	w.answer(id, "cy", "no")
	w.must(w.store.Update(w.ctx(), id, func(p *polls.Poll) ([]polls.Event, error) { return p.Withdraw(w.now, "ben") }))
	w.must(w.store.Update(w.ctx(), id, func(p *polls.Poll) ([]polls.Event, error) { return p.Decline(w.now, "cy", polls.NotMe) }))
	equal(w, "rows of answers", len(w.db.Rows(w, "select person from answers")), 0)
	w.consistent(id)
}

func lateAnswer(w *world) {
	id := w.ask(question{rule: "1 of 3, within 2h"})
	w.answer(id, "ben", "yes")
	w.answer(id, "ben", "no")
	w.answer(id, "cy", "no")
	w.same("answers", [][]string{{"ben", "0", "Yes"}, {"ben", "1", "No"}, {"cy", "1", "No"}},
		w.db.Rows(w, "select person, late, position from answers order by person, late"))
	equal(w, "the count in polls", w.db.Rows(w, "select answered from polls")[0][0], "1")
	equal(w, "what late answers say in polls", w.db.Rows(w, "select late from polls")[0][0], "late answers now say No, 2 of 2 answers")
	w.must(w.store.Update(w.ctx(), id, func(p *polls.Poll) ([]polls.Event, error) {
		return p.PlaceSummary(w.now, polls.Place{Channel: "C1", Message: "9"}), nil
	}))
	w.consistent(id)
}

func addedReason(w *world) {
	id := w.ask(question{rule: "1 of 3, within 2h"})
	w.answer(id, "ben", "yes")
	w.must(w.store.Update(w.ctx(), id, func(p *polls.Poll) ([]polls.Event, error) { return p.Explain(w.now, "ben", "it works") }))
	w.same("answers", [][]string{{"ben", "0", "Yes", "", "it works"}},
		w.db.Rows(w, "select person, late, position, reason, added from answers order by person, late"))
	w.consistent(id)
}

// anyText stores texts that are difficult for databases in every field.
func anyText(w *world) {
	for i, text := range []string{
		"nul \x00 inside", "bytes \xff\xfe that are not UTF-8", "'; drop table polls; --", `back\slash "quote" $1 ?2 %s`,
		"four bytes 🗳️ e\u0301 \u202e", "the sign \uFFFD itself", `\ufffd spelt out`, strings.Repeat("long ", 99), "line\nbreak\r\n\ttab",
	} {
		q := question{text: "q " + text, context: text, channel: "C" + text, request: text}
		if i%2 == 0 {
			q.people = []polls.Person{"ben", polls.Person("p" + text), "di"}
		}
		id := w.ask(q)
		w.must(w.store.Update(w.ctx(), id, func(p *polls.Poll) ([]polls.Event, error) { return p.MarkUnreachable(w.now, "ben", text), nil }))
		w.must(w.store.Update(w.ctx(), id, func(p *polls.Poll) ([]polls.Event, error) {
			return p.Answer(w.now, "di", polls.Response{Position: "yes", Reason: text})
		}))
		w.must(w.store.Update(w.ctx(), id, func(p *polls.Poll) ([]polls.Event, error) {
			return p.MarkUndelivered(w.now, polls.NoticeCard, text), nil
		}))
		p, err := polls.Fold(w.logs()[id])
		w.must(err)
		if diff := cmp.Diff(w.kept(id), stateOf(p)); diff != "" {
			w.Errorf("%q: the log folds to something else: %s", text, diff)
		}
	}
	for _, r := range w.db.Rows(w, "select question, context, channel from polls union all select unreachable, person, '' from stakeholders") {
		if s := strings.Join(r, ""); strings.ContainsRune(s, 0) || !isUTF8(s) {
			w.Errorf("a row has %q", s)
		}
	}
}

func isUTF8(s string) bool { return strings.ToValidUTF8(s, "") == s }

func tenThousand(w *world) {
	people := crowd(10_000)
	id := w.ask(question{people: people, rule: "all, within 2h"})
	equal(w, "rows of stakeholders", w.db.Rows(w, "select count(*) from stakeholders")[0][0], "10000")
	equal(w, "questions in the outbox", w.db.Rows(w, "select count(*) from outbox where kind = 'question'")[0][0], "10000")
	w.answer(id, people[9_999], "yes")
	w.reopen()
	w.answer(id, people[0], "no")
	equal(w, "answers", w.seen(id).Standing.Answered, 2)
}

// byName returns the people in the order of their rows.
func (s state) byName() []polls.Stakeholder { return sortedByName(s.People) }
