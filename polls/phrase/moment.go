package phrase

import "time"

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
