package worktime

import "time"

// Hours are working hours: the same span on some days of the week, in the person's own zone. Start and End count from the
// midnight at which such a day begins. Hours overnight end on the day after it, so that their End is more than 24 hours.
// In the zero Hours nothing is known.
type Hours struct {
	Start, End time.Duration
	Days       Weekdays // on which the hours begin; empty: Monday to Friday
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

// String returns the hours as they are typed: "09:00-17:00 mon-fri", "22:00-06:00 fri, sat"; "" for the zero
// Hours.
func (h Hours) String() string {
	if h == (Hours{}) {
		return ""
	}
	return clockText(h.Start) + "-" + clockText(h.End) + " " + h.OrOffice().Days.String()
}
