package schedule

import (
	"errors"
	"testing"
	"time"

	"quorum/polls"
	"quorum/polls/phrase"
)

// managed is what is done to a schedule, and what follows: whether it asks, what it asks next, and what it leaves
// out.
type managed struct {
	do            string
	at            string // of November
	state         State
	next, skipped string
}

// TestManagingASchedule follows a schedule that asks on every day at nine, from a Monday at ten on.
func TestManagingASchedule(t *testing.T) {
	for name, steps := range map[string][]managed{
		"skipping leaves out one time, however often it is said": {
			{"skip", "23 10:00", Active, "25 09:00", "24 09:00"},
			{"skip", "23 11:00", Active, "25 09:00", "24 09:00"},
			{"skip", "24 09:00", Active, "26 09:00", "25 09:00"},
		},
		"resuming takes it back, until it has passed": {
			{"skip", "23 10:00", Active, "25 09:00", "24 09:00"},
			{"resume", "24 08:59", Active, "24 09:00", ""},
			{"skip", "24 08:59", Active, "25 09:00", "24 09:00"},
			{"resume", "24 09:00", Active, "25 09:00", ""},
		},
		"what is paused asks nothing and skips nothing": {
			{"skip", "23 10:00", Active, "25 09:00", "24 09:00"},
			{"pause", "23 10:00", Paused, "", ""},
			{"pause", "23 10:00", Paused, "", ""},
			{"resume", "23 10:00", Active, "24 09:00", ""},
			{"pause", "23 10:00", Paused, "", ""},
			{"resume", "27 10:00", Active, "28 09:00", ""},
			{"resume", "27 10:00", Active, "28 09:00", ""},
		},
		"what is paused stays so when it is changed": {
			{"pause", "23 10:00", Paused, "", ""},
			{"edit", "23 10:00", Paused, "", ""},
			{"resume", "23 10:00", Active, "23 12:00", ""},
		},
		"what is deleted stays so": {
			{"skip", "23 10:00", Active, "25 09:00", "24 09:00"},
			{"delete", "23 10:00", Deleted, "", ""},
			{"delete", "23 10:00", Deleted, "", ""},
		},
	} {
		s, now := timetable(t, "day 09:00")
		for i, step := range steps {
			at := inNovember(t, step.at, now.Location())
			if err := manage(&s, at, step.do, polls.Actor{Person: "ada"}); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if s.State != step.state || !s.Next.Equal(inNovember(t, step.next, now.Location())) || !s.Skipped.Equal(inNovember(t, step.skipped, now.Location())) {
				t.Errorf("%s, %d: %s is %s, asks next on %v and not on %v", name, i, step.do, s.State, s.Next, s.Skipped)
			}
		}
	}
}

// inNovember reads "24 09:00"; an empty text is the zero time.
func inNovember(t *testing.T, text string, zone *time.Location) time.Time {
	t.Helper()
	if text == "" {
		return time.Time{}
	}
	at, err := time.ParseInLocation("2006-01-02 15:04", "2026-11-"+text, zone)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func manage(s *Schedule, at time.Time, what string, by polls.Actor) error {
	switch what {
	case "skip":
		return s.Skip(at, by)
	case "pause":
		return s.Pause(by)
	case "resume":
		return s.Resume(at, by)
	case "delete":
		return s.Delete(by)
	case "run":
		return s.Now(at, by, 7)
	}
	d := s.Draft
	d.Every = "day 12:00"
	return s.Edit(at, by, d)
}

// TestWhoManagesASchedule has others try: to them there is none, and they change nothing. An admin may, and nobody brings
// back what is deleted.
func TestWhoManagesASchedule(t *testing.T) {
	for _, what := range []string{"skip", "pause", "resume", "delete", "run", "edit"} {
		s, now := timetable(t, "day 09:00")
		before, refused := s, (*phrase.Error)(nil)
		if err := manage(&s, now, what, polls.Actor{Person: "ben"}); !errors.As(err, &refused) || refused.Code != phrase.NotFound {
			t.Errorf("ben: %s: %v", what, err)
		}
		if s.State != before.State || !s.Next.Equal(before.Next) || s.Draft.Every != before.Draft.Every || s.Last != 0 {
			t.Errorf("ben: %s makes %+v", what, s)
		}
		if err := manage(&s, now, what, polls.Actor{Person: "ben", Admin: true}); err != nil {
			t.Errorf("an admin: %s: %v", what, err)
		}
		if err := s.Delete(polls.Actor{Person: "ada"}); what != "delete" && (err != nil || !s.Next.IsZero()) {
			t.Errorf("%s: deleted, it asks at %v (%v)", what, s.Next, err)
		}
		if err := manage(&s, now, what, polls.Actor{Person: "ada"}); what != "delete" && (!errors.As(err, &refused) || refused.Code != phrase.Over) {
			t.Errorf("%s what is deleted: %v", what, err)
		}
	}
}

// TestResumingForgivesFailures has a schedule fail once more after it was resumed.
func TestResumingForgivesFailures(t *testing.T) {
	s, now := timetable(t, "day 09:00")
	for s.State == Active {
		now = s.Next
		turn, _ := s.Turn(now)
		s.Fail(now, turn, "Nobody is left.")
	}
	if err := s.Resume(now, polls.Actor{Person: "ada"}); err != nil {
		t.Fatal(err)
	}
	turn, _ := s.Turn(s.Next)
	if s.Fail(turn.At, turn, "Nobody is left."); s.State != Active || s.Failed != 1 {
		t.Errorf("it is %s after %d failures", s.State, s.Failed)
	}
}
