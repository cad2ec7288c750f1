package polls

import (
	"strings"
	"time"
)

// AwayUntil reads until when somebody is away, said at now in now's zone: "until mon", "until 2026-12-24 14:00", "for 3d",
// or the same without the first word. A day alone is over when work begins on it. Mistakes are [*Error]s.
func AwayUntil(text string, now time.Time, c Calendar) (time.Time, error) {
	const how = "Write it like away until mon, away until 2026-12-24 or away for 3d."
	word, rest, _ := strings.Cut(strings.ToLower(tidyLine(text)), " ")
	if word != "until" && word != "for" {
		word, rest = "", strings.ToLower(tidyLine(text))
	}
	if word != "until" {
		if d, err := parseWithin(rest); err == nil && d.Within > 0 {
			return now.Add(d.Within), nil
		}
	}
	by, err := parseBy(rest)
	if err != nil || word == "for" {
		return time.Time{}, invalid(FieldHours, "%q does not say until when. "+how, clip(text, 40))
	}
	if !strings.Contains(by.By, ":") {
		by.By += " " + wallClock(c.Hours.OrOffice().Start)
	}
	at, err := by.moment(now, c.Hours.OrOffice())
	switch {
	case err != nil:
		return time.Time{}, err
	case !at.After(now):
		return time.Time{}, invalid(FieldHours, "%s has passed. "+how, upperFirst(rest))
	case at.Sub(now) > MaxWithin:
		return time.Time{}, invalid(FieldHours, "%s is more than a year away. "+how, upperFirst(rest))
	}
	return at, nil
}

// ParseClock reads a time of day: "9:00", "9", "17:30". Mistakes are [*Error]s.
func ParseClock(text string) (time.Duration, error) {
	text = strings.TrimSpace(text)
	clock := text
	if !strings.Contains(clock, ":") {
		clock += ":00"
	}
	word, err := readClock(clock)
	if err != nil || word == "" {
		return 0, invalid(FieldHours, "%q is no time of day. Write it like 9:00 or 17:30.", clip(text, 20))
	}
	return clockFrom(word[:2], word[3:]), nil
}
