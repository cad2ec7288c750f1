package worktime

import (
	"strings"
	"testing"
	"time"
)

// A day alone is over when work begins on it; what cannot be meant is said in a sentence, with how to write it.
func TestUntilWhenSomebodySaysToBeAway(t *testing.T) {
	zone := ZoneNamed("Europe/Berlin")
	now := time.Date(2026, 11, 30, 10, 0, 0, 0, zone) // Monday
	hours, err := ParseHours("8-16 mon-fri")
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"until tue":              "2026-12-01 08:00",
		"tue":                    "2026-12-01 08:00",
		"Until  Mon":             "2026-12-07 08:00",
		"until mon 12:30":        "2026-11-30 12:30",
		"until 18:00":            "2026-11-30 18:00",
		"until 2026-12-24":       "2026-12-24 08:00",
		"until 2026-12-24 14:00": "2026-12-24 14:00",
		"for 3d":                 "2026-12-03 10:00",
		"3d":                     "2026-12-03 10:00",
		"for 90m":                "2026-11-30 11:30",
		"until 2026-11-30":       "2026-11-30 has passed. Write it like away until mon",
		"until 2027-12-24":       "2027-12-24 is more than a year away. Write it like away until mon",
		"for tue":                `"for tue" does not say until when. Write it like away until mon`,
		"for ages":               `"for ages" does not say until when.`,
		"until 3d":               `"until 3d" does not say until when.`,
		"until":                  `"until" does not say until when.`,
		"until tue 25:00":        `"until tue 25:00" does not say until when.`,
	} {
		got := ""
		if at, err := AwayUntil(text, now, Calendar{Zone: zone, Hours: hours}); err != nil {
			got = err.Error()
		} else {
			got = at.In(zone).Format("2006-01-02 15:04")
		}
		if !strings.HasPrefix(got, want) {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}
