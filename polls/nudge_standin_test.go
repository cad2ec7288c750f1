package polls

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"quorum/polls/kind"

	"pgregory.net/rapid"
)

// The asker is nobody's deputy, and a deputy for two people is asked once.
func TestWhoStandsInIsAskedOnce(t *testing.T) {
	dan := Invite{Person: "dan"}
	m := opened(t, "all, by 17:00", Invite{Person: "ben", Deputy: &dan}, Invite{Person: "cy", Deputy: &dan}, Invite{Person: "di", Deputy: &Invite{Person: "ada"}})
	m.deliver("ben", "cy", "di")
	m.until("Mon 15:50")
	if s, _ := m.p.Stakeholder("dan"); s.For != "ben" || len(m.p.Stakeholders()) != 4 {
		t.Errorf("asked: %v", m.p.Stakeholders())
	}
}

// Nobody's reminder is brought forward once time is up.
func TestNobodyIsHastenedAtTheEnd(t *testing.T) {
	m := opened(t, "all, within 45m", Invite{Person: "ben"}, Invite{Person: "cy"})
	m.deliver("ben", "cy")
	if events := m.p.RemindEarly(m.p.Deadline.Add(time.Minute), []Person{"ben", "cy"}); len(events) > 0 {
		t.Errorf("%v", events)
	}
}

// A role is for its members: a deputy who is none does not keep out a person whom the rule names.
func TestWhomTheRuleNamesGoesBeforeWhoeverStandsIn(t *testing.T) {
	for _, rule := range []string{"2, with <@UBEN>", "2, 1 from <!subteam^S1>"} {
		m := opened(t, rule+", by 17:00", Invite{Person: "UBEN", Groups: []string{"S1"}, Deputy: &Invite{Person: "dan"}}, Invite{Person: "cy"})
		m.deliver("UBEN", "cy")
		m.until("Mon 15:50")
		m.must(m.p.Answer(m.now, "dan", Response{Position: kind.Yes}))
		m.must(m.p.Answer(m.now, "cy", Response{Position: kind.Yes}))
		if missed := m.p.NotAnswered(); m.p.Phase != PhaseOpen || m.p.stuck || len(missed) != 1 || missed[0] != "UBEN" {
			t.Fatalf("%s: %s, stuck is %v, still to answer are %v", rule, m.p.Phase, m.p.stuck, missed)
		}
		m.must(m.p.Answer(m.now, "UBEN", Response{Position: kind.No}))
		if answered, _ := m.p.Progress(); answered != 2 || !m.p.Counted("UBEN") || m.p.Counted("dan") {
			t.Errorf("%s: %d answered", rule, answered)
		}
		says(t, m.p.Outcome, "Tied")
	}
}

// Where it cannot help any more, nobody is waited for.
func TestNobodyIsWaitedForWhoCannotHelp(t *testing.T) {
	m := opened(t, "2, with <@UBEN>, by 17:00", Invite{Person: "UBEN", Deputy: &Invite{Person: "dan"}}, Invite{Person: "cy"})
	m.deliver("UBEN", "cy")
	m.until("Mon 15:50")
	m.must(m.p.Answer(m.now, "dan", Response{Position: kind.Yes}))
	m.must(m.p.Decline(m.now, "cy", NoOpinion))
	if m.p.Phase != PhaseOpen || !m.p.stuck {
		t.Errorf("%s, stuck is %v", m.p.Phase, m.p.stuck)
	}
	m.must(m.p.Tick(m.p.Deadline), nil)
	says(t, m.p.Outcome, "No quorum: 1 of 2")
}

// However people of one seat answer, withdraw and decline, the counts that are kept are those that counting anew
// finds.
func TestSeatsAreCountedAsAnew(t *testing.T) {
	behind := 0
	rapid.Check(t, func(t *rapid.T) {
		o := Opening{ID: ID{"T1", 7}, Asker: "ada", Draft: Draft{Question: "Go?", Asked: ask("U1"), Rule: "3, 2 from <!subteam^S1>, by 17:00"}}
		for _, who := range []Person{"p0", "p1", "p2"} {
			o.Asked = append(o.Asked, Invite{Person: who, Groups: []string{"S1"}})
		}
		p, _, err := Open(nine(), o)
		if err != nil {
			t.Fatal(err)
		}
		p.record(nine(), "", Joined{Asked: []Invite{{Person: "d0", For: "p0"}, {Person: "e0", For: "d0", Groups: anyGroups(t)}, {Person: "d1", For: "p1", Groups: anyGroups(t)}}})
		for i := range 12 {
			now, who := nine().Add(time.Duration(i)*time.Minute), rapid.SampledFrom([]Person{"p0", "d0", "e0", "p1", "d1"}).Draw(t, "who")
			switch rapid.IntRange(0, 3).Draw(t, "does") {
			case 0:
				_, _ = p.Withdraw(now, who)
			case 1:
				_, _ = p.Decline(now, who, NotMe)
			default:
				_, _ = p.Answer(now, who, Response{Position: rapid.SampledFrom([]string{kind.Yes, kind.No}).Draw(t, "says")})
			}
			if p.Phase != PhaseOpen {
				return
			}
			anew := *p
			anew.recount()
			behind += p.counts.Replaceable
			if !reflect.DeepEqual(anew.Standing(), p.Standing()) || !reflect.DeepEqual(anew.Tally(), p.Tally()) {
				t.Fatalf("kept %+v %v, anew %+v %v", p.Standing(), p.Tally(), anew.Standing(), anew.Tally())
			}
		}
	})
	if behind == 0 {
		t.Error("nobody was waited for behind an answer")
	}
}

// Of two who may answer for one, the one who has not is left alone once the other has, and waited for again when that answer
// is taken back.
func TestWhoeverIsAnsweredForIsLeftAlone(t *testing.T) {
	dan := Invite{Person: "dan"}
	m := opened(t, "all, by 17:00", Invite{Person: "ben", Deputy: &dan}, Invite{Person: "cy"})
	m.deliver("ben", "cy")
	m.until("Mon 15:48")
	m.deliver("dan")
	m.now = m.now.Add(time.Minute)
	m.must(m.p.Answer(m.now, "ben", Response{Position: kind.Yes}))
	m.until("Mon 16:30")
	if s, _ := m.p.Stakeholder("dan"); s.Reminders != 0 || !m.p.RemindAt(m.now, "dan").IsZero() || m.p.WhyNeeded("dan") != "" {
		t.Errorf("%d reminders, %q", s.Reminders, m.p.WhyNeeded("dan"))
	}
	m.must(m.p.Withdraw(m.now, "ben"))
	if m.p.RemindAt(m.now, "dan").IsZero() || m.p.WhyNeeded("dan") == "" {
		t.Error("nobody waits for dan")
	}
	m.until("Mon 16:50")
	if s, _ := m.p.Stakeholder("dan"); s.Reminders != 1 { // the second moment of his time, which began at 15:48
		t.Errorf("%d reminders", s.Reminders)
	}
}

// A reminder is sent at most half an hour early; the deputy is asked then, and nothing comes at the planned time.
func TestHastenedByHalfAnHour(t *testing.T) {
	dan := Invite{Person: "dan"}
	m := opened(t, "all, by 17:00", Invite{Person: "ben", Deputy: &dan}, Invite{Person: "cy"})
	m.deliver("ben", "cy")
	for _, c := range []struct {
		at        string
		reminders int
		people    int
	}{
		{"Mon 12:29", 0, 2},
		{"Mon 12:30", 1, 2},
		{"Mon 15:17", 1, 2},
		{"Mon 15:18", 2, 3},
		{"Mon 16:00", 2, 3},
	} {
		m.until(c.at)
		m.must(m.p.RemindEarly(m.now, []Person{"ben", "nobody"}), nil)
		if s, _ := m.p.Stakeholder("ben"); s.Reminders != c.reminders || len(m.p.Stakeholders()) != c.people {
			t.Errorf("%s: %d reminders, %d people are asked", c.at, s.Reminders, len(m.p.Stakeholders()))
		}
	}
	if got := m.reminded("ben"); !slices.Equal(got, []string{"Mon 12:30", "Mon 15:18"}) {
		t.Errorf("ben: %v", got)
	}
}

// What was on its way when time is up comes to nothing.
func TestNothingIsSaidTooLate(t *testing.T) {
	m := opened(t, "all, by tue 12:00", Invite{Person: "ben"}, Invite{Person: "cy"})
	m.deliver("ben", "cy")
	if up := m.p.Deadline; m.p.RemindAt(up.Add(-time.Minute), "ben").IsZero() || !m.p.RemindAt(up, "ben").IsZero() || !m.p.RemindAt(up.Add(time.Minute), "ben").IsZero() {
		t.Error("a reminder is awaited at another time than before the deadline")
	}
}

// An asker who reminds too soon reads when the first person may be reminded, if that is before the deadline.
func TestWhenToTryAgain(t *testing.T) {
	for rule, want := range map[string]string{"all, by 17:00": " Try again today 14:00.", "all, by 14:00": ""} {
		m := opened(t, rule, Invite{Person: "ben", Zone: "UTC"}, Invite{Person: "cy", Zone: "America/New_York"})
		m.deliver("cy", "ben")
		m.now = m.now.Add(10 * time.Minute)
		if _, err := m.p.Remind(m.now, Actor{Person: "ada"}); err == nil || !strings.HasSuffix(err.Error(), "the last message. Try again in 20 minutes.") {
			t.Errorf("%s: %v", rule, err)
		}
		m.must(m.p.Answer(m.now, "ben", Response{Position: kind.Yes}))
		if _, err := m.p.Remind(m.now, Actor{Person: "ada"}); err == nil || !strings.HasSuffix(err.Error(), "the last message."+want) {
			t.Errorf("%s: %v, want %s", rule, err, want)
		}
	}
}
