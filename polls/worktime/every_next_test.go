package worktime

import (
	"fmt"
	"slices"
	"testing"
	"time"
)

// TestEveryAcrossTheChangesOfClocks is the table that people check by hand.
func TestEveryAcrossTheChangesOfClocks(t *testing.T) {
	const form = "2006-01-02 15:04 -0700"
	for _, c := range []struct {
		every, zone, after string
		want               []string
	}{
		{"day 02:30", "Europe/Berlin", "2026-03-28 00:00 +0100", []string{"2026-03-28 02:30 +0100", "2026-03-29 03:30 +0200", "2026-03-30 02:30 +0200"}},
		{"day 02:30", "Europe/Berlin", "2026-10-24 00:00 +0200", []string{"2026-10-24 02:30 +0200", "2026-10-25 02:30 +0200", "2026-10-26 02:30 +0100"}},
		{"day 02:30", "Europe/Berlin", "2026-10-25 02:40 +0200", []string{"2026-10-26 02:30 +0100"}},
		{"day 02:30", "Europe/Berlin", "2026-10-25 02:10 +0100", []string{"2026-10-26 02:30 +0100"}},
		{"day 02:30", "Europe/Berlin", "2026-03-29 03:10 +0200", []string{"2026-03-29 03:30 +0200", "2026-03-30 02:30 +0200"}},
		{"day 02:30", "Europe/Berlin", "2026-03-29 03:30 +0200", []string{"2026-03-30 02:30 +0200"}},
		{"mon 09:00", "Europe/Berlin", "2026-03-23 09:00 +0100", []string{"2026-03-30 09:00 +0200"}},
		{"0 * * * *", "Europe/Berlin", "2026-03-29 01:30 +0100", []string{"2026-03-29 03:00 +0200", "2026-03-29 04:00 +0200"}},
		{"0 * * * *", "Europe/Berlin", "2026-10-25 01:30 +0200", []string{"2026-10-25 02:00 +0200", "2026-10-25 03:00 +0100"}},
		{"sun 02:00", "America/New_York", "2026-03-07 12:00 -0500", []string{"2026-03-08 03:00 -0400", "2026-03-15 02:00 -0400"}},
		{"sun 01:15", "America/New_York", "2026-10-31 12:00 -0400", []string{"2026-11-01 01:15 -0400", "2026-11-08 01:15 -0500"}},
		{"day 02:15", "Australia/Lord_Howe", "2026-10-03 12:00 +1030", []string{"2026-10-04 02:45 +1100", "2026-10-05 02:15 +1100"}},
		{"day 01:45", "Australia/Lord_Howe", "2026-04-04 12:00 +1100", []string{"2026-04-05 01:45 +1100", "2026-04-06 01:45 +1030"}},
		{"fri 09:00", "Pacific/Apia", "2011-12-28 12:00 -1000", []string{"2011-12-31 09:00 +1400", "2012-01-06 09:00 +1400"}},
		{"day 09:00", "Asia/Kolkata", "2026-03-28 09:00 +0530", []string{"2026-03-29 09:00 +0530"}},
		{"0 9 29 2 *", "UTC", "2096-03-01 00:00 +0000", []string{"2104-02-29 09:00 +0000"}},
	} {
		e, err := ParseEvery(c.every)
		if err != nil {
			t.Fatal(err)
		}
		at, err := time.Parse(form, c.after)
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range c.want {
			if at = e.Next(at, Calendar{Zone: zone(t, c.zone)}); at.In(zone(t, c.zone)).Format(form) != want {
				t.Errorf("%s in %s after %s: %s, not %s", c.every, c.zone, c.after, at.In(zone(t, c.zone)).Format(form), want)
			}
		}
	}
}

// TestEveryAgainstAWalk compares it with looking at the local time of each minute of a year and more, another year in
// each zone.
func TestEveryAgainstAWalk(t *testing.T) {
	specs := []string{
		"day 02:30", "day 02:00", "day 01:45", "mon 09:00", "sat, sun 02:15", "weekday 16:30", "0 * * 3-4,10-11 0", "59 1-3 * * *",
		"15 2 1,8,29 * *", "30 0,2 * 3-4,10-11 0", "45 1 */7 * 0", "0 23 31 * *",
	}
	for i, name := range []string{"Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			z, from := zone(t, name), time.Date(2024+i, 2, 1, 0, 0, 0, 0, time.UTC)
			until := from.AddDate(1, 3, 0)
			walked := walk(t, specs, from, until, z)
			for _, spec := range specs {
				e, _ := ParseEvery(spec)
				var found []string
				for at := e.Next(from, Calendar{Zone: z}); at.Before(until); at = e.Next(at, Calendar{Zone: z}) {
					found = append(found, at.UTC().Format(time.DateTime))
				}
				for at := from; at.Before(until.AddDate(0, -2, 0)); at = at.Add(253 * time.Minute) { // from anywhere
					i, _ := slices.BinarySearch(walked[spec], at.Add(time.Second).UTC().Format(time.DateTime))
					if next := e.Next(at, Calendar{Zone: z}).UTC().Format(time.DateTime); next != walked[spec][i] {
						t.Errorf("%s after %v: %s, not %s", spec, at, next, walked[spec][i])
					}
				}
				if len(found) == 0 || !slices.Equal(found, walked[spec]) {
					t.Errorf("%s:\n%s", spec, firstDifference(found, walked[spec]))
				}
			}
		})
	}
}

// walk looks at the wall each minute. What the clock jumps over is noted for as long after the jump as it was into it.
func walk(t *testing.T, specs []string, from, until time.Time, z *time.Location) map[string][]string {
	found := map[string]map[string]bool{}
	fields := map[string][5]func(int) bool{}
	for _, s := range specs {
		fields[s], found[s] = byHand(t, s), map[string]bool{}
	}
	note := func(wall, at time.Time) {
		if m := wall.Minute(); m%15 != 0 && m != 59 {
			return // no spec is for another minute
		}
		for _, s := range specs {
			if f := fields[s]; f[0](wall.Minute()) && f[1](wall.Hour()) && fits(f, s, wall) && at.After(from) && at.Before(until) {
				found[s][at.Format(time.DateTime)] = true
			}
		}
	}
	var seen time.Time // the latest that the clock has shown
	var offset int
	for at := from.Add(-48 * time.Hour); at.Before(until); at = at.Add(time.Minute) {
		if at.Minute()%15 == 0 { // no clock was put forward or back at another minute in these years
			_, offset = at.In(z).Zone()
		}
		shows := at.Add(time.Duration(offset) * time.Second)
		if !seen.IsZero() {
			jumped := shows.Sub(seen) - time.Minute
			for wall := seen.Add(time.Minute); jumped > 0 && wall.Before(shows); wall = wall.Add(time.Minute) {
				note(wall, at.Add(wall.Sub(seen)-time.Minute))
			}
		}
		if shows.After(seen) {
			note(shows, at)
			seen = shows
		}
	}
	sorted := map[string][]string{}
	for s, times := range found {
		for at := range times {
			sorted[s] = append(sorted[s], at)
		}
		slices.Sort(sorted[s])
	}
	return sorted
}

// fits reports whether a day fits: when both day fields are given, one of them is enough.
func fits(f [5]func(int) bool, spec string, wall time.Time) bool {
	day, week := f[2](wall.Day()), f[4](int(wall.Weekday()))
	if spec == "45 1 */7 * 0" {
		return f[3](int(wall.Month())) && (day || week)
	}
	return f[3](int(wall.Month())) && day && week
}

// byHand returns the fields of each spec, written out.
func byHand(t *testing.T, spec string) [5]func(int) bool {
	all := func(int) bool { return true }
	in := func(some ...int) func(int) bool { return func(n int) bool { return slices.Contains(some, n) } }
	known := map[string][5]func(int) bool{
		"day 02:30":            {in(30), in(2), all, all, all},
		"day 02:00":            {in(0), in(2), all, all, all},
		"day 01:45":            {in(45), in(1), all, all, all},
		"mon 09:00":            {in(0), in(9), all, all, in(1)},
		"sat, sun 02:15":       {in(15), in(2), all, all, in(0, 6)},
		"weekday 16:30":        {in(30), in(16), all, all, in(1, 2, 3, 4, 5)},
		"0 * * 3-4,10-11 0":    {in(0), all, all, in(3, 4, 10, 11), in(0)},
		"59 1-3 * * *":         {in(59), in(1, 2, 3), all, all, all},
		"15 2 1,8,29 * *":      {in(15), in(2), in(1, 8, 29), all, all},
		"30 0,2 * 3-4,10-11 0": {in(30), in(0, 2), all, in(3, 4, 10, 11), in(0)},
		"45 1 */7 * 0":         {in(45), in(1), in(1, 8, 15, 22, 29), all, in(0)},
		"0 23 31 * *":          {in(0), in(23), in(31), all, all},
	}
	f, ok := known[spec]
	if !ok {
		t.Fatalf("%s is not written out", spec)
	}
	return f
}

func firstDifference(found, want []string) string {
	for i := range max(len(found), len(want)) {
		if i >= len(found) || i >= len(want) || found[i] != want[i] {
			return fmt.Sprintf("the run %d of %d is %v, not %v", i, len(want), found[min(i, len(found)):min(i+1, len(found))], want[min(i, len(want)):min(i+1, len(want))])
		}
	}
	return "nothing was found"
}
