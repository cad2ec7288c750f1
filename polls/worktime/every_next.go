package worktime

import "time"

// widestShift is more than clocks were ever put forward or back at once.
const widestShift = 25 * time.Hour

// Next returns the first time after an instant, in a zone; zero when there is none.
//
// A local time that does not exist, because clocks skip it, is read with the offset from before: 02:30 comes at
// 03:30. A local time that comes twice counts once, the first time.
func (e Every) Next(after time.Time, zone *time.Location) time.Time {
	var best time.Time
	// A skipped time comes after later local times, so the search goes on until no other can be earlier.
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
