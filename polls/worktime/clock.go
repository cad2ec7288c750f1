package worktime

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"quorum/polls/phrase"
)

const wholeDay = 24 * time.Hour

var clockForm = regexp.MustCompile(`^(\d{1,2})(?::(\d{2}))?(?: ?([ap])\.?m\.?)?(?: ?o['’]clock)?$`)

// readClock reads a time of day as it is typed, in small letters: "14:00", "9", "3pm", "3 pm", "noon". Midnight
// and 24:00 are the end of the day. ok is false for text that does not look like one; a time that no clock shows is an
// [*phrase.Error].
func readClock(text string) (at time.Duration, ok bool, err error) {
	switch text {
	case "noon", "midday":
		return 12 * time.Hour, true, nil
	case "midnight":
		return wholeDay, true, nil
	}
	m := clockForm.FindStringSubmatch(text)
	if m == nil {
		return 0, false, nil
	}
	hour, _ := strconv.Atoi(m[1])
	minute, _ := strconv.Atoi(m[2])
	half := m[3]
	if hour > 24 || minute > 59 || hour == 24 && minute > 0 || half != "" && (hour < 1 || hour > 12) {
		return 0, false, noClock(text)
	}
	if half != "" {
		hour %= 12
	}
	if half == "p" {
		hour += 12
	}
	return time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute, true, nil
}

func noClock(text string) *phrase.Error {
	return phrase.Mistake(phrase.FieldRule, "There is no %s on the clock. Write a time from 00:00 to 23:59.", phrase.Clip(text, 20))
}

// ParseClock reads a time of day: "9:00", "9", "17:30", "3pm", "noon". Midnight and 24:00 are 0:00. Errors are
// [*phrase.Error]s.
func ParseClock(text string) (time.Duration, error) {
	at, ok, err := readClock(strings.ToLower(phrase.Line(text)))
	if err != nil || !ok {
		return 0, phrase.Mistake(phrase.FieldHours, "%q is no time of day. Write it like 9:00 or 17:30.", phrase.Clip(text, 20))
	}
	return at % wholeDay, nil
}

// clockText writes a time of day. Of a time on the next day it writes what the clock shows then.
func clockText(d time.Duration) string {
	if d > wholeDay {
		d -= wholeDay
	}
	return fmt.Sprintf("%02d:%02d", int(d.Hours()), int(d.Minutes())%60)
}
