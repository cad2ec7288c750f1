package slack

import (
	"testing"
	"time"

	"quorum/bot"
	"quorum/bot/slack/inbound"
	"quorum/bot/slack/webapi"
)

// How long somebody is away is what they said or show of it, whichever ends later. For how long they show anything else does
// not matter.
func TestUntilWhenSomebodyIsAway(t *testing.T) {
	now := time.Date(2026, 11, 29, 12, 0, 0, 0, time.UTC)
	in := func(hours int) time.Time { return now.Add(time.Duration(hours) * time.Hour) }
	for name, c := range map[string]struct {
		status  inbound.Status
		said    time.Time
		until   time.Time
		endless bool
	}{
		"nothing":                                 {},
		"said":                                    {said: in(2), until: in(2)},
		"said, and it is over":                    {said: in(-2)},
		"shown":                                   {status: inbound.Status{Emoji: ":palm_tree:", Until: in(3)}, until: in(3)},
		"shown, and it is over":                   {status: inbound.Status{Emoji: ":palm_tree:", Until: in(-3)}},
		"shown without an end":                    {status: inbound.Status{Emoji: ":palm_tree:"}, endless: true},
		"said, and shown without an end":          {status: inbound.Status{Emoji: ":palm_tree:"}, said: in(2), until: in(2)},
		"said for longer than it is shown":        {status: inbound.Status{Emoji: ":palm_tree:", Until: in(3)}, said: in(4), until: in(4)},
		"shown for longer than it was said":       {status: inbound.Status{Emoji: ":palm_tree:", Until: in(3)}, said: in(2), until: in(3)},
		"something else is shown":                 {status: inbound.Status{Text: "Working remotely", Until: in(9)}},
		"said, and something else shown for long": {status: inbound.Status{Text: "Working remotely", Until: in(9)}, said: in(2), until: in(2)},
	} {
		until, endless := absent(now, webapi.Profile{Status: c.status}, bot.Habits{Away: c.said})
		if !until.Equal(c.until) || endless != c.endless {
			t.Errorf("%s: until %v, without an end %t", name, until, endless)
		}
	}
}
