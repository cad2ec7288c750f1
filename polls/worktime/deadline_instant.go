package worktime

import (
	"strings"
	"time"
)

// instant finds the instant that a canonical "by" means at now.
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

// OnDay returns when the clock on the wall shows a time of day, up to 24:00, some days after the day on which t is, in t's
// zone. [FromLocal] says what of times that do not exist, or come twice.
func OnDay(t time.Time, days int, offset time.Duration) time.Time {
	return FromLocal(dayOf(t).AddDate(0, 0, days).Add(offset), t.Location())
}

// dayOf is midnight on the wall of the day on which t is, in t's zone, written in UTC: there is one on every day.
func dayOf(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

// nextOn returns when the time of day next comes on a fitting day, after now; zero when none of the next days fits. Whether a day
// fits is asked by its midnight in UTC. It looks at yesterday too: what clocks were put forward over then may be still to come.
func nextOn(now time.Time, offset time.Duration, fits func(day time.Time) bool) time.Time {
	for i := -1; i < 15; i++ {
		day := dayOf(now).AddDate(0, 0, i)
		if t := FromLocal(day.Add(offset), now.Location()); fits(day) && t.After(now) {
			return t
		}
	}
	return time.Time{}
}
