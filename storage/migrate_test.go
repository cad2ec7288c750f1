package storage

import (
	"context"
	"database/sql"
	"path/filepath"
	"testing"
	"time"

	"quorum/polls"
)

// earlier makes a database as the program was that knew so many migrations, and runs some statements in it.
func earlier(t *testing.T, migrations int64, statements ...string) (file string) {
	t.Helper()
	file = filepath.Join(t.TempDir(), "quorum.db")
	d, err := sqliteDialect()
	if err != nil {
		t.Fatal(err)
	}
	writer, readers, err := d.open(file, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		for _, db := range []*sql.DB{writer, readers} {
			if err := db.Close(); err != nil {
				t.Error(err)
			}
		}
	}()
	p, err := d.provider(writer)
	if err == nil {
		_, err = p.UpTo(t.Context(), migrations)
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range statements {
		if _, err := writer.ExecContext(t.Context(), s); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
	return file
}

// ended are the rows of a poll that an earlier version has published and closed, with the label that it gave it.
func ended(number, kind, label, leader, outcome string) []string {
	return []string{
		`insert into polls (workspace, number, version, asker, question, context, kind, rule, channel, state, opened_at, deadline,
		published_at, closed_at, closed_why, answered, asked, outcome, leader, lead, sources, card_channel, card_message)
		values ('T1', ` + number + `, 3, 'ada', 'Ship?', '', '` + kind + `', '1', '', 'closed', 1, 2, 2, 2, '', 1, 1, '` + label + `', '` + leader + `', 1, 1, '', '')`,
		`insert into events values ('T1', ` + number + `, 1, 1, 'ada', null, 'opened', '{"workspace":"T1","number":` + number +
			`,"question":"Ship?","kind":"` + kind + `","rule":"1","deadline":"2026-12-01T09:00:00Z","asked":[{"person":"ben"}]}')`,
		`insert into events values ('T1', ` + number + `, 2, 2, '', null, 'published', '{"outcome":` + outcome + `}')`,
		`insert into events values ('T1', ` + number + `, 3, 2, '', null, 'closed', '{"why":"everybody"}')`,
	}
}

// What earlier versions called decided although an answer objects, or without a quorum although a default was adopted, is
// called the same by lists and by the poll itself.
func TestLabelsOfEarlierVersions(t *testing.T) {
	statements := []string{`insert into workspaces values ('T1', 5)`}
	for _, rows := range [][]string{
		ended("1", "consent", "Decided", "Objection", `{"label":"Decided","leader":"Objection","blocks":1,"counted":1,"sources":1,"result":"1 objects"}`),
		ended("2", "fist", "No quorum", "0", `{"label":"No quorum","leader":"0","blocks":2,"missing":"1 of 2 answers"}`),
		ended("3", "yes/no", "No quorum", "No", `{"label":"No quorum","leader":"No","missing":"1 of 2 answers","adopted":"Yes"}`),
		ended("4", "consent", "Closed", "Objection", `{"label":"Closed","leader":"Objection","blocks":1,"missing":"1 of 2 answers"}`),
		ended("5", "yes/no", "Decided", "Yes", `{"label":"Decided","leader":"Yes","counted":1,"sources":1}`),
	} {
		statements = append(statements, rows...)
	}
	s, err := Open(t.Context(), earlier(t, 5, statements...), Options{})
	if err != nil {
		t.Fatal(err)
	}
	closeAtEnd(t, s)
	lines, err := s.Asked(context.Background(), "T1", "ada", 0, 9)
	if err != nil || len(lines) != 5 {
		t.Fatalf("%v %v", lines, err)
	}
	want := map[int64]string{1: "Blocked", 2: "Blocked", 3: "Yes, by default", 4: "Closed", 5: "Decided: Yes"}
	for _, l := range lines {
		if got := polls.Headline(l.Label, l.Leader); got != want[l.ID.Number] {
			t.Errorf("the list calls %s %q, not %q", l.ID, got, want[l.ID.Number])
		}
		err := s.View(context.Background(), l.ID, func(p *polls.Poll) error {
			if got := polls.Headline(p.Outcome.Label, p.Outcome.Choice()); got != want[l.ID.Number] {
				t.Errorf("%s calls itself %q, not %q", l.ID, got, want[l.ID.Number])
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	}
}

// What late answers say of a poll of an earlier version is in its list, and where its summary stands is in its log.
func TestWhatCameAfterTheSummaryInEarlierVersions(t *testing.T) {
	statements := append([]string{`insert into workspaces values ('T1', 1)`},
		ended("1", "yes/no", "Leaning", "Yes", `{"label":"Leaning","leader":"Yes","counted":1,"sources":1,"tally":[{"choice":"Yes","n":1}]}`)[:3]...)
	statements = append(statements,
		`update polls set state = 'published', closed_at = null, due = 9`,
		`insert into events values ('T1', 1, 3, 3, 'cy', null, 'late', '{"person":"ben","position":"No","flips":"No"}')`,
		`insert into stakeholders (workspace, number, person, source, stands_for, state, changes, has_left, question_channel,
		question_message, unreachable, reminders) values ('T1', 1, 'ben', '', '', 'pending', 0, 0, '', '', '', 0)`,
		`insert into outbox (workspace, number, key, kind, person, lane, state, at_channel, at_message)
		values ('T1', 1, 'summary', 'summary', '', 1, 'sent', 'C1', '7.5')`,
	)
	s, err := Open(t.Context(), earlier(t, 5, statements...), Options{})
	if err != nil {
		t.Fatal(err)
	}
	closeAtEnd(t, s)
	lines, err := s.Asked(context.Background(), "T1", "ada", 0, 9)
	if err != nil || len(lines) != 1 || lines[0].Late != "late answers now say No" {
		t.Fatalf("%+v %v", lines, err)
	}
	err = s.Update(context.Background(), lines[0].ID, func(p *polls.Poll) ([]polls.Event, error) {
		if p.Summary != (polls.Place{Channel: "C1", Message: "7.5"}) || p.LateWords() != "late answers now say No, the only answer" {
			t.Errorf("the summary stands at %+v; %q", p.Summary, p.LateWords())
		}
		return p.Close(p.OpenedAt.Add(time.Millisecond), polls.Actor{Person: "ada"})
	})
	if err != nil {
		t.Error(err)
	}
}
