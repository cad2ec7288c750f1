package worktime

import (
	"testing"
	"time"
)

func goodEvery() []struct{ text, canonical, words string } {
	return []struct{ text, canonical, words string }{
		{"mon 09:00", "mon 09:00", "every Monday at 09:00"},
		{"Monday at 9:00", "mon 09:00", "every Monday at 09:00"},
		{"mondays 9:00", "mon 09:00", "every Monday at 09:00"},
		{"weekday 16:30", "weekday 16:30", "every weekday at 16:30"},
		{"mon-fri 16:30", "weekday 16:30", "every weekday at 16:30"},
		{"day 9:00", "day 09:00", "every day at 09:00"},
		{"daily 9:00", "day 09:00", "every day at 09:00"},
		{"mon, thu 10:00", "mon, thu 10:00", "every Monday and Thursday at 10:00"},
		{"thu and mon, thu 10:00", "mon, thu 10:00", "every Monday and Thursday at 10:00"},
		{"weekend 10:00", "sat, sun 10:00", "every Saturday and Sunday at 10:00"},
		{"sun 00:00", "sun 00:00", "every Sunday at 00:00"},
		{" 0  9 1 * * ", "0 9 1 * *", "whenever 0 9 1 * * comes, in the fields of cron"},
		{"0 * * * *", "0 * * * *", "whenever 0 * * * * comes, in the fields of cron"},
		{"30 16 * JAN-mar mon,WED", "30 16 * jan-mar mon,wed", "whenever 30 16 * jan-mar mon,wed comes, in the fields of cron"},
		{"0 9 29 2 *", "0 9 29 2 *", "whenever 0 9 29 2 * comes, in the fields of cron"},
		{"", "", ""},
	}
}

func badEvery() []struct{ text, want string } {
	const how = " Write it like every: mon 09:00, every: weekday 16:30 or every: day 9:00."
	const fields = " Write minute (0-59), hour (0-23), day (1-31), month (1-12) and weekday (0-6, from Sunday), like every: 0 9 1 * *."
	return []struct{ text, want string }{
		{"mon", "Every mon needs a time of day. Write it like every: mon 09:00."},
		{"mondays and thu", "Every mondays and thu needs a time of day. Write it like every: mon, thu 09:00."},
		{"9:00", "09:00 alone does not say on which days. Write it like every: day 09:00 or every: mon 09:00."},
		{"mon 25:00", "There is no 25:00 on the clock. Write a time from 00:00 to 23:59, like every: mon 09:00."},
		{"mon 9", `"mon 9" is no time to ask again.` + how},
		{"mon 9am", `"mon 9am" is no time to ask again.` + how},
		{"tomorow 9:00", `There is no day called "tomorow". Did you mean "mon"?` + how},
		{"wendsday 9:00", `There is no day called "wendsday". Did you mean "wednesday"?` + how},
		{"moon 9:00", `There is no day called "moon". Did you mean "mon"?` + how},
		{"fri-mon 9:00", `"fri-mon 9:00" is no time to ask again.` + how},
		{"and", `"and" is no time to ask again.` + how},
		{"* * * * *", `"* * * * *" asks more often than once an hour, which nobody would answer. Name one minute, like every: 0 9 * * 1-5.`},
		{"0,30 9 * * *", `"0,30 9 * * *" asks more often than once an hour, which nobody would answer. Name one minute, like every: 0 9 * * 1-5.`},
		{"0 9 30 2 *", `"0 9 30 2 *" never comes: no month has such a day. Write a day that exists, like every: 0 9 28 2 *.`},
		{"0 9 31 2,4,6 *", `"0 9 31 2,4,6 *" never comes: no month has such a day. Write a day that exists, like every: 0 9 28 2 *.`},
		{"0 25 * * *", `"0 25 * * *" is not the five fields of cron.` + fields},
		{"0 9 * * 7", `"0 9 * * 7" is not the five fields of cron.` + fields},
		{"0 9 * *", `"0 9 * *" is not the five fields of cron. Write minute, hour, day, month and weekday, like every: 0 9 1 * *.`},
		{"@daily", `There is no day called "@daily". Did you mean "day"?` + how},
		{"TZ=UTC 0 9 * *", `"tz=utc 0 9 * *" is not the five fields of cron. Write minute, hour, day, month and weekday, like every: 0 9 1 * *.`},
	}
}

func TestEveryThatCanBeTyped(t *testing.T) {
	for _, c := range goodEvery() {
		e, err := ParseEvery(c.text)
		if err != nil || e.String() != c.canonical {
			t.Errorf("%q is %q (%v)", c.text, e, err)
		}
		if words := e.Words(); words != c.words {
			t.Errorf("%q in words is %q", c.text, words)
		}
	}
}

func TestEveryThatCannotBeMeant(t *testing.T) {
	for _, c := range badEvery() {
		if e, err := ParseEvery(c.text); err == nil || err.Error() != c.want {
			t.Errorf("%q is %q\n got %v\nwant %s", c.text, e, err, c.want)
		}
	}
}

func FuzzEvery(f *testing.F) {
	for _, c := range goodEvery() {
		f.Add(c.text)
	}
	for _, c := range badEvery() {
		f.Add(c.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		e, err := ParseEvery(text)
		if err != nil {
			sentence(t, err)
			return
		}
		again, err := ParseEvery(e.String())
		if err != nil || again.String() != e.String() {
			t.Fatalf("%q printed as %q is read as %q: %v", text, e, again, err)
		}
		zone, from := time.FixedZone("", 3600), time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
		if is, want := again.Next(from, zone), e.Next(from, zone); !is.Equal(want) || is.IsZero() != e.IsZero() {
			t.Fatalf("%q is next at %v, and printed and read again at %v", text, want, is)
		}
	})
}
