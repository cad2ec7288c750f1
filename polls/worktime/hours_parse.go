package worktime

import (
	"regexp"
	"strings"
	"time"

	"quorum/polls/phrase"
)

// maxNight is how long working hours overnight may be. Longer ones were meant otherwise: 9-5 is the day of an office.
const maxNight = 16 * time.Hour

var halfForm = regexp.MustCompile(`(\d) ([ap])\.?m\b\.?`)

// ParseHours reads working hours as they are typed: "9-17", "9am-5pm", "9:30-18:00 mon-thu", "22-06", "10-15 mon, wed".
// Where no days are said, and as weekdays, they are from Monday to Friday. Errors are [*phrase.Error]s.
func ParseHours(text string) (Hours, error) { return parseHours(text, MondayToFriday) }

// ParseHours reads working hours of a person who so far works by this calendar: its days are the person's weekdays.
func (c Calendar) ParseHours(text string) (Hours, error) {
	return parseHours(text, c.Hours.OrOffice().Days)
}

func parseHours(text string, own Weekdays) (Hours, error) {
	var h Hours
	var rest []string
	found := 0
	for _, word := range strings.Fields(halfForm.ReplaceAllString(plainDays(text), "$1${2}m")) {
		span, ok, err := readSpan(strings.Trim(word, ","))
		switch {
		case err != nil:
			return Hours{}, err
		case ok:
			h = span
			found++
		default:
			rest = append(rest, word)
		}
	}
	switch {
	case found == 0:
		return Hours{}, phrase.Mistake(phrase.FieldHours, "%q are no working hours. Write them like 9-17, 9:30-18:00 mon-thu or 8-16 sun-thu.", phrase.Clip(text, 40))
	case found > 1:
		return Hours{}, phrase.Mistake(phrase.FieldHours, "Working hours are one span a day, and %q has %d. Write the whole of it, like 9-17.", phrase.Clip(text, 40), found)
	}
	if err := h.check(); err != nil {
		return Hours{}, err
	}
	h.Days = own
	if len(rest) == 0 {
		return h, nil
	}
	days, err := parseWeekdays(strings.Join(rest, " "), own)
	if err != nil {
		return Hours{}, err
	}
	h.Days = days
	return h, nil
}

// readSpan reads a span of the day, a word without blanks: "9-17", "9am-5pm", "22:00-06:00", "noon-8pm". ok is false for
// words that do not look like one.
func readSpan(word string) (h Hours, ok bool, err error) {
	first, last, _ := strings.Cut(word, "-")
	start, ok, err := readClock(first)
	end, is, wrong := readClock(last)
	if err != nil || wrong != nil {
		return Hours{}, false, phrase.Mistake(phrase.FieldHours, "There is no such time on the clock. Write working hours like 9-17 or 9:30-18:00.")
	}
	if !ok || !is {
		return Hours{}, false, nil
	}
	switch a, b := hasHalf(first), hasHalf(last); {
	case a && !b:
		end = nearerHalf(end, func(end time.Duration) time.Duration { return Overnight(start, end).End - start })
	case b && !a:
		start = nearerHalf(start, func(start time.Duration) time.Duration { return Overnight(start, end).End - start })
	}
	return Overnight(start, end), true, nil
}

// hasHalf reports whether a time says in which half of the day it is.
func hasHalf(clock string) bool {
	return strings.ContainsAny(clock, "apn") // am, pm, noon, midnight
}

// nearerHalf returns a time of day, or the same time on a clock of 12 hours in the other half of the day when its span is
// shorter: the 1 of 1-5pm and the 5 of 9am-5 are in the afternoon.
func nearerHalf(at time.Duration, span func(time.Duration) time.Duration) time.Duration {
	const half = wholeDay / 2
	if at == 0 || at > half {
		return at
	}
	if other := (at + half) % wholeDay; span(other) < span(at) {
		return other
	}
	return at
}

// Overnight returns the hours from one time of day to another, which is on the next day when it is not the later one.
func Overnight(start, end time.Duration) Hours {
	start %= wholeDay
	if end <= start {
		end += wholeDay
	}
	return Hours{Start: start, End: end}
}

// check refuses hours that nobody works.
func (h Hours) check() error {
	long := h.End - h.Start
	switch {
	case long < time.Hour:
		return phrase.Mistake(phrase.FieldHours, "Less than an hour leaves no time to answer. Write working hours like 9-17.")
	case h.End > wholeDay && long > maxNight:
		return phrase.Mistake(phrase.FieldHours, "Working hours from %s to %s would go on until the next day. Write them like 9-17 or 9am-5pm.", clockText(h.Start), clockText(h.End))
	}
	return nil
}

// Fits reports whether the hours can be anybody's working hours: at least an hour and, when they go on until the next day,
// at most 16 hours.
func (h Hours) Fits() bool { return h.check() == nil }
