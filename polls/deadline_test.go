package polls

import (
	"testing"
	"time"

	"quorum/polls/worktime"
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
		got, err := r.By.At(c.now, worktime.Calendar{Zone: c.now.Location()})
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
		if _, err := r.By.At(now, worktime.Calendar{}); err == nil || err.Error() != c.want {
			t.Errorf("%s\n got %v\nwant %s", c.rule, err, c.want)
		}
	}
}
