package polls

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func zone(t *testing.T, name string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func TestDeadlines(t *testing.T) {
	berlin, kolkata, york := zone(t, "Europe/Berlin"), zone(t, "Asia/Kolkata"), zone(t, "America/New_York")
	const form = "Mon 2006-01-02 15:04 MST"
	at := func(z *time.Location, s string) time.Time {
		v, err := time.ParseInLocation("2006-01-02 15:04", s, z)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	for _, c := range []struct {
		now        time.Time
		rule, want string
	}{
		// Thursday 26 November 2026.
		{at(berlin, "2026-11-26 10:00"), "within 90s", "Thu 2026-11-26 10:01 CET"},
		{at(berlin, "2026-11-26 10:00"), "within 3d", "Sun 2026-11-29 10:00 CET"},
		{at(berlin, "2026-11-26 10:00"), "within 1 working day", "Fri 2026-11-27 10:00 CET"},
		{at(berlin, "2026-11-27 10:00"), "within 1 working day", "Mon 2026-11-30 10:00 CET"},
		{at(berlin, "2026-11-28 10:00"), "within 1 working day", "Mon 2026-11-30 17:00 CET"}, // all of Monday
		{at(berlin, "2026-11-27 10:00"), "within 6 working days", "Mon 2026-12-07 10:00 CET"},
		{at(berlin, "2026-11-26 10:00"), "by 14:00", "Thu 2026-11-26 14:00 CET"},
		{at(berlin, "2026-11-26 14:00"), "by 14:00", "Fri 2026-11-27 14:00 CET"},
		{at(berlin, "2026-11-26 10:00"), "by today", "Thu 2026-11-26 17:00 CET"},
		{at(berlin, "2026-11-26 10:00"), "by tomorrow 9:00", "Fri 2026-11-27 09:00 CET"},
		{at(berlin, "2026-11-26 10:00"), "by fri", "Fri 2026-11-27 17:00 CET"},
		{at(berlin, "2026-11-27 10:00"), "by fri", "Fri 2026-11-27 17:00 CET"},
		{at(berlin, "2026-11-27 17:00"), "by fri", "Fri 2026-12-04 17:00 CET"},
		{at(berlin, "2026-11-26 10:00"), "by wed 12:00", "Wed 2026-12-02 12:00 CET"},
		{at(berlin, "2026-11-26 10:00"), "by 2026-12-01", "Tue 2026-12-01 17:00 CET"},
		{at(berlin, "2026-11-26 10:00"), "by 2026-12-01 08:00", "Tue 2026-12-01 08:00 CET"},
		// The same instant is another day elsewhere.
		{at(york, "2026-11-26 23:00").In(kolkata), "by 14:00", "Fri 2026-11-27 14:00 IST"},
		{at(kolkata, "2026-11-27 02:00").In(york), "by fri 12:00", "Fri 2026-11-27 12:00 EST"},
		// Clocks go back on 25 October and forward on 28 March: times on the wall stay, lengths of time do too.
		{at(berlin, "2026-10-24 10:00"), "by tomorrow 10:00", "Sun 2026-10-25 10:00 CET"},
		{at(berlin, "2026-10-24 10:00"), "within 1d", "Sun 2026-10-25 09:00 CET"},
		{at(berlin, "2026-10-23 10:00"), "within 1 working day", "Mon 2026-10-26 10:00 CET"},
		{at(berlin, "2027-03-27 10:00"), "by sun 9:00", "Sun 2027-03-28 09:00 CEST"},
		{at(berlin, "2027-03-27 10:00"), "within 1d", "Sun 2027-03-28 11:00 CEST"},
		{at(york, "2026-10-31 10:00"), "by tomorrow 09:00", "Sun 2026-11-01 09:00 EST"},
	} {
		r, err := ParseRule(c.rule)
		if err != nil {
			t.Fatal(err)
		}
		got, err := r.By.At(c.now, Calendar{Zone: c.now.Location()})
		if err != nil || got.Format(form) != c.want {
			t.Errorf("%s, said on %s: %s (%v), want %s", c.rule, c.now.Format(form), got.Format(form), err, c.want)
		}
	}
}

func TestDeadlinesThatCannotBeMeant(t *testing.T) {
	now := time.Date(2026, 11, 26, 13, 59, 45, 0, time.UTC)
	for _, c := range []struct{ rule, want string }{
		{"by today 12:00", "By today 12:00 has passed: it is Thu 13:59 now. Write a later time."},
		{"by 2026-11-25", "By 2026-11-25 has passed: it is Thu 13:59 now. Write a later time."},
		{"by 14:00", "By 14:00 is too soon for anybody to answer. Write a later time."},
		{"by 2028-01-01", "By 2028-01-01 is more than a year away. Write an earlier day."},
	} {
		r, err := ParseRule(c.rule)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := r.By.At(now, Calendar{}); err == nil || err.Error() != c.want {
			t.Errorf("%s\n got %v\nwant %s", c.rule, err, c.want)
		}
	}
}

// A deadline that is accepted lies ahead, at the time on the wall that was said, whenever and wherever it was said. Only
// a time that the clocks skip can come out otherwise.
func TestDeadlinesLieAhead(t *testing.T) {
	zones := []*time.Location{time.UTC, zone(t, "Europe/Berlin"), zone(t, "America/New_York"), zone(t, "Australia/Lord_Howe"), zone(t, "Asia/Kathmandu")}
	rapid.Check(t, func(t *rapid.T) {
		now := time.Unix(rapid.Int64Range(1_790_000_000, 1_830_000_000).Draw(t, "now"), 0).In(rapid.SampledFrom(zones).Draw(t, "zone"))
		d := anyDeadline().Filter(func(d Deadline) bool { return !d.IsZero() }).Draw(t, "deadline")
		at, err := d.At(now, Calendar{Zone: now.Location()})
		if err != nil {
			return
		}
		if !at.After(now) {
			t.Fatalf("%s at %s is %s", d, now, at)
		}
		const skippedBefore = 4 // no zone skips a later hour
		if clock := clockOf(d.By); clock != "" && at.Format("15:04") != clock && at.Hour() >= skippedBefore {
			t.Fatalf("%s at %s is %s", d, now, at)
		}
	})
}

func clockOf(by string) string {
	if i := strings.IndexByte(by, ':'); i >= 2 {
		return by[i-2:]
	}
	return ""
}

func TestMoments(t *testing.T) {
	berlin := zone(t, "Europe/Berlin")
	now := time.Date(2026, 11, 26, 10, 0, 0, 0, berlin)
	for _, c := range []struct {
		t    time.Time
		want string
	}{
		{now.Add(time.Hour), "today 11:00"},
		{now.Add(23 * time.Hour), "tomorrow 09:00"},
		{now.Add(14*time.Hour + time.Minute).UTC(), "tomorrow 00:01"},
		{now.AddDate(0, 0, 2), "Sat 10:00"},
		{now.AddDate(0, 0, 6), "Wed 10:00"},
		{now.AddDate(0, 0, 7), "Thu 3 Dec 10:00"},
		{now.AddDate(0, 2, 0), "Tue 26 Jan 2027 10:00"},
		{now.AddDate(0, 0, -1), "Wed 25 Nov 10:00"},
	} {
		if got := Moment(c.t, now); got != c.want {
			t.Errorf("%s: %q, want %q", c.t, got, c.want)
		}
	}
}
