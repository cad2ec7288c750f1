package bot

import (
	"testing"
	"time"

	"quorum/polls"
	"quorum/storage"
)

// Whoever begins to list what waits for somebody, and is stopped before it is noted that it was done, or is not the only one
// to do so, lists it once: also when another question waits, and when one came meanwhile that ends sooner.
func TestListedOnceADay(t *testing.T) {
	play(t, Options{}, func(s *stage) {
		s.after(2*24*time.Hour + 8*time.Hour) // Monday at 8:00
		first := s.ask("all, within 2d", "ben", "cy")
		s.ask("all, within 3d", "ben", "cy")
		s.after(time.Minute)
		d := storage.Digest{Workspace: "T1", Person: "ben", Due: time.Now()}
		list := func() {
			t.Helper()
			if err := s.bot.listed(s.t.Context(), d, time.Now()); err != nil {
				t.Fatal(err)
			}
			s.after(time.Minute)
		}
		list()
		list()
		s.ask("all, within 1d", "ben", "cy")
		s.after(time.Minute)
		list()
		s.choose(first, "cy", "Yes")
		list()
		if n := len(s.sends("digest/ben/" + time.Now().Format(time.DateOnly))); n != 1 {
			t.Errorf("ben got %d messages", n)
		}
	})
}

// A day that has become a day off since the time was found is one.
func TestNothingIsListedOnADayOff(t *testing.T) {
	play(t, Options{}, func(s *stage) {
		s.after(2*24*time.Hour + 8*time.Hour) // Monday at 8:00
		s.ask("all, within 6d", "ben", "cy")
		at := Daily{Clock: 9 * time.Hour, Zone: "UTC"}
		if err := s.bot.SetDigest(s.t.Context(), "T1", "ben", at); err != nil {
			t.Fatal(err)
		}
		tuesdayOn := polls.Hours{Start: 9 * time.Hour, End: 17 * time.Hour, Days: polls.MondayToFriday &^ (1 << time.Monday)}
		if err := s.bot.SetHours(s.t.Context(), "T1", "ben", tuesdayOn); err != nil {
			t.Fatal(err)
		}
		s.after(2 * time.Hour)
		if n := len(s.sends("digest/ben/2000-01-03")); n != 0 {
			t.Errorf("on Monday ben got %d messages", n)
		}
		s.after(24 * time.Hour)
		if n := len(s.sends("digest/ben/2000-01-04")); n != 1 {
			t.Errorf("on Tuesday ben got %d messages", n)
		}
	})
}
