package worktime

import (
	"strings"
	"time"

	"quorum/polls/phrase"
)

// AwayUntil reads the end of an absence, typed at now in now's zone: "until mon", "until 2026-12-24 14:00", "for 3d",
// or the same without the first word. A day without a time means the beginning of work on that day. Errors are
// [*phrase.Error]s.
func AwayUntil(text string, now time.Time, c Calendar) (time.Time, error) {
	const how = "Write it like away until mon, away until 2026-12-24 or away for 3d."
	word, rest, _ := strings.Cut(strings.ToLower(phrase.Line(text)), " ")
	if word != "until" && word != "for" {
		word, rest = "", strings.ToLower(phrase.Line(text))
	}
	if word != "until" {
		if d, err := ParseWithin(rest); err == nil && d.Within > 0 {
			return now.Add(d.Within), nil
		}
	}
	by, err := parseBy(rest)
	if err != nil || word == "for" {
		return time.Time{}, phrase.Mistake(phrase.FieldHours, "%q does not say until when. "+how, phrase.Clip(text, 40))
	}
	if !strings.Contains(by.By, ":") {
		by.By += " " + clockText(c.Hours.OrOffice().Start)
	}
	at, err := by.instant(now, c.Hours.OrOffice())
	switch {
	case err != nil:
		return time.Time{}, err
	case !at.After(now):
		return time.Time{}, phrase.Mistake(phrase.FieldHours, "%s has passed. "+how, phrase.Capitalized(rest))
	case at.Sub(now) > MaxWithin:
		return time.Time{}, phrase.Mistake(phrase.FieldHours, "%s is more than a year away. "+how, phrase.Capitalized(rest))
	}
	return at, nil
}

// ParseClock reads a time of day: "9:00", "9", "17:30". Errors are [*phrase.Error]s.
func ParseClock(text string) (time.Duration, error) {
	text = strings.TrimSpace(text)
	clock := text
	if !strings.Contains(clock, ":") {
		clock += ":00"
	}
	word, err := ParseClockWord(clock)
	if err != nil || word == "" {
		return 0, phrase.Mistake(phrase.FieldHours, "%q is no time of day. Write it like 9:00 or 17:30.", phrase.Clip(text, 20))
	}
	return clockFrom(word[:2], word[3:]), nil
}
