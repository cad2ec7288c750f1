package worktime

import "time"

// widestShift is more than clocks were ever put forward or back at once.
const widestShift = 25 * time.Hour

// Next returns the first time after an instant, in a zone; zero when it never comes again.
//
// A time that does not exist, since clocks are put forward over it, is read with the offset from before: at 02:30 it is
// asked at 03:30. A time that comes twice, since clocks are put back, counts once, the first time.
func (e Every) Next(after time.Time, zone *time.Location) time.Time {
	var best time.Time
	// Clocks are put forward over times that then come later than others behind them, so it looks on until no other can.
	for local := e.nextLocal(searchFrom(after, zone)); !local.IsZero(); local = e.nextLocal(local) {
		if at := FromLocal(local, zone); at.After(after) && (best.IsZero() || at.Before(best)) {
			best = at
		}
		if !best.IsZero() && !local.Before(ToLocal(best, zone)) {
			break
		}
	}
	return best
}

// searchFrom is a time on the wall before which all have come. After clocks were put forward, that is not what they show.
func searchFrom(t time.Time, zone *time.Location) time.Time {
	start, _ := t.In(zone).ZoneBounds()
	if !start.IsZero() && t.Sub(start) < widestShift {
		return ToLocal(t, zone).Add(-widestShift)
	}
	return ToLocal(t, zone)
}

// nextLocal is the next time on the wall, written in UTC, where no clock is ever put forward or back.
func (e Every) nextLocal(local time.Time) time.Time {
	if e.spec == nil {
		return time.Time{}
	}
	const cronGivesUp = 5 // years; a 29th of February may be eight away
	for tries := 0; tries < 3; tries++ {
		if next := e.spec.Next(local.AddDate(tries*cronGivesUp, 0, 0)); !next.IsZero() {
			return next
		}
	}
	return time.Time{}
}

// ToLocal is what a clock on the wall of a zone shows, written in UTC.
func ToLocal(t time.Time, zone *time.Location) time.Time {
	_, offset := t.In(zone).Zone()
	return t.UTC().Add(time.Duration(offset) * time.Second)
}

// FromLocal finds the instant at which a clock on the wall of a zone shows a time, written in UTC: the first one when it comes
// twice, and with the offset from before when clocks are put forward over it. Whatever is read as a time of day is read by it.
func FromLocal(local time.Time, zone *time.Location) time.Time {
	return instantOf(local, zone).In(zone)
}

func instantOf(local time.Time, zone *time.Location) time.Time {
	at := local.Add(-widestShift).In(zone)
	for {
		_, offset := at.Zone()
		shown := local.Add(-time.Duration(offset) * time.Second) // if the zone's rule at that time holds until then
		_, end := at.ZoneBounds()
		if end.IsZero() || shown.Before(end) {
			return shown
		}
		_, offset = end.In(zone).Zone()
		if after := local.Add(-time.Duration(offset) * time.Second); after.Before(end) {
			return shown // it is skipped
		}
		at = end.In(zone)
	}
}
