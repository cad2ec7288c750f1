package inbound

import (
	"regexp"
	"slices"
	"time"
)

// Status is what a person shows beside their name.
type Status struct {
	Emoji string    // ":palm_tree:"
	Text  string    // in their own words
	Until time.Time // zero: until they clear it
}

// awayWords are the words by which people say in their status that they are away, besides the emoji of Slack's own
// proposals "Vacationing" and "Out sick", and a few like them.
var awayWords = regexp.MustCompile(`(?i)\b(vacation(ing)?|on (a )?(holidays?|leave|pto)|ooo|out of (the )?office|(parental|annual|sick) leave|sabbatical|(out|off) sick)\b`)

// StatusOf reads a status as Slack tells it.
func StatusOf(emoji, text string, expires int64) Status {
	s := Status{Emoji: emoji, Text: text}
	if expires > 0 {
		s.Until = time.Unix(expires, 0).UTC()
	}
	return s
}

// Away reports whether a person shows at now that they are away; until is zero when they do not show how long, and when they
// are here, whatever else they show and for how long.
func (s Status) Away(now time.Time) (until time.Time, away bool) {
	emoji := []string{":palm_tree:", ":face_with_thermometer:", ":desert_island:", ":beach_with_umbrella:"}
	says := slices.Contains(emoji, s.Emoji) || awayWords.MatchString(s.Text)
	if !says || !s.Until.IsZero() && !s.Until.After(now) {
		return time.Time{}, false
	}
	return s.Until, true
}
