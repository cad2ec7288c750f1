package polls

import (
	"strings"
	"testing"
	"time"
)

// consenting opens a question for consent, put to ben and cy, in which silence is taken for consent a working day
// later.
func consenting(t *testing.T) *story {
	t.Helper()
	return tell(t, "Go? | kind: consent | quorum: 2, within 1 working day, else yes", "ana ben")
}

// Silence is consent only of those whom the question has reached a working day before.
func TestWhoWasReachedTooLateHasNotConsented(t *testing.T) {
	const too = "Nothing is adopted by default, since not everybody had a working day to object."
	adopted := func(arrives ...time.Duration) string {
		s := consenting(t)
		for i, d := range arrives {
			who := []Person{"ana", "ben"}[i]
			s.p.MarkDelivered(s.now.Add(d), who, Place{Channel: "D" + string(who), Message: "1"})
		}
		return s.after(24 * time.Hour).ticks().p.Outcome.Sentence()
	}
	for _, c := range []struct {
		arrives []time.Duration
		adopted bool
	}{
		{[]time.Duration{time.Second, time.Second}, true},
		{[]time.Duration{time.Second, 20 * time.Minute}, true}, // asking many takes a while
		{[]time.Duration{time.Second, 4 * time.Hour}, false},
		{[]time.Duration{time.Second}, false},
	} {
		got := adopted(c.arrives...)
		if strings.Contains(got, "No objection, by default: ") != c.adopted || strings.Contains(got, too) == c.adopted {
			t.Errorf("%v: %s", c.arrives, got)
		}
	}
}

// Nor can the asker shorten the day afterwards, or ask a person who would not have a whole day.
func TestTheDayOfConsentIsNotMadeShorter(t *testing.T) {
	s := consenting(t)
	for _, who := range []Person{"ana", "ben"} {
		s.p.MarkDelivered(s.now, who, Place{Channel: "D" + string(who), Message: "1"})
	}
	ada := Actor{Person: s.p.Asker}
	const early = "Silence is taken for consent after one working day of everybody asked at the earliest"
	if _, err := s.p.Amend(s.now.Add(time.Hour), ada, "within 2h"); err == nil || err.Error() != early+". Write by 2026-11-24 10:00, or a later time." {
		t.Errorf("shorter: %v", err)
	}
	if _, err := s.p.Add(s.now.Add(time.Hour), ada, []Invite{{Person: "cy"}}); err == nil || err.Error() != early+", and Q7 ends before that. Change its rule to by 2026-11-24 11:00 first, or a later time." {
		t.Errorf("one more: %v", err)
	}
	if _, err := s.p.Amend(s.now.Add(time.Hour), ada, "by 2026-11-24 12:00"); err != nil {
		t.Errorf("longer: %v", err)
	}
	if _, err := s.p.Add(s.now.Add(time.Hour), ada, []Invite{{Person: "cy"}}); err != nil {
		t.Errorf("one more, with more time: %v", err)
	}
	s = consenting(t)
	if _, err := s.p.Amend(s.now.Add(time.Hour), ada, "2, within 2h, else close"); err != nil {
		t.Errorf("nothing is adopted any more: %v", err)
	}
}

// Nor is the silence of a deputy taken for consent who was asked too late to have a day.
func TestWhoIsAskedInsteadHasADayToObject(t *testing.T) {
	for after, adopted := range map[time.Duration]bool{time.Minute: true, 5 * time.Hour: false} {
		s := consenting(t)
		for _, who := range []Person{"ana", "ben"} {
			s.p.MarkDelivered(s.now, who, Place{Channel: "D" + string(who), Message: "1"})
		}
		later := s.now.Add(after)
		if _, err := s.p.Depute(later, "ben", Invite{Person: "dan"}); err != nil {
			t.Fatal(err)
		}
		s.p.MarkDelivered(later, "dan", Place{Channel: "Ddan", Message: "1"})
		got := s.after(24 * time.Hour).ticks().p.Outcome.Sentence()
		if strings.Contains(got, "No objection, by default: ") != adopted {
			t.Errorf("after %v: %s", after, got)
		}
	}
}
