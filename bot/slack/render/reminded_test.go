package render

import (
	"strings"
	"testing"
	"time"

	"quorum/polls"
)

// TestNobodyIsSaidToBeRemindedWhoWasNot tells the asker of the reminders that have arrived, and not of those that were decided:
// they may be held back, or dropped.
func TestNobodyIsSaidToBeRemindedWhoWasNot(t *testing.T) {
	s := ship(t).says(ben, "Yes")
	says := func(when, want string) {
		t.Helper()
		got := s.eyes().Doubt(s.p).Text
		if strings.Contains(got, "reminded") != (want != "") || !strings.Contains(got, want) {
			t.Errorf("%s: %s", when, got)
		}
	}
	says("before anybody is reminded", "")
	s.now = s.now.Add(time.Hour)
	events, err := s.p.Remind(s.now, polls.Actor{Person: ana})
	if err != nil || len(events) == 0 {
		t.Fatal(events, err)
	}
	says("when reminders are decided", "")
	waited := 0
	for _, one := range s.p.Stakeholders() {
		if one.State == polls.Pending && s.p.Counts(one.Person) {
			waited++
		}
	}
	want := map[int]string{1: "\n1 of the 4 who have not answered was reminded. ", 2: "\n2 of the 4 who have not answered were reminded. ", 4: "\nWho has not answered was reminded. "}
	if waited != 4 {
		t.Fatalf("%d are waited for", waited)
	}
	arrived := 0
	for _, one := range s.p.Stakeholders() {
		if one.State != polls.Pending {
			continue
		}
		s.p.RecordReminder(s.now.Add(time.Minute), one.Person, polls.Copy{})
		if arrived++; want[arrived] != "" {
			says("when reminders arrive", want[arrived])
		}
	}
}
