package bot

import (
	"testing"
	"time"

	"quorum/polls"
)

// Both reminders of a question are held back until the same moment: they are one message, in which it stands once.
func TestAQuestionIsOnceInAMessage(t *testing.T) {
	play(t, Options{}, func(s *stage) {
		s.after(2*24*time.Hour + 9*time.Hour) // Monday at 9:00
		until := time.Now().Add(7*time.Hour + 30*time.Minute)
		s.write = func(kind polls.NoticeKind, d Delivery) error {
			if kind == polls.NoticeReminder && time.Now().Before(until) {
				return &Later{At: until}
			}
			return nil
		}
		id := s.ask("all, by 17:00", "ben", "cy")
		s.after(7*time.Hour + 45*time.Minute)
		s.look(id, func(p *polls.Poll) {
			if ben, _ := p.Stakeholder("ben"); ben.Reminders != 2 {
				t.Errorf("ben was to be reminded %d times", ben.Reminders)
			}
		})
		if first, second := len(s.sends("reminder/ben/1")), len(s.sends("reminder/ben/2")); first != 0 || second != 1 {
			t.Errorf("ben got %d and %d messages", first, second)
		}
	})
}
