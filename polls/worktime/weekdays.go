package worktime

import (
	"strings"
	"time"
)

// Weekdays is a set of days of the week: bit i stands for [time.Weekday] i.
type Weekdays uint8

// MondayToFriday are the working days of people who have set none.
const MondayToFriday Weekdays = 1<<time.Monday | 1<<time.Tuesday | 1<<time.Wednesday | 1<<time.Thursday | 1<<time.Friday

const (
	weekend  Weekdays = 1<<time.Saturday | 1<<time.Sunday
	everyDay          = MondayToFriday | weekend
)

// Has reports whether a day is in the set.
func (d Weekdays) Has(day time.Weekday) bool { return d&(1<<day) != 0 }

// String returns the days as they are typed, beginning with Monday: "mon-fri", "sun-thu", "mon, wed".
func (d Weekdays) String() string {
	if from, to, ok := d.row(); ok {
		return from + "-" + to
	}
	var names []string
	for i := range 7 {
		if day := fromMonday(i); d.Has(day) {
			names = append(names, shortDay(day))
		}
	}
	return strings.Join(names, ", ")
}

// row returns the first and the last day of a set that is at least three days in a row; ok is false for other sets.
func (d Weekdays) row() (from, to string, ok bool) {
	if d == everyDay {
		return shortDay(time.Monday), shortDay(time.Sunday), true
	}
	for first := range 7 {
		n := 0
		var set Weekdays
		for n < 7 && d.Has(time.Weekday((first+n)%7)) {
			set |= 1 << ((first + n) % 7)
			n++
		}
		if n >= 3 && set == d {
			return shortDay(time.Weekday(first)), shortDay(time.Weekday((first + n - 1) % 7)), true
		}
	}
	return "", "", false
}

func shortDay(day time.Weekday) string { return strings.ToLower(day.String()[:3]) }

// dayNames returns the names of the days as they are typed, beginning with Monday.
func dayNames() []string {
	var names []string
	for i := range 7 {
		names = append(names, strings.ToLower(fromMonday(i).String()))
	}
	return names
}

// fromMonday returns the i-th day after a Monday.
func fromMonday(i int) time.Weekday { return time.Weekday((i + 1) % 7) }
