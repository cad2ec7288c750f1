package polls

import (
	"time"

	"quorum/polls/worktime"
)

// works reports, by local time, whether a minute is worked.
func works(c worktime.Calendar, at time.Time) bool {
	t := at.In(c.Zone)
	clock := time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute
	return !at.Before(c.Away) && c.Hours.Days.Has(t.Weekday()) && clock >= c.Hours.Start && clock < c.Hours.End && worktime.Holiday(c.Region, t) == ""
}

// wall returns the local time in a zone.
func wall(zone *time.Location, text string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", text, zone)
	if err != nil {
		panic(err)
	}
	return t
}
