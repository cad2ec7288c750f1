package polls

import (
	"strings"
	"time"
)

// moment finds the instant that a canonical "by" means at now.
func (d Deadline) moment(now time.Time, h Hours) (time.Time, error) {
	day, clock, both := strings.Cut(d.By, " ")
	if !both && strings.Contains(day, ":") {
		day, clock = "", day
	}
	offset := h.End
	if clock != "" {
		t, err := time.Parse("15:04", clock)
		if err != nil {
			return time.Time{}, err
		}
		offset = time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute
	}
	switch day {
	case "":
		return next(now, offset, 1, func(time.Time) bool { return true }), nil
	case "today":
		return onDay(now, 0, offset), nil
	case "tomorrow":
		return onDay(now, 1, offset), nil
	}
	if date, err := time.ParseInLocation(time.DateOnly, day, now.Location()); err == nil {
		return onDay(date, 0, offset), nil
	}
	return next(now, offset, 7, func(t time.Time) bool { return shortDay(t.Weekday()) == day }), nil
}

// onDay returns the wall-clock time offset from midnight, some days after t, in t's zone.
func onDay(t time.Time, days int, offset time.Duration) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d+days, int(offset.Hours()), int(offset.Minutes())%60, 0, 0, t.Location())
}

// next returns the first fitting day on which the wall-clock time is still to come, within the given days.
func next(now time.Time, offset time.Duration, days int, fits func(time.Time) bool) time.Time {
	for i := range days {
		if t := onDay(now, i, offset); fits(t) && t.After(now) {
			return t
		}
	}
	return onDay(now, days, offset)
}

// Moment writes a time for a reader at now, in now's zone: "today 14:00", "tomorrow 09:00", "Fri 12:00",
// "Tue 1 Dec 12:00".
func Moment(t, now time.Time) string {
	t = t.In(now.Location())
	y, m, d := now.Date()
	days := int(time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC).Sub(time.Date(y, m, d, 0, 0, 0, 0, time.UTC)).Hours() / 24)
	switch {
	case days == 0:
		return t.Format("today 15:04")
	case days == 1:
		return t.Format("tomorrow 15:04")
	case days > 1 && days < 7:
		return t.Format("Mon 15:04")
	case t.Year() == y:
		return t.Format("Mon 2 Jan 15:04")
	}
	return t.Format("Mon 2 Jan 2006 15:04")
}
