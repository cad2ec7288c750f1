package worktime

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// A length of time is read as people write it.
func TestLengthsAsTyped(t *testing.T) {
	for text, want := range map[string]string{
		"90s": "90s", "30m": "30m", "2h": "2h", "3d": "3d", "2w": "14d", "2 hours": "2h", "1 Hour": "1h", "45 min": "45m", "1h30": "90m",
		"1h30m": "90m", "1 h 30 min": "90m", "1.5h": "90m", "1 hour and 30 minutes": "90m", "half an hour": "30m", "an hour": "1h", "a day": "1d",
		"two days": "2d", "1d 12h": "36h", "60 mins": "1h", "90 secs": "90s", "1h0m30s": "3630s",
		"1 working day": "1 working day", "2 business days": "2 working days", "a working day": "1 working day", "3 workdays": "3 working days",
	} {
		d, err := ParseWithin(text)
		if err != nil || d.String() != "within "+want {
			t.Errorf("%q: %q (%v), want %q", text, d, err, want)
		}
	}
	for _, text := range []string{
		"30", "h", "2 h 1d", "1h 1h", "as", "-2h", "2h30s30", "1d 30", "half a day", "soon", "2 months", "1.33333h", "1.0001s", "two", "1h30 30", "0h", "0d 0h",
		"999999d", "99999999d", "10s", "0 working days", "251 working days",
	} {
		d, err := ParseWithin(text)
		if err == nil {
			t.Errorf("%q was read as %s", text, d)
			continue
		}
		sentence(t, err)
	}
}

// A moment is read as people write it, and printed in one way.
func TestMomentsAsTyped(t *testing.T) {
	for text, want := range map[string]string{
		"3pm": "15:00", "3 PM": "15:00", "9": "09:00", "9:30am": "09:30", "noon": "12:00", "midnight": "24:00", "12am": "00:00", "12pm": "12:00", "9 o'clock": "09:00",
		"24:00": "24:00", "mon 9am": "mon 09:00", "9am mon": "mon 09:00", "fri at noon": "fri 12:00", "tomorrow 3 pm": "tomorrow 15:00", "on Friday": "fri",
		"this fri": "fri", "2026-12-01": "2026-12-01", "2026-12-1 9": "2026-12-01 09:00", "dec 24": "dec 24", "24 December": "dec 24", "24th dec 14:00": "dec 24 14:00",
		"Dec. 24, 2026": "2026-12-24", "9 dec": "dec 9", "eod": "today", "tomorrow eod": "tomorrow", "feb 29": "feb 29", "Thurs": "thu", "weds": "wed",
	} {
		d, err := ParseDeadline("by", text)
		if err != nil || d.String() != "by "+want {
			t.Errorf("%q: %q (%v), want %q", text, d, err, want)
		}
		if again, err := parseBy(d.By); err != nil || again != d {
			t.Errorf("%q is printed as %q and read as %q (%v)", text, d, again, err)
		}
	}
	for _, text := range []string{
		"25:00", "13pm", "0pm", "9:60", "24:01", "feb 30", "2026-02-29", "2027-13-01", "next fri", "next monday 9:00", "12/1", "24.12.", "9.30", "fri fri", "9 10",
		"fri 9 10", "yesterday", "soon", "mon-fri", "9-17", "dec", "dec 32", "3 days", "nextfri", "٣pm",
	} {
		d, err := ParseDeadline("by", text)
		if err == nil {
			t.Errorf("%q was read as %s", text, d)
			continue
		}
		sentence(t, err)
	}
}

// Overnight, a deadline and the working days end with the night that belongs to the day.
func TestWorkingHoursOvernight(t *testing.T) {
	utc := time.UTC
	h, err := ParseHours("22-06")
	if err != nil {
		t.Fatal(err)
	}
	c := Calendar{Zone: utc, Hours: h}
	at := func(text string) time.Time { return localTime(utc, text) }
	for text, want := range map[string]bool{
		"2026-11-30 21:59": false, "2026-11-30 22:00": true, "2026-12-01 05:59": true, "2026-12-01 06:00": false, "2026-11-30 03:00": false, // Sunday's night
		"2026-12-05 03:00": true, // Friday's
	} {
		if c.Works(at(text)) != want {
			t.Errorf("%s: works is %t", text, !want)
		}
	}
	if got := c.Between(at("2026-12-01 02:00"), at("2026-12-01 23:00")); got != 5*time.Hour {
		t.Errorf("from 2 to 6 and from 22 to 23 are %s", got)
	}
	if got := c.After(at("2026-12-01 05:00"), 2*time.Hour); !got.Equal(at("2026-12-01 23:00")) {
		t.Errorf("two hours after 5:00 are %s", got)
	}
	by := Deadline{By: "fri"}
	if got, err := by.At(at("2026-12-01 10:00"), c); err != nil || !got.Equal(at("2026-12-05 06:00")) {
		t.Errorf("by fri is %s (%v)", got, err)
	}
	if got, err := AwayUntil("today", at("2026-12-01 10:00"), c); err != nil || !got.Equal(at("2026-12-02 06:00")) {
		t.Errorf("away today is until %s (%v)", got, err)
	}
	if got := c.AddDays(at("2026-12-05 10:00"), 1); !got.Equal(at("2026-12-08 06:00")) {
		t.Errorf("one working day after Saturday is %s", got)
	}
}

// What is printed is read as the same, whatever it is.
func TestWhatIsPrintedIsRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		minute := func(most int, name string) time.Duration {
			return time.Duration(rapid.IntRange(0, most).Draw(t, name)) * time.Minute
		}
		set := Weekdays(rapid.IntRange(1, 127).Draw(t, "days"))
		h := Overnight(minute(24*60-1, "start"), minute(24*60, "end"))
		h.Days = set
		if again, err := ParseHours(h.String()); h.Fits() && (err != nil || again != h) {
			t.Fatalf("%v is printed as %q and read as %v (%v)", h, h, again, err)
		}
		if again, err := ParseWeekdays(set.String()); err != nil || again != set {
			t.Fatalf("%q is read as %q (%v)", set, again, err)
		}
		on := occasion{days: days{set: set, own: rapid.Bool().Draw(t, "own")}}
		switch rapid.IntRange(0, 2).Draw(t, "sort") {
		case 0:
			on = occasion{days: days{set: 1 << rapid.IntRange(0, 6).Draw(t, "day")}, nths: nths(rapid.IntRange(1, 31).Draw(t, "nths"))}
		case 1:
			on = occasion{day: rapid.IntRange(1, 28).Draw(t, "of the month"), month: time.Month(rapid.IntRange(0, 12).Draw(t, "month"))}
		}
		e, err := newEvery(on, minute(24*60-1, "clock"), "")
		if err != nil {
			t.Fatal(err)
		}
		if again, err := ParseEvery(e.String()); err != nil || again != e {
			t.Fatalf("%v is printed as %q and read as %v (%v)", e, e, again, err)
		}
		d := anyDeadline().Draw(t, "deadline")
		if d.IsZero() {
			return
		}
		word, rest, _ := strings.Cut(d.String(), " ")
		if again, err := ParseDeadline(word, rest); err != nil || again != d {
			t.Fatalf("%s is read as %s (%v)", d, again, err)
		}
	})
}

// No text, however odd, is more than a value that prints, or a sentence.
func FuzzTyped(f *testing.F) {
	for _, text := range []string{"9-17 mon-fri", "fri 3pm", "1h30", "dec 24", "24.12.", "next fri", "9am-5", "half an hour", "\u0663pm"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if h, err := ParseHours(text); err != nil {
			sentence(t, err)
		} else if again, err := ParseHours(h.String()); err != nil || again != h {
			t.Fatalf("%q printed as %q is read as %q: %v", text, h, again, err)
		}
		for _, word := range []string{"by", "within"} {
			d, err := ParseDeadline(word, text)
			if err != nil {
				sentence(t, err)
				continue
			}
			if again, err := ParseDeadline(word, d.String()[len(word)+1:]); err != nil || again != d {
				t.Fatalf("%q printed as %q is read as %q: %v", text, d, again, err)
			}
		}
		if _, err := AwayUntil(text, time.Date(2026, 12, 1, 10, 0, 0, 0, time.UTC), Calendar{}); err != nil {
			sentence(t, err)
		}
	})
}
