package worktime

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestHoursAsTyped(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"9-17", "09:00-17:00 mon-fri"},
		{"9:30-18:00 mon-thu", "09:30-18:00 mon-thu"},
		{"8 - 16 Sun–Thu", "08:00-16:00 sun-thu"},
		{"10-15 mon, wed,friday", "10:00-15:00 mon, wed, fri"},
		{"0-24 mon-sun", "00:00-24:00 mon-sun"},
		{"22:00-23:00 sat-sun", "22:00-23:00 sat, sun"},
		{"9-17 fri-mon", "09:00-17:00 fri-mon"},
		{"9am-5pm", "09:00-17:00 mon-fri"},
		{"9 am - 5 pm", "09:00-17:00 mon-fri"},
		{"from 9 to 17", "09:00-17:00 mon-fri"},
		{"9:30am to 5:30 p.m. mon to thu", "09:30-17:30 mon-thu"},
		{"9-5pm", "09:00-17:00 mon-fri"},
		{"9am-5", "09:00-17:00 mon-fri"},
		{"1-5pm", "13:00-17:00 mon-fri"},
		{"10-6am", "22:00-06:00 mon-fri"},
		{"noon-8pm", "12:00-20:00 mon-fri"},
		{"6pm-midnight", "18:00-24:00 mon-fri"},
		{"midnight-8", "00:00-08:00 mon-fri"},
		{"22-06", "22:00-06:00 mon-fri"},
		{"22-6 fri - sun", "22:00-06:00 fri-sun"},
		{"18-10", "18:00-10:00 mon-fri"},
		{"mon-thu and sat 9-17", "09:00-17:00 mon, tue, wed, thu, sat"},
		{"9-17, mon - fri", "09:00-17:00 mon-fri"},
		{"9-17 weekdays", "09:00-17:00 mon-fri"},
		{"9-17 every day", "09:00-17:00 mon-sun"},
		{"10-14 weekends", "10:00-14:00 sat, sun"},
		{"9-17 mon/wed", "09:00-17:00 mon, wed"},
	} {
		h, err := ParseHours(c.text)
		if err != nil || h.String() != c.want {
			t.Errorf("%q: %q (%v), want %q", c.text, h, err, c.want)
		}
		if again, err := ParseHours(h.String()); err != nil || again != h {
			t.Errorf("%q is read as %v (%v), and %q as %v", c.text, h, err, h, again)
		}
	}
}

func TestHoursThatCannotBeMeant(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", `"" are no working hours. Write them like 9-17, 9:30-18:00 mon-thu or 8-16 sun-thu.`},
		{"nine to five", `"nine to five" are no working hours. Write them like 9-17, 9:30-18:00 mon-thu or 8-16 sun-thu.`},
		{"9-25", "There is no such time on the clock. Write working hours like 9-17 or 9:30-18:00."},
		{"9:70-17", "There is no such time on the clock. Write working hours like 9-17 or 9:30-18:00."},
		{"9-5", "Working hours from 09:00 to 05:00 would go on until the next day. Write them like 9-17 or 9am-5pm."},
		{"17-9:30", "Working hours from 17:00 to 09:30 would go on until the next day. Write them like 9-17 or 9am-5pm."},
		{"9-9", "Working hours from 09:00 to 09:00 would go on until the next day. Write them like 9-17 or 9am-5pm."},
		{"13pm-17", "There is no such time on the clock. Write working hours like 9-17 or 9:30-18:00."},
		{"0pm-3pm", "There is no such time on the clock. Write working hours like 9-17 or 9:30-18:00."},
		{"9-12, 13-17", `Working hours are one span a day, and "9-12, 13-17" has 2. Write the whole of it, like 9-17.`},
		{"mon-fri", `"mon-fri" are no working hours. Write them like 9-17, 9:30-18:00 mon-thu or 8-16 sun-thu.`},
		{"-1-5", `"-1-5" are no working hours. Write them like 9-17, 9:30-18:00 mon-thu or 8-16 sun-thu.`},
		{"9-9:30", "Less than an hour leaves no time to answer. Write working hours like 9-17."},
		{"9-17 mon-frx", `"mon-frx" are no days of the week. Write them like mon-fri, or mon, wed.`},
	} {
		if _, err := ParseHours(c.text); err == nil || err.Error() != c.want {
			t.Errorf("%q\n got %v\nwant %s", c.text, err, c.want)
		}
	}
}

func TestWorkingTime(t *testing.T) {
	berlin := Calendar{Zone: zone(t, "Europe/Berlin")}
	away := berlin
	away.Away = localTime(berlin.Zone, "2026-12-02 13:00")
	bavaria := Calendar{Zone: berlin.Zone, Region: "DE-BY"}
	for _, c := range []struct {
		calendar Calendar
		from, to string
		want     time.Duration
	}{
		{berlin, "2026-11-27 16:00", "2026-11-30 10:00", 2 * time.Hour},
		{berlin, "2026-11-28 00:00", "2026-11-29 23:59", 0},
		{berlin, "2026-11-30 09:00", "2026-12-03 17:00", 32 * time.Hour},
		{berlin, "2026-11-30 18:00", "2026-11-30 09:00", 0},
		{away, "2026-11-30 09:00", "2026-12-02 17:00", 4 * time.Hour},
		{bavaria, "2026-12-24 16:00", "2026-12-28 10:00", 2 * time.Hour},                                                                                  // the 25th is a Friday
		{berlin, "2026-12-24 16:00", "2026-12-28 10:00", 10 * time.Hour},                                                                                  // no region, no holidays
		{Calendar{Zone: berlin.Zone, Hours: Hours{Start: time.Hour, End: 4 * time.Hour, Days: 1}}, "2027-03-28 00:00", "2027-03-29 00:00", 2 * time.Hour}, // an hour is skipped
		{Calendar{Zone: berlin.Zone, Hours: Hours{Start: time.Hour, End: 4 * time.Hour, Days: 1}}, "2026-10-25 00:00", "2026-10-26 00:00", 4 * time.Hour}, // an hour comes twice
	} {
		if got := c.calendar.Between(localTime(berlin.Zone, c.from), localTime(berlin.Zone, c.to)); got != c.want {
			t.Errorf("from %s to %s: %s, want %s", c.from, c.to, got, c.want)
		}
	}
}

// Working time is what a walk through the minutes counts, and After is the inverse of Between.
func TestWorkingTimeByTheMinute(t *testing.T) {
	zones := []*time.Location{time.UTC, zone(t, "Europe/Berlin"), zone(t, "America/New_York"), zone(t, "Australia/Lord_Howe"), zone(t, "America/Santiago")}
	rapid.Check(t, func(t *rapid.T) {
		c := Calendar{
			Zone: rapid.SampledFrom(zones).Draw(t, "zone"), Region: rapid.SampledFrom([]string{"", "DE-BY", "US"}).Draw(t, "region"),
			Hours: Hours{Days: Weekdays(rapid.IntRange(1, 127).Draw(t, "days"))},
		}
		c.Hours.Start = time.Duration(rapid.IntRange(4, 12).Draw(t, "start")) * time.Hour // no zone changes its clocks then
		c.Hours.End = c.Hours.Start + time.Duration(rapid.IntRange(1, 12).Draw(t, "hours"))*time.Hour
		if rapid.Bool().Draw(t, "overnight") {
			c.Hours.Start, c.Hours.End = c.Hours.End+7*time.Hour, c.Hours.Start+24*time.Hour
			c.Hours.Start = min(c.Hours.Start, 23*time.Hour)
		}
		from := time.Unix(rapid.Int64Range(29_800_000, 30_900_000).Draw(t, "from")*60, 0)
		to := from.Add(time.Duration(rapid.IntRange(0, 10*24*60).Draw(t, "minutes")) * time.Minute)
		if rapid.Bool().Draw(t, "away") {
			c.Away = from.Add(time.Duration(rapid.IntRange(0, 3*24*60).Draw(t, "away for")) * time.Minute)
		}
		walked := time.Duration(0)
		for at := from; at.Before(to); at = at.Add(time.Minute) {
			if works(c, at) != c.Works(at) {
				t.Fatalf("at %s Works says %t", at.In(c.Zone), c.Works(at))
			}
			if works(c, at) {
				walked += time.Minute
			}
		}
		if got := c.Between(from, to); got != walked {
			t.Fatalf("from %s to %s: %s, and by the minute %s", from.In(c.Zone), to.In(c.Zone), got, walked)
		}
		if at := c.After(from, walked); !at.IsZero() && (at.Before(to) && c.Works(to) || c.Between(from, at) != walked || !c.Works(at)) {
			t.Fatalf("%s of working time after %s is %s", walked, from.In(c.Zone), at.In(c.Zone))
		}
	})
}

// works reports, by local time, whether a minute is worked.
func works(c Calendar, at time.Time) bool {
	t := at.In(c.Zone)
	clock := time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute
	today := dayOf(t)                                                 // in UTC, where no midnight is skipped, as Santiago skips one
	for _, day := range []time.Time{today, today.AddDate(0, 0, -1)} { // hours overnight are those of the day before
		if c.Hours.Days.Has(day.Weekday()) && clock >= c.Hours.Start && clock < c.Hours.End && Holiday(c.Region, day) == "" {
			return !at.Before(c.Away)
		}
		clock += 24 * time.Hour
	}
	return false
}

// In Santiago the midnight at which Sunday the 6th begins is skipped. Sunday's hours go on until Monday morning all the same,
// and Saturday's end as ever.
func TestNightAfterASkippedMidnight(t *testing.T) {
	santiago := Calendar{Zone: zone(t, "America/Santiago"), Hours: Hours{Start: 12 * time.Hour, End: 28 * time.Hour, Days: 1 << time.Sunday}}
	at := func(text string) time.Time { return localTime(santiago.Zone, text) }
	for text, want := range map[string]bool{
		"2026-09-06 03:00": false, "2026-09-06 12:00": true, "2026-09-07 00:00": true, "2026-09-07 03:59": true, "2026-09-07 04:00": false,
	} {
		if got := santiago.Works(at(text)); got != want {
			t.Errorf("at %s Works says %t", text, got)
		}
	}
	if got := santiago.Between(at("2026-09-05 00:00"), at("2026-09-08 00:00")); got != 16*time.Hour {
		t.Errorf("Sunday's hours are %s", got)
	}
}

func TestWorkingDays(t *testing.T) {
	bavaria := Calendar{Zone: zone(t, "Europe/Berlin"), Region: "DE-BY"}
	for _, c := range []struct {
		from string
		n    int
		want string
	}{
		{"2026-12-23 10:00", 1, "2026-12-24 10:00"},
		{"2026-12-24 10:00", 1, "2026-12-28 10:00"},
		{"2027-03-25 10:00", 1, "2027-03-30 10:00"}, // Easter, and the clocks change
		{"2026-11-28 10:00", 1, "2026-11-30 17:00"}, // said on a Saturday, it is all of Monday
		{"2026-11-29 08:00", 2, "2026-12-01 17:00"},
		{"2026-12-25 08:00", 1, "2026-12-28 17:00"}, // and on a holiday, all of the next day of work
		{"2026-11-30 06:00", 1, "2026-12-01 06:00"},
	} {
		if got := bavaria.AddDays(localTime(bavaria.Zone, c.from), c.n); !got.Equal(localTime(bavaria.Zone, c.want)) {
			t.Errorf("%d after %s: %s, want %s", c.n, c.from, got, c.want)
		}
	}
}

func TestRegions(t *testing.T) {
	for _, region := range HolidayRegions() {
		found := 0
		for day := range 365 {
			if Holiday(region, time.Date(2027, 1, 1+day, 12, 0, 0, 0, time.UTC)) != "" {
				found++
			}
		}
		if found < 5 || found > 25 {
			t.Errorf("%s has %d public holidays in 2027", region, found)
		}
		if got, err := ParseRegion(strings.ToLower(region)); err != nil || got != region {
			t.Errorf("%s is read as %s (%v)", region, got, err)
		}
	}
	for typed, want := range map[string]string{
		"DE-XX": "Did you mean DE-", "US-NY": "Did you mean US?", "UK": "Did you mean DK?", "Bavaria": `"Bavaria" are not known. Known are AT,`,
	} {
		if _, err := ParseRegion(typed); err == nil || !strings.Contains(err.Error(), want) {
			t.Error(err)
		}
	}
}

// localTime returns the local time in a zone.
func localTime(zone *time.Location, text string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", text, zone)
	if err != nil {
		panic(err)
	}
	return t
}
