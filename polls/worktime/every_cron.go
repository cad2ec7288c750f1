package worktime

import (
	"math/bits"
	"regexp"
	"strconv"
	"strings"
	"time"

	"quorum/polls/phrase"

	"github.com/robfig/cron/v3"
)

// starred is the bit with which the library marks a field that is *.
const starred = 1 << 63

var cronForm = regexp.MustCompile(`^[0-9*?/,-]+ [0-9*?/,-]+(?: [0-9a-z*?/,-]+){3}$`)

// parseCron reads the five fields of cron. It refuses what comes more than once an hour, and what never comes.
func parseCron(text string) (Every, error) {
	fields := strings.Fields(text)
	fields[4] = plainWeekdays(fields[4])
	parsed, err := cron.NewParser(cron.Minute | cron.Hour | cron.Dom | cron.Month | cron.Dow).Parse(strings.Join(fields, " "))
	spec, ok := parsed.(*cron.SpecSchedule)
	if err != nil || !ok {
		return Every{}, phrase.Mistake(phrase.FieldEvery, "%q is not the five fields of cron. Write minute (0-59), hour (0-23), day (1-31), month (1-12) and weekday (0-7, from Sunday), like every: 0 9 1 * *.", phrase.Clip(text, 40))
	}
	spec.Location = time.UTC
	if bits.OnesCount64(spec.Minute&^starred) != 1 {
		return Every{}, phrase.Mistake(phrase.FieldEvery, "%q asks more often than once an hour, which nobody would answer. Name one minute, like every: 0 9 * * 1-5.", phrase.Clip(text, 40))
	}
	e := Every{text: text, spec: spec}
	if e.nextLocal(time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC), Calendar{}).IsZero() {
		return Every{}, phrase.Mistake(phrase.FieldEvery, "%q never comes: no month has such a day. Write a day that exists, like every: 0 9 28 2 *.", phrase.Clip(text, 40))
	}
	return e, nil
}

// plainWeekdays writes the weekdays of cron without those that the library does not read: 7, which is Sunday as 0 is, and
// ranges that go on after it. What it cannot read it leaves to the library.
func plainWeekdays(field string) string {
	parts := strings.Split(field, ",")
	for i, part := range parts {
		span, step, stepped := strings.Cut(part, "/")
		first, last, ranged := strings.Cut(span, "-")
		if !ranged {
			last = first
		}
		from, ok := cronWeekday(first)
		to, is := cronWeekday(last)
		by, err := strconv.Atoi(step)
		if !ok || !is || stepped && (err != nil || by < 1) || !ranged && stepped {
			continue
		}
		if !stepped {
			by = 1
		}
		if to < from {
			to += 7
		}
		var days []string
		for day := from; day <= to; day += by {
			days = append(days, strconv.Itoa(day%7))
		}
		parts[i] = strings.Join(days, ",")
	}
	return strings.Join(parts, ",")
}

// cronWeekday reads a weekday of cron, from 0 to 7 or by its name.
func cronWeekday(word string) (int, bool) {
	if len(word) == 1 && word[0] >= '0' && word[0] <= '7' {
		return int(word[0] - '0'), true
	}
	if len(word) != len("mon") {
		return 0, false
	}
	day, ok := weekday(word)
	return int(day), ok
}
