package bot

import (
	"context"
	"testing"
	"time"

	"quorum/polls"
)

// TestASlowScheduleDelaysNoDeadline has a schedule take long to find out whom it asks. A poll that is due meanwhile is closed
// in time, and so is one that is due while the schedule is tried again.
func TestASlowScheduleDelaysNoDeadline(t *testing.T) {
	slow := &guide{find: func(int, Request) error {
		wait(context.Background(), nil, time.Now().Add(25*time.Second)) // t.Context is of another bubble
		return nil
	}}
	playWith(t, slow, Options{}, func(s *stage) {
		s.daily("Slow?")
		s.after(9*time.Minute + 15*time.Second)
		soon := s.ask("all, within 60s", "ben", "cy") // the schedule asks at ten past
		s.after(time.Minute + time.Second)
		s.look(soon, func(p *polls.Poll) {
			if p.Published.IsZero() || !p.Published.Equal(p.Deadline) {
				t.Errorf("it was to be closed at %s, and was at %s", p.Deadline, p.Published)
			}
		})
		if got := s.questions(); len(got) != 1 {
			t.Errorf("asked are %q", got)
		}
		s.after(time.Minute)
		if got := s.questions(); len(got) != 2 {
			t.Errorf("asked are %q", got)
		}
	})
}
