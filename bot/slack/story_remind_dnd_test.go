package slack_test

import (
	"slices"
	"testing"
	"time"

	"quorum/bot/slack/slacksim"
)

// A pause of notifications holds reminders while it lasts: not one that is yet to come, such as that of the night, and also
// one that began since the last reminder.
func TestRemindedBeforeAndAfterAPause(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		w.ChangeUser("ben", slacksim.DNDBetween(monday().Add(9*time.Hour), monday().Add(23*time.Hour)))
		w.ask("Ship? @ben @cy | quorum: all, by 17:00")
		w.after(4*time.Hour + 30*time.Minute)
		w.ChangeUser("cy", slacksim.DNDUntil(monday().Add(7*time.Hour)))
		w.after(4 * time.Hour)
		for name, want := range map[string][]string{"ben": {"Mon 13:00", "Mon 15:48"}, "cy": {"Mon 13:00", "Mon 16:00"}} {
			if on := remindedOn(t, w, name); !slices.Equal(on, want) {
				t.Errorf("%s was reminded on %v, not %v", name, on, want)
			}
		}
	}, onMonday, calmly)
}

// A workspace that does not let the bot see who has paused their notifications gets its reminders all the same.
func TestRemindedWherePausesAreNotSeen(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		w.SetScopes(needed()...)
		w.ChangeUser("ben", slacksim.DNDUntil(monday().Add(12*time.Hour)))
		w.ask("Ship? @ben @cy | quorum: all, by 17:00")
		w.after(8 * time.Hour)
		for _, name := range []string{"ben", "cy"} {
			if on, want := remindedOn(t, w, name), []string{"Mon 13:00", "Mon 15:48"}; !slices.Equal(on, want) {
				t.Errorf("%s was reminded on %v, not %v", name, on, want)
			}
		}
	}, onMonday, calmly)
}
