package worktime

import (
	"strconv"
	"time"

	"quorum/polls/phrase"
)

// Deadline is when a poll closes at the latest, as it was typed: "within 2h", "within 1 working day", "by fri 12:00".
// At most one of its fields is set; in the zero Deadline nothing was typed.
type Deadline struct {
	Within      time.Duration
	WorkingDays int
	By          string // canonical: [today|tomorrow|mon…sun|2026-12-01|dec 25] [15:04]
}

// The limits of a deadline.
const (
	MinWithin = 30 * time.Second
	MaxWithin = 366 * 24 * time.Hour
)

// IsZero reports whether no deadline was typed.
func (d Deadline) IsZero() bool { return d == Deadline{} }

// String returns the deadline as it is typed.
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

// Once reports whether the deadline names a day of the calendar, which comes only once.
func (d Deadline) Once() bool {
	w, _, _ := readWhen(d.By)
	return w.dated()
}

// At returns the instant that the deadline means when it is typed at now, in now's zone, by a person who works by c.
// A time without a day is its next occurrence; a day without a time is the end of its working hours, which overnight is on
// the next day; working days are
// counted by [Calendar.AddDays]. An instant that has passed is an [*phrase.Error].
func (d Deadline) At(now time.Time, c Calendar) (time.Time, error) {
	switch {
	case d.WorkingDays > 0:
		return c.AddDays(now, d.WorkingDays).In(now.Location()), nil
	case d.Within > 0:
		return now.Add(d.Within), nil
	}
	w, ok, err := readWhen(d.By)
	if err != nil || !ok {
		return time.Time{}, noTime(d.By)
	}
	t := w.instant(now, c.Hours.OrOffice().End)
	switch {
	case !t.After(now):
		return time.Time{}, phrase.Mistake(phrase.FieldRule, "By %s has passed: it is %s now. Write a later time.", d.By, now.Format("Mon 15:04"))
	case t.Sub(now) < MinWithin:
		return time.Time{}, phrase.Mistake(phrase.FieldRule, "By %s is too soon for anybody to answer. Write a later time.", d.By)
	case t.Sub(now) > MaxWithin:
		return time.Time{}, phrase.Mistake(phrase.FieldRule, "By %s is more than a year away. Write an earlier day.", d.By)
	}
	return t, nil
}
