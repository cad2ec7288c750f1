package polls

import (
	"slices"
	"testing"
	"time"

	"quorum/polls/kind"
	"quorum/polls/worktime"

	"pgregory.net/rapid"
)

// The moments of the reference: at 50 % and 85 % of the working time between the question and the deadline.
func TestMomentsForReminding(t *testing.T) {
	for _, c := range []struct {
		rule string
		want []string
	}{
		{"all, within 2h", []string{"Mon 10:00", "Mon 10:42"}},
		{"all, by 17:00", []string{"Mon 13:00", "Mon 15:48"}},
		{"all, by wed 17:00", []string{"Tue 13:00", "Wed 13:24"}},
		{"all, within 50m", []string{"Mon 09:42"}}, // half of it is sooner than a person may be reminded
		{"all, within 35m", nil},
		{"all, within 70m", []string{"Mon 09:35"}},
		{"all, within 7d", []string{"Wed 13:00", "Fri 11:00"}},
	} {
		m := opened(t, c.rule, Invite{Person: "ben", Zone: "UTC"}, Invite{Person: "cy", Zone: "UTC"})
		m.deliver("ben", "cy")
		if got := m.reminded("ben"); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.rule, got, c.want)
		}
	}
}

// Everybody has a working time of their own.
func TestEverybodyIsRemindedInTheirOwnTime(t *testing.T) {
	early := Invite{Person: "ben", Zone: "UTC", Hours: "6-10 mon-sun"}
	away := Invite{Person: "cy", Zone: "UTC", Away: nine().Add(26 * time.Hour)}
	york := Invite{Person: "di", Zone: "America/New_York"}
	m := opened(t, "all, by wed 17:00", early, away, york)
	m.deliver("ben", "cy", "di")
	for who, want := range map[Person][]string{
		"ben": {"Tue 09:30", "Wed 08:39"}, // 9 hours: 1 + 4 + 4
		"cy":  {"Wed 10:00", "Wed 14:54"}, // 14 hours from Tuesday 11:00 on
		"di":  {"Tue 15:30", "Wed 14:09"}, // 19 hours: 8 + 8 + 3, from 14:00 UTC on
	} {
		if got := m.reminded(who); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", who, got, want)
		}
	}
}

// One person's working time does not change the moments of others who were asked in the same minute.
func TestNobodyIsRemindedInTheTimeOfAnother(t *testing.T) {
	asked := []Invite{
		{Person: "ben", Zone: "UTC"},
		{Person: "cy", Zone: "UTC", Away: nine().Add(26 * time.Hour)},
		{Person: "di", Zone: "UTC", Hours: "10-12 mon-fri"},
		{Person: "eve", Zone: "America/New_York"},
		{Person: "fay", Zone: "UTC", Holidays: "AT"}, // Tuesday, 8 December
	}
	want := map[Person][]string{}
	for i, one := range asked {
		alone := opened(t, "all, by 2026-12-09 17:00", one, Invite{Person: "gil", Zone: "Asia/Tokyo"})
		alone.deliver(one.Person)
		want[one.Person] = alone.reminded(one.Person)
		if i > 0 && slices.Equal(want[one.Person], want["ben"]) {
			t.Errorf("%s is reminded as ben is, %v", one.Person, want["ben"])
		}
	}
	for range asked {
		m := opened(t, "all, by 2026-12-09 17:00", asked...)
		for _, one := range asked {
			m.deliver(one.Person)
		}
		for _, one := range asked {
			if got := m.reminded(one.Person); !slices.Equal(got, want[one.Person]) {
				t.Errorf("%s: %v, alone %v", one.Person, got, want[one.Person])
			}
		}
		asked = append(asked[1:], asked[0])
	}
}

// Who answers is left alone, and is waited for again after taking the answer back.
func TestRemindedOnlyWhileSilent(t *testing.T) {
	m := opened(t, "all, by 17:00", Invite{Person: "ben"}, Invite{Person: "cy"})
	m.deliver("ben", "cy")
	m.must(m.p.Answer(m.now, "ben", Response{Position: kind.Yes}))
	m.now = m.now.Add(time.Hour)
	m.must(m.p.Withdraw(m.now, "ben"))
	m.must(m.p.Decline(m.now, "cy", NoOpinion))
	if got := m.reminded("cy"); got != nil {
		t.Errorf("cy: %v", got)
	}
	if got, want := m.reminded("ben"), []string{"Mon 13:00", "Mon 15:48"}; !slices.Equal(got, want) {
		t.Errorf("ben: %v, want %v", got, want)
	}
}

// At the second moment the deputy is asked as well; the first of the two fills the seat, and both answers are kept.
func TestStandIns(t *testing.T) {
	dan := Invite{Person: "dan", Source: "ops"}
	m := opened(t, "all, by 17:00", Invite{Person: "ben", Deputy: &dan}, Invite{Person: "cy", Deputy: &Invite{Person: "ben"}})
	m.deliver("ben", "cy")
	m.until("Mon 15:47")
	if _, asked := m.p.Stakeholder("dan"); asked {
		t.Fatal("dan was asked too soon")
	}
	m.until("Mon 15:48")
	if s, _ := m.p.Stakeholder("dan"); s.For != "ben" || len(m.p.Stakeholders()) != 3 {
		t.Fatalf("asked: %v", m.p.Stakeholders())
	}
	m.deliver("dan")
	m.must(m.p.Answer(m.now, "dan", Response{Position: kind.Yes}))
	if answered, asked := m.p.Progress(); answered != 1 || asked != 2 {
		t.Errorf("%d of %d", answered, asked)
	}
	m.now = m.now.Add(time.Minute)
	m.must(m.p.Answer(m.now, "ben", Response{Position: kind.No}))
	m.must(m.p.Answer(m.now, "cy", Response{Position: kind.Yes}))
	if got := m.p.Outcome.Sentence(); got != "Decided: Yes, 2 of 2 answers. Nobody is left to answer." {
		t.Error(got)
	}
}

// For a person who cannot answer the deputy is asked at once, unless the seat has an answer already.
func TestStandInsForWhoCannotAnswer(t *testing.T) {
	dan, eve, flo := Invite{Person: "dan"}, Invite{Person: "eve"}, Invite{Person: "flo"}
	m := opened(t, "all, by 17:00", Invite{Person: "ben", Deputy: &dan}, Invite{Person: "cy", Deputy: &eve}, Invite{Person: "gus", Deputy: &flo})
	m.must(m.p.MarkUnreachable(m.now, "ben", "it was refused"), nil)
	m.deliver("dan", "cy", "gus")
	m.must(m.p.MarkLeft(m.now, "cy"), nil)
	m.must(m.p.Answer(m.now, "gus", Response{Position: kind.Yes}))
	m.must(m.p.MarkLeft(m.now, "gus"), nil)
	for who, instead := range map[Person]Person{"dan": "ben", "eve": "cy", "flo": ""} {
		if s, _ := m.p.Stakeholder(who); s.For != instead {
			t.Errorf("%s is asked for %q, want %q", who, s.For, instead)
		}
	}
	m.must(m.p.MarkLeft(m.now, "dan"), nil)
	if s := m.p.Standing(); s.Answered != 1 || s.Pending != 1 || s.Eligible != 2 || m.p.Phase != PhaseOpen {
		t.Errorf("it is %s, and stands at %+v", m.p.Phase, s)
	}
}

// Slept through both moments: one reminder and not two.
func TestSleptThroughReminders(t *testing.T) {
	m := opened(t, "all, by 17:00", Invite{Person: "ben"}, Invite{Person: "cy"})
	m.deliver("ben", "cy")
	m.now = m.now.Add(7*time.Hour + 30*time.Minute)
	m.must(m.p.Tick(m.now), nil)
	if s, _ := m.p.Stakeholder("ben"); s.Reminders != 1 || !m.p.Due().Equal(m.p.Deadline) {
		t.Errorf("%d reminders, due %s", s.Reminders, m.p.Due())
	}
}

// checkReminders holds every reminder against the limits, by what was known when it was recorded.
func (m *machine) checkReminders(t *rapid.T, events []Event) {
	for _, e := range events {
		f, ok := e.Fact.(Reminded)
		if !ok {
			continue
		}
		before, err := Fold(stored(t, m.log[:e.Seq-1]))
		if err != nil {
			t.Fatal(err)
		}
		for _, who := range f.Persons {
			s, _ := before.Stakeholder(who)
			c := s.Calendar(before.work)
			c.Hours = c.Hours.OrOffice()
			switch {
			case before.Phase != PhaseOpen, s.State != Pending, s.Left, who == before.Asker, s.Delivered.IsZero():
				t.Fatalf("%s was reminded while %s and %s", who, before.Phase, s.State)
			case s.Reminders >= 2, e.At.Sub(s.Contacted) < 30*time.Minute || e.At.Sub(s.Reminded) < 30*time.Minute:
				t.Fatalf("%s was reminded after %d reminders, the last message at %s", who, s.Reminders, s.Contacted)
			case !works(c, e.At):
				t.Fatalf("%s was reminded at %s, outside %s", who, e.At.In(c.Zone), c.Hours)
			}
		}
	}
}

// morning is a poll that was opened on Monday at 9:00, driven by its moments.
type morning struct {
	t   *testing.T
	p   *Poll
	now time.Time
	log []Event
}

func nine() time.Time { return time.Date(2026, 11, 30, 9, 0, 0, 0, time.UTC) }

func opened(t *testing.T, rule string, asked ...Invite) *morning {
	t.Helper()
	o := Opening{ID: ID{"T1", 7}, Asker: "ada", Asked: asked, Draft: Draft{Question: "Ship?", Asked: ask("U1"), Rule: rule}}
	p, events, err := Open(nine(), o)
	if err != nil {
		t.Fatal(err)
	}
	return &morning{t, p, nine(), events}
}

func (m *morning) must(events []Event, err error) {
	m.t.Helper()
	if err != nil {
		m.t.Fatal(err)
	}
	m.log = append(m.log, events...)
}

func (m *morning) deliver(who ...Person) {
	for _, w := range who {
		m.must(m.p.MarkDelivered(m.now, w, Place{"D", "1"}), nil)
	}
}

// until goes from moment to moment.
func (m *morning) until(moment string) {
	m.t.Helper()
	at, err := time.Parse("Mon 15:04", moment)
	if err != nil {
		m.t.Fatal(err)
	}
	end := worktime.OnDay(nine(), 0, time.Duration(at.Hour())*time.Hour+time.Duration(at.Minute())*time.Minute)
	for due := m.p.Due(); !due.After(end); due = m.p.Due() {
		m.now = due
		m.must(m.p.Tick(due), nil)
	}
	m.now = end
}

// reminded lets time pass until the deadline, and returns when a person was reminded.
func (m *morning) reminded(who Person) (at []string) {
	m.t.Helper()
	for m.p.Phase == PhaseOpen {
		m.now = m.p.Due()
		m.must(m.p.Tick(m.now), nil)
	}
	for _, e := range m.log {
		if f, ok := e.Fact.(Reminded); ok && slices.Contains(f.Persons, who) {
			at = append(at, e.At.Format("Mon 15:04"))
		}
	}
	return at
}

// With another deadline people are reminded by it.
func TestMomentsFollowTheDeadline(t *testing.T) {
	m := opened(t, "all, within 2h", Invite{Person: "ben"}, Invite{Person: "cy"})
	m.deliver("ben", "cy")
	m.now = m.now.Add(30 * time.Minute)
	m.must(m.p.Amend(m.now, Actor{Person: "ada"}, "by wed 17:00"))
	if got, want := m.reminded("ben"), []string{"Tue 13:00", "Wed 13:24"}; !slices.Equal(got, want) {
		t.Errorf("reminded on %v, not %v", got, want)
	}
}

// A deputy who takes an answer back is waited for again, and reminded.
func TestADeputyIsRemindedAgain(t *testing.T) {
	m := opened(t, "all, by 17:00", Invite{Person: "ben"}, Invite{Person: "cy"})
	m.must(m.p.Depute(m.now, "ben", Invite{Person: "dan"}))
	m.deliver("ben", "dan")
	m.now = m.now.Add(10 * time.Minute)
	m.must(m.p.Answer(m.now, "dan", Response{Position: kind.Yes}))
	m.must(m.p.Withdraw(m.now, "dan"))
	if got, want := m.reminded("dan"), []string{"Mon 13:00", "Mon 15:48"}; !slices.Equal(got, want) {
		t.Errorf("reminded on %v, not %v", got, want)
	}
}
