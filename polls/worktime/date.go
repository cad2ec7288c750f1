package worktime

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"quorum/polls/phrase"
)

var (
	isoForm    = regexp.MustCompile(`^\d{4}-\d{1,2}-\d{1,2}$`)
	namedForm  = regexp.MustCompile(`^(?:([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th|\.)?|(\d{1,2})(?:st|nd|rd|th|\.)? ([a-z]{3,9})\.?)(?:,? (\d{4}))?$`)
	figureForm = regexp.MustCompile(`^\d{1,4}[./-]\d{1,2}(?:[./-](?:\d{1,4})?)?$`)
)

// readDate reads a day of the calendar, in small letters: "2026-12-01", "dec 25", "25 december", "1 dec 2026". Without a year it
// is a day of each year, and year is 0. ok is false for text that does not look like one; a day that does not exist, or that
// can be read in two ways, is an [*phrase.Error].
func readDate(text string) (year int, month time.Month, day int, ok bool, err error) {
	if isoForm.MatchString(text) {
		parts := strings.Split(text, "-")
		y, _ := strconv.Atoi(parts[0])
		m, _ := strconv.Atoi(parts[1])
		d, _ := strconv.Atoi(parts[2])
		if err := existing(y, time.Month(m), d, text); err != nil {
			return 0, 0, 0, false, err
		}
		return y, time.Month(m), d, true, nil
	}
	if figureForm.MatchString(text) {
		return 0, 0, 0, false, phrase.Mistake(phrase.FieldRule, "%q may be read in several ways. Write days like 2026-12-01 and times like 14:00.", text)
	}
	m := namedForm.FindStringSubmatch(text)
	if m == nil {
		return 0, 0, 0, false, nil
	}
	month, ok = monthNamed(m[1] + m[4])
	if !ok {
		return 0, 0, 0, false, nil
	}
	day, _ = strconv.Atoi(m[2] + m[3])
	year, _ = strconv.Atoi(m[5])
	if err := existing(year, month, day, text); err != nil {
		return 0, 0, 0, false, err
	}
	return year, month, day, true, nil
}

// existing refuses a day that the calendar does not have. The year 0 is any year; a year with a 29th of February is
// among them.
func existing(year int, month time.Month, day int, text string) error {
	const leap = 2000
	y := year
	if y == 0 {
		y = leap
	}
	t := time.Date(y, month, day, 0, 0, 0, 0, time.UTC)
	if t.Year() != y || t.Month() != month || t.Day() != day {
		return phrase.Mistake(phrase.FieldRule, "There is no day %s. Write it like 2026-12-01.", text)
	}
	return nil
}

// monthNamed reads the name of a month, of which the first three letters are enough.
func monthNamed(word string) (time.Month, bool) {
	const short = len("jan")
	if word == "sept" {
		return time.September, true
	}
	for m := time.January; m <= time.December; m++ {
		if name := strings.ToLower(m.String()); word == name || len(word) >= short && word == name[:short] {
			return m, true
		}
	}
	return 0, false
}

// dateText writes a day of the calendar as it is typed: "2026-12-01", or "dec 25" for one of each year.
func dateText(year int, month time.Month, day int) string {
	if year == 0 {
		return strings.ToLower(month.String()[:3]) + " " + strconv.Itoa(day)
	}
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
}
