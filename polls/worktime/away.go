package worktime

import (
	"slices"
	"strings"
	"time"

	"quorum/polls/phrase"
)

const howAway = "Write it like away until mon, away today, away until 2026-12-24 or away for 3d."

// AwayUntil reads the end of an absence that begins at now, typed in now's zone. "until mon" and "until 2026-12-24" end when
// work begins on that day; "today", "tomorrow", "fri" and "through fri" end with that day; "until fri 14:00" and "until noon" end
// then; "for 3d" and "2 hours" last so long. Errors are [*phrase.Error]s.
func AwayUntil(text string, now time.Time, c Calendar) (time.Time, error) {
	typed := strings.ToLower(phrase.Line(text))
	word, rest, _ := strings.Cut(typed, " ")
	until := slices.Contains([]string{"until", "till", "til"}, word)
	if !until && word != "for" && word != "through" {
		rest = typed
	}
	at, err := awayEnd(rest, until, now, c)
	switch {
	case err != nil:
		return time.Time{}, err
	case at.IsZero():
		return time.Time{}, phrase.Mistake(phrase.FieldHours, "%q does not say until when. "+howAway, phrase.Clip(text, 40))
	case !at.After(now):
		return time.Time{}, phrase.Mistake(phrase.FieldHours, "%s has passed. "+howAway, phrase.Capitalized(phrase.Clip(rest, 40)))
	case at.Sub(now) > MaxWithin:
		return time.Time{}, phrase.Mistake(phrase.FieldHours, "%s is more than a year away. "+howAway, phrase.Capitalized(phrase.Clip(rest, 40)))
	}
	return at, nil
}

// awayEnd returns the end of an absence; zero for text that does not say it. until is whether that word was said.
func awayEnd(text string, until bool, now time.Time, c Calendar) (time.Time, error) {
	if n, ok := readWorkingDays(text); ok && !until && n > 0 && n < maxDays {
		return c.AddDays(now, n), nil
	}
	if d, ok := readLength(text); ok && !until && d > 0 {
		return now.Add(d), nil
	}
	w, ok, err := readWhen(text)
	if err != nil || !ok {
		return time.Time{}, inHours(err)
	}
	h := c.Hours.OrOffice()
	over := max(wholeDay, h.End) // hours overnight belong to the day on which they begin
	if until && w.day != "today" {
		over = h.Start
	}
	return w.instant(now, over), nil
}

// inHours returns an error of a reader as one beside the working hours.
func inHours(err error) error {
	if err == nil {
		return nil
	}
	return phrase.Mistake(phrase.FieldHours, "%s", err)
}
