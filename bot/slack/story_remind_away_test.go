package slack_test

import (
	"slices"
	"testing"
	"time"

	"quorum/bot/slack/slacksim"
)

// remindedOn is when reminders to somebody arrived, as the clock in Berlin shows it.
func remindedOn(t *testing.T, w *world, name string) (on []string) {
	t.Helper()
	for _, at := range remindedAt(t, w, name) {
		on = append(on, at.In(inZone(t, "Europe/Berlin")).Format("Mon 15:04"))
	}
	return on
}

// The time of whoever is away begins when they are back, and whoever is asked in somebody's place has a time of their own.
func TestRemindedInTheTimeThatIsLeft(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		says := func(name, text, reads string) {
			t.Helper()
			w.User(name).Slash("#releases", "/quorum "+text)
			w.User(name).ExpectEphemeral(reads)
		}
		says("ben", "deputy @eve", "eve stands in for you")
		says("ben", "away until fri", "eve is asked in your place")
		says("cy", "away until tue 15:00", "You are away until")
		w.ChangeUser("di", slacksim.WithStatus(":palm_tree:", "Vacationing", monday().Add(30*time.Hour)))
		says("eve", "hours 13-17 mon-fri", "Your working hours are 13:00-17:00 mon-fri")
		w.ask("Ship? @ben @cy @di | quorum: all, by wed 17:00")
		w.after(3 * 24 * time.Hour)
		for name, want := range map[string][]string{
			"ben": nil,
			"cy":  {"Wed 12:00", "Wed 15:30"}, // 10 hours from Tuesday 15:00 on
			"di":  {"Wed 12:00", "Wed 15:30"},
			"eve": {"Tue 15:00", "Wed 15:12"}, // 12 hours, 4 on each of three days
		} {
			if on := remindedOn(t, w, name); !slices.Equal(on, want) {
				t.Errorf("%s was reminded on %v, not %v", name, on, want)
			}
		}
	}, onMonday, calmly)
}

// Whoever asks, is asked anyway, is away as well or has left stands in for nobody.
func TestWhoCannotStandIn(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		stands := map[string]string{"ben": "ada", "cy": "di", "eve": "fay", "gil": "hal"}
		for _, name := range []string{"fay", "gil", "hal"} {
			w.AddUser(name)
		}
		for name, deputy := range stands {
			w.User(name).Slash("#releases", "/quorum deputy @"+deputy)
			w.User(name).ExpectEphemeral(deputy + " stands in for you")
			w.User(name).Slash("#releases", "/quorum away until thu")
			w.User(name).ExpectEphemeral("You are away until")
		}
		w.told("fay", "/quorum away until wed", "away")
		w.ChangeUser("hal", slacksim.Deleted())
		w.after(25 * time.Hour) // by then it is known
		w.ask("Ship? @ben @cy @di @eve @gil | quorum: 1, within 1d").ExpectUpdate("ada asks di")
		w.User("ada").ExpectEphemeral("Asked 1 person: di.", "@ben is away until Thu 09:00 and was not asked.", "@cy is away until Thu 09:00 and was not asked.",
			"@eve is away until Thu 09:00 and was not asked.", "@gil is away until Thu 09:00 and was not asked.")
	}, onMonday, calmly)
}
