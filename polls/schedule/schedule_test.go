package schedule

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"quorum/polls"
	"quorum/polls/worktime"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// timetable is a schedule of ada's in Berlin, made on Monday, 23 November 2026, at 10:00.
func timetable(t testing.TB, every string) (s Schedule, now time.Time) {
	t.Helper()
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	now = time.Date(2026, 11, 23, 10, 0, 0, 0, berlin)
	s, err = New(now, ID{Workspace: "T1", Number: 2}, "ada", "C1", polls.Draft{Question: "Fine?", Asked: ask("U1"), Every: every}, worktime.Calendar{})
	if err != nil {
		t.Fatal(err)
	}
	return s, now
}

// TestTurn checks what is made up for, what is too late, and what the asker is told.
func TestTurn(t *testing.T) {
	for _, c := range []struct {
		every, at string // of Tuesday, 24 November, or a later day
		missed    int
		late      bool
		told      string
	}{
		{"day 09:00", "24 09:00", 0, false, ""},
		{"day 09:00", "24 13:00", 0, false, ""},
		{"day 09:00", "24 13:01", 0, true, "S2 (Fine?) was not asked on Tue 24 Nov at 09:00. Quorum could not ask then, and by now it is too late. It will be asked next on Wed 25 Nov at 09:00."},
		{"day 09:00", "26 09:30", 2, false, "S2 (Fine?) was not asked on Tue 24 Nov at 09:00 and 1 time after that. It is asked now as Q7, for Thu 26 Nov at 09:00."},
		{"day 09:00", "25 09:30", 1, false, "S2 (Fine?) was not asked on Tue 24 Nov at 09:00. It is asked now as Q7, for Wed 25 Nov at 09:00."},
		{"day 09:00", "26 17:00", 2, true, "S2 (Fine?) was not asked on Tue 24 Nov at 09:00 and 2 times after that. Quorum could not ask then, and by now it is too late. It will be asked next on Fri 27 Nov at 09:00."},
		{"0 */2 * * 2", "24 00:59", 0, false, ""},
		{"0 */2 * * 2", "24 01:00", 0, false, ""},
		{"0 */2 * * 2", "24 01:01", 0, true, "S2 (Fine?) was not asked on Tue 24 Nov at 00:00. Quorum could not ask then, and by now it is too late. It will be asked next on Tue 24 Nov at 02:00."},
	} {
		s, now := timetable(t, c.every)
		at, err := time.ParseInLocation("2006-01-02 15:04", "2026-11-"+c.at, now.Location())
		if err != nil {
			t.Fatal(err)
		}
		turn, ok := s.Turn(at)
		if !ok || turn.Missed != c.missed || turn.Late != c.late {
			t.Errorf("%s at %s: %+v (%v)", c.every, c.at, turn, ok)
		}
		if turn.Late {
			s.Pass(at, turn)
		} else {
			s.Asked(at, turn, 7)
		}
		if s.told() != c.told {
			t.Errorf("%s at %s: the asker reads %q\nnot %q", c.every, c.at, s.told(), c.told)
		}
		if _, again := s.Turn(at); again || !s.Next.After(at) {
			t.Errorf("%s at %s: it is due again, at %v", c.every, c.at, s.Next)
		}
	}
}

// TestNoTimeIsLostOrDoubled runs a schedule in a program that looks now and then: every time that comes is asked, or
// the asker is told that it was not, and none comes twice.
func TestNoTimeIsLostOrDoubled(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		every := rapid.SampledFrom([]string{"day 02:30", "mon 09:00", "0 * * * *", "0 3-9/3 * * *", "weekday 16:30"}).Draw(r, "every")
		s, now := timetable(t, every)
		now = now.AddDate(0, 4, -1) // near the night in which clocks are put forward
		s.Next = s.Every.Next(now, worktime.Calendar{Zone: s.Zone})
		planned := s.Next
		polls := int64(0)
		for range rapid.IntRange(1, 20).Draw(r, "looks") {
			now = now.Add(time.Duration(rapid.IntRange(1, 5000).Draw(r, "minutes")) * time.Minute)
			turn, ok := s.Turn(now)
			if ok != !planned.After(now) {
				r.Fatalf("at %v it is due: %v, and planned for %v", now, ok, planned)
			}
			if !ok {
				continue
			}
			if !turn.First.Equal(planned) || turn.At.After(now) {
				r.Fatalf("the turn at %v is about %v to %v, planned was %v", now, turn.First, turn.At, planned)
			}
			n := 0
			for ; !planned.After(now); planned = s.Every.Next(planned, worktime.Calendar{Zone: s.Zone}) {
				n++
			}
			if n != turn.Missed+1 || !turn.Next.Equal(planned) || now.Sub(turn.At) > MaxLate && !turn.Late {
				r.Fatalf("of %d times the turn knows %+v", n, turn)
			}
			s.Notice = nil
			if turn.Late {
				s.Pass(now, turn)
			} else {
				polls++
				s.Asked(now, turn, polls)
			}
			if (s.told() == "") != (n == 1 && !turn.Late) {
				r.Fatalf("after %d times the asker reads %q", n, s.told())
			}
			if s.Last != polls {
				r.Fatalf("the last poll is %d of %d", s.Last, polls)
			}
		}
	})
}

// told returns what a change tells the asker.
func (s *Schedule) told() string {
	if s.Notice == nil {
		return ""
	}
	return s.Notice.Detail
}

// TestTellingAnAsker has one change tell one thing, also when it is about two.
func TestTellingAnAsker(t *testing.T) {
	s, _ := timetable(t, "day 09:00")
	s.Version = 4
	turn, _ := s.Turn(s.Next)
	turn.Next = time.Time{}
	s.Fail(turn.At, turn, "Nobody is left.")
	want := polls.Notice{
		Topic: s.ID.Topic(), Key: "schedule/4", Kind: polls.NoticeSchedule, To: "ada", Lane: polls.LaneReminder, Due: turn.At.UTC(),
		Detail: "S2 (Fine?) could not be asked on Tue 24 Nov at 09:00: Nobody is left. \nS2 (Fine?) has no further time to ask, so it is paused.",
	}
	if diff := cmp.Diff(&want, s.Notice); diff != "" {
		t.Error(diff)
	}
}

// TestFailingInARow pauses the schedule and says what can be done about that.
func TestFailingInARow(t *testing.T) {
	s, _ := timetable(t, "day 09:00")
	for s.State == Active {
		turn, _ := s.Turn(s.Next)
		s.Notice = nil
		s.Fail(turn.At, turn, "Nobody is left.")
	}
	if s.Failed != MaxFailed || !s.Next.IsZero() || !strings.HasSuffix(s.told(), "That was so 3 times in a row, so it is paused.") || fmt.Sprint(s.Hints()) != "[{edit S2} {resume S2}]" {
		t.Errorf("after %d failures: %+v", s.Failed, s)
	}
}

// TestAnswersForgiveFailures counts only those in a row.
func TestAnswersForgiveFailures(t *testing.T) {
	s, _ := timetable(t, "day 09:00")
	for i := range 12 {
		turn, _ := s.Turn(s.Next)
		if i%MaxFailed == 0 {
			s.Asked(turn.At, turn, int64(i))
		} else {
			s.Fail(turn.At, turn, "Nobody is left.")
		}
	}
	if s.State != Active || s.Failed != MaxFailed-1 {
		t.Errorf("it is %s after %d failures in a row", s.State, s.Failed)
	}
	turn, _ := s.Turn(s.Next)
	s.Pass(turn.At, turn) // nobody tried
	if s.State != Active {
		t.Error("being too late is taken for a failure")
	}
}

func TestEditingKeepsTheTimeThatWasNotSaid(t *testing.T) {
	s, now := timetable(t, "day 09:00")
	by := polls.Actor{Person: "ada"}
	next := s.Next
	if err := s.Skip(now, by); err != nil {
		t.Fatal(err)
	}
	d := s.Draft
	d.Question = "All fine?"
	if err := s.Edit(now.In(time.UTC), by, d); err != nil || s.Draft.Question != "All fine?" || s.Zone == time.UTC || s.Skipped.IsZero() {
		t.Errorf("%v: %+v", err, s)
	}
	d.Every = "day 10:00"
	if err := s.Edit(now.In(time.UTC), by, d); err != nil || s.Zone != time.UTC || !s.Skipped.IsZero() || s.Next.Equal(next) || s.Draft.Every != "day 10:00" {
		t.Errorf("%v: %+v", err, s)
	}
	for _, every := range []string{"", "mon"} {
		if d.Every = every; s.Edit(now, by, d) == nil {
			t.Errorf("every: %q was taken", every)
		}
	}
	if err := s.Edit(now, polls.Actor{Person: "ben"}, d); err == nil {
		t.Error("ben edited it")
	}
}

func TestKeptDraftsAreReadAsTheyWere(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		text := rapid.StringOf(rapid.OneOf(rapid.Rune(), rapid.SampledFrom([]rune("<@U1>|: ,\n…."))))
		d := polls.Draft{
			Question: text.Draw(r, "question"), Context: text.Draw(r, "context"), Options: rapid.SliceOfN(text, 1, 3).Draw(r, "options"),
			Asked: append(ask("U1", "S2"), together("U3", "U4")), Rule: text.Draw(r, "rule"), Briefs: []polls.Brief{{To: "<@U1>", Text: text.Draw(r, "brief")}},
			Anonymous: rapid.Bool().Draw(r, "anonymous"), Every: "mon 09:00",
		}.Normalized()
		kept, err := EncodeDraft(d)
		if err != nil {
			r.Fatal(err)
		}
		read, err := DecodeDraft(kept)
		if diff := cmp.Diff(d, read); diff != "" || err != nil {
			r.Fatalf("%v (-kept +read):\n%s", err, diff)
		}
	})
}
