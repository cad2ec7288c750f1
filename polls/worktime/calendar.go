package worktime

import "time"

// Calendar is somebody's working time: hours in a zone, without public holidays and without the time the person is away.
type Calendar struct {
	Zone   *time.Location // nil: UTC
	Hours  Hours          // zero: office hours
	Region string         // of public holidays, see [HolidayRegions]; empty: none
	Away   time.Time      // until when the person is away; zero: here
}

// maxDays is how many days are looked through before working time is taken to be over for good.
const maxDays = 800

// Works says whether t is in working time.
func (c Calendar) Works(t time.Time) bool {
	start, end, ok := c.day(dayOf(t.In(c.zone())))
	return ok && !t.Before(start) && t.Before(end)
}

// Between is how much working time passes from one instant to another; 0 when to is not after from.
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

// After is the first instant of working time at which d of it has passed since from; the zero time when that never comes.
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

// spans calls each with the spans of working time from an instant on, until each says that it has enough.
func (c Calendar) spans(from time.Time, each func(start, end time.Time) bool) {
	if c.Away.After(from) {
		from = c.Away
	}
	today := dayOf(from.In(c.zone()))
	for i := range maxDays {
		start, end, ok := c.day(today.AddDate(0, 0, i))
		if start.Before(from) {
			start = from
		}
		if !ok || !start.Before(end) {
			continue
		}
		if !each(start, end) {
			return
		}
		from = end // clocks that leave a whole day out show its hours on the next one
	}
}

// day is the working time of a day, by its midnight in UTC; ok is false when there is none.
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

// IsWorkday says whether the day on which t is, in t's zone, is one that is worked on; being away makes no difference.
func (c Calendar) IsWorkday(t time.Time) bool {
	return c.Hours.OrOffice().Days.Has(t.Weekday()) && Holiday(c.Region, t) == ""
}

// AddDays is the same time of day so many working days later: other days pass and do not count. From a day that is not
// worked on it is the end of work on the last of them, so that there is a whole day of work for each.
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

// ZoneNamed finds a time zone. One that this machine does not know costs a reader the local time, not the poll.
func ZoneNamed(name string) *time.Location {
	zone, err := time.LoadLocation(name)
	if err != nil {
		return time.UTC
	}
	return zone
}
