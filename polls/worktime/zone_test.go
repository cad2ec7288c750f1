package worktime

import (
	"testing"
	"time"
)

// A zone that is only known by its distance to UTC has a name, by which it is found again.
func TestZonesByTheirOffset(t *testing.T) {
	for seconds, name := range map[int]string{10800: "UTC+03:00", 0: "UTC+00:00", -12600: "UTC-03:30", 20700: "UTC+05:45", 50400: "UTC+14:00", 90000: "", -90000: ""} {
		if got := OffsetName(seconds); got != name {
			t.Errorf("%d seconds are %q, want %q", seconds, got, name)
			continue
		}
		if name == "" {
			continue
		}
		zone, err := LoadZone(name)
		if err != nil || zone.String() != name {
			t.Errorf("%s is %v, %v", name, zone, err)
			continue
		}
		if _, got := time.Unix(0, 0).In(zone).Zone(); got != seconds {
			t.Errorf("%s is %d seconds ahead, want %d", name, got, seconds)
		}
	}
	for _, name := range []string{"Mars/Olympus", "UTC+3", "UTC+99:00", "UTC+"} {
		if zone, err := LoadZone(name); err == nil {
			t.Errorf("%s is %v", name, zone)
		}
		if ZoneNamed(name) != time.UTC {
			t.Errorf("%s is not read as UTC", name)
		}
	}
	if zone, err := LoadZone("Asia/Tokyo"); err != nil || zone.String() != "Asia/Tokyo" {
		t.Errorf("%v, %v", zone, err)
	}
}
