package bot

import (
	"strings"
	"testing"

	"quorum/polls"
)

// A circle of deputies is refused, however long it is; the deputy that was set before stays.
func TestNobodyStandsInForThemselves(t *testing.T) {
	play(t, Options{}, func(s *stage) {
		set := func(who, deputy polls.Person) string {
			if err := s.bot.SetDeputy(s.t.Context(), "T1", who, deputy); err != nil {
				return err.Error()
			}
			return ""
		}
		for _, c := range []struct {
			who, deputy polls.Person
			why         string
		}{
			{"ana", "ana", "You cannot stand in for yourself."},
			{"ana", "ben", ""},
			{"ben", "cy", ""},
			{"ben", "ana", "You stand in for them already, so a question would go in a circle."},
			{"cy", "ana", "You stand in for them already, by way of others, so a question would go in a circle."},
			{"di", "ana", ""},
			{"ben", "", ""},
			{"cy", "ana", ""},
		} {
			if got := set(c.who, c.deputy); c.why == "" && got != "" || !strings.HasPrefix(got, c.why) {
				t.Errorf("%s for %s: %s", c.deputy, c.who, got)
			}
		}
		if h, err := s.bot.HabitsOf(s.t.Context(), "T1", "ben"); err != nil || h.Deputy != "" {
			t.Errorf("%s stands in for ben (%v)", h.Deputy, err)
		}
	})
}
