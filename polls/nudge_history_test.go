package polls

import (
	"slices"
	"testing"
	"time"

	"quorum/polls/kind"

	"pgregory.net/rapid"
)

// TestRemindersInAnyHistory drives polls through histories in which much happens between one moment for reminding and the
// next, whatever people do, and holds what is to come against what can be worked out anew.
func TestRemindersInAnyHistory(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := newMachine(t)
		m.DeliverAll(t)
		t.Repeat(map[string]func(*rapid.T){
			"answer": m.Answer, "answer again": m.Answer, "withdraw": m.Withdraw, "withdraw again": m.Withdraw, "decline": m.Decline,
			"leave": m.Leave, "fail": m.Fail, "deliver": m.Deliver, "deliver all": m.DeliverAll, "place": m.Place, "lose": m.Lose,
			"remind": m.Remind, "arrive": m.Arrive, "doubt": m.Doubt, "hasten": m.Hasten, "hasten again": m.Hasten, "list": m.List,
			"depute": m.Depute, "hush": m.Hush, "add": m.Add, "amend": m.Amend, "close": m.Close, "cancel": m.Cancel, "reopen": m.Reopen,
			"pass": m.Pass, "tick": m.Tick, "next": m.Next, "next again": m.Next, "": m.CheckMoments,
		})
	})
}

// DeliverAll has everybody's question arrive.
func (m *machine) DeliverAll(t *rapid.T) {
	for _, s := range slices.Clone(m.p.Stakeholders()) {
		m.step(t, m.p.MarkDelivered(m.now, s.Person, Place{"D", "1"}), nil)
	}
}

// Next goes to when something is next due, and does it: at once, or some minutes later.
func (m *machine) Next(t *rapid.T) {
	if due := m.p.Due(); due.After(m.now) {
		m.now = due.Add(time.Duration(rapid.SampledFrom([]int{0, 0, 0, 1, 45}).Draw(t, "minutes late")) * time.Minute)
	}
	m.Tick(t)
}

// Reopen asks the question again.
func (m *machine) Reopen(t *rapid.T) {
	if m.p.Phase != PhaseOpen {
		m.step(t, m.p.RecordAskedAgain(m.now, m.who(t), 2), nil)
	}
}

// CheckMoments checks what is true of reminders at any time, besides what is true of everything.
func (m *machine) CheckMoments(t *rapid.T) {
	m.Check(t)
	came := map[Person]int{}
	for _, e := range m.log {
		f, ok := e.Fact.(Reminded)
		if !ok {
			continue
		}
		named := map[Person]bool{}
		for _, who := range slices.Concat(f.Persons, f.Passed) {
			if named[who] {
				t.Fatalf("%s is named twice: %+v", who, f)
			}
			named[who] = true
			if f.Moment {
				came[who]++
			}
		}
	}
	next := m.p.Deadline
	for _, s := range m.p.Stakeholders() {
		if came[s.Person] != s.Nudged || s.Nudged > lastNudge {
			t.Fatalf("%d moments of %s have come, and %d are known", came[s.Person], s.Person, s.Nudged)
		}
		if s.Nudged == lastNudge && s.Deputy != nil && s.For == "" && s.Deputy.Person != m.p.Asker {
			if _, asked := m.p.Stakeholder(s.Deputy.Person); !asked {
				t.Fatalf("both moments of %s have come, and %s is not asked", s.Person, s.Deputy.Person)
			}
		}
		if at := m.moment(s); !at.IsZero() && at.Before(next) {
			next = at
		}
	}
	if m.p.Phase == PhaseOpen && !m.p.lapsed && !m.p.Due().Equal(next) {
		t.Fatalf("due %s, and by what is known %s", m.p.Due(), next)
	}
}

// moment returns when a person is next reminded, computed anew; zero when never.
func (m *machine) moment(s Stakeholder) time.Time {
	if s.Delivered.IsZero() || s.Nudged >= lastNudge || !m.p.awaited(m.p.index[s.Person]) {
		return time.Time{}
	}
	c := s.Calendar(m.p.work)
	from := s.Delivered.Add(time.Minute - 1).Truncate(time.Minute)
	window := c.Between(from, m.p.Deadline)
	if window == 0 {
		return time.Time{}
	}
	return c.After(from, window*[]time.Duration{50, 85}[s.Nudged]/100)
}

// An answer that is taken back leaves one moment, not two.
func TestAMomentPlannedAgainComesOnce(t *testing.T) {
	m := opened(t, "all, by 17:00", Invite{Person: "ben", Deputy: &Invite{Person: "dan"}}, Invite{Person: "cy"})
	m.deliver("cy", "ben")
	for range 3 {
		m.now = m.now.Add(time.Minute)
		m.must(m.p.Answer(m.now, "ben", Response{Position: kind.Yes}))
		m.must(m.p.Withdraw(m.now, "ben"))
	}
	m.until("Mon 15:47")
	if s, _ := m.p.Stakeholder("ben"); s.Reminders != 1 || s.Nudged != 1 {
		t.Errorf("after the first moment ben has %d reminders and %d moments behind him", s.Reminders, s.Nudged)
	}
	m.until("Mon 15:48")
	if _, asked := m.p.Stakeholder("dan"); !asked {
		t.Error("dan, who stands in, is not asked at the second moment")
	}
	if got := m.reminded("ben"); !slices.Equal(got, []string{"Mon 13:00", "Mon 15:48"}) {
		t.Errorf("ben was reminded at %v", got)
	}
}

// A log of an earlier version may name a person twice in one reminder: that was one message, and one moment.
func TestALogThatNamesSomebodyTwice(t *testing.T) {
	m := opened(t, "all, by 17:00", Invite{Person: "ben", Deputy: &Invite{Person: "dan"}}, Invite{Person: "cy"})
	m.deliver("ben", "cy")
	m.now = nine().Add(4 * time.Hour)
	m.log = append(m.log, m.p.record(m.now, "", Reminded{Persons: []Person{"ben", "cy", "ben"}, Moment: true}))
	if s, _ := m.p.Stakeholder("ben"); s.Reminders != 1 || s.Nudged != 1 {
		t.Errorf("%d reminders, %d moments", s.Reminders, s.Nudged)
	}
	m.until("Mon 15:48")
	if _, asked := m.p.Stakeholder("dan"); !asked {
		t.Error("dan is not asked")
	}
}
