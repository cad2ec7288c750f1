package storage

import (
	"database/sql"
	flags "flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"quorum/polls"
)

// writePast writes the row of a poll past the program, and of one person who was asked.
func writePast(t *testing.T, s *Store, l polls.ListEntry, about string, asked polls.Person) {
	t.Helper()
	over := l.Phase != polls.PhaseOpen
	err := s.do(t.Context(), changing, func(b *batch) error {
		b.wrote = true
		err := b.tx.exec(upsertWorkspace, l.ID.Workspace, l.ID.Number)
		if err == nil {
			err = b.tx.exec(`insert into polls (workspace, number, version, asker, question, context, kind, rule, channel, state, opened_at, deadline,
				published_at, closed_at, closed_why, answered, asked, outcome, leader, lead, sources, card_channel, card_message)
				values ($1, $2, 1, $3, $4, $5, 'yes/no', 'all', $6, $7, 1, 2, $8, $9, '', 0, 1, $10, '', 0, 0, '', '')`,
				l.ID.Workspace, l.ID.Number, string(l.Asker), l.Question, about, l.Channel, string(l.Phase), nullIf(!over), nullIf(l.Phase != polls.PhaseClosed),
				strings.Repeat("Decided", int(oneIf(over))))
		}
		if err != nil {
			return err
		}
		return b.tx.exec(`insert into stakeholders (workspace, number, person, source, stands_for, state, changes, has_left, question_channel,
			question_message, unreachable, reminders) values ($1, $2, $3, '', '', 'pending', 0, 0, '', '', '', 0)`, l.ID.Workspace, l.ID.Number, string(asked))
	})
	if err != nil {
		t.Fatal(err)
	}
}

func nullIf(yes bool) any {
	if yes {
		return nil
	}
	return int64(1)
}

// TestSearch looks for words in many polls, more and more of them, as several viewers, and compares that with looking at each.
func TestSearch(t *testing.T) {
	s := openFile(t, Options{})
	r := rand.New(rand.NewPCG(1, 2))
	some := func(of ...string) string { return of[r.IntN(len(of))] }
	words := []string{"Ship", "release", "ÜBERMUT", "größer", "日本", "京都へ", "q4", "CI", "x", "redeploy", "100%", "c:\\temp", "İstanbul", "o'clock", "🚀🚀🚀"}
	type written struct {
		polls.ListEntry
		about string
		asked polls.Person
	}
	var all []written
	for round := range 6 {
		for range []int{3, inBlock - 3, 1, 4*inBlock + 5, 10 * inBlock, 7}[round] {
			one := written{about: some("", "", "since "+some(words...)), asked: polls.Person(some("ben", "cy"))}
			one.ID, one.Asker, one.Channel = polls.ID{Workspace: "T1", Number: int64(len(all) + 1)}, polls.Person(some("ada", "eve")), some("", "C1", "C2")
			one.Question = some(words...) + " " + some(words...) + fmt.Sprint(r.IntN(50)) + "?"
			one.Phase = []polls.Phase{polls.PhaseOpen, polls.PhasePublished, polls.PhaseClosed, polls.PhaseClosed}[r.IntN(4)]
			if one.Phase == polls.PhaseClosed && r.IntN(4) == 0 && one.about == "" {
				one.about = strings.Repeat("a long text about "+some(words...)+", ", 300)
			}
			writePast(t, s, one.ListEntry, one.about, one.asked)
			all = append(all, one)
		}
		for range 150 {
			viewer, n := Viewer{Person: polls.Person(some("ada", "ben", "gus")), Channel: some("", "C1", "C3")}, some("1", "5", "99999")
			asked := strings.Fields(some(words...) + some("", " "+some("1", "7", "zz", "ip", "e", "本", "SINCE", "übermut", "deploy")))
			if r.IntN(9) == 0 {
				asked = nil
			}
			if r.IntN(4) == 0 {
				viewer.Before = int64(1 + r.IntN(len(all)))
			}
			var want, got []int64
			most := 0
			fmt.Sscan(n, &most)
			for _, one := range slices.Backward(all) {
				sees := one.Asker == viewer.Person || one.asked == viewer.Person || one.Channel != "" && one.Channel == viewer.Channel
				sees = sees && (viewer.Before == 0 || one.ID.Number < viewer.Before)
				if sees && one.Phase != polls.PhaseOpen && contains(searched(one.Question, one.about), asked) && len(want) < most {
					want = append(want, one.ID.Number)
				}
			}
			lines, err := s.Log(t.Context(), "T1", viewer, asked, most)
			if err != nil {
				t.Fatal(err)
			}
			for _, l := range lines {
				got = append(got, l.ID.Number)
			}
			if !slices.Equal(got, want) {
				t.Fatalf("after %d polls, %v looking for %q finds %v, not %v", len(all), viewer, asked, got, want)
			}
		}
	}
	if g := s.grams.in("T1"); len(g.blocks) != len(all)/inBlock {
		t.Errorf("%d polls are in %d blocks", len(all), len(g.blocks))
	}
}

// TestSearchIsNarrow has a word that is in two of many polls: few of them are read. It is so after any number of other workspaces,
// and when those who look first leave.
func TestSearchIsNarrow(t *testing.T) {
	s := openFile(t, Options{})
	past(t, s, 5000)
	for n := 1; n < 12; n++ {
		_, _ = s.Log(leavingAfter(t, n), "T1", Viewer{Person: "U1", Channel: "C1"}, []string{"reykjavik"}, 9)
	}
	for i := range 3 * mostGrams {
		if _, err := s.mayHave(t.Context(), fmt.Sprint("T", i+1), []string{"reykjavik"}); err != nil {
			t.Fatal(err)
		}
	}
	where, err := s.mayHave(t.Context(), "T1", []string{"Reykjavik"})
	if err != nil {
		t.Fatal(err)
	}
	sum := int64(0)
	for _, w := range where[1:] {
		sum += w.to - w.from + 1
	}
	if sum < 2*inBlock || sum > 6*inBlock || len(s.grams.of) > mostGrams {
		t.Errorf("it is looked for in %d polls, %v", sum, where)
	}
	lines, err := s.Log(t.Context(), "T1", Viewer{Person: "U1", Channel: "C1"}, []string{"reykjavik"}, 9)
	if err != nil || len(lines) != 2 {
		t.Errorf("%v, %v", lines, err)
	}
}

var update = flags.Bool("update", false, "write the plans of queries anew")

// planned are the queries that people and loops wait for, by name.
func planned() map[string]string {
	return map[string]string{
		"events": selectEvents, "box": selectBox, "ballots": selectBallots, "request": selectRequest, "last": selectLast, "due": selectDue,
		"one delivery": selectOne, "next due": selectNextDue, "next timer": selectNextTimer, "due timers": selectDueTimers, "waiting": selectWaiting,
		"count of waiting": countWaiting, "asked": selectAsked, "count of asked": countAsked, "log": selectLog, "texts": selectTexts,
		"open with": selectOpenWith, "by card": selectByCard, "page": selectPage, "history": selectHistory, "lease": lease, "settle": settle,
		"update of a poll": updatePoll, "deletion of an answer": deleteAnswer, "forsaking": forsake, "companions": selectCompanions,
		"last reminder": selectLastReminder, "reminding": selectReminding, "also waiting": selectAlsoWaiting,
		"digest": selectDigest, "settings": selectSettings, "setting": selectSetting,
		"settings under": selectSettingsUnder, "newest": selectNewest, "schedule": selectSchedule, "schedule by request": selectScheduleBy,
		"last schedule": selectLastSchedule, "schedules": selectSchedules,
		"update of a schedule": updateSchedule, "unweighed": selectUnweighed,
	}
}

// TestPlans pins how each query finds its rows: by which index, and in which order. It is so however many rows there are, as
// the planner is told of a large database always. No plan reads a table of which nothing bounds the size from end to end.
func TestPlans(t *testing.T) {
	const golden = "testdata/plans.txt"
	s := openFile(t, Options{})
	past(t, s, 50) // what there is changes nothing
	queries := planned()
	var all strings.Builder
	for _, name := range slices.Sorted(maps.Keys(queries)) {
		fmt.Fprintf(&all, "%s\n", name)
		args := make([]any, 0, 20)
		for n := 1; strings.Contains(queries[name], fmt.Sprint("$", n)); n++ {
			args = append(args, 1)
		}
		err := s.read(t.Context(), func(r *sql.Rows) error {
			var id, parent, unused int
			var step string
			err := r.Scan(&id, &parent, &unused, &step)
			fmt.Fprintf(&all, "    %s\n", step)
			for _, table := range []string{"polls", "stakeholders", "here", "other", "events", "answers", "outbox", "settings", "digests", "schedules", "boxes", "askers"} {
				if step == "SCAN "+table {
					t.Errorf("%s: %s", name, step)
				}
			}
			return err
		}, "explain query plan "+queries[name], args...)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if *update {
		if err := os.WriteFile(golden, []byte(all.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if diff := cmp.Diff(string(want), all.String()); err != nil || diff != "" {
		t.Errorf("queries are planned otherwise than %s says, which the flag -update writes anew: %s %v", golden, diff, err)
	}
}
