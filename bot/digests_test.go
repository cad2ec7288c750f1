package bot

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"quorum/polls"
	"quorum/polls/worktime"
	"quorum/storage"
)

// Programs that list what waits for a person at the same time, or again on the same day, list it once.
func TestListedOnceADay(t *testing.T) {
	play(t, Options{}, func(s *stage) {
		s.after(2*24*time.Hour + 8*time.Hour) // Monday at 8:00
		first := s.ask("all, within 2d", "ben", "cy")
		s.ask("all, within 3d", "ben", "cy")
		s.after(time.Minute)
		d := storage.Digest{Workspace: "T1", Person: "ben", Due: time.Now()}
		due := storage.Timer{Topic: polls.Topic{Kind: polls.AboutPerson, Workspace: "T1", Person: "ben"}, Due: d.Due}
		list := func() {
			t.Helper()
			if err := s.store.SetDigest(s.t.Context(), d); err != nil {
				t.Fatal(err)
			}
			if err := s.bot.list(s.t.Context(), due); err != nil {
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
		tuesdayOn := worktime.Hours{Start: 9 * time.Hour, End: 17 * time.Hour, Days: worktime.MondayToFriday &^ (1 << time.Monday)}
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

// A digest that is late is read while it is still of use, and not hours later; nobody reads one while away, nor on a weekend.
func TestWhenADigestIsRead(t *testing.T) {
	play(t, Options{}, func(s *stage) {
		to := func(day, hour int) { s.after(time.Until(time.Date(2000, 1, day, hour, 1, 0, 0, time.UTC))) }
		sleeps := func(day, hour int) {
			s.stop()
			to(day, hour)
			s.start()
		}
		to(3, 8) // Monday
		s.ask("all, within 14d", "ben", "cy")
		if err := s.bot.SetDigest(s.t.Context(), "T1", "ben", Daily{Clock: 9 * time.Hour, Zone: "UTC"}); err != nil {
			t.Fatal(err)
		}
		sleeps(3, 14)
		to(4, 8)
		sleeps(4, 12)
		to(5, 8)
		if err := s.bot.SetAway(s.t.Context(), "T1", "ben", time.Date(2000, 1, 6, 8, 0, 0, 0, time.UTC)); err != nil {
			t.Fatal(err)
		}
		to(11, 8)
		for day, want := range map[string][]time.Duration{
			"03": nil,                                           // five hours late
			"04": {3*24*time.Hour + 12*time.Hour + time.Minute}, // three
			"05": nil,                                           // away
			"06": {5*24*time.Hour + 9*time.Hour},
			"07": {6*24*time.Hour + 9*time.Hour},
			"08": nil, // Saturday
			"09": nil,
			"10": {9*24*time.Hour + 9*time.Hour},
		} {
			if at := s.sends("digest/ben/2000-01-" + day); !slices.Equal(at, want) {
				t.Errorf("on 2000-01-%s ben got a message at %v, not %v", day, at, want)
			}
		}
	})
}

// A question that cannot be written keeps nobody from reading of the others.
func TestADigestWithoutAQuestionThatCannotBeWritten(t *testing.T) {
	play(t, Options{}, func(s *stage) {
		s.after(2*24*time.Hour + 8*time.Hour) // Monday at 8:00
		s.write = func(_ polls.NoticeKind, d Delivery) error {
			if d.Topic.Number == 1 && strings.HasPrefix(d.Key, "digest/") {
				return errors.New("there is no way to say it")
			}
			return nil
		}
		s.ask("all, within 2d", "ben", "cy")
		s.ask("all, within 3d", "ben", "cy")
		if err := s.bot.SetDigest(s.t.Context(), "T1", "ben", Daily{Clock: 9 * time.Hour, Zone: "UTC"}); err != nil {
			t.Fatal(err)
		}
		s.after(2 * time.Hour)
		if n := len(s.sends("digest/ben/2000-01-03")); n != 1 {
			t.Errorf("ben got %d messages", n)
		}
	})
}

// A digest comes by the clock on the wall as schedules do, also at a time that does not exist on that day.
func TestDigestsAcrossTheChangesOfClocks(t *testing.T) {
	every := worktime.Hours{End: 24 * time.Hour, Days: 1<<7 - 1}
	for _, c := range []struct {
		zone, now, want string
		clock           time.Duration
	}{
		{"Europe/Berlin", "2026-03-28 12:00 +0100", "2026-03-29 03:30 +0200", 2*time.Hour + 30*time.Minute},
		{"Europe/Berlin", "2026-10-25 02:40 +0200", "2026-10-26 02:30 +0100", 2*time.Hour + 30*time.Minute},
		{"America/Santiago", "2026-09-05 12:00 -0400", "2026-09-06 01:00 -0300", 0},
	} {
		const form = "2006-01-02 15:04 -0700"
		now, err := time.Parse(form, c.now)
		if err != nil {
			t.Fatal(err)
		}
		h := Habits{Digest: Daily{Clock: c.clock, Zone: c.zone}, Hours: every}
		if at := (&Bot{}).nextDigest(now, h); at.Format(form) != c.want {
			t.Errorf("in %s after %s: %s, want %s", c.zone, c.now, at.Format(form), c.want)
		}
	}
}
