package worktime

import (
	"fmt"
	"time"
)

// LoadZone returns the time zone of this name: one of the IANA list, or one that [OffsetName] has named.
func LoadZone(name string) (*time.Location, error) {
	zone, err := time.LoadLocation(name)
	if err == nil {
		return zone, nil
	}
	if at, wrong := time.Parse("UTC-07:00", name); wrong == nil {
		_, seconds := at.Zone()
		return time.FixedZone(name, seconds), nil
	}
	return nil, fmt.Errorf("find a time zone: %w", err)
}

// ZoneNamed returns the time zone of this name; UTC when this machine does not know it, so that the poll can be read
// all the same.
func ZoneNamed(name string) *time.Location {
	zone, err := LoadZone(name)
	if err != nil {
		return time.UTC
	}
	return zone
}

// OffsetName returns the name of the time zone that is so many seconds ahead of UTC: "UTC+03:00". It is empty when no
// clock on earth is that far ahead or behind.
func OffsetName(seconds int) string {
	if at := time.Duration(seconds) * time.Second; at.Abs() > 15*time.Hour {
		return ""
	}
	return time.Unix(0, 0).In(time.FixedZone("", seconds)).Format("UTC-07:00")
}
