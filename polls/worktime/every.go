package worktime

import (
	"strings"

	"quorum/polls/phrase"

	"github.com/robfig/cron/v3"
)

// Every says when something is repeated: "mon 09:00", "mon, thu 10:00", "weekday 16:30", "day 09:00", or the five
// fields of cron. It speaks of local time; [Every.Next] finds the instants in a time zone. The zero Every never
// comes. [ParseEvery] reads one and String prints it so that reading it again gives the same.
type Every struct {
	text string // canonical
	spec *cron.SpecSchedule
}

// String returns it as it is typed.
func (e Every) String() string { return e.text }

// IsZero reports whether nothing is repeated.
func (e Every) IsZero() bool { return e.text == "" }

// Words returns it in words: "every Monday and Thursday at 10:00". The fields of cron stay as they are.
func (e Every) Words() string {
	days, clock, _ := strings.Cut(e.text, ":")
	switch {
	case e.text == "":
		return ""
	case clock == "":
		return "whenever " + e.text + " comes, in the fields of cron"
	}
	at := strings.LastIndexByte(days, ' ')
	var names []string
	for _, word := range strings.Split(days[:at], ", ") {
		if day, ok := weekday(word); ok {
			word = day.String()
		}
		names = append(names, word)
	}
	return "every " + phrase.List(names) + " at " + days[at+1:] + ":" + clock
}
