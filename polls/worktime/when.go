package worktime

import (
	"slices"
	"strings"
	"time"

	"quorum/polls/phrase"
)

// when is a moment as it is typed: a day, a time of day, or both.
type when struct {
	day   string // "": not said; today, tomorrow, mon…sun, 2026-12-01, dec 25
	clock time.Duration
	timed bool // whether a time of day was said
}

// String returns the moment as it is typed.
func (w when) String() string {
	if !w.timed {
		return w.day
	}
	return strings.TrimSpace(w.day + " " + clockText(w.clock))
}

// readWhen reads a moment: "fri", "14:00", "fri 3pm", "noon tomorrow", "2026-12-01", "dec 24 at 9". ok is false for text that is
// none; what looks like one and does not exist, or may be meant in two ways, is an [*phrase.Error].
func readWhen(text string) (w when, ok bool, err error) {
	words := strings.Fields(strings.ToLower(strings.ReplaceAll(text, ",", " ")))
	ends := len(words)
	words = slices.DeleteFunc(words, func(w string) bool { return w == "eod" })
	if ends > 0 && len(words) == 0 {
		return when{day: "today"}, true, nil
	}
	words = slices.DeleteFunc(words, func(w string) bool { return slices.Contains([]string{"at", "on", "the", "this", "coming"}, w) })
	if i := slices.Index(words, "next"); i >= 0 && i+1 < len(words) {
		if day, ok := weekday(words[i+1]); ok {
			short := shortDay(day)
			return w, false, phrase.Mistake(phrase.FieldRule, "Next %s may mean two days. Write %s for the one that comes first, or a day like 2026-12-01.", words[i+1], short)
		}
	}
	for i := len(words); i >= 0 && len(words) > 0; i-- {
		for _, parts := range [2][2][]string{{words[:i], words[i:]}, {words[i:], words[:i]}} {
			w, ok, wrong := readParts(strings.Join(parts[0], " "), strings.Join(parts[1], " "))
			if ok {
				return w, true, nil
			}
			if err == nil {
				err = wrong
			}
		}
	}
	return when{}, false, err
}

// readParts reads a day and a time of day, of which one may be missing.
func readParts(day, clock string) (w when, ok bool, err error) {
	if day != "" {
		if w.day, err = readDay(day); w.day == "" {
			return when{}, false, err
		}
	}
	if clock != "" {
		if w.clock, w.timed, err = readClock(clock); !w.timed {
			return when{}, false, err
		}
	}
	return w, true, nil
}

// readDay reads one day and returns it in the form that is kept; "" for text that is no day.
func readDay(text string) (string, error) {
	if text == "today" || text == "tomorrow" {
		return text, nil
	}
	if day, ok := weekday(text); ok {
		return shortDay(day), nil
	}
	year, month, day, ok, err := readDate(text)
	if err != nil || !ok {
		return "", err
	}
	return dateText(year, month, day), nil
}

// dated reports whether the day is one of the calendar, which comes only once, or once a year.
func (w when) dated() bool { return w.day != "" && strings.ContainsAny(w.day, "0123456789") }

// instant returns the instant that is meant at now, in now's zone. A day without a time means the given time of day.
func (w when) instant(now time.Time, usual time.Duration) time.Time {
	offset := usual
	if w.timed {
		offset = w.clock
	}
	switch w.day {
	case "":
		return nextOn(now, offset, func(time.Time) bool { return true })
	case "today":
		return OnDay(now, 0, offset)
	case "tomorrow":
		return OnDay(now, 1, offset)
	}
	if year, month, day, ok, _ := readDate(w.day); ok {
		return dateInstant(now, year, month, day, offset)
	}
	return nextOn(now, offset, func(t time.Time) bool { return shortDay(t.Weekday()) == w.day })
}

// dateInstant returns when it is a time of day on a day of the calendar; without a year, the first time after now.
func dateInstant(now time.Time, year int, month time.Month, day int, offset time.Duration) (at time.Time) {
	const leaps = 8 // years that may lie between two leap years
	for y := now.Year(); ; y++ {
		if year != 0 {
			y = year
		}
		date := time.Date(y, month, day, 0, 0, 0, 0, time.UTC)
		at = FromLocal(date.Add(offset), now.Location())
		if year != 0 || date.Day() == day && at.After(now) || y > now.Year()+leaps {
			return at
		}
	}
}

// Dated reads a day of one year, and the time of day if there is one: "2026-12-01", "2026-12-01 14:00", "1 dec 2026 3pm". The
// times are local ones written in UTC: the beginning of what was typed, and its end, which is the same when a time was
// typed. ok is false for all other text.
func Dated(text string) (start, end time.Time, ok bool) {
	w, ok, err := readWhen(text)
	date, wrong := time.Parse(time.DateOnly, w.day)
	if err != nil || !ok || wrong != nil {
		return start, end, false
	}
	if w.timed {
		return date.Add(w.clock), date.Add(w.clock), true
	}
	return date, date.AddDate(0, 0, 1), true
}

// OnCalendar refuses text in which a word is a day or a time of day that does not exist.
func OnCalendar(text string) error {
	words := strings.Fields(strings.ToLower(text))
	for i, word := range words {
		if isoForm.MatchString(word) || strings.Contains(word, ":") {
			if _, _, err := readWhen(word); err != nil {
				return err
			}
		}
		if i > 0 {
			if _, _, _, _, err := readDate(words[i-1] + " " + word); err != nil {
				return err
			}
		}
	}
	return nil
}
