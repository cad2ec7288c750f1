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
		return next(now, offset, func(time.Time) bool { return true }), nil
	case "today":
		return onDay(now, 0, offset), nil
	case "tomorrow":
		return onDay(now, 1, offset), nil
	}
	if date, err := time.Parse(time.DateOnly, day); err == nil {
		return offWall(date.Add(offset), now.Location()), nil
	}
	return next(now, offset, func(t time.Time) bool { return shortDay(t.Weekday()) == day }), nil
}

// onDay returns when the clock on the wall shows a time of day, up to 24:00, some days after the day on which t is, in t's
// zone. [offWall] says what of times that do not exist, or come twice.
func onDay(t time.Time, days int, offset time.Duration) time.Time {
	return offWall(dayOf(t).AddDate(0, 0, days).Add(offset), t.Location())
}

// dayOf is midnight on the wall of the day on which t is, in t's zone, written in UTC: there is one on every day.
func dayOf(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

// next returns when the time of day next comes on a fitting day, after now; zero when none of the next days fits. Whether a day
// fits is asked by its midnight in UTC. It looks at yesterday too: what clocks were put forward over then may be still to come.
func next(now time.Time, offset time.Duration, fits func(day time.Time) bool) time.Time {
	for i := -1; i < 15; i++ {
		day := dayOf(now).AddDate(0, 0, i)
		if t := offWall(day.Add(offset), now.Location()); fits(day) && t.After(now) {
			return t
		}
	}
	return time.Time{}
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
