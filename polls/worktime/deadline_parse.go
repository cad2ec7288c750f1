package worktime

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"quorum/polls/phrase"
)

var (
	withinForm = regexp.MustCompile(`(?i)^(\d{1,6}) ?(s|sec|seconds?|m|min|minutes?|h|hours?|d|days?|w|weeks?|working days?)$`)
	clockForm  = regexp.MustCompile(`^(\d{1,2}):(\d{2})$`)
	dateForm   = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}$`)
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
	m := withinForm.FindStringSubmatch(text)
	if text == "" {
		return Deadline{}, phrase.Mistake(phrase.FieldRule, "Say how long people have. Write it like within 30m, within 2h, within 3d or within 1 working day.")
	}
	if m == nil {
		return Deadline{}, phrase.Mistake(phrase.FieldRule, "%q is no length of time. Write it like within 30m, within 2h, within 3d or within 1 working day.", phrase.Clip(text, 30))
	}
	n, err := strconv.Atoi(m[1])
	if err != nil || n < 1 {
		return Deadline{}, phrase.Mistake(phrase.FieldRule, "Within %s leaves no time to answer. Write it like within 30m, within 2h or within 3d.", text)
	}
	if strings.HasPrefix(strings.ToLower(m[2]), "working") {
		if n > 250 {
			return Deadline{}, phrase.Mistake(phrase.FieldRule, "Within %d working days is more than a year. Write a shorter time.", n)
		}
		return Deadline{WorkingDays: n}, nil
	}
	d := time.Duration(n) * unit(m[2])
	if d > MaxWithin {
		return Deadline{}, phrase.Mistake(phrase.FieldRule, "Within %s is more than a year. Write a shorter time.", text)
	}
	if d < MinWithin {
		return Deadline{}, phrase.Mistake(phrase.FieldRule, "Within %s is too soon for anybody to answer. Give people at least %d seconds.", text, int(MinWithin.Seconds()))
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

// parseBy reads a day, a time of day, or a day and then a time.
func parseBy(text string) (Deadline, error) {
	words := strings.Fields(strings.ToLower(text))
	if len(words) == 0 {
		return Deadline{}, phrase.Mistake(phrase.FieldRule, "Say until when. Write it like by 14:00, by fri, by fri 12:00 or by 2026-12-01.")
	}
	var by []string
	for _, read := range []func(string) (string, error){ParseDayWord, ParseClockWord} {
		if len(words) == 0 {
			break
		}
		word, err := read(words[0])
		if err != nil {
			return Deadline{}, err
		}
		if word != "" {
			by, words = append(by, word), words[1:]
		}
	}
	if len(by) == 0 || len(words) > 0 {
		return Deadline{}, phrase.Mistake(phrase.FieldRule, "%q is no time. Write it like by 14:00, by fri, by fri 12:00 or by 2026-12-01.", phrase.Clip(text, 30))
	}
	return Deadline{By: strings.Join(by, " ")}, nil
}

// ParseDayWord reads a day and returns it in the form that is kept; "" for a word that is no day.
func ParseDayWord(word string) (string, error) {
	if dateForm.MatchString(word) {
		if _, err := time.Parse(time.DateOnly, word); err != nil {
			return "", phrase.Mistake(phrase.FieldRule, "There is no day %s. Write it like 2026-12-01.", word)
		}
		return word, nil
	}
	if day, ok := weekday(word); ok {
		return shortDay(day), nil
	}
	if word == "today" || word == "tomorrow" {
		return word, nil
	}
	return "", nil
}

// ParseClockWord reads a time of day and returns it in the form that is kept, 15:04; "" for a word that is none.
func ParseClockWord(word string) (string, error) {
	m := clockForm.FindStringSubmatch(word)
	if m == nil {
		return "", nil
	}
	hour, _ := strconv.Atoi(m[1])
	minute, _ := strconv.Atoi(m[2])
	if hour > 23 || minute > 59 {
		return "", phrase.Mistake(phrase.FieldRule, "There is no %s on the clock. Write a time from 00:00 to 23:59.", word)
	}
	return fmt.Sprintf("%02d:%02d", hour, minute), nil
}
