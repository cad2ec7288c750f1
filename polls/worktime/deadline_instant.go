package worktime

import (
	"strings"
	"time"
)

// instant returns the instant that By means at now.
func (d Deadline) instant(now time.Time, h Hours) (time.Time, error) {
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
		return nextOn(now, offset, func(time.Time) bool { return true }), nil
	case "today":
		return OnDay(now, 0, offset), nil
	case "tomorrow":
		return OnDay(now, 1, offset), nil
	}
	if date, err := time.Parse(time.DateOnly, day); err == nil {
		return FromLocal(date.Add(offset), now.Location()), nil
	}
	return nextOn(now, offset, func(t time.Time) bool { return shortDay(t.Weekday()) == day }), nil
}

// OnDay returns when it is a time of day, up to 24:00, the given number of days after the day of t, in t's zone. For
// times that do not exist or come twice see [FromLocal].
func OnDay(t time.Time, days int, offset time.Duration) time.Time {
	return FromLocal(dayOf(t).AddDate(0, 0, days).Add(offset), t.Location())
}

// dayOf returns the day of t, in t's zone, as its midnight in UTC: in UTC every day has one.
func dayOf(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

// nextOn returns when the time of day next comes after now on a day that fits; zero when none of the next days fits.
// A day is given by its midnight in UTC. Yesterday is tried too, because a time that clocks skipped then may still be
// to come.
func nextOn(now time.Time, offset time.Duration, fits func(day time.Time) bool) time.Time {
	for i := -1; i < 15; i++ {
		day := dayOf(now).AddDate(0, 0, i)
		if t := FromLocal(day.Add(offset), now.Location()); fits(day) && t.After(now) {
			return t
		}
	}
	return time.Time{}
}
