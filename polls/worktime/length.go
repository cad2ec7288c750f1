package worktime

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"quorum/polls/phrase"
)

var (
	partForm    = regexp.MustCompile(`^(?:(\d{1,6}(?:\.\d{1,4})?) ?|([a-z]+) )(s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|wks?|weeks?)(?:$|[ \d])`)
	bareForm    = regexp.MustCompile(`^(\d{1,2})$`)
	workingForm = regexp.MustCompile(`^(?:(\d{1,6}) ?|([a-z]+) )(?:working |business |work ?)days?$`)
)

// smallNumber reads a number that is typed in figures or as a word.
func smallNumber(word string) (float64, bool) {
	words := []string{"", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"}
	if i := slices.Index(words, word); i > 0 {
		return float64(i), true
	}
	if word == "a" || word == "an" {
		return 1, true
	}
	x, err := strconv.ParseFloat(word, 64)
	return x, err == nil && word != "" && word[0] >= '0' && word[0] <= '9'
}

// readLength reads a length of time: "90s", "30m", "2h", "3d", "2 hours", "1h30", "1.5h", "1 hour and 30 minutes", "half an hour",
// "a week". ok is false for everything else, and for parts of a second.
func readLength(text string) (d time.Duration, ok bool) {
	text = strings.ToLower(phrase.Line(text))
	text = strings.NewReplacer("half an hour", "30 min", "half a day", "half", " and ", " ", ",", " ").Replace(text)
	const longest = 50 * MaxWithin // of each part, so that their sum can be counted
	least := time.Duration(math.MaxInt64)
	for text = strings.Join(strings.Fields(text), " "); text != ""; {
		n, one, taken := 0.0, least, len(text)
		if m := partForm.FindStringSubmatch(text); m != nil {
			if n, ok = smallNumber(m[1] + m[2]); !ok {
				return 0, false
			}
			one, taken = unit(m[3]), len(strings.TrimRight(m[0], " 0123456789"))
		} else if m := bareForm.FindStringSubmatch(text); m != nil && least == time.Hour { // 1h30
			n, _ = smallNumber(m[1])
			one = time.Minute
		} else {
			return 0, false
		}
		part := min(n*float64(one), float64(longest))
		if one >= least || math.Mod(part, float64(time.Second)) != 0 {
			return 0, false
		}
		d, least = d+time.Duration(part), one
		text = strings.TrimSpace(text[taken:])
	}
	return d, least != math.MaxInt64
}

// unit returns the unit of time with a name, whose first letter is enough.
func unit(name string) time.Duration {
	switch name[0] {
	case 's':
		return time.Second
	case 'm':
		return time.Minute
	case 'h':
		return time.Hour
	case 'w':
		return 7 * wholeDay
	}
	return wholeDay
}

// readWorkingDays reads a number of working days.
func readWorkingDays(text string) (n int, ok bool) {
	m := workingForm.FindStringSubmatch(strings.ToLower(phrase.Line(text)))
	if m == nil {
		return 0, false
	}
	x, ok := smallNumber(m[1] + m[2])
	return int(x), ok
}

// ShortDuration writes a length of time as it is typed: "90s", "30m", "2h", "3d".
func ShortDuration(d time.Duration) string {
	for _, u := range []struct {
		name string
		d    time.Duration
	}{{"d", wholeDay}, {"h", time.Hour}, {"m", time.Minute}} {
		if d%u.d == 0 {
			return strconv.FormatInt(int64(d/u.d), 10) + u.name
		}
	}
	return strconv.FormatInt(int64(d/time.Second), 10) + "s"
}
