package phrase

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestMoment(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 10, 23, 22, 30, 0, 0, berlin) // a Friday; clocks are put back on Sunday
	at := func(year int, month time.Month, day, hour, minute int) time.Time {
		return time.Date(year, month, day, hour, minute, 0, 0, berlin)
	}
	for _, c := range []struct {
		at   time.Time
		want string
	}{
		{now, "today 22:30"},
		{at(2026, 10, 23, 0, 0), "today 00:00"},
		{at(2026, 10, 24, 0, 0), "tomorrow 00:00"},
		{at(2026, 10, 24, 23, 59), "tomorrow 23:59"},
		{at(2026, 10, 25, 0, 0), "Sun 00:00"},
		{at(2026, 10, 26, 0, 30), "Mon 00:30"},
		{at(2026, 10, 29, 12, 0), "Thu 12:00"},
		{at(2026, 10, 30, 12, 0), "Fri 30 Oct 12:00"}, // "Fri" could be today
		{at(2026, 12, 1, 12, 0), "Tue 1 Dec 12:00"},
		{at(2027, 1, 1, 9, 5), "Fri 1 Jan 2027 09:05"},
		{at(2026, 10, 22, 9, 5), "Thu 22 Oct 09:05"}, // what is over has its date
		{at(2025, 12, 31, 9, 5), "Wed 31 Dec 2025 09:05"},
		{time.Date(2026, 10, 23, 21, 0, 0, 0, time.UTC), "today 23:00"}, // in the zone of the reader
		{time.Date(2026, 10, 23, 22, 0, 0, 0, time.UTC), "tomorrow 00:00"},
	} {
		if got := Moment(c.at, now); got != c.want {
			t.Errorf("%v: %q, want %q", c.at, got, c.want)
		}
	}
}

func TestSpan(t *testing.T) {
	for d, want := range map[time.Duration]string{
		0:                                 "less than 1 s",
		999 * time.Millisecond:            "less than 1 s",
		time.Second:                       "1 s",
		119*time.Second + 900e6:           "119 s",
		2 * time.Minute:                   "2 min",
		83*time.Minute + 29*time.Second:   "83 min",
		119*time.Minute + 29*time.Second:  "119 min",
		119*time.Minute + 30*time.Second:  "2 h",
		5*time.Hour + 20*time.Minute:      "5 h 20 min",
		47*time.Hour + 59*time.Minute:     "47 h 59 min",
		48*time.Hour - 20*time.Second:     "2 days",
		76*time.Hour + 29*time.Minute:     "3 days 4 h",
		365*24*time.Hour - 20*time.Minute: "365 days",
	} {
		if got := Span(d); got != want {
			t.Errorf("%v: %q, want %q", d, got, want)
		}
	}
}

func TestWorkSpan(t *testing.T) {
	for d, want := range map[time.Duration]string{
		30 * time.Second:                 "30 s",
		119 * time.Minute:                "119 min",
		119*time.Minute + 45*time.Second: "2 h",
		40*time.Hour + 5*time.Minute:     "40 h 5 min",
		80 * time.Hour:                   "80 h", // ten days of work, not three of the calendar
	} {
		if got := WorkSpan(d); got != want {
			t.Errorf("%v: %q, want %q", d, got, want)
		}
	}
}

// What is written is as long as what was meant, to half of the smallest unit that is written, and no unit overflows.
func TestSpanOfAnything(t *testing.T) {
	units := map[string]time.Duration{"s": time.Second, "min": time.Minute, "h": time.Hour, "days": 24 * time.Hour}
	rapid.Check(t, func(t *rapid.T) {
		d := time.Duration(rapid.Int64Range(int64(time.Second), int64(1000*24*time.Hour)).Draw(t, "span"))
		for _, text := range []string{Span(d), WorkSpan(d)} {
			var read, smallest time.Duration
			for rest := strings.Fields(text); len(rest) > 1; rest = rest[2:] {
				var n int
				if _, err := fmt.Sscan(rest[0], &n); err != nil || units[rest[1]] == 0 {
					t.Fatalf("%v is written %q", d, text)
				}
				if smallest > 0 && time.Duration(n)*units[rest[1]] >= smallest {
					t.Fatalf("%v is written %q", d, text)
				}
				smallest = units[rest[1]]
				read += time.Duration(n) * smallest
			}
			most := 30 * time.Minute // what is rounded to hours
			switch {
			case d < 2*time.Minute:
				most = time.Second
			case d < 47*time.Hour:
				most = 30 * time.Second
			}
			if off := (read - d).Abs(); off > most {
				t.Fatalf("%v is written %q, which is off by %v", d, text, off)
			}
		}
	})
}
