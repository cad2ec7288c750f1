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
		"tue":                    "2026-12-02 00:00",
		"today":                  "2026-12-01 00:00",
		"for today":              "2026-12-01 00:00",
		"until today":            "2026-12-01 00:00",
		"tomorrow":               "2026-12-02 00:00",
		"until tomorrow":         "2026-12-01 08:00",
		"fri":                    "2026-12-05 00:00",
		"mon":                    "2026-12-01 00:00",
		"on fri":                 "2026-12-05 00:00",
		"through fri":            "2026-12-05 00:00",
		"till Fri.":              "2026-12-04 08:00",
		"dec 24":                 "2026-12-25 00:00",
		"until 24 dec":           "2026-12-24 08:00",
		"until noon":             "2026-11-30 12:00",
		"until 3 pm":             "2026-11-30 15:00",
		"until midnight":         "2026-12-01 00:00",
		"2 days":                 "2026-12-02 10:00",
		"for an hour":            "2026-11-30 11:00",
		"half an hour":           "2026-11-30 10:30",
		"1h30":                   "2026-11-30 11:30",
		"2 working days":         "2026-12-02 10:00",
		"a week":                 "2026-12-07 10:00",
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
		"for tue":                "2026-12-02 00:00",
		"yesterday":              `"yesterday" does not say until when. Write it like away until mon`,
		"next week":              `"next week" does not say until when. Write it like away until mon`,
		"next fri":               "Next fri may mean two days. Write fri for the one that comes first",
		"until feb 30":           "There is no day feb 30. Write it like 2026-12-01.",
		"0d":                     `"0d" does not say until when. Write it like away until mon`,
		"-2d":                    `"-2d" does not say until when. Write it like away until mon`,
		"99999d":                 "99999d is more than a year away.",
		"999999 weeks":           "999999 weeks is more than a year away.",
		"until 24.12.":           `"24.12." may be read in several ways. Write days like 2026-12-01 and times like 14:00.`,
		"for ages":               `"for ages" does not say until when.`,
		"until 3d":               `"until 3d" does not say until when.`,
		"until":                  `"until" does not say until when.`,
		"until tue 25:00":        "There is no 25:00 on the clock. Write a time from 00:00 to 23:59.",
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
