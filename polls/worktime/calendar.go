package worktime

import "time"

// Calendar is the working time of one person: hours in a zone, except on public holidays and during an absence. Hours
// overnight belong to the day on which they begin: the night from Friday to Saturday is Friday's, and is worked when Friday is
// a working day, whatever Saturday is.
type Calendar struct {
	Zone   *time.Location // nil: UTC
	Hours  Hours          // zero: office hours
	Region string         // of public holidays, see [HolidayRegions]; empty: none
	Away   time.Time      // the end of an absence; zero: none
}

// maxDays is how many days are searched for working time.
const maxDays = 800

// Works reports whether t is in working time.
func (c Calendar) Works(t time.Time) bool {
	today := dayOf(t.In(c.zone()))
	for _, day := range []time.Time{today.AddDate(0, 0, -1), today} {
		if start, end, ok := c.day(day); ok && !t.Before(start) && t.Before(end) {
			return true
		}
	}
	return false
}

// Between returns how much working time passes between two instants; 0 when to is not after from.
func (c Calendar) Between(from, to time.Time) time.Duration {
	total := time.Duration(0)
	c.spans(from, func(start, end time.Time) bool {
		if end.After(to) {
			end = to
		}
		total += max(0, end.Sub(start))
		return end.Before(to)
	})
	return total
}

// After returns the first instant of working time at which d of it has passed since from; the zero time when there is
// none.
func (c Calendar) After(from time.Time, d time.Duration) (at time.Time) {
	c.spans(from, func(start, end time.Time) bool {
		if left := end.Sub(start); d >= left {
			d -= left
			return true
		}
		at = start.Add(d)
		return false
	})
	return at
}

// spans calls each with the spans of working time after an instant, in order, until each returns false.
func (c Calendar) spans(from time.Time, each func(start, end time.Time) bool) {
	if c.Away.After(from) {
		from = c.Away
	}
	yesterday := dayOf(from.In(c.zone())).AddDate(0, 0, -1) // whose hours may go on overnight
	for i := range maxDays {
		start, end, ok := c.day(yesterday.AddDate(0, 0, i))
		if start.Before(from) {
			start = from
		}
		if !ok || !start.Before(end) {
			continue
		}
		if !each(start, end) {
			return
		}
		from = end // when clocks skip a whole day, its hours fall on the next one
	}
}

// day returns the working time that begins on a day, which is given by its midnight in UTC; ok is false when there is none.
func (c Calendar) day(day time.Time) (start, end time.Time, ok bool) {
	h := c.Hours.OrOffice()
	if !c.IsWorkday(day) {
		return start, end, false
	}
	start, end = FromLocal(day.Add(h.Start), c.zone()), FromLocal(day.Add(h.End), c.zone())
	if c.Away.After(start) {
		start = c.Away
	}
	return start, end, start.Before(end)
}

// IsWorkday reports whether the day of t, in t's zone, is a working day. An absence makes no difference.
func (c Calendar) IsWorkday(t time.Time) bool {
	return c.Hours.OrOffice().Days.Has(t.Weekday()) && Holiday(c.Region, t) == ""
}

// AddDays returns the same time of day n working days later. From a day that is not a working day it returns the end
// of work on the n-th working day, so that there are n whole days of work.
func (c Calendar) AddDays(t time.Time, n int) time.Time {
	t = t.In(c.zone())
	today, days := dayOf(t), 0
	rests := !c.IsWorkday(today)
	for n > 0 && days < maxDays {
		if days++; c.IsWorkday(today.AddDate(0, 0, days)) {
			n--
		}
	}
	switch {
	case rests:
		return OnDay(t, days, c.Hours.OrOffice().End)
	case days == 0:
		return t
	}
	return FromLocal(ToLocal(t, t.Location()).AddDate(0, 0, days), t.Location())
}

// Later returns the later of two times.
func Later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// HoursFrom reads what [Hours.String] printed.
func HoursFrom(text string) (Hours, error) {
	if text == "" {
		return Hours{}, nil
	}
	return ParseHours(text)
}

func (c Calendar) zone() *time.Location {
	if c.Zone == nil {
		return time.UTC
	}
	return c.Zone
}
