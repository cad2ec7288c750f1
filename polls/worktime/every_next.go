package worktime

import "time"

// widestShift is more than clocks were ever put forward or back at once.
const widestShift = 25 * time.Hour

// Next returns the first time after an instant, in the zone of a calendar; zero when there is none. Weekdays are the working
// days of the calendar.
//
// A local time that does not exist, because clocks skip it, is read with the offset from before: 02:30 comes at
// 03:30. A local time that comes twice counts once, the first time.
func (e Every) Next(after time.Time, c Calendar) time.Time {
	var best time.Time
	zone := c.zone()
	// A skipped time comes after later local times, so the search goes on until no other can be earlier.
	for local := e.nextLocal(searchFrom(after, zone), c); !local.IsZero(); local = e.nextLocal(local, c) {
		if at := FromLocal(local, zone); at.After(after) && (best.IsZero() || at.Before(best)) {
			best = at
		}
		if !best.IsZero() && !local.Before(ToLocal(best, zone)) {
			break
		}
	}
	return best
}

// Times returns the next n times after an instant, as [Every.Next] finds them; fewer when there are no more.
func (e Every) Times(after time.Time, n int, c Calendar) []time.Time {
	var all []time.Time
	for at := e.Next(after, c); !at.IsZero() && len(all) < n; at = e.Next(at, c) {
		all = append(all, at)
	}
	return all
}

// OnHolidays returns the first times in the year after an instant that fall on a public holiday of the calendar, one
// for each such day and at most n.
func (e Every) OnHolidays(after time.Time, n int, c Calendar) []time.Time {
	const looked = 400 // times, which are a year of days
	var all []time.Time
	if c.Region == "" || e.OnWorkdays() {
		return nil
	}
	for _, at := range e.Times(after, looked, c) {
		another := len(all) == 0 || dayOf(all[len(all)-1]) != dayOf(at)
		if at.Sub(after) < MaxWithin && len(all) < n && another && Holiday(c.Region, at) != "" {
			all = append(all, at)
		}
	}
	return all
}

// searchFrom returns a local time before which all times have come. Shortly after clocks were put forward, that is
// earlier than the local time now.
func searchFrom(t time.Time, zone *time.Location) time.Time {
	start, _ := t.In(zone).ZoneBounds()
	if !start.IsZero() && t.Sub(start) < widestShift {
		return ToLocal(t, zone).Add(-widestShift)
	}
	return ToLocal(t, zone)
}

// nextLocal returns the next local time, written in UTC, where clocks are never changed.
func (e Every) nextLocal(local time.Time, c Calendar) time.Time {
	if e.spec == nil {
		return e.nextDay(local, c)
	}
	const cronGivesUp = 5 // years; a 29th of February may be eight away
	for tries := 0; tries < 3; tries++ {
		if next := e.spec.Next(local.AddDate(tries*cronGivesUp, 0, 0)); !next.IsZero() {
			return next
		}
	}
	return time.Time{}
}

// nextDay returns the next local time on a day that fits.
func (e Every) nextDay(local time.Time, c Calendar) time.Time {
	const days = 9 * 366 // a 29th of February may be eight years away
	for i := range days {
		day := dayOf(local).AddDate(0, 0, i)
		if at := day.Add(e.clock); e.text != "" && at.After(local) && e.on.has(day, c) {
			return at
		}
	}
	return time.Time{}
}

// has reports whether a day, which is given by its midnight in UTC, is one of the occasion.
func (o occasion) has(day time.Time, c Calendar) bool {
	fits := func(day time.Time) bool {
		return o.days.set.Has(day.Weekday()) || o.days.own && c.IsWorkday(day)
	}
	switch {
	case o.day != 0:
		return day.Day() == o.day && (o.month == 0 || day.Month() == o.month)
	case !fits(day):
		return false
	case o.nths == 0:
		return true
	}
	nth, last := 0, true
	for i := range 31 {
		switch other := time.Date(day.Year(), day.Month(), i+1, 0, 0, 0, 0, time.UTC); {
		case other.Month() != day.Month() || !fits(other):
		case other.After(day):
			last = false
		default:
			nth++
		}
	}
	return o.nths&(1<<nth) != 0 && nth <= 4 || last && o.nths&1 != 0
}

// ToLocal returns the local time in a zone, written in UTC.
func ToLocal(t time.Time, zone *time.Location) time.Time {
	_, offset := t.In(zone).Zone()
	return t.UTC().Add(time.Duration(offset) * time.Second)
}

// FromLocal returns the instant of a local time in a zone, where the local time is written in UTC: the first instant
// when it comes twice, and with the offset from before when clocks skip it. Every local time is read with this
// function.
func FromLocal(local time.Time, zone *time.Location) time.Time {
	return instantOf(local, zone).In(zone)
}

func instantOf(local time.Time, zone *time.Location) time.Time {
	at := local.Add(-widestShift).In(zone)
	for {
		_, offset := at.Zone()
		shown := local.Add(-time.Duration(offset) * time.Second) // if the present offset holds until then
		_, end := at.ZoneBounds()
		if end.IsZero() || shown.Before(end) {
			return shown
		}
		_, offset = end.In(zone).Zone()
		if after := local.Add(-time.Duration(offset) * time.Second); after.Before(end) {
			return shown // clocks skip it
		}
		at = end.In(zone)
	}
}
