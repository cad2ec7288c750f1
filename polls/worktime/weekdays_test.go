package worktime

import (
	"testing"
	"time"
)

// Whatever a day is called, a deadline, working hours and what is asked again and again read the same day.
func TestDaysAreCalledTheSameEverywhere(t *testing.T) {
	for i, name := range dayNames() {
		day := time.Weekday((i + 1) % 7)
		for _, word := range []string{name, name[:3], name[:len(name)-1], name + "s"} {
			by, err := parseBy(word)
			if err != nil || by.By != name[:3] {
				t.Errorf("by %s: %v, %v", word, by, err)
			}
			set, err := ParseWeekdays(word)
			if err != nil || set != 1<<day {
				t.Errorf("on %s: %v, %v", word, set, err)
			}
			every, err := ParseEvery(word + " 09:00")
			if err != nil || every.String() != name[:3]+" 09:00" || every.Words() != "every "+day.String()+" at 09:00" {
				t.Errorf("every %s: %v, %v", word, every, err)
			}
		}
	}
	for _, word := range []string{"mo", "moon", "fridayss", "dayday", ""} {
		if day, ok := weekday(word); ok {
			t.Errorf("%q is %s", word, day)
		}
	}
}
