package worktime

import (
	"errors"
	"testing"
	"time"
	"unicode/utf8"

	"quorum/polls/phrase"

	"pgregory.net/rapid"
)

// sentence checks that an error is one for people.
func sentence(t *testing.T, err error) {
	t.Helper()
	var e *phrase.Error
	if !errors.As(err, &e) {
		t.Fatalf("%v is not for people", err)
	}
	if last := e.Text[len(e.Text)-1]; last != '.' && last != '?' && last != 'n' || !utf8.ValidString(e.Text) || len(e.Text) > 600 {
		t.Errorf("not a sentence: %q", e.Text)
	}
}

func anyDeadline() *rapid.Generator[Deadline] {
	return rapid.Custom(func(t *rapid.T) Deadline {
		switch rapid.IntRange(0, 3).Draw(t, "way") {
		case 0:
			return Deadline{}
		case 1:
			unit := rapid.SampledFrom([]time.Duration{time.Minute, time.Hour, 24 * time.Hour}).Draw(t, "unit")
			return Deadline{Within: time.Duration(rapid.IntRange(1, 366).Draw(t, "n")) * unit}
		case 2:
			return Deadline{WorkingDays: rapid.IntRange(1, 250).Draw(t, "days")}
		}
		day := rapid.SampledFrom([]string{"", "today", "tomorrow", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "2026-12-01"}).Draw(t, "day")
		clock := rapid.SampledFrom([]string{"", "00:00", "09:05", "23:59"}).Draw(t, "clock")
		if day == "" || clock == "" {
			return Deadline{By: day + clock}
		}
		return Deadline{By: day + " " + clock}
	})
}

// changes are days on which clocks were put forward or back: at night, over midnight, by half an hour, by a day.
func changes() map[string][]string {
	return map[string][]string{
		"Europe/Berlin":       {"2026-03-29", "2026-10-25"},
		"Europe/Dublin":       {"2026-03-29", "2026-10-25"}, // whose winter is the exception
		"America/New_York":    {"2026-03-08", "2026-11-01"},
		"America/Santiago":    {"2026-09-06", "2026-04-05"}, // forward at midnight, back to the day before
		"America/Havana":      {"2026-03-08", "2026-11-01"}, // the same, an hour later
		"Asia/Beirut":         {"2026-03-29", "2026-10-25"},
		"Africa/Cairo":        {"2026-04-24", "2026-10-30"},
		"Africa/Casablanca":   {"2026-02-15", "2026-03-22"},
		"Australia/Lord_Howe": {"2026-10-04", "2026-04-05"}, // by half an hour
		"America/St_Johns":    {"2006-04-02", "2006-10-29"}, // a minute past midnight
		"Pacific/Apia":        {"2011-12-30"},               // a day that there was not
		"Asia/Kolkata":        {"2026-03-29"},               // never
	}
}
