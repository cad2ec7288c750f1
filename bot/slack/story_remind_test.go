package slack_test

import (
	"strings"
	"testing"
	"time"

	"quorum/bot/slack/slacksim"
)

// monday is when stories begin that begin on Monday: at 9:00 in Berlin.
func monday() time.Time { return time.Date(2000, 1, 3, 8, 0, 0, 0, time.UTC) }

// Two reminders in somebody's own working time say what the answer is worth; whoever answers or declines gets none.
func TestRemindedInTime(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		w.AddGroup("security", "cy", "di")
		w.ask("Ship? @ben @cy @di @eve | quorum: 4, 2 from @security, by 17:00")
		ben, cy, di := w.User("ben"), w.User("cy"), w.User("di")
		ben.ExpectDM("Ship?").Click("Yes")
		w.User("eve").ExpectDM("Ship?").Menu("No opinion")
		di.ExpectDM("Ship?")
		w.after(3*time.Hour + 58*time.Minute)
		cy.ExpectDMs(0, "A reminder")
		w.after(3 * time.Minute)
		cy.ExpectDM("ada", "waits for", "You are 1 of 2 still needed from @security.", "[Yes]")
		di.ExpectDM("A reminder").Click("No").ExpectUpdate("Your answer: No")
		w.after(2*time.Hour + 48*time.Minute)
		cy.ExpectDMs(2, "A reminder")
		cy.ExpectDM("A reminder", "You are the one still needed from @security.")
		for _, name := range []string{"ada", "ben", "eve"} {
			w.User(name).ExpectDMs(0, "A reminder")
		}
		if n := len(remindedAt(t, w, "di")); n != 1 {
			t.Errorf("di was reminded %d times", n)
		}
	}, onMonday, calmly)
}

// People in four zones, over a weekend: nobody is reminded outside their own hours.
func TestRemindedInFourZones(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		zones := map[string]string{"ben": "America/New_York", "cy": "Asia/Kolkata", "di": "Australia/Lord_Howe", "eve": "Europe/Berlin"}
		for name, zone := range zones {
			w.ChangeUser(name, slacksim.TZ(zone))
		}
		w.after(4*24*time.Hour + 3*time.Hour) // Friday noon
		w.ask("Ship? @ben @cy @di @eve | quorum: all, within 4d")
		w.after(4 * 24 * time.Hour)
		for name, zone := range zones {
			at := remindedAt(t, w, name)
			if len(at) != 2 {
				t.Errorf("%s was reminded %d times", name, len(at))
			}
			for _, when := range at {
				local := when.In(inZone(t, zone))
				if local.Weekday() == time.Saturday || local.Weekday() == time.Sunday || local.Hour() < 9 || local.Hour() >= 17 {
					t.Errorf("%s was reminded on %s", name, local.Format("Mon 15:04"))
				}
			}
		}
	}, onMonday, calmly)
}

func inZone(t *testing.T, name string) *time.Location {
	zone, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

// remindedAt is when reminders to somebody arrived.
func remindedAt(t *testing.T, w *world, name string) (at []time.Time) {
	t.Helper()
	for _, c := range w.Calls("chat.postMessage") {
		if text := c.Args["text"]; c.Args["channel"] == w.User(name).ID() && strings.HasPrefix(text, "A reminder") {
			at = append(at, c.At)
		}
	}
	return at
}

// Five questions asked one after the other are one message at a time, with the buttons of each; the answers to one leave
// the others as they are.
func TestOneMessageForSeveralQuestions(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		for _, q := range []string{"Alpha?", "Beta?", "Gamma?", "Delta?", "Omega?"} {
			w.ask(q + " @ben @cy | quorum: all, by 17:00")
		}
		w.after(4*time.Hour + 10*time.Minute)
		ben := w.User("ben")
		ben.ExpectDMs(1, "A reminder")
		all := ben.ExpectDM("5 questions", "wait for", "Alpha?", "Beta?", "Gamma?", "Delta?", "Omega?")
		all.Click("Yes").ExpectUpdate("4 questions wait", "Your answer: Yes", "Omega?")
		w.after(3 * time.Hour)
		ben.ExpectDMs(1, "A reminder")
		ben.ExpectDM("4 questions", "wait for")
		w.after(time.Hour)
		if n := len(remindedAt(t, w, "cy")); n != 2 {
			t.Errorf("cy got %d messages", n)
		}
	}, onMonday, calmly)
}

// Reminders that would come soon after another one wait, and come together.
func TestRemindersKeepTheirDistance(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		w.ask("Alpha? @ben @cy | quorum: all, by 17:00")
		for _, q := range []string{"Beta?", "Gamma?"} {
			w.after(45 * time.Minute)
			w.ask(q + " @ben @cy | quorum: all, by 17:00")
		}
		w.after(4 * time.Hour)
		at := remindedAt(t, w, "ben")
		for i := 1; i < len(at); i++ {
			if at[i].Sub(at[i-1]) < 30*time.Minute {
				t.Errorf("reminded at %s and %s", at[i-1].Format("15:04:05"), at[i].Format("15:04:05"))
			}
		}
		w.User("ben").ExpectDM("A reminder: 2 questions wait", "Alpha?", "Beta?")
		w.User("ben").ExpectDM("A reminder: ada waits", "Gamma?")
	}, onMonday, calmly)
}

// Whoever has paused notifications is reminded afterwards; whoever shows to be on vacation is not.
func TestNobodyIsDisturbed(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		w.ask("Ship? @ben @cy @di | quorum: all, by 17:00")
		w.ChangeUser("ben", slacksim.DNDUntil(monday().Add(5*time.Hour)))
		w.ChangeUser("cy", slacksim.WithStatus(":palm_tree:", "Vacationing", time.Time{}))
		w.ChangeUser("di", slacksim.WithStatus("", "Out of office", monday().Add(6*time.Hour)))
		w.after(4*time.Hour + 55*time.Minute)
		for _, name := range []string{"ben", "cy", "di"} {
			w.User(name).ExpectDMs(0, "A reminder")
		}
		w.after(10 * time.Minute)
		w.User("ben").ExpectDMs(1, "A reminder")
		w.after(time.Hour)
		w.User("di").ExpectDMs(1, "A reminder")
		w.after(2 * time.Hour)
		w.User("cy").ExpectDMs(0, "A reminder")
	}, onMonday, calmly)
}

// The program slept: what was missed is not made up for, and a restart in the middle doubles nothing.
func TestRemindersAcrossARestart(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		w.ask("Ship? @ben @cy | quorum: all, by 17:00")
		w.User("ben").ExpectDM("Ship?")
		w.restart(func() { w.after(5 * time.Hour) })
		w.after(time.Minute)
		w.User("ben").ExpectDMs(1, "A reminder")
		w.restart(nil)
		w.after(time.Hour)
		w.User("ben").ExpectDMs(1, "A reminder")
		w.restart(func() { w.after(50 * time.Minute) }) // the second moment, 15:48, comes while it stands still
		w.after(2 * time.Minute)
		w.User("ben").ExpectDMs(2, "A reminder")
		w.after(time.Hour)
		w.User("cy").ExpectDMs(2, "A reminder")
	}, onMonday, calmly)
}

// Whoever stands in is asked as well at the second reminder; the first of the two counts, and both are kept.
func TestStandIn(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		ben := w.User("ben")
		w.told("ben", "/quorum deputy @di", "di")
		card := w.ask("Ship? @ben @cy | quorum: all, by 17:00 | deputies: @eve for @cy")
		w.User("di").ExpectNoDM("Ship?")
		w.after(6*time.Hour + 50*time.Minute)
		w.User("eve").ExpectDM("Ship?", "asked as well, since cy had not answered")
		w.User("di").ExpectDM("Ship?", "asked as well, since ben had not answered").Click("Yes")
		w.after(time.Minute)
		ben.ExpectDM("A reminder").Click("No")
		w.User("cy").ExpectDM("A reminder").Click("Yes")
		card.ExpectReply("Decided: Yes, 2 of 2 answers", "di for ben")
	}, onMonday, calmly)
}

// Whoever cannot be asked, or leaves, needs no reminder: whoever stands in is asked at once.
func TestStandInForWhoCannotAnswer(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		ben := w.User("ben").ID()
		w.Fail("chat.postMessage", slacksim.Before, slacksim.Error("cannot_dm_bot"),
			slacksim.When(func(c slacksim.Call) bool { return c.Args["channel"] == ben }))
		card := w.ask("Ship? @ben @cy | quorum: all, by 17:00 | deputies: @di for @ben, @eve for @cy")
		w.User("di").ExpectDM("Ship?", "in place of ben, who could not be asked").Click("Yes")
		w.User("ada").ExpectDM("could not be asked", "di is asked instead")
		w.ChangeUser("cy", slacksim.Deleted())
		w.User("eve").ExpectDM("Ship?", "in place of cy, who has left").Click("Yes")
		card.ExpectReply("Decided: Yes, 2 of 2 answers", "di for ben", "eve for cy")
	}, onMonday, calmly)
}

// Who is away is left out when the question ends before, and whoever stands in is asked in their place; the asker reads it.
func TestAway(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		away := func(name, says, reads string) {
			t.Helper()
			w.User(name).Slash("#releases", "/quorum "+says)
			w.User(name).ExpectEphemeral(reads)
		}
		away("ben", "away until thu", "You are away until Jan 6, 2000 at 9:00 AM")
		away("cy", "deputy @eve", "eve stands in for you")
		away("cy", "away for 3d", "eve is asked in your place")
		w.ChangeUser("di", slacksim.WithStatus(":palm_tree:", "Vacationing", monday().Add(30*time.Hour)))
		w.ask("Ship? @ben @cy @di | quorum: 1, within 2d")
		w.User("ada").ExpectEphemeral("@ben is away until Thu 09:00 and was not asked.", "@cy is away until Thu 09:00, so @eve is asked in their place.",
			"@di is away until tomorrow 15:00. The question waits for them.")
		w.User("ben").ExpectNoDM("Ship?")
		w.User("cy").ExpectNoDM("Ship?")
		w.User("eve").ExpectDM("Ship?", "in place of cy, who is away").Click("Yes")
		w.Channel("releases").ExpectMessage("Ship?").ExpectReply("Leaning: Yes", "eve for cy")
		w.User("ada").Slash("#releases", "/quorum Alone? @ben | quorum: 1, within 1h")
		w.User("ada").ExpectModal("Ask stakeholders").Expect("@ben is away until Thu 09:00 and was not asked.")
		away("ben", "away back", "You are here.")
		w.ask("Again? @ben | quorum: 1, within 1h")
		w.User("ben").ExpectDM("Again?")
	}, onMonday, calmly)
}

// Once a day, at the time they chose, people read what waits for them, and nothing when nothing does.
func TestDigest(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		ben := w.User("ben")
		w.told("ben", "/quorum digest 11:00", "11:00")
		w.ask("Alpha? @ben @cy | quorum: all, within 3d")
		beta := w.ask("Beta? @ben @cy | quorum: all, within 3d")
		w.after(time.Hour + 58*time.Minute)
		ben.ExpectDMs(0, "wait for your answer")
		w.after(3 * time.Minute)
		ben.ExpectDM("2 questions wait for your answer.", "Alpha?", "Beta?").Click("Yes").ExpectUpdate("Your answer: Yes", "[No]")
		w.User("ada").Slash("#releases", "/quorum cancel Q2")
		beta.ExpectReply("cancelled")
		w.restart(func() { w.after(24 * time.Hour) })
		w.after(2 * time.Minute)
		ben.ExpectDMs(0, "for your answer")
		ben.ExpectDMs(1, "Nothing of this waits for you any more.") // the one of the day before
		w.told("ben", "/quorum digest off", "daily")
	}, onMonday, calmly)
}

// What cannot be meant gets one sentence that says how to write it.
func TestHabitsThatCannotBeMeant(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		ben := w.User("ben")
		for says, reads := range map[string]string{
			"hours 9-5":             "Working hours from 09:00 to 05:00 would go on until the next day. Write them like 9-17 or 9am-5pm.",
			"hours nine to five":    `"nine to five" are no working hours.`,
			"holidays Mars":         `The public holidays of "Mars" are not known.`,
			"away until yesterday":  `"until yesterday" does not say until when.`,
			"away until 1999-12-01": "1999-12-01 has passed.",
			"deputy @ben":           "You cannot stand in for yourself.",
			"deputy ben":            "Name one person, picked from the list",
			"digest soon":           `"soon" is no time of day.`,
			"digest 25:00":          `"25:00" is no time of day.`,
		} {
			ben.Slash("#releases", "/quorum "+says)
			ben.ExpectEphemeral(reads, "You wrote:", says)
		}
		w.User("cy").Slash("#releases", "/quorum deputy @ben")
		w.told("ben", "/quorum deputy @cy", "already")
		w.told("ben", "/quorum hours 6-10 mon-thu", "working hours", "06:00", "10:00")
		w.told("ben", "/quorum hours off", "09:00", "17:00")
	}, onMonday, calmly)
}
