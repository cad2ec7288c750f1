package worktime

import (
	"strings"

	"quorum/polls/phrase"
)

// ParseDeadline reads a deadline. word is its first word, within or by, and rest the others.
func ParseDeadline(word, rest string) (Deadline, error) {
	rest = strings.TrimSpace(strings.Trim(rest, `"“”`))
	if word == "within" {
		return ParseWithin(rest)
	}
	return parseBy(rest)
}

// ParseWithin reads a length of time, or a number of working days.
func ParseWithin(text string) (Deadline, error) {
	if text == "" {
		return Deadline{}, phrase.Mistake(phrase.FieldRule, "Say how long people have. Write it like within 30m, within 2h, within 3d or within 1 working day.")
	}
	if n, ok := readWorkingDays(text); ok {
		return withinWorkingDays(n, text)
	}
	d, ok := readLength(text)
	switch {
	case !ok:
		return Deadline{}, phrase.Mistake(phrase.FieldRule, "%q is no length of time. Write it like within 30m, within 2h, within 3d or within 1 working day.", phrase.Clip(text, 30))
	case d == 0:
		return Deadline{}, noTimeLeft(text)
	case d > MaxWithin:
		return Deadline{}, phrase.Mistake(phrase.FieldRule, "Within %s is more than a year. Write a shorter time.", phrase.Clip(text, 30))
	case d < MinWithin:
		return Deadline{}, phrase.Mistake(phrase.FieldRule, "Within %s is too soon for anybody to answer. Give people at least %d seconds.", phrase.Clip(text, 30), int(MinWithin.Seconds()))
	}
	return Deadline{Within: d}, nil
}

func withinWorkingDays(n int, text string) (Deadline, error) {
	const year = 250 // working days
	switch {
	case n < 1:
		return Deadline{}, noTimeLeft(text)
	case n > year:
		return Deadline{}, phrase.Mistake(phrase.FieldRule, "Within %d working days is more than a year. Write a shorter time.", n)
	}
	return Deadline{WorkingDays: n}, nil
}

func noTimeLeft(text string) error {
	return phrase.Mistake(phrase.FieldRule, "Within %s leaves no time to answer. Write it like within 30m, within 2h or within 3d.", phrase.Clip(text, 30))
}

// parseBy reads a day, a time of day, or both.
func parseBy(text string) (Deadline, error) {
	if strings.TrimSpace(text) == "" {
		return Deadline{}, phrase.Mistake(phrase.FieldRule, "Say until when. Write it like by 14:00, by fri, by fri 12:00 or by 2026-12-01.")
	}
	w, ok, err := readWhen(text)
	if err != nil {
		return Deadline{}, err
	}
	if !ok {
		return Deadline{}, noTime(text)
	}
	return Deadline{By: w.String()}, nil
}

func noTime(text string) error {
	return phrase.Mistake(phrase.FieldRule, "%q is no time. Write it like by 14:00, by fri, by fri 12:00 or by 2026-12-01.", phrase.Clip(text, 30))
}
