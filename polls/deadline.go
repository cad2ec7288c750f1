package polls

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Deadline is when a poll closes at the latest, as it was said: "within 2h", "within 1 working day", "by fri 12:00".
// At most one of its ways is set; the zero Deadline says nothing.
type Deadline struct {
	Within      time.Duration
	WorkingDays int
	By          string // canonical: [today|tomorrow|mon…sun|2026-12-01] [15:04]
}

// Limits of a deadline: one is worth asking people about, and it is not forgotten.
const (
	MinWithin = 30 * time.Second
	MaxWithin = 366 * 24 * time.Hour
)

// Hours is the working time of a day, as hours and minutes from midnight, from Monday to Friday.
type Hours struct {
	Start, End time.Duration
}

// OfficeHours is what holds until somebody says otherwise: 9:00 to 17:00.
func OfficeHours() Hours { return Hours{Start: 9 * time.Hour, End: 17 * time.Hour} }

// IsZero says that no deadline was said.
func (d Deadline) IsZero() bool { return d == Deadline{} }

// String prints the deadline as it is typed.
func (d Deadline) String() string {
	switch {
	case d.WorkingDays == 1:
		return "within 1 working day"
	case d.WorkingDays > 1:
		return "within " + strconv.Itoa(d.WorkingDays) + " working days"
	case d.By != "":
		return "by " + d.By
	case d.Within > 0:
		return "within " + shortDuration(d.Within)
	}
	return ""
}

func shortDuration(d time.Duration) string {
	for _, u := range []struct {
		name string
		d    time.Duration
	}{{"d", 24 * time.Hour}, {"h", time.Hour}, {"m", time.Minute}} {
		if d%u.d == 0 {
			return strconv.FormatInt(int64(d/u.d), 10) + u.name
		}
	}
	return strconv.FormatInt(int64(d/time.Second), 10) + "s"
}

// At returns the instant that was meant, said at now in now's zone. A clock time without a day is its next occurrence;
// a day without a time is the end of its working hours. An instant that has passed is an [*Error].
func (d Deadline) At(now time.Time, h Hours) (time.Time, error) {
	switch {
	case d.WorkingDays > 0:
		return addWorkingDays(now, d.WorkingDays), nil
	case d.Within > 0:
		return now.Add(d.Within), nil
	}
	t, err := d.moment(now, h)
	if err != nil {
		return time.Time{}, err
	}
	if !t.After(now) {
		return time.Time{}, invalid(FieldRule, "By %s has passed: it is %s now. Write a later time.", d.By, now.Format("Mon 15:04"))
	}
	if t.Sub(now) > MaxWithin {
		return time.Time{}, invalid(FieldRule, "By %s is more than a year away. Write an earlier day.", d.By)
	}
	return t, nil
}

// addWorkingDays returns the same time of day so many working days later: the days of a weekend pass and do not
// count.
func addWorkingDays(t time.Time, n int) time.Time {
	for n > 0 {
		t = t.AddDate(0, 0, 1)
		if wd := t.Weekday(); wd != time.Saturday && wd != time.Sunday {
			n--
		}
	}
	return t
}

var (
	withinForm = regexp.MustCompile(`(?i)^(\d{1,6}) ?(s|sec|seconds?|m|min|minutes?|h|hours?|d|days?|w|weeks?|working days?)$`)
	byForm     = regexp.MustCompile(`(?i)^(?:(today|tomorrow|\d{4}-\d{2}-\d{2})|(mon|tue|wed|thu|fri|sat|sun)(?:day|s?day|nesday|rs?day|urday)?)?(?: ?(\d{1,2}):(\d{2}))?$`)
)

func parseDeadline(word, rest string) (Deadline, error) {
	rest = strings.TrimSpace(strings.Trim(rest, `"“”`))
	if word == "within" {
		return parseWithin(rest)
	}
	return parseBy(rest)
}

func parseWithin(text string) (Deadline, error) {
	m := withinForm.FindStringSubmatch(text)
	if m == nil {
		return Deadline{}, invalid(FieldRule, "%q is no length of time. Write it like within 30m, within 2h, within 3d or within 1 working day.", clip(text, 30))
	}
	n, err := strconv.Atoi(m[1])
	if err != nil || n < 1 {
		return Deadline{}, invalid(FieldRule, "Within %s leaves no time to answer. Write it like within 30m, within 2h or within 3d.", text)
	}
	if strings.HasPrefix(strings.ToLower(m[2]), "working") {
		if n > 250 {
			return Deadline{}, invalid(FieldRule, "Within %d working days is more than a year. Write a shorter time.", n)
		}
		return Deadline{WorkingDays: n}, nil
	}
	d := time.Duration(n) * unit(m[2])
	if d > MaxWithin {
		return Deadline{}, invalid(FieldRule, "Within %s is more than a year. Write a shorter time.", text)
	}
	if d < MinWithin {
		return Deadline{}, invalid(FieldRule, "Within %s is too soon for anybody to answer. Give people at least %d seconds.", text, int(MinWithin.Seconds()))
	}
	return Deadline{Within: d}, nil
}

func unit(name string) time.Duration {
	switch strings.ToLower(name)[0] {
	case 's':
		return time.Second
	case 'm':
		return time.Minute
	case 'h':
		return time.Hour
	case 'w':
		return 7 * 24 * time.Hour
	}
	return 24 * time.Hour
}

func parseBy(text string) (Deadline, error) {
	m := byForm.FindStringSubmatch(text)
	if m == nil || text == "" {
		return Deadline{}, invalid(FieldRule, "%q is no time. Write it like by 14:00, by fri, by fri 12:00 or by 2026-12-01.", clip(text, 30))
	}
	day, clock := strings.ToLower(m[1]+m[2]), ""
	if m[3] != "" {
		h, _ := strconv.Atoi(m[3])
		minute, _ := strconv.Atoi(m[4])
		if h > 23 || minute > 59 {
			return Deadline{}, invalid(FieldRule, "There is no %s:%s on the clock. Write a time from 00:00 to 23:59.", m[3], m[4])
		}
		clock = pad(h) + ":" + pad(minute)
	}
	if len(day) == len("2026-12-01") {
		if _, err := time.Parse(time.DateOnly, day); err != nil {
			return Deadline{}, invalid(FieldRule, "There is no day %s. Write it like 2026-12-01.", day)
		}
	}
	return Deadline{By: strings.TrimSpace(day + " " + clock)}, nil
}

func pad(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}
