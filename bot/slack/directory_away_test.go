package slack

import (
	"testing"
	"time"

	"quorum/bot"
)

func TestWhoShowsToBeAway(t *testing.T) {
	now := time.Date(2026, 11, 29, 12, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		status Status
		away   bool
	}{
		{Status{}, false},
		{Status{Emoji: ":palm_tree:", Text: "Vacationing"}, true},
		{Status{Emoji: ":face_with_thermometer:", Text: "Out sick"}, true},
		{Status{Emoji: ":palm_tree:", Until: now.Add(time.Hour)}, true},
		{Status{Emoji: ":palm_tree:", Until: now.Add(-time.Hour)}, false},
		{Status{Text: "On holiday until Monday"}, true},
		{Status{Text: "OOO"}, true},
		{Status{Text: "out of office"}, true},
		{Status{Text: "Parental leave, back in May"}, true},
		{Status{Emoji: ":spiral_calendar_pad:", Text: "In a meeting"}, false},
		{Status{Emoji: ":christmas_tree:", Text: "Happy holidays!"}, false},
		{Status{Emoji: ":house_with_garden:", Text: "Working remotely"}, false},
		{Status{Text: "Ask me about the vacation planner"}, true}, // a reminder less, and the asker is told
	} {
		if _, away := c.status.Away(now); away != c.away {
			t.Errorf("%+v: %t", c.status, away)
		}
	}
}

// How long somebody is away is what they said or show of it, whichever ends later. For how long they show anything else does
// not matter.
func TestUntilWhenSomebodyIsAway(t *testing.T) {
	now := time.Date(2026, 11, 29, 12, 0, 0, 0, time.UTC)
	in := func(hours int) time.Time { return now.Add(time.Duration(hours) * time.Hour) }
	for name, c := range map[string]struct {
		status  Status
		said    time.Time
		until   time.Time
		endless bool
	}{
		"nothing":                                 {},
		"said":                                    {said: in(2), until: in(2)},
		"said, and it is over":                    {said: in(-2)},
		"shown":                                   {status: Status{Emoji: ":palm_tree:", Until: in(3)}, until: in(3)},
		"shown, and it is over":                   {status: Status{Emoji: ":palm_tree:", Until: in(-3)}},
		"shown without an end":                    {status: Status{Emoji: ":palm_tree:"}, endless: true},
		"said, and shown without an end":          {status: Status{Emoji: ":palm_tree:"}, said: in(2), until: in(2)},
		"said for longer than it is shown":        {status: Status{Emoji: ":palm_tree:", Until: in(3)}, said: in(4), until: in(4)},
		"shown for longer than it was said":       {status: Status{Emoji: ":palm_tree:", Until: in(3)}, said: in(2), until: in(3)},
		"something else is shown":                 {status: Status{Text: "Working remotely", Until: in(9)}},
		"said, and something else shown for long": {status: Status{Text: "Working remotely", Until: in(9)}, said: in(2), until: in(2)},
	} {
		until, endless := absent(now, Profile{Status: c.status}, bot.Habits{Away: c.said})
		if !until.Equal(c.until) || endless != c.endless {
			t.Errorf("%s: until %v, without an end %t", name, until, endless)
		}
	}
}
