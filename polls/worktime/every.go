package worktime

import (
	"strconv"
	"strings"
	"time"

	"quorum/polls/phrase"

	"github.com/robfig/cron/v3"
)

// Every says when something is repeated: "mon 09:00", "mon, thu 10:00", "weekday 16:30", "day 09:00", "first mon 09:00", "dec 25
// 09:00", or the five fields of cron. It speaks of local time; [Every.Next] finds the instants in a time zone. The zero
// Every never comes. [ParseEvery] reads one and String prints it so that reading it again gives the same.
type Every struct {
	text  string // canonical
	on    occasion
	clock time.Duration
	spec  *cron.SpecSchedule // the fields of cron; nil: the others hold
}

// occasion is the days on which something is repeated: days of the week, some of these in each month, or a day of the month or
// year.
type occasion struct {
	days  days
	nths  nths
	month time.Month // 0: each month
	day   int        // of the month; 0: the days of the week hold
}

// nths is a set of places in a month: bit 0 stands for the last one, bit i for the i-th.
type nths uint8

// String returns it as it is typed.
func (e Every) String() string { return e.text }

// IsZero reports whether nothing is repeated.
func (e Every) IsZero() bool { return e.text == "" }

// OnWorkdays reports whether the days are the working days of the person who asks, so that holidays are left out.
func (e Every) OnWorkdays() bool { return e.on.days.own }

// Words returns it in words: "every Monday and Thursday at 10:00", "on the first Monday of each month at 09:00". The fields of
// cron stay as they are, but it says when two of them hold beside each other.
func (e Every) Words() string {
	switch {
	case e.text == "":
		return ""
	case e.spec == nil:
		return e.on.words() + " at " + clockText(e.clock)
	case e.spec.Dom&starred == 0 && e.spec.Dow&starred == 0:
		fields := strings.Fields(e.text)
		return "whenever " + e.text + " comes, in the fields of cron: on the days " + fields[2] + " of a month, and also on the weekdays " + fields[4]
	}
	return "whenever " + e.text + " comes, in the fields of cron"
}

func (o occasion) words() string {
	switch {
	case o.day != 0 && o.month != 0:
		return "every " + strconv.Itoa(o.day) + " " + o.month.String()
	case o.day != 0:
		return "on the " + ordinal(o.day) + " of each month"
	case o.nths != 0:
		day := o.days.words()
		if o.days.own {
			day = "working day"
		}
		return "on the " + phrase.List(o.nths.words()) + " " + day + " of each month"
	}
	return "every " + o.days.words()
}

// String returns the days as they are typed.
func (o occasion) String() string {
	switch {
	case o.day != 0 && o.month != 0:
		return dateText(0, o.month, o.day)
	case o.day != 0:
		return ordinal(o.day)
	case o.nths != 0:
		return strings.Join(o.nths.words(), ", ") + " " + o.days.String()
	}
	return o.days.String()
}

// words returns the places in their order, the last one last.
func (n nths) words() []string {
	var all []string
	for i, word := range []string{"first", "second", "third", "fourth"} {
		if n&(1<<(i+1)) != 0 {
			all = append(all, word)
		}
	}
	if n&1 != 0 {
		all = append(all, "last")
	}
	return all
}

// ordinal writes 1st, 2nd, 3rd, 4th.
func ordinal(n int) string {
	suffix := "th"
	if tens := n / 10 % 10; tens != 1 {
		switch n % 10 {
		case 1:
			suffix = "st"
		case 2:
			suffix = "nd"
		case 3:
			suffix = "rd"
		}
	}
	return strconv.Itoa(n) + suffix
}
