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
		{"mon-fri 16:30", "mon-fri 16:30", "every day from Monday to Friday at 16:30"},
		{"weekdays at 9am", "weekday 09:00", "every weekday at 09:00"},
		{"working days 9:00", "weekday 09:00", "every weekday at 09:00"},
		{"every weekday and sat 9", "weekday, sat 09:00", "every weekday and Saturday at 09:00"},
		{"mon 9", "mon 09:00", "every Monday at 09:00"},
		{"mon 9am", "mon 09:00", "every Monday at 09:00"},
		{"9:30 pm mon", "mon 21:30", "every Monday at 21:30"},
		{"noon on fridays", "fri 12:00", "every Friday at 12:00"},
		{"day midnight", "day 00:00", "every day at 00:00"},
		{"sun-thu 09:00", "sun-thu 09:00", "every day from Sunday to Thursday at 09:00"},
		{"fri-mon 9:00", "fri-mon 09:00", "every day from Friday to Monday at 09:00"},
		{"mon - fri 9:00", "mon-fri 09:00", "every day from Monday to Friday at 09:00"},
		{"mon to thu, sat 9:00", "mon, tue, wed, thu, sat 09:00", "every Monday, Tuesday, Wednesday, Thursday and Saturday at 09:00"},
		{"first monday 09:00", "first mon 09:00", "on the first Monday of each month at 09:00"},
		{"the last fri of the month at 16:00", "last fri 16:00", "on the last Friday of each month at 16:00"},
		{"2nd tue 9:00", "second tue 09:00", "on the second Tuesday of each month at 09:00"},
		{"1st and 3rd mon 9:00", "first, third mon 09:00", "on the first and third Monday of each month at 09:00"},
		{"last weekday 17:00", "last weekday 17:00", "on the last working day of each month at 17:00"},
		{"last day 17:00", "last day 17:00", "on the last day of each month at 17:00"},
		{"15th 9:00", "15th 09:00", "on the 15th of each month at 09:00"},
		{"the 1st of each month 9:00", "1st 09:00", "on the 1st of each month at 09:00"},
		{"dec 25 9:00", "dec 25 09:00", "every 25 December at 09:00"},
		{"9am on 25th december", "dec 25 09:00", "every 25 December at 09:00"},
		{"0 9 * * 7", "0 9 * * 7", "whenever 0 9 * * 7 comes, in the fields of cron"},
		{"0 9 1-7 * mon", "0 9 1-7 * mon", "whenever 0 9 1-7 * mon comes, in the fields of cron: on the days 1-7 of a month, and also on the weekdays mon"},
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
	const fields = " Write minute (0-59), hour (0-23), day (1-31), month (1-12) and weekday (0-7, from Sunday), like every: 0 9 1 * *."
	return []struct{ text, want string }{
		{"mon", "Every mon needs a time of day. Write it like every: mon 09:00."},
		{"mondays and thu", "Every mondays and thu needs a time of day. Write it like every: mon, thu 09:00."},
		{"9:00", "09:00 alone does not say on which days. Write it like every: day 09:00 or every: mon 09:00."},
		{"mon 25:00", "There is no 25:00 on the clock. Write a time from 00:00 to 23:59, like every: mon 09:00."},
		{"tomorow 9:00", `There is no day called "tomorow".` + how},
		{"frst monday 9:00", `There is no day called "frst". Did you mean "first"?` + how},
		{"first 9:00", `"first 9:00" names no day of the month. Write one day after first, like every: first mon 09:00.`},
		{"fifth mon 9:00", "Not each month has a fifth such day. Write it like every: last mon 09:00."},
		{"first mon, tue 9:00", `"first mon, tue 9:00" names no day of the month. Write one day after first, like every: first mon 09:00.`},
		{"first mon", "Every first mon needs a time of day. Write it like every: first mon 09:00."},
		{"every other mon 9:00", "Every other week cannot be said. Write it like every: mon 09:00, or every: first, third mon 09:00 for twice a month."},
		{"every 2 weeks 9:00", "Every other week cannot be said. Write it like every: mon 09:00, or every: first, third mon 09:00 for twice a month."},
		{"mon midnight", "Midnight may be the beginning or the end of the day. Write it like every: mon 00:00 or every: mon 23:59."},
		{"mon 13pm", "There is no 13pm on the clock. Write a time from 00:00 to 23:59, like every: mon 09:00."},
		{"2026-12-25 9:00", "2026-12-25 comes only once. Leave the year out to ask each year, or every: out to ask now."},
		{"feb 30 9:00", "There is no day feb 30. Write it like 2026-12-01."},
		{"32nd 9:00", `"32nd 9:00" is no time to ask again.` + how},
		{"-mon 9:00", `"-mon 9:00" is no time to ask again.` + how},
		{"0 9 * * 8", `"0 9 * * 8" is not the five fields of cron.` + fields},
		{"wendsday 9:00", `There is no day called "wendsday". Did you mean "wednesday"?` + how},
		{"moon 9:00", `There is no day called "moon". Did you mean "mon"?` + how},
		{"and", `"and" is no time to ask again.` + how},
		{"* * * * *", `"* * * * *" asks more often than once an hour, which nobody would answer. Name one minute, like every: 0 9 * * 1-5.`},
		{"0,30 9 * * *", `"0,30 9 * * *" asks more often than once an hour, which nobody would answer. Name one minute, like every: 0 9 * * 1-5.`},
		{"0 9 30 2 *", `"0 9 30 2 *" never comes: no month has such a day. Write a day that exists, like every: 0 9 28 2 *.`},
		{"0 9 31 2,4,6 *", `"0 9 31 2,4,6 *" never comes: no month has such a day. Write a day that exists, like every: 0 9 28 2 *.`},
		{"0 25 * * *", `"0 25 * * *" is not the five fields of cron.` + fields},
		{"0 9 * *", `"0 9 * *" is not the five fields of cron. Write minute, hour, day, month and weekday, like every: 0 9 1 * *.`},
		{"@daily", `There is no day called "@daily".` + how},
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
		if is, want := again.Next(from, Calendar{Zone: zone}), e.Next(from, Calendar{Zone: zone}); !is.Equal(want) || is.IsZero() != e.IsZero() {
			t.Fatalf("%q is next at %v, and printed and read again at %v", text, want, is)
		}
	})
}
