package slack

import (
	"testing"
	"time"
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
