package worktime

import (
	"math/bits"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"quorum/polls/phrase"

	"github.com/robfig/cron/v3"
)

// MaxEvery is how many characters a repetition may have.
const MaxEvery = 100

const howEvery = "Write it like every: mon 09:00, every: weekday 16:30 or every: day 9:00."

var cronForm = regexp.MustCompile(`^[0-9a-z*?/,-]+(?: [0-9a-z*?/,-]+){4}$`)

// ParseEvery reads a repetition; the empty text is the zero Every. Errors are [*phrase.Error]s that say how to write
// it.
func ParseEvery(text string) (Every, error) {
	text = strings.ToLower(phrase.Line(text))
	switch {
	case text == "":
		return Every{}, nil
	case len([]rune(text)) > MaxEvery:
		return Every{}, noEvery(text)
	case cronForm.MatchString(text) && (strings.Contains(text, "*") || text[0] >= '0' && text[0] <= '9'):
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

// parseDays reads days of the week and a time of day.
func parseDays(text string) (Every, error) {
	words := strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ' ' })
	words = slices.DeleteFunc(words, func(w string) bool { return w == "and" || w == "at" || w == "on" })
	if len(words) == 0 {
		return Every{}, noEvery(text)
	}
	clock, err := ParseClockWord(words[len(words)-1])
	if err != nil {
		return Every{}, phrase.Mistake(phrase.FieldEvery, "There is no %s on the clock. Write a time from 00:00 to 23:59, like every: mon 09:00.", words[len(words)-1])
	}
	if clock != "" {
		words = words[:len(words)-1]
	}
	var days Weekdays
	for _, word := range words {
		some, err := readDays(word, text)
		if err != nil {
			return Every{}, err
		}
		days |= some
	}
	switch {
	case clock == "":
		return Every{}, phrase.Mistake(phrase.FieldEvery, "Every %s needs a time of day. Write it like every: %s 09:00.", phrase.Clip(text, 40), typedDays(days))
	case days == 0:
		return Every{}, phrase.Mistake(phrase.FieldEvery, "%s alone does not say on which days. Write it like every: day %s or every: mon %s.", clock, clock, clock)
	}
	hour, minute, _ := strings.Cut(clock, ":")
	e, err := parseCron(strings.Join([]string{withoutZeros(minute), withoutZeros(hour), "*", "*", cronDays(days)}, " "))
	e.text = typedDays(days) + " " + clock
	return e, err
}

func withoutZeros(digits string) string {
	n, _ := strconv.Atoi(digits) // ParseClockWord has checked the digits
	return strconv.Itoa(n)
}

// readDays reads a word for one or several days of the week. text is the whole repetition, for the error.
func readDays(word, text string) (Weekdays, error) {
	switch strings.TrimSuffix(word, "s") {
	case "day", "daily":
		return everyDay, nil
	case "weekday", "workday":
		return MondayToFriday, nil
	case "weekend":
		return weekend, nil
	}
	if from, to, ok := strings.Cut(word, "-"); ok {
		return daysBetween(from, to, text)
	}
	if day, ok := weekday(word); ok {
		return 1 << day, nil
	}
	if strings.ContainsAny(word, "0123456789") {
		return 0, noEvery(text)
	}
	return 0, phrase.Mistake(phrase.FieldEvery, "There is no day called %q. Did you mean %q? %s", phrase.Clip(word, 30),
		phrase.Nearest(word, append(typedNames(), "weekday", "day")), howEvery)
}

// daysBetween returns the days from one to another of the same week, which begins on Monday.
func daysBetween(from, to, text string) (days Weekdays, err error) {
	first, ok := weekday(from)
	last, is := weekday(to)
	for i := range 7 {
		if day := fromMonday(i); day == first || days != 0 {
			days |= 1 << day
			if day == last && ok && is {
				return days, nil
			}
		}
	}
	return 0, noEvery(text)
}

// typedNames returns the names of the days, long and short.
func typedNames() []string {
	names := dayNames()
	for i := range 7 {
		names = append(names, shortDay(fromMonday(i)))
	}
	return names
}

// typedDays prints days as they are typed in a repetition.
func typedDays(days Weekdays) string {
	switch days {
	case everyDay:
		return "day"
	case MondayToFriday:
		return "weekday"
	}
	var names []string
	for i := range 7 {
		if day := fromMonday(i); days.Has(day) {
			names = append(names, shortDay(day))
		}
	}
	return strings.Join(names, ", ")
}

// cronDays prints days as cron writes them, where Sunday is 0.
func cronDays(days Weekdays) string {
	var digits []string
	for i := range 7 {
		if day := fromMonday(i); days.Has(day) {
			digits = append(digits, strconv.Itoa(int(day)))
		}
	}
	return strings.Join(digits, ",")
}

// parseCron reads the five fields of cron. It refuses what comes more than once an hour, and what never comes.
func parseCron(text string) (Every, error) {
	parsed, err := cron.NewParser(cron.Minute | cron.Hour | cron.Dom | cron.Month | cron.Dow).Parse(text)
	spec, ok := parsed.(*cron.SpecSchedule)
	if err != nil || !ok {
		return Every{}, phrase.Mistake(phrase.FieldEvery, "%q is not the five fields of cron. Write minute (0-59), hour (0-23), day (1-31), month (1-12) and weekday (0-6, from Sunday), like every: 0 9 1 * *.", phrase.Clip(text, 40))
	}
	spec.Location = time.UTC
	const starred = 1 << 63 // with this bit the library marks a field that is *
	if bits.OnesCount64(spec.Minute&^starred) != 1 {
		return Every{}, phrase.Mistake(phrase.FieldEvery, "%q asks more often than once an hour, which nobody would answer. Name one minute, like every: 0 9 * * 1-5.", phrase.Clip(text, 40))
	}
	e := Every{text: text, spec: spec}
	if e.nextLocal(time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)).IsZero() {
		return Every{}, phrase.Mistake(phrase.FieldEvery, "%q never comes: no month has such a day. Write a day that exists, like every: 0 9 28 2 *.", phrase.Clip(text, 40))
	}
	return e, nil
}
