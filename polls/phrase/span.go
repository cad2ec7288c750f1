package phrase

import (
	"strconv"
	"time"
)

// Span writes a length of time for a reader, to its nearest unit that matters: "45 s", "83 min", "5 h 20 min",
// "3 days 4 h".
func Span(d time.Duration) string {
	minutes, hours := d.Round(time.Minute), d.Round(time.Hour)
	switch {
	case d < time.Second:
		return "less than 1 s"
	case d < 2*time.Minute:
		return strconv.Itoa(int(d/time.Second)) + " s"
	case minutes < 2*time.Hour:
		return strconv.Itoa(int(minutes/time.Minute)) + " min"
	case minutes < 48*time.Hour:
		return units(minutes, time.Hour, " h", time.Minute, " min")
	}
	return units(hours, 24*time.Hour, " days", time.Hour, " h")
}

func units(d, large time.Duration, largeName string, small time.Duration, smallName string) string {
	text := strconv.Itoa(int(d/large)) + largeName
	if rest := d % large / small; rest > 0 {
		text += " " + strconv.Itoa(int(rest)) + smallName
	}
	return text
}

// WorkSpan writes a length of working time, in hours rather than days.
func WorkSpan(d time.Duration) string {
	minutes := d.Round(time.Minute)
	if minutes < 2*time.Hour {
		return Span(d)
	}
	return units(minutes, time.Hour, " h", time.Minute, " min")
}
