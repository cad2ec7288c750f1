package worktime

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"quorum/polls/phrase"
)

// MaxEvery is how many characters a repetition may have.
const MaxEvery = 100

const howEvery = "Write it like every: mon 09:00, every: weekday 16:30 or every: day 9:00."

// ParseEvery reads a repetition; the empty text is the zero Every. Errors are [*phrase.Error]s that say how to write
// it.
func ParseEvery(text string) (Every, error) {
	text = strings.ToLower(phrase.Line(text))
	switch {
	case text == "":
		return Every{}, nil
	case len([]rune(text)) > MaxEvery:
		return Every{}, noEvery(text)
	case cronForm.MatchString(text):
		return parseCron(text)
	case strings.Contains(text, "*"):
		return Every{}, phrase.Mistake(phrase.FieldEvery, "%q is not the five fields of cron. Write minute, hour, day, month and weekday, like every: 0 9 1 * *.", phrase.Clip(text, 40))
	}
	return parseDays(text)
}

// RequireEvery refuses an empty text.
func RequireEvery(text string) error {
	if text == "" {
		return phrase.Mistake(phrase.FieldEvery, "Say when to ask again. %s", howEvery)
	}
	return nil
}

func noEvery(text string) *phrase.Error {
	return phrase.Mistake(phrase.FieldEvery, "%q is no time to ask again. %s", phrase.Clip(text, 40), howEvery)
}

var (
	oclockForm = regexp.MustCompile(` o['’]clock\b`)
	fillForm   = regexp.MustCompile(`\b(?:at|on|every|each|the|of|month)\b`)
	eachForm   = regexp.MustCompile(`\bother\b|\bbi-?weekly\b|\bfortnight|\b(?:2|two|second) weeks?\b`)
)

// parseDays reads days and a time of day, in either order.
func parseDays(text string) (Every, error) {
	plain := oclockForm.ReplaceAllString(halfForm.ReplaceAllString(plainDays(text), "$1${2}m"), "")
	if eachForm.MatchString(plain) {
		return Every{}, phrase.Mistake(phrase.FieldEvery, "Every other week cannot be said. Write it like every: mon 09:00, or every: first, third mon 09:00 for twice a month.")
	}
	words := strings.Fields(strings.ReplaceAll(fillForm.ReplaceAllString(plain, " "), ",", " "))
	words = slices.DeleteFunc(words, func(w string) bool { return w == "and" })
	if len(words) == 0 {
		return Every{}, noEvery(text)
	}
	last := len(words) - 1
	var problem error
	for _, part := range []struct {
		clock string
		days  []string
	}{{words[last], words[:last]}, {words[0], words[1:]}} {
		clock, ok, err := readClock(part.clock)
		if ok && len(part.days) == 0 {
			at := clockText(clock)
			return Every{}, phrase.Mistake(phrase.FieldEvery, "%s alone does not say on which days. Write it like every: day %s or every: mon %s.", at, at, at)
		}
		if ok {
			on, err := readOccasion(part.days, text)
			if err == nil {
				return newEvery(on, clock, part.clock)
			}
			problem = err
			break
		}
		if err != nil && problem == nil {
			problem = phrase.Mistake(phrase.FieldEvery, "There is no %s on the clock. Write a time from 00:00 to 23:59, like every: mon 09:00.", phrase.Clip(part.clock, 20))
		}
	}
	on, err := readOccasion(words, text)
	switch {
	case err == nil:
		return Every{}, phrase.Mistake(phrase.FieldEvery, "Every %s needs a time of day. Write it like every: %s 09:00.", phrase.Clip(text, 40), on)
	case problem != nil:
		return Every{}, problem
	}
	return Every{}, err
}

// newEvery returns a repetition on some days at a time of day, which was typed as clock.
func newEvery(on occasion, at time.Duration, clock string) (Every, error) {
	daily := on == occasion{days: days{set: everyDay}}
	switch {
	case at == wholeDay && !daily:
		return Every{}, phrase.Mistake(phrase.FieldEvery, "%s may be the beginning or the end of the day. Write it like every: %s 00:00 or every: %s 23:59.", phrase.Capitalized(clock), on, on)
	case at == wholeDay:
		at = 0
	}
	return Every{text: on.String() + " " + clockText(at), on: on, clock: at}, nil
}

// readOccasion reads the days of a repetition. text is the whole repetition, for the error.
func readOccasion(words []string, text string) (occasion, error) {
	all := strings.Join(words, " ")
	if year, month, day, ok, err := readDate(all); err != nil || ok {
		if year != 0 {
			err = phrase.Mistake(phrase.FieldEvery, "%s comes only once. Leave the year out to ask each year, or every: out to ask now.", all)
		}
		return occasion{month: month, day: day}, inEvery(err)
	}
	nths, rest := readNths(words)
	switch {
	case nths == 0 && len(words) == 1 && dayOfMonth(words[0]) > 0, len(rest) == 0 && len(words) == 1 && dayOfMonth(words[0]) > 0:
		return occasion{day: dayOfMonth(words[0])}, nil
	case nths > 0:
		d, _, ok := readDays(strings.Join(rest, " "))
		if !ok || !d.single() {
			return occasion{}, phrase.Mistake(phrase.FieldEvery, "%q names no day of the month. Write one day after %s, like every: %s mon 09:00.", phrase.Clip(text, 40), nths.words()[0], nths.words()[0])
		}
		return occasion{days: d, nths: nths}, nil
	}
	d, bad, ok := readDays(all)
	if !ok {
		return occasion{}, noDay(bad, text)
	}
	return occasion{days: d}, nil
}

// inEvery returns an error of a reader as one beside the repetition.
func inEvery(err error) error {
	if err == nil {
		return nil
	}
	return phrase.Mistake(phrase.FieldEvery, "%s", err)
}

// single reports whether the days are one of which each month has at least four, or the working days, or all days.
func (d days) single() bool {
	one := d.set != 0 && d.set&(d.set-1) == 0
	return d.own && d.set == 0 || !d.own && (one || d.set == everyDay)
}

// readNths reads the places in a month before the name of a day: "first", "1st, 3rd", "last".
func readNths(words []string) (n nths, rest []string) {
	places := map[string]nths{
		"last": 1, "first": 2, "1st": 2, "second": 4, "2nd": 4, "third": 8, "3rd": 8, "fourth": 16, "4th": 16,
	}
	for i, word := range words {
		place, ok := places[word]
		if !ok {
			return n, words[i:]
		}
		n |= place
	}
	return n, nil
}

// dayOfMonth reads 1st to 31st; 0 for other words.
func dayOfMonth(word string) int {
	const most = 31
	digits := strings.TrimRight(word, "sthnrd")
	n, err := strconv.Atoi(digits)
	if err != nil || n < 1 || n > most || digits == word {
		return 0
	}
	return n
}

// noDay returns the error for a word that is no day.
func noDay(word, text string) error {
	if word == "fifth" || word == "5th" {
		return phrase.Mistake(phrase.FieldEvery, "Not each month has a %s such day. Write it like every: last mon 09:00.", word)
	}
	if word == "" || strings.ContainsAny(word, "0123456789") || strings.Contains(word, "-") {
		return noEvery(text)
	}
	names := append(dayNames(), "weekday", "day", "first", "last", "second", "third", "weekend")
	for i := range 7 {
		names = append(names, shortDay(fromMonday(i)))
	}
	if near, ok := phrase.Meant(word, names); ok {
		return phrase.Mistake(phrase.FieldEvery, "There is no day called %q. Did you mean %q? %s", phrase.Clip(word, 30), near, howEvery)
	}
	return phrase.Mistake(phrase.FieldEvery, "There is no day called %q. %s", phrase.Clip(word, 30), howEvery)
}
