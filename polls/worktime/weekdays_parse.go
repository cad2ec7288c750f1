package worktime

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"quorum/polls/phrase"
)

// days are days of the week as they are typed.
type days struct {
	set Weekdays
	own bool // "weekday" was said: the working days of the person, without holidays
}

var (
	dashForm    = regexp.MustCompile(`\s*[-‐‑–—]\s*`)
	untilForm   = regexp.MustCompile(`(\S) (?:to|till?|until|thru|through) (\S)`)
	workdayForm = regexp.MustCompile(`\b(?:working|business|work) ?days?\b`)
)

// plainDays returns text in small letters in which a dash, without blanks, stands for each way to say a range.
func plainDays(text string) string {
	text = strings.ToLower(phrase.Line(text))
	text = strings.TrimPrefix(text, "from ")
	return untilForm.ReplaceAllString(dashForm.ReplaceAllString(text, "-"), "$1-$2")
}

// readDays reads days of the week: "mon", "mon-fri", "fri - mon", "mon, wed", "mon-thu and sat", "weekdays", "weekend". ok is
// false when bad, a word among them, is no day.
func readDays(text string) (d days, bad string, ok bool) {
	text = workdayForm.ReplaceAllString(plainDays(text), "weekday")
	words := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" ,;/&+", r) })
	words = slices.DeleteFunc(words, func(w string) bool { return slices.Contains([]string{"and", "on", "every", "each", "the"}, w) })
	for _, word := range words {
		some, ok := readDaysWord(word)
		if !ok {
			return d, word, false
		}
		d.set, d.own = d.set|some.set, d.own || some.own
	}
	return d, "", len(words) > 0
}

func readDaysWord(word string) (d days, ok bool) {
	switch strings.TrimSuffix(word, "s") {
	case "day", "daily", "everyday":
		return days{set: everyDay}, true
	case "weekday":
		return days{own: true}, true
	case "weekend":
		return days{set: weekend}, true
	}
	first, last, span := strings.Cut(word, "-")
	if !span {
		last = first
	}
	from, ok := weekday(first)
	to, is := weekday(last)
	for ok && is {
		d.set |= 1 << from
		if from == to {
			return d, true
		}
		from = (from + 1) % 7
	}
	return d, false
}

// or returns the days when these are a person's own working days.
func (d days) or(own Weekdays) Weekdays {
	if d.own {
		return d.set | own
	}
	return d.set
}

// String returns the days as they are typed: "weekday", "day", "mon-fri", "mon, wed".
func (d days) String() string {
	switch {
	case d.own && d.set == 0:
		return "weekday"
	case d.own:
		return "weekday, " + d.set.String()
	case d.set == everyDay:
		return "day"
	}
	return d.set.String()
}

// words returns the days as one reads them aloud after "every".
func (d days) words() string {
	if d.set == everyDay {
		return "day"
	}
	var names []string
	if d.own {
		names = append(names, "weekday")
	}
	if from, to, ok := d.set.row(); ok {
		return strings.Join(append(names, "day from "+longDay(from)+" to "+longDay(to)), " and every ")
	}
	for i := range 7 {
		if day := fromMonday(i); d.set.Has(day) {
			names = append(names, day.String())
		}
	}
	return phrase.List(names)
}

func longDay(short string) string {
	day, _ := weekday(short)
	return day.String()
}

// ParseWeekdays reads days of the week as they are typed: "mon-fri", "fri - mon", "mon, wed", "weekend". Weekdays are those
// from Monday to Friday. Errors are [*phrase.Error]s.
func ParseWeekdays(text string) (Weekdays, error) { return parseWeekdays(text, MondayToFriday) }

// parseWeekdays reads days of the week where weekdays are a person's own working days.
func parseWeekdays(text string, own Weekdays) (Weekdays, error) {
	d, bad, ok := readDays(text)
	if !ok {
		if bad == "" {
			bad = text
		}
		return 0, phrase.Mistake(phrase.FieldHours, "%q are no days of the week. Write them like mon-fri, or mon, wed.", phrase.Clip(bad, 30))
	}
	return d.or(own), nil
}

// weekday reads the name of a day, of which the first three letters are enough. A plural is read too.
func weekday(word string) (day time.Weekday, ok bool) {
	const short = len("mon")
	word = strings.TrimSuffix(word, ".")
	if word == "weds" {
		return time.Wednesday, true
	}
	for i, name := range dayNames() {
		if len(word) >= short && strings.HasPrefix(name+"s", word) {
			return fromMonday(i), true
		}
	}
	return 0, false
}
