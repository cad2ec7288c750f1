package slacksim

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// ids makes identifiers and timestamps that are unique and increasing. The same acts give the same ids in every run.
type ids struct {
	n    int64
	last int64 // the last ts in microseconds
}

// next returns an identifier such as U000ADA001: the letter, a part of the name for readers of logs, and a number.
func (i *ids) next(letter, name string) string {
	i.n++
	hint := idWord(name, true)
	if len(hint) > 6 {
		hint = hint[:6]
	}
	return letter + fmt.Sprintf("0%s%04s", hint, strings.ToUpper(strconv.FormatInt(i.n, 36)))
}

// ts returns the timestamp of a new message: now, or just after the previous one.
func (i *ids) ts(now time.Time) string {
	i.last = max(now.UnixMicro(), i.last+1)
	return fmt.Sprintf("%010d.%06d", i.last/1e6, i.last%1e6)
}

// tsTime returns the time of a message's timestamp, or the zero time when it is not a timestamp.
func tsTime(ts string) time.Time {
	sec, micro, ok := strings.Cut(ts, ".")
	s, err := strconv.ParseInt(sec, 10, 64)
	us, err2 := strconv.ParseInt(micro, 10, 64)
	if !ok || err != nil || err2 != nil {
		return time.Time{}
	}
	return time.Unix(s, us*1000)
}

// idWord returns the letters and digits of a name.
func idWord(name string, upper bool) string {
	word := strings.Map(func(r rune) rune {
		switch {
		case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z', '0' <= r && r <= '9':
			return r
		}
		return -1
	}, name)
	if upper {
		return strings.ToUpper(word)
	}
	return strings.ToLower(word)
}
