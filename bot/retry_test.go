package bot

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"quorum/polls"
	"quorum/storage"
	"quorum/storage/storagetest"

	"github.com/prometheus/client_golang/prometheus"
)

// published reports whether a poll is.
func (s *stage) published(id polls.ID) (yes bool) {
	s.t.Helper()
	s.look(id, func(p *polls.Poll) { yes = !p.Published.IsZero() })
	return yes
}

// TestUnreadablePollsHoldUpNobody has more polls that cannot be read than are dealt with at once. All others are reminded of,
// closed and listed in their time; the loops try the unreadable ones ever more rarely.
func TestUnreadablePollsHoldUpNobody(t *testing.T) {
	counted := prometheus.NewRegistry()
	play(t, Options{Metrics: counted}, func(s *stage) {
		s.after(2*24*time.Hour + 8*time.Hour) // Monday at 8:00
		var odd []polls.ID
		for range dueAtOnce + 5 {
			odd = append(odd, s.ask("all, within 2h", "ben", "cy"))
		}
		good := s.ask("all, within 3h", "ben", "cy")
		if err := s.bot.SetDigest(s.t.Context(), "T1", "cy", Daily{Clock: 9 * time.Hour, Zone: "UTC"}); err != nil {
			t.Fatal(err)
		}
		s.after(time.Minute)
		for _, id := range odd[:len(odd)-1] { // of the last one it is known before how it stands
			storagetest.MakeUnreadable(s.t, s.file, id)
		}
		s.look(odd[len(odd)-1], func(*polls.Poll) {})
		storagetest.MakeUnreadable(s.t, s.file, odd[len(odd)-1])
		s.after(3*time.Hour + time.Minute)
		if !s.published(good) {
			t.Error("a poll that can be read was not closed at its time")
		}
		later := s.ask("all, within 1h", "ben", "cy")
		s.after(time.Hour + time.Minute)
		if !s.published(later) {
			t.Error("nor was a later one")
		}
		before := counts(t, counted, "quorum_skipped_total")["deadlines"]
		s.after(24 * time.Hour)
		a := counts(t, counted, "quorum_skipped_total")["deadlines"] - before
		if most := 50 * len(odd); before < 5*len(odd) || a < 40*len(odd) || a > most {
			t.Errorf("at first %d tries failed, and then %d in a day", before, a)
		}
	})
}

// TestADigestWithoutAQuestionThatCannotBeRead lists the questions that can be read, also when another one became unreadable after
// the digest was due.
func TestADigestWithoutAQuestionThatCannotBeRead(t *testing.T) {
	for _, spoilt := range []time.Duration{30 * time.Minute, time.Hour} {
		counted := prometheus.NewRegistry()
		play(t, Options{Metrics: counted}, func(s *stage) {
			s.after(2*24*time.Hour + 8*time.Hour) // Monday at 8:00
			odd := s.ask("all, within 2d", "ben", "cy")
			s.ask("all, within 3d", "ben", "cy")
			if err := s.bot.SetDigest(s.t.Context(), "T1", "ben", Daily{Clock: 9 * time.Hour, Zone: "UTC"}); err != nil {
				t.Fatal(err)
			}
			if err := s.bot.SetDigest(s.t.Context(), "T1", "cy", Daily{Clock: 10 * time.Hour, Zone: "UTC"}); err != nil {
				t.Fatal(err)
			}
			s.after(spoilt)
			storagetest.MakeUnreadable(s.t, s.file, odd)
			s.after(3*time.Hour - spoilt)
			for _, who := range []polls.Person{"ben", "cy"} {
				if n := len(s.sends(fmt.Sprintf("digest/%s/2000-01-03", who))); n != 1 {
					t.Errorf("%s got %d messages", who, n)
				}
			}
			if counts(t, counted, "quorum_skipped_total")["digests"] == 0 {
				t.Error("it was not counted")
			}
		})
	}
}

// TestAScheduleThatCannotBeRead is left out of the list, and keeps no other one from asking; one whose last question cannot
// be read asks the next one.
func TestAScheduleThatCannotBeRead(t *testing.T) {
	counted := prometheus.NewRegistry()
	g := &guide{counted: counted}
	repeat(t, g, func(s *stage) {
		odd, fine := s.daily("Odd?"), s.daily("Fine?")
		storagetest.Alter(s.t, s.file, `update schedules set draft = '{"question": 7}' where number = ?`, odd.Number)
		s.after(11 * time.Minute)
		storagetest.MakeUnreadable(s.t, s.file, polls.ID{Workspace: "T1", Number: 1})
		s.after(24 * time.Hour)
		if l, err := s.bot.Schedules(s.t.Context(), "T1", "ada", "", 9); err != nil || len(l) != 1 || l[0].ID != fine || l[0].Last != 2 {
			t.Errorf("the list is %v (%v)", l, err)
		}
		if n := counts(t, counted, "quorum_skipped_total")["schedules"]; n < 10 || n > 99 {
			t.Errorf("%d tries failed in a day", n)
		}
	})
}

// TestFiguresWithoutWhatCannotBeRead counts and forecasts from the rest. Habits that cannot be read are none.
func TestFiguresWithoutWhatCannotBeRead(t *testing.T) {
	counted := prometheus.NewRegistry()
	play(t, Options{Metrics: counted}, func(s *stage) {
		for range 3 {
			id := s.ask("1 of 2, within 2h", "ben", "cy")
			s.after(time.Minute)
			s.choose(id, "ben", "Yes")
		}
		storagetest.MakeUnreadable(s.t, s.file, polls.ID{Workspace: "T1", Number: 2})
		of, _, err := s.bot.Stats(s.t.Context(), "T1", 24*time.Hour, nil)
		if err != nil || of.Asked != 2 {
			t.Errorf("%d questions are counted (%v)", of.Asked, err)
		}
		if _, err := s.bot.Pace(s.t.Context(), "T1"); err != nil {
			t.Error(err)
		}
		storagetest.Alter(s.t, s.file, `insert into settings (workspace, person, name, value, set_by, at) values ('T1', 'ben', 'away', 'never', 'ben', 1),
			('T1', 'ben', 'deputy', 'cy', 'ben', 1), ('T1', 'ben', 'template/x', '{', 'ben', 1)`)
		all, err := s.bot.Habits(s.t.Context(), "T1")
		if err != nil || all["ben"] != (Habits{Deputy: "cy"}) {
			t.Errorf("the habits are %v (%v)", all, err)
		}
		if one, err := s.bot.HabitsOf(s.t.Context(), "T1", "ben"); err != nil || one != all["ben"] {
			t.Errorf("ben's habits are %v (%v)", one, err)
		}
		if templates, err := s.bot.Templates(s.t.Context(), "T1", "ben"); err != nil || len(templates) != 0 {
			t.Errorf("the templates are %v (%v)", templates, err)
		}
		if err := s.bot.Leave(s.t.Context(), "T1", "cy"); err != nil {
			t.Error(err)
		}
		s.look(polls.ID{Workspace: "T1", Number: 3}, func(p *polls.Poll) {
			if cy, _ := p.Stakeholder("cy"); !cy.Left {
				t.Error("cy is not known to have left")
			}
		})
		for _, loop := range []string{"figures", "forecasts", "habits", "templates", "leaving"} {
			if counts(t, counted, "quorum_skipped_total")[loop] == 0 {
				t.Errorf("nothing is counted for %s", loop)
			}
		}
	})
}

// TestSetbacks puts items off for longer each time, and forgets those that are no longer due.
func TestSetbacks(t *testing.T) {
	now := time.Now()
	id := func(n int64) polls.ID { return polls.ID{Workspace: "T1", Number: n} }
	for err, want := range map[error][]time.Duration{
		errors.New("ouch"):     {1, 2, 4, 8, 16, 32, 60, 60},
		storage.ErrUnavailable: {1, 2, 4, 5, 5},
		storage.ErrUnreadable:  {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 1800, 1800},
	} {
		var s retries[polls.ID]
		for i, pause := range want {
			if got := s.failed(id(1), err); got != pause*time.Second {
				t.Errorf("after failure %d, %v, it is put off for %v", i+1, err, got)
			}
		}
		s.failed(id(2), err)
		if got := fmt.Sprint(s.ready(now, []polls.ID{id(1), id(2), id(3)}, 9)); got != "[Q3]" || s.number() != 2 {
			t.Errorf("ready are %s, and %d are put off", got, s.number())
		}
		if got := s.soonest(now.Add(time.Hour)).Sub(now); got < 0 || got > 2*time.Second {
			t.Errorf("the next is to be tried in %v", got)
		}
		if got := fmt.Sprint(s.ready(now.Add(time.Second*3/2), []polls.ID{id(1), id(2)}, 1)); got != "[Q2]" || s.number() != 2 {
			t.Errorf("then ready are %s, and %d are put off", got, s.number())
		}
		s.over(id(2))
		if s.ready(now, nil, 9); s.number() != 0 || !s.soonest(time.Time{}).IsZero() {
			t.Errorf("%d are put off that are no longer due", s.number())
		}
	}
}
