package worktime

import "time"

// OnDay returns when it is a time of day, or one on the day after it, the given number of days after the day of t, in t's zone. For
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
