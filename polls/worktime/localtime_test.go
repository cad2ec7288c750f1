package worktime

import (
	"testing"
	"time"
)

// TestDeadlinesAreReadAsSchedulesAre compares what is typed with schedules, at many times around each change and for every
// half hour on the clock.
func TestDeadlinesAreReadAsSchedulesAre(t *testing.T) {
	for name, days := range changes() {
		z := zone(t, name)
		for _, day := range days {
			begin := localTime(z, day+" 12:00").Add(-48 * time.Hour)
			for clock := range 24 * 2 {
				text := clockText(time.Duration(clock) * 30 * time.Minute)
				for _, on := range []string{"", "sun"} {
					every, err := ParseEvery(map[bool]string{true: "day", false: on}[on == ""] + " " + text)
					if err != nil {
						t.Fatal(err)
					}
					by, err := parseBy(on + " " + text)
					if err != nil {
						t.Fatal(err)
					}
					for i := range 36 {
						now := begin.Add(time.Duration(i) * 97 * time.Minute)
						got, err := by.At(now.In(z), Calendar{Zone: z})
						if want := every.Next(now, Calendar{Zone: z}); err != nil || !got.Equal(want) {
							t.Fatalf("%s: %s at %s is %s (%v), and a schedule asks at %s", name, by, now, got, err, want.In(z))
						}
					}
				}
			}
		}
	}
}
