package webapi

import (
	"testing"
	"time"

	"quorum/bot/slack/inbound"
)

func TestWhoShowsToBeAway(t *testing.T) {
	now := time.Date(2026, 11, 29, 12, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		status inbound.Status
		away   bool
	}{
		{inbound.Status{}, false},
		{inbound.Status{Emoji: ":palm_tree:", Text: "Vacationing"}, true},
		{inbound.Status{Emoji: ":face_with_thermometer:", Text: "Out sick"}, true},
		{inbound.Status{Emoji: ":palm_tree:", Until: now.Add(time.Hour)}, true},
		{inbound.Status{Emoji: ":palm_tree:", Until: now.Add(-time.Hour)}, false},
		{inbound.Status{Text: "On holiday until Monday"}, true},
		{inbound.Status{Text: "OOO"}, true},
		{inbound.Status{Text: "out of office"}, true},
		{inbound.Status{Text: "Parental leave, back in May"}, true},
		{inbound.Status{Emoji: ":spiral_calendar_pad:", Text: "In a meeting"}, false},
		{inbound.Status{Emoji: ":christmas_tree:", Text: "Happy holidays!"}, false},
		{inbound.Status{Emoji: ":house_with_garden:", Text: "Working remotely"}, false},
		{inbound.Status{Text: "Ask me about the vacation planner"}, true}, // a reminder less, and the asker is told
	} {
		if _, away := c.status.Away(now); away != c.away {
			t.Errorf("%+v: %t", c.status, away)
		}
	}
}
