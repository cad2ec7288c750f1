package storage

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"quorum/polls"
)

// past fills a database with so many polls that are over, and forty that are open. Everybody below is in a share of all of
// them: U1 asks one in four, and is asked in another one in four, of which half were never answered; one in two stands in C1. Their rows are
// written past the program, which would take minutes.
func past(tb testing.TB, s *Store, n int) {
	tb.Helper()
	const open = 40
	all := n + open
	for _, statement := range []string{
		`insert into workspaces (workspace, last) values ('T1', $1)`,
		`insert into polls (workspace, number, version, asker, question, context, kind, rule, channel, state, opened_at, deadline, due, published_at,
			closed_at, closed_why, answered, asked, outcome, leader, lead, sources, card_channel, card_message)
		with recursive n(i) as (select 1 union all select i + 1 from n where i < $1)
		select 'T1', i, 1, 'U' || (1 + i % 4), 'Ship release ' || i || ' to ' || case when i in (7, 907) then 'Reykjavik' else 'everybody' end || '?',
			'It was tested for a week.', 'yes/no', 'all', case when i % 2 then 'C1' else 'C2' end,
			case when i > $2 then 'open' else 'closed' end, $3 - ($1 - i) * 1000, $3 + 3600000 + i, case when i > $2 then $3 + 3600000 + i end,
			case when i <= $2 then $3 - ($1 - i) * 1000 end, case when i <= $2 then $3 - ($1 - i) * 1000 end, '', 2, 3,
			case when i > $2 then '' else 'Decided' end, case when i > $2 then '' else 'Yes' end, 1, 2, 'C1', i || '.1'
		from n`,
		`insert into stakeholders (workspace, number, person, source, stands_for, state, changes, has_left, question_channel, question_message,
			delivered_at, unreachable, reminders, contacted_at, awaited)
		select 'T1', number, person, '', '', case when (number / 4 + i) % 2 then 'answered' else 'pending' end, 0, 0, 'D1', number || '.1', opened_at, '',
			number % 3 = 0, opened_at, polls.state = 'open' and (number / 4 + i) % 2 = 0
		from polls, (with recursive n(i) as (select 1 union all select i + 1 from n where i < 20) select 'U' || i as person, i from n) as people
		where (number + i) % 4 = 2 or (number + i) % 20 = 3`,
		`insert into outbox (workspace, topic, number, key, kind, person, detail, lane, state, due, at_channel, at_message)
		select workspace, 'poll', number, 'reminder/' || person, 'reminder', person, '', 3, case when number > $2 and number % 2 then 'unknown' when number > $2 then 'due' else 'sent' end,
			case when number > $2 then $3 + 60000 end, 'D1', number || '.2'
		from stakeholders`,
		`insert into digests (workspace, person, due) select distinct 'T1', person, $3 + 60000 from stakeholders`,
		`insert into settings (workspace, person, name, value, set_by, at)
		with recursive n(i) as (select 1 union all select i + 1 from n where i < $1 / 10) select 'T1', 'U' || (100 + i), 'hours', '9-17', '', 1 from n`,
	} {
		err := s.do(context.Background(), changing, func(b *batch) error {
			b.wrote = true
			return b.tx.exec(strings.NewReplacer("$1", fmt.Sprint(all), "$2", fmt.Sprint(n), "$3", fmt.Sprint(time.Now().UnixMilli())).Replace(statement))
		})
		if err != nil {
			tb.Fatalf("%s: %v", statement, err)
		}
	}
}

// lists are what people and loops ask, each of a page or less.
func lists(s *Store) map[string]func(ctx context.Context) (int, error) {
	return map[string]func(ctx context.Context) (int, error){
		"waiting": func(ctx context.Context) (int, error) {
			l, err := s.Waiting(ctx, "T1", "U1", 0, 21)
			return len(l), err
		},
		"asked": func(ctx context.Context) (int, error) { l, err := s.Asked(ctx, "T1", "U1", 0, 21); return len(l), err },
		"log": func(ctx context.Context) (int, error) {
			l, err := s.Log(ctx, "T1", Viewer{Person: "U1", Channel: "C1"}, nil, 11)
			return len(l), err
		},
		"log of a rare word": func(ctx context.Context) (int, error) {
			l, err := s.Log(ctx, "T1", Viewer{Person: "U1", Channel: "C1"}, []string{"reykjavik"}, 11)
			return len(l), err
		},
		"log of no word": func(ctx context.Context) (int, error) {
			l, err := s.Log(ctx, "T1", Viewer{Person: "U1", Channel: "C1"}, []string{"nowhere"}, 11)
			return len(l), err
		},
		"also waiting": func(ctx context.Context) (int, error) {
			last := polls.ID{Workspace: "T1"}
			if err := s.read(ctx, func(r *sql.Rows) error { return r.Scan(&last.Number) }, "select max(number) from polls where workspace = 'T1'"); err != nil {
				return 0, err
			}
			l, err := s.AlsoWaiting(ctx, last)
			return len(l), err
		},
		"last reminder": func(ctx context.Context) (int, error) { _, err := s.LastReminder(ctx, "T1", "U1"); return 1, err },
		"reminding": func(ctx context.Context) (int, error) {
			_, err := s.Reminding(ctx, []Delivery{{Notice: polls.Notice{Topic: polls.ID{Workspace: "T1", Number: 1}.Topic(), To: "U1"}}})
			return 1, err
		},
		"open with": func(ctx context.Context) (int, error) { l, err := s.OpenWith(ctx, "T1", "U1"); return len(l), err },
		"newest":    func(ctx context.Context) (int, error) { _, _, err := s.Newest(ctx, "T1", "U1"); return 1, err },
		"by card": func(ctx context.Context) (int, error) {
			_, _, err := s.ByCard(ctx, "T1", polls.Place{Channel: "C1", Message: "1000.1"})
			return 1, err
		},
		"due": func(ctx context.Context) (int, error) {
			l, err := s.DueTimers(ctx, time.Now().Add(2*time.Hour), 100)
			_, _, next := s.NextTimer(ctx, time.Now())
			if err == nil {
				err = next
			}
			return len(l), err
		},
		"next due": func(ctx context.Context) (int, error) {
			_, _, err := s.NextDue(ctx, 0, polls.LaneRefresh)
			return 1, err
		},
		"schedules": func(ctx context.Context) (int, error) {
			l, err := s.Schedules(ctx, "T1", Viewer{Person: "U1", Channel: "C1"}, 20)
			return len(l), err
		},
	}
}

// BenchmarkPast compares what people look at, and what the loops ask, after 100,000 polls with after 1,000.
func BenchmarkPast(b *testing.B) {
	var took [2]map[string]time.Duration
	for i, n := range []int{1_000, 100_000} {
		s, err := Open(b.Context(), filepath.Join(b.TempDir(), "quorum.db"), Options{})
		if err != nil {
			b.Fatal(err)
		}
		past(b, s, n)
		took[i] = map[string]time.Duration{}
		for name, ask := range lists(s) {
			if _, err := ask(b.Context()); err != nil {
				b.Fatalf("%s: %v", name, err)
			}
			for range 30 {
				begun := time.Now()
				if _, err := ask(b.Context()); err != nil {
					b.Fatal(err)
				}
				if t := time.Since(begun); took[i][name] == 0 || t < took[i][name] {
					took[i][name] = t
				}
				if time.Since(begun) > 100*time.Millisecond {
					break
				}
			}
		}
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
	}
	var all []string
	worst := 0.0
	for name, few := range took[0] {
		many := took[1][name]
		ratio := float64(many) / float64(few)
		worst = max(worst, ratio)
		all = append(all, fmt.Sprintf("%-18s %10v after 1,000, %10v after 100,000: %5.2f ×", name, few, many, ratio))
	}
	slices.Sort(all)
	b.Log("\n" + strings.Join(all, "\n"))
	b.ReportMetric(worst, "worst-ratio")
}
