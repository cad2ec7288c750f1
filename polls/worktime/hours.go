package worktime

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"quorum/polls/phrase"
)

// Hours are working hours: the same span on some days of the week, in the person's own zone. Start and End count from
// midnight. In the zero Hours nothing is known.
type Hours struct {
	Start, End time.Duration
	Days       Weekdays // empty: Monday to Friday
}

// OfficeHours returns the hours of people who have set none: 9:00 to 17:00 from Monday to Friday.
func OfficeHours() Hours {
	return Hours{Start: 9 * time.Hour, End: 17 * time.Hour, Days: MondayToFriday}
}

// OrOffice returns the hours, or office hours when none are known.
func (h Hours) OrOffice() Hours {
	switch {
	case h == (Hours{}):
		return OfficeHours()
	case h.Days == 0:
		h.Days = MondayToFriday
	}
	return h
}

// String returns the hours as they are typed: "09:00-17:00 mon-fri"; "" for the zero Hours.
func (h Hours) String() string {
	if h == (Hours{}) {
		return ""
	}
	return clockText(h.Start) + "-" + clockText(h.End) + " " + h.OrOffice().Days.String()
}

func clockText(d time.Duration) string {
	return fmt.Sprintf("%02d:%02d", int(d.Hours()), int(d.Minutes())%60)
}

var hoursForm = regexp.MustCompile(`^(\d{1,2})(?::(\d{2}))? ?[-–] ?(\d{1,2})(?::(\d{2}))?(?: (.+))?$`)

// ParseHours reads working hours as they are typed: "9-17", "9:30-18:00 mon-thu", "8-16 sun-thu", "10-15 mon, wed".
// Errors are [*phrase.Error]s.
func ParseHours(text string) (Hours, error) {
	m := hoursForm.FindStringSubmatch(strings.ToLower(phrase.Line(text)))
	if m == nil {
		return Hours{}, phrase.Mistake(phrase.FieldHours, "%q are no working hours. Write them like 9-17, 9:30-18:00 mon-thu or 8-16 sun-thu.", phrase.Clip(text, 40))
	}
	h := Hours{Start: clockFrom(m[1], m[2]), End: clockFrom(m[3], m[4]), Days: MondayToFriday}
	const day = 24 * time.Hour
	switch {
	case h.Start >= day || h.End > day || minutes(m[2]) > 59 || minutes(m[4]) > 59:
		return Hours{}, phrase.Mistake(phrase.FieldHours, "There is no such time on the clock. Write working hours like 9-17 or 9:30-18:00.")
	case h.End <= h.Start:
		return Hours{}, phrase.Mistake(phrase.FieldHours, "Working hours end on the day on which they begin. Write them like 9-17.")
	case h.End-h.Start < time.Hour:
		return Hours{}, phrase.Mistake(phrase.FieldHours, "Less than an hour leaves no time to answer. Write working hours like 9-17.")
	}
	if m[5] == "" {
		return h, nil
	}
	days, err := ParseWeekdays(m[5])
	h.Days = days
	return h, err
}

func minutes(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

func clockFrom(hour, minute string) time.Duration {
	return time.Duration(minutes(hour))*time.Hour + time.Duration(minutes(minute))*time.Minute
}
