package polls

import (
	"testing"
	"time"

	"quorum/polls/kind"
	"quorum/polls/worktime"
)

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

const wallForm = "2006-01-02 15:04 -0700"

// TestWhatIsTypedAcrossTheChangesOfClocks is the table that people check by hand.
func TestWhatIsTypedAcrossTheChangesOfClocks(t *testing.T) {
	always := worktime.Calendar{Hours: worktime.Hours{End: 24 * time.Hour, Days: 1<<7 - 1}}
	for _, c := range []struct{ zone, now, by, want string }{
		// A time that does not exist is read with the offset from before.
		{"Europe/Berlin", "2026-03-28 12:00 +0100", "by 02:30", "2026-03-29 03:30 +0200"},
		{"Europe/Berlin", "2026-03-28 12:00 +0100", "by sun 02:30", "2026-03-29 03:30 +0200"},
		{"Europe/Berlin", "2026-03-28 12:00 +0100", "by tomorrow 02:30", "2026-03-29 03:30 +0200"},
		{"Europe/Berlin", "2026-03-20 12:00 +0100", "by 2026-03-29 02:30", "2026-03-29 03:30 +0200"},
		{"Europe/Berlin", "2026-03-29 01:59 +0100", "by 02:30", "2026-03-29 03:30 +0200"},
		{"Europe/Berlin", "2026-03-29 03:10 +0200", "by 02:30", "2026-03-29 03:30 +0200"},
		{"Europe/Berlin", "2026-03-29 03:10 +0200", "by today 02:30", "2026-03-29 03:30 +0200"},
		{"Europe/Berlin", "2026-03-29 03:30 +0200", "by 02:30", "2026-03-30 02:30 +0200"},
		{"America/New_York", "2026-03-07 12:00 -0500", "by 02:30", "2026-03-08 03:30 -0400"},
		{"Australia/Lord_Howe", "2026-10-03 12:00 +1030", "by 02:15", "2026-10-04 02:45 +1100"},
		{"America/Santiago", "2026-09-05 12:00 -0400", "by 00:00", "2026-09-06 01:00 -0300"},
		{"America/Santiago", "2026-09-05 12:00 -0400", "by 00:30", "2026-09-06 01:30 -0300"},
		{"America/Santiago", "2026-09-05 12:00 -0400", "by sun 00:00", "2026-09-06 01:00 -0300"},
		{"America/Santiago", "2026-09-01 12:00 -0400", "by 2026-09-06 00:00", "2026-09-06 01:00 -0300"},
		{"America/Santiago", "2026-09-01 12:00 -0400", "by 2026-09-06", "2026-09-07 00:00 -0300"},
		{"America/Santiago", "2026-09-01 12:00 -0400", "by 2026-09-06 10:00", "2026-09-06 10:00 -0300"},
		{"America/Santiago", "2026-09-05 00:00 -0400", "within 1 working day", "2026-09-06 01:00 -0300"},
		{"Europe/Berlin", "2026-03-28 02:30 +0100", "within 1 working day", "2026-03-29 03:30 +0200"},
		{"Pacific/Apia", "2011-12-29 12:00 -1000", "by fri 09:00", "2011-12-31 09:00 +1400"},
		// A time that comes twice counts once, the first time.
		{"Europe/Berlin", "2026-10-25 02:10 +0200", "by 02:30", "2026-10-25 02:30 +0200"},
		{"Europe/Berlin", "2026-10-25 02:40 +0200", "by 02:30", "2026-10-26 02:30 +0100"},
		{"Europe/Berlin", "2026-10-25 02:10 +0100", "by 02:30", "2026-10-26 02:30 +0100"},
		{"Europe/Berlin", "2026-10-24 12:00 +0200", "by tomorrow 02:30", "2026-10-25 02:30 +0200"},
		{"Europe/Berlin", "2026-10-24 02:30 +0200", "within 1 working day", "2026-10-25 02:30 +0200"},
		{"America/Santiago", "2026-04-04 12:00 -0300", "by 23:30", "2026-04-04 23:30 -0300"},
		{"America/Santiago", "2026-04-04 23:40 -0300", "by 23:30", "2026-04-05 23:30 -0400"},
		{"America/Santiago", "2026-04-04 12:00 -0300", "by 00:00", "2026-04-05 00:00 -0400"},
		{"America/Havana", "2026-10-31 12:00 -0400", "by 00:30", "2026-11-01 00:30 -0400"},
		// A day that is worked on until midnight ends then, and not when it begins.
		{"Europe/Berlin", "2026-11-26 10:00 +0100", "by fri", "2026-11-28 00:00 +0100"},
		{"Europe/Berlin", "2026-11-27 10:00 +0100", "by fri", "2026-11-28 00:00 +0100"},
		{"Europe/Berlin", "2026-11-27 23:59 +0100", "by fri", "2026-11-28 00:00 +0100"},
		{"Europe/Berlin", "2026-11-28 00:00 +0100", "by fri", "2026-12-05 00:00 +0100"},
		{"Europe/Berlin", "2026-11-26 10:00 +0100", "by today", "2026-11-27 00:00 +0100"},
		{"Europe/Berlin", "2026-11-26 10:00 +0100", "by tomorrow", "2026-11-28 00:00 +0100"},
		{"Europe/Berlin", "2026-11-26 10:00 +0100", "by 2026-11-27", "2026-11-28 00:00 +0100"},
		{"America/Santiago", "2026-09-03 10:00 -0400", "by sat", "2026-09-06 01:00 -0300"},
	} {
		z := zone(t, c.zone)
		now, err := time.Parse(wallForm, c.now)
		if err != nil {
			t.Fatal(err)
		}
		r, err := ParseRule(c.by)
		if err != nil {
			t.Fatal(err)
		}
		work := always
		work.Zone = z
		got, err := r.By.At(now.In(z), work)
		if err != nil || got.Format(wallForm) != c.want {
			t.Errorf("%s in %s at %s: %s (%v), want %s", c.by, c.zone, c.now, got.Format(wallForm), err, c.want)
		}
	}
}

// TestWorkingTimeAgainstAWalk counts the time during which a clock on the wall shows working hours, around each change. Left out
// is a midnight that comes twice, as it has not for many years.
func TestWorkingTimeAgainstAWalk(t *testing.T) {
	for name, days := range changes() {
		for _, text := range []string{"0-24 mon-sun", "1-3 mon-sun", "22-24 fri-mon"} {
			if name == "America/St_Johns" {
				continue
			}
			c := worktime.Calendar{Zone: zone(t, name)}
			c.Hours, _ = worktime.ParseHours(text)
			for _, day := range days {
				begin := wall(c.Zone, day+" 12:00").Add(-40 * time.Hour)
				walked := time.Duration(0)
				const step = 10 * time.Minute
				for i := range 72 * time.Hour / step {
					at := begin.Add(i * step)
					if got := c.Between(begin, at); got != walked {
						t.Fatalf("%s, %s: %s until %s, want %s", name, text, got, at.In(c.Zone), walked)
					}
					shows := works(c, at)
					if shows != c.Works(at) {
						t.Fatalf("%s, %s: at %s works is %v", name, text, at.In(c.Zone), !shows)
					}
					if shows {
						walked += step
					}
				}
			}
		}
	}
}

// TestSlotsAcrossTheChangesOfClocks reads the times of a question for dates as every other time is read.
func TestSlotsAcrossTheChangesOfClocks(t *testing.T) {
	for _, c := range []struct{ zone, slot, want string }{
		{"Europe/Berlin", "2026-03-29 02:30", "2026-03-29 03:30 +0200"},
		{"Europe/Berlin", "2026-10-25 02:30", "2026-10-25 02:30 +0200"},
		{"America/Santiago", "2026-09-06 00:00", "2026-09-06 01:00 -0300"},
	} {
		if at, ok := kind.SlotTime(c.slot, zone(t, c.zone)); !ok || at.Format(wallForm) != c.want {
			t.Errorf("%s in %s: %s, want %s", c.slot, c.zone, at.Format(wallForm), c.want)
		}
	}
	santiago := zone(t, "America/Santiago")
	saturday := wall(santiago, "2026-09-05 23:30") // the day ends where the next begins, at 01:00
	if past := kindNamed("dates").Past([]string{"2026-09-05"}, saturday); past != "" {
		t.Errorf("%s is past at %s", past, saturday)
	}
	if past := kindNamed("dates").Past([]string{"2026-09-05"}, saturday.Add(30*time.Minute)); past == "" {
		t.Error("the day is not past when the next one begins")
	}
}
