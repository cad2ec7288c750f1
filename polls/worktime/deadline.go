package worktime

import (
	"strconv"
	"strings"
	"time"

	"quorum/polls/phrase"
)

// Deadline is when a poll closes at the latest, as it was said: "within 2h", "within 1 working day", "by fri 12:00".
// At most one of its ways is set; the zero Deadline says nothing.
type Deadline struct {
	Within      time.Duration
	WorkingDays int
	By          string // canonical: [today|tomorrow|mon…sun|2026-12-01] [15:04]
}

// Limits of a deadline: one is worth asking people about, and it is not forgotten.
const (
	MinWithin = 30 * time.Second
	MaxWithin = 366 * 24 * time.Hour
)

// IsZero says that no deadline was said.
func (d Deadline) IsZero() bool { return d == Deadline{} }

// String prints the deadline as it is typed.
func (d Deadline) String() string {
	switch {
	case d.WorkingDays == 1:
		return "within 1 working day"
	case d.WorkingDays > 1:
		return "within " + strconv.Itoa(d.WorkingDays) + " working days"
	case d.By != "":
		return "by " + d.By
	case d.Within > 0:
		return "within " + ShortDuration(d.Within)
	}
	return ""
}

// Once reports whether it names a day of the calendar, which comes once.
func (d Deadline) Once() bool {
	day, _, _ := strings.Cut(d.By, " ")
	return dateForm.MatchString(day)
}

// ShortDuration writes a length of time as it is typed: "90s", "30m", "2h", "3d".
func ShortDuration(d time.Duration) string {
	for _, u := range []struct {
		name string
		d    time.Duration
	}{{"d", 24 * time.Hour}, {"h", time.Hour}, {"m", time.Minute}} {
		if d%u.d == 0 {
			return strconv.FormatInt(int64(d/u.d), 10) + u.name
		}
	}
	return strconv.FormatInt(int64(d/time.Second), 10) + "s"
}

// At returns the instant that was meant, said at now in now's zone by somebody who works by a calendar. A clock time
// without a day is its next occurrence; a day without a time is the end of its working hours; a working day later is
// what [Calendar.AddDays] says. An instant that has passed is an [*phrase.Error].
func (d Deadline) At(now time.Time, c Calendar) (time.Time, error) {
	switch {
	case d.WorkingDays > 0:
		return c.AddDays(now, d.WorkingDays).In(now.Location()), nil
	case d.Within > 0:
		return now.Add(d.Within), nil
	}
	t, err := d.instant(now, c.Hours.OrOffice())
	switch {
	case err != nil:
		return time.Time{}, err
	case !t.After(now):
		return time.Time{}, phrase.Mistake(phrase.FieldRule, "By %s has passed: it is %s now. Write a later time.", d.By, now.Format("Mon 15:04"))
	case t.Sub(now) < MinWithin:
		return time.Time{}, phrase.Mistake(phrase.FieldRule, "By %s is too soon for anybody to answer. Write a later time.", d.By)
	case t.Sub(now) > MaxWithin:
		return time.Time{}, phrase.Mistake(phrase.FieldRule, "By %s is more than a year away. Write an earlier day.", d.By)
	}
	return t, nil
}
