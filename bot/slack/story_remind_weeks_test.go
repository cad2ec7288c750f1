package slack_test

import (
	"slices"
	"testing"
	"time"

	"quorum/bot/slack/slacksim"
)

// beginning begins the story at a time in 2000.
func beginning(at time.Time) func(*likeness) {
	return func(l *likeness) { l.later = at.Sub(time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)) }
}

// inTheirHours checks that somebody was reminded twice for each question, from nine to five on a weekday of theirs.
func inTheirHours(t *testing.T, w *world, name string, zone *time.Location, want int) {
	t.Helper()
	at := remindedAt(t, w, name)
	if len(at) != want {
		t.Errorf("%s was reminded %d times, not %d: %v", name, len(at), want, at)
	}
	for _, when := range at {
		local := when.In(zone)
		if day := local.Weekday(); day == time.Saturday || day == time.Sunday || local.Hour() < 9 || local.Hour() >= 17 {
			t.Errorf("%s was reminded on %s", name, local.Format("Mon 02 Jan 15:04 -0700"))
		}
	}
}

// Two weeks in which the clocks of Berlin, Lord Howe and New York change, and those of Kolkata do not.
func TestRemindedAcrossTheChangesOfClocks(t *testing.T) {
	t.Parallel()
	zones := map[string]string{"ben": "Europe/Berlin", "cy": "America/New_York", "di": "Australia/Lord_Howe", "eve": "Asia/Kolkata"}
	story(t, func(w *world) {
		for name, zone := range zones {
			w.ChangeUser(name, slacksim.TZ(zone))
		}
		w.ask("Ship? @ben @cy @di @eve | quorum: all, within 3 working days")
		w.after(7 * 24 * time.Hour) // New York's clocks change in the week that begins now
		w.ask("And then? @ben @cy @di @eve | quorum: all, within 3 working days")
		w.after(6 * 24 * time.Hour)
		for name, zone := range zones {
			inTheirHours(t, w, name, inZone(t, zone), 4)
		}
	}, beginning(time.Date(2000, 3, 24, 11, 0, 0, 0, time.UTC)), calmly)
}

// Easter in Bavaria: whoever has its holidays is reminded on neither of its days off, and the others are.
func TestNobodyIsRemindedOnAHoliday(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		w.told("eve", "/quorum holidays de-by", "public holidays")
		w.ask("Ship? @ben @eve | quorum: all, by 2000-04-26 12:00")
		w.after(6*24*time.Hour + 3*time.Hour)
		berlin := inZone(t, "Europe/Berlin")
		inTheirHours(t, w, "ben", berlin, 2)
		inTheirHours(t, w, "eve", berlin, 2)
		for _, at := range remindedAt(t, w, "eve") {
			if day := at.In(berlin).Day(); day == 21 || day == 24 {
				t.Errorf("eve was reminded on %s", at.In(berlin).Format("Mon 02 Jan"))
			}
		}
	}, beginning(time.Date(2000, 4, 20, 7, 0, 0, 0, time.UTC)), calmly)
}

// A question is closed within a second of its deadline, once, also when the program was not running for a while before.
func TestTheDeadlineIsExact(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		card := w.ask("Ship? @ben @cy | quorum: all, by 12:00")
		noon := monday().Add(3 * time.Hour)
		w.restart(func() { w.after(time.Until(noon.Add(-10 * time.Second))) })
		w.after(time.Until(noon.Add(time.Minute)))
		w.restart(nil)
		w.after(time.Minute)
		card.ExpectReply("No quorum")
		n := 0
		for _, c := range w.Calls("chat.postMessage") {
			if isSummary(c) {
				n++
				if late := c.At.Sub(noon); late < 0 || late > time.Second {
					t.Errorf("the summary came %s after the deadline", late)
				}
			}
		}
		if n != 1 {
			t.Errorf("%d summaries", n)
		}
	}, onMonday, calmly)
}

// Whoever was just reminded by hand of one question is not reminded of another soon after.
func TestRemindedByHandOfSomethingElse(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		w.ask("Alpha? @ben @cy | quorum: all, by 17:00")
		w.after(30 * time.Minute)
		w.ask("Beta? @ben @cy | quorum: all, by 17:00") // its moment is 13:15
		w.after(3*time.Hour + 20*time.Minute)
		w.told("ada", "/quorum remind Q1", "Reminding 2 people about Q1")
		w.after(time.Hour)
		at := remindedAt(t, w, "ben")
		if len(at) != 2 || at[1].Sub(at[0]) < 30*time.Minute {
			t.Errorf("reminded at %v", at)
		}
	}, onMonday, calmly)
}

// Whoever says to be away while a question is open is left alone, also when it was asked before.
func TestAwayWhileAQuestionIsOpen(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		w.ask("Ship? @ben @cy | quorum: all, by wed 17:00")
		ben := w.User("ben")
		w.told("ben", "/quorum away until wed 10:00", "away")
		w.after(2*24*time.Hour + 30*time.Minute)
		ben.ExpectDMs(0, "A reminder")
		w.User("cy").ExpectDMs(1, "A reminder")
		w.after(time.Hour)
		ben.ExpectDMs(1, "A reminder")
	}, onMonday, calmly)
}

// Reminders of several questions come together for whoever is reminded, and no sooner than it is time for anybody else.
func TestNobodyIsRemindedSoonerForSomebodyElse(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		w.told("cy", "/quorum hours 10-17 mon-fri", "working hours", "10:00", "17:00")
		w.ask("Alpha? @ben @cy | quorum: all, by 17:00")
		w.after(30 * time.Minute)
		w.ask("Beta? @ben @cy | quorum: all, by 17:00")
		w.after(7 * time.Hour) // before the deadline, after which no reminder says that anything waits
		for name, want := range map[string][]string{"ben": {"Mon 13:00", "Mon 15:48"}, "cy": {"Mon 13:30", "Mon 15:57"}} {
			w.User(name).ExpectDM("2 questions", "wait for", "Alpha?", "Beta?")
			if on := remindedOn(t, w, name); !slices.Equal(on, want) {
				t.Errorf("%s was reminded on %v, not %v", name, on, want)
			}
		}
	}, onMonday, calmly)
}
