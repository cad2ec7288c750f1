package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"quorum/polls"
	"quorum/polls/schedule"

	"github.com/google/go-cmp/cmp"
)

// underWay are rows of an outbox as it was before it had topics: a notice in each state, and one of each kind whose key had
// particulars.
func underWay() []string {
	const into = `insert into outbox (workspace, number, key, kind, person, lane, state, due, held, revision, again_due, again_lane,
		attempts, unknown, started_at, recover, lease, at_channel, at_message, why) values ('T1', 1, `
	rows := []string{
		`'card', 'card', '', 1, 'sending', 5000, 0, 3, 7, 4, 1, 0, 4000, 0, 8, 'C1', '1.1', ''`,
		`'question/ben', 'question', 'ben', 2, 'due', 5000, 1, 0, null, null, 2, 1, 3000, 1, 2, '', '', 'timeout'`,
		`'receipt/ben', 'receipt', 'ben', 0, 'due', 5000, 0, 2, null, null, 0, 0, null, 0, 2, 'D1', '2.1', ''`,
		`'reminder/ben/1', 'reminder', 'ben', 3, 'sending', 6000, 0, 0, null, null, 0, 0, 4000, 0, 1, '', '', ''`,
		`'summary', 'summary', '', 1, 'unknown', 6000, 0, 0, null, null, 1, 1, 4000, 1, 1, '', '', 'timeout'`,
		`'tidy/100', 'tidy', '', 5, 'due', 5000, 0, 0, null, null, 0, 0, null, 0, 0, '', '', ''`,
		`'tidy', 'tidy', '', 5, 'sent', null, 0, 1, null, null, 0, 0, null, 0, 3, '', '', ''`,
		`'flip/2', 'flip', '', 1, 'due', 5000, 0, 0, null, null, 0, 0, null, 0, 0, '', '', ''`,
		`'reason/cy', 'reason', '', 1, 'unknown', 5000, 0, 0, null, null, 0, 2, 4000, 1, 0, '', '', ''`,
		`'stuck/1', 'stuck', 'ada', 1, 'failed', null, 0, 0, null, null, 0, 0, null, 0, 1, '', '', 'gone'`,
		`'undelivered/card', 'undelivered', 'ada', 1, 'dropped', null, 0, 0, null, null, 0, 0, null, 0, 1, '', '', ''`,
		`'digest/cy/2026-12-01', 'digest', 'cy', 3, 'unknown', 5000, 0, 0, null, null, 1, 1, 4000, 1, 1, '', '', ''`,
	}
	all := append([]string{`insert into workspaces values ('T1', 1)`}, ended("1", "yes/no", "Decided", "Yes", `{"label":"Decided","leader":"Yes","counted":1,"sources":1}`)...)
	for _, r := range rows {
		all = append(all, into+r+")")
	}
	return all
}

// words are schedules as they were when what their askers must be told was a column: nothing, a word that nobody has tried
// to tell, one that was tried, and one of a schedule that was deleted.
func words() (all []string) {
	for n, word := range []string{`'', null, null, 0`, `'Missed.', 3000, 3000, 0`, `'Paused.', 4000, 90000, 2`, `'Gone.', 3000, 3000, 1`} {
		state, next := "'active'", "99000"
		if n == 3 {
			state, next = "'deleted'", "null"
		}
		all = append(all, fmt.Sprintf(`insert into schedules (workspace, number, version, asker, channel, question, draft, every, zone, state, due, next_at,
			failed, word, word_at, word_due, word_tries) values ('T1', %d, 1, 'ada', 'C1', 'Fine?', '{"Question":"Fine?"}', 'day 09:00', 'UTC', %s, coalesce(%s, 3000), %s, 0, %s)`,
			n+1, state, next, next, word))
	}
	return all
}

// TestTheOutboxOfEarlierVersions keeps, in a database of each earlier schema, whatever is due, under way or unknown: in the
// same state, under the same name of its sending, and each once.
func TestTheOutboxOfEarlierVersions(t *testing.T) {
	for _, version := range []int64{1, 2, 3, 4, 5, 6, 9, 10, 11} {
		t.Run(fmt.Sprint(version), func(t *testing.T) {
			statements := underWay()
			if version >= 3 {
				statements = append(statements, words()...)
			}
			file := earlier(t, version, statements...)
			const columns = `state, due, held, revision, again_due, again_lane, attempts, unknown, started_at, recover, lease, at_channel, at_message, why`
			before := tableOf(t, file, `select key, kind, person, lane, `+columns+` from outbox order by key`)
			s, err := Open(t.Context(), file, Options{})
			if err != nil {
				t.Fatal(err)
			}
			closeAtEnd(t, s)
			after := tableOf(t, file, `select key, kind, person, lane, `+columns+` from outbox where topic = 'poll' order by key`)
			if diff := cmp.Diff(before, after); diff != "" {
				t.Errorf("the outbox (-before +after):\n%s", diff)
			}
			details := tableOf(t, file, `select key, detail from outbox where topic = 'poll' and detail <> '' order by key`)
			if want := "flip/2 2, reason/cy cy, stuck/1 1, tidy/100 100, undelivered/card card"; strings.Join(details, ", ") != want {
				t.Errorf("the details are %q", details)
			}
			leasedAsBefore(t, s, version)
		})
	}
}

// leasedAsBefore leases what is due, and says the same of it as the version before would have.
func leasedAsBefore(t *testing.T, s *Store, version int64) {
	t.Helper()
	now := moment(100_000)
	all, err := s.Lease(t.Context(), now, now.Add(time.Minute), polls.LaneAck, polls.LaneRefresh, 99)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, d := range all {
		got[d.Topic.Key()+" "+d.Key] = fmt.Sprint(d.ID, " ", d.Recover, d.Unknown)
	}
	name := func(key string, revision int) string {
		return deliveryID(polls.ID{Workspace: "T1", Number: 1}.Topic(), key, revision)
	}
	want := map[string]string{
		"T1/1 card": name("card", 3) + " true 1", "T1/1 question/ben": name("question/ben", 0) + " true 1", "T1/1 receipt/ben": name("receipt/ben", 2) + " false 0",
		"T1/1 reminder/ben/1": name("reminder/ben/1", 0) + " true 1", "T1/1 summary": "820aa174-5452-5ccb-a77d-71be1261087d true 1", "T1/1 tidy/100": name("tidy/100", 0) + " false 0",
		"T1/1 flip/2": name("flip/2", 0) + " false 0", "T1/1 reason/cy": name("reason/cy", 0) + " true 2", "T1/1 digest/cy/2026-12-01": name("digest/cy/2026-12-01", 0) + " true 1",
	}
	if version >= 3 {
		want["T1/S2 schedule/3000"] = "T1/S2/3000 false 0"
		want["T1/S3 schedule/4000"] = "T1/S3/4000 true 1"
		for n := range 3 {
			if one, err := s.Schedule(t.Context(), schedule.ID{Workspace: "T1", Number: int64(n + 1)}); err != nil || !one.Next.Equal(moment(99_000)) {
				t.Errorf("schedule %d: %+v (%v)", n+1, one, err)
			}
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("leased (-want +got):\n%s", diff)
	}
	again := polls.Notice{
		Topic: polls.Topic{Kind: polls.AboutPerson, Workspace: "T1", Person: "cy"}, Key: "digest/cy/2026-12-01", Kind: polls.NoticeDigest,
		To: "cy", Lane: polls.LaneReminder, Due: now,
	}
	d := Digest{Workspace: "T1", Person: "cy", Due: now}
	if err := errors.Join(s.SetDigest(t.Context(), d), s.AdvanceDigest(t.Context(), d, now.Add(time.Hour), again)); err != nil {
		t.Fatal(err)
	}
	if more, err := s.Lease(t.Context(), now, now.Add(time.Minute), polls.LaneAck, polls.LaneRefresh, 99); err != nil || len(more) != 0 {
		t.Errorf("it is told again: %v (%v)", more, err)
	}
}

// tableOf are the rows of a query, each as a text.
func tableOf(t *testing.T, file, query string) (all []string) {
	t.Helper()
	db, err := sql.Open("sqlite3", file)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	rows, err := db.QueryContext(context.Background(), query)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	columns, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	for rows.Next() {
		values := make([]sql.NullString, len(columns))
		into := make([]any, len(columns))
		for i := range values {
			into[i] = &values[i]
		}
		if err := rows.Scan(into...); err != nil {
			t.Fatal(err)
		}
		var words []string
		for _, v := range values {
			words = append(words, v.String)
		}
		all = append(all, strings.Join(words, " "))
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}
