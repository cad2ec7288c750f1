package slack_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"quorum/bot"
	"quorum/bot/slack"
	"quorum/bot/slack/slacksim"
	"quorum/bot/slack/webapi"
	"quorum/storage"
)

// The workspace begins on Saturday, 1 January 2000, at 01:00 in Berlin.
func TestAskedEveryMonday(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		ada, releases := w.User("ada"), w.Channel("releases")
		ada.Slash("#releases", "/quorum How is the release? @ben @cy @di | quorum: 2 | every: mon 09:00")
		ada.ExpectEphemeral("S1 asks this every Monday at 09:00 (Europe/Berlin)", "next on Jan 3, 2000 at 9:00 AM", "Nothing is asked until then",
			"It would ask 3 people today: ben, cy and di", "It takes 2 of 3 answers, and no tie, within 1 working day")
		w.sleepUntil(january(3, 8, 0))
		w.until(january(3, 8, 59))
		if n := len(w.Calls("chat.postMessage")); n > 0 {
			t.Fatalf("%d messages before Monday", n)
		}
		w.after(time.Hour)
		first := releases.ExpectMessage("How is the release?", "S1 asks this again and again", "0 of 3 answered")
		w.User("ben").ExpectDM("How is the release?").Click("Yes")
		w.User("cy").ExpectDM("How is the release?").Click("Yes")
		first.ExpectReply("Decided: Yes")
		w.sleepUntil(january(10, 8, 0))
		w.until(january(10, 9, 1))
		second := releases.ExpectMessage("How is the release?", "Asked before", "Q1", "Mon 3 Jan")
		w.User("ben").ExpectDM("How is the release?").Click("No")
		w.User("cy").ExpectDM("How is the release?").Click("No")
		second.ExpectReply("Decided: No", "Asked before as Q1 on Mon 3 Jan: Yes, 2 of 2 answers. Now: No, 2 of 2 answers.")
		second.ExpectUpdate("Asked before as Q1 on Mon 3 Jan: Yes, 2 of 2 answers. Now: No, 2 of 2 answers.")
	}, calmly)
}

// sleepUntil stops the program, and starts it again at a time.
func (w *world) sleepUntil(at time.Time) {
	w.t.Helper()
	w.restart(func() { w.after(time.Until(at)) })
}

// until lets time pass.
func (w *world) until(at time.Time) { w.after(time.Until(at)) }

// cards are when cards with a question were posted in #releases, in a zone.
func (w *world) cards(question string, zone *time.Location) (all []string) {
	for _, c := range w.Calls("chat.postMessage") {
		if isCard(c) && c.Took && strings.Contains(c.Args["text"], question) {
			all = append(all, c.At.In(zone).Truncate(time.Minute).Format("Mon 02 15:04 -0700"))
		}
	}
	return all
}

// Weeks in which clocks are put forward or back: it is asked by the clock on the wall, each day once.
func TestAskedAcrossTheChangesOfClocks(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		zone, from, every string
		want              []string
	}{
		{"Europe/Berlin", "2000-03-25 00:00", "day 02:30", []string{"Sat 25 02:30 +0100", "Sun 26 03:30 +0200", "Mon 27 02:30 +0200"}},
		{"Europe/Berlin", "2000-10-28 00:00", "day 02:30", []string{"Sat 28 02:30 +0200", "Sun 29 02:30 +0200", "Mon 30 02:30 +0100"}},
		{"America/New_York", "2000-04-01 00:00", "day 02:30", []string{"Sat 01 02:30 -0500", "Sun 02 03:30 -0400", "Mon 03 02:30 -0400"}},
		{"America/New_York", "2000-10-28 00:00", "day 01:30", []string{"Sat 28 01:30 -0400", "Sun 29 01:30 -0400", "Mon 30 01:30 -0500"}},
		{"Australia/Lord_Howe", "2000-08-26 00:00", "day 02:15", []string{"Sat 26 02:15 +1030", "Sun 27 02:45 +1100", "Mon 28 02:15 +1100"}},
		{"Australia/Lord_Howe", "2001-03-24 00:00", "day 01:45", []string{"Sat 24 01:45 +1100", "Sun 25 01:45 +1100", "Mon 26 01:45 +1030"}},
		{"Asia/Kolkata", "2000-03-25 00:00", "day 02:30", []string{"Sat 25 02:30 +0530", "Sun 26 02:30 +0530", "Mon 27 02:30 +0530"}},
	} {
		t.Run(c.zone+" "+c.from, func(t *testing.T) {
			t.Parallel()
			zone, err := time.LoadLocation(c.zone)
			if err != nil {
				t.Fatal(err)
			}
			from, err := time.ParseInLocation("2006-01-02 15:04", c.from, zone)
			if err != nil {
				t.Fatal(err)
			}
			story(t, func(w *world) {
				w.ChangeUser("ada", slacksim.TZ(c.zone))
				w.sleepUntil(from)
				w.User("ada").Slash("#releases", "/quorum Fine? @ben @cy | every: "+c.every)
				for day := range 3 { // it is awake when it matters
					w.sleepUntil(time.Date(from.Year(), from.Month(), from.Day()+day, 1, 0, 0, 0, zone))
					w.after(3 * time.Hour)
				}
				if got := w.cards("Fine?", zone); !slices.Equal(got, c.want) {
					t.Errorf("asked at %q, not at %q", got, c.want)
				}
			}, calmly)
		})
	}
}

// january is a time in the first days of the story, in Berlin.
func january(day, hour, minute int) time.Time {
	return time.Date(2000, 1, day, hour-1, minute, 0, 0, time.UTC)
}

func berlin(t *testing.T) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

// A program that slept makes up for the last time that it missed, and for no other, and says so.
func TestSleptThroughASchedule(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		ada := w.User("ada")
		ada.Slash("#releases", "/quorum Fine? @ben @cy | every: day 09:00")
		w.until(january(1, 12, 0))
		w.sleepUntil(january(5, 10, 0))
		ada.ExpectDM("S1 (Fine?) was not asked on Sun 2 Jan at 09:00 and 2 times after that. It is asked now as Q2, for Wed 5 Jan at 09:00.")
		w.restart(nil)
		w.after(time.Minute)
		want := []string{"Sat 01 09:00 +0100", "Wed 05 10:00 +0100"}
		if got := w.cards("Fine?", berlin(t)); !slices.Equal(got, want) {
			t.Errorf("asked at %q, not at %q", got, want)
		}
		if n := len(ada.ExpectDMs(1, "was not asked")); n != 1 {
			t.Errorf("ada was told %d times", n)
		}
	}, calmly)
}

// What is too late is not asked, and the asker is told.
func TestTooLateToAsk(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		ada := w.User("ada")
		ada.Slash("#releases", "/quorum Fine? @ben @cy | every: day 09:00")
		ada.Slash("#releases", "/quorum Quick? @ben @cy | every: 0 8-18/2 * * *")
		w.until(january(1, 8, 30))
		w.sleepUntil(january(1, 13, 1))
		ada.ExpectDM("S1 (Fine?) was not asked on Sat 1 Jan at 09:00. Quorum could not ask then, and by now it is too late. It will be asked next on Sun 2 Jan at 09:00.")
		ada.ExpectDM("S2 (Quick?) was not asked on Sat 1 Jan at 10:00 and 1 time after that.", "It will be asked next on Sat 1 Jan at 14:00.")
		w.sleepUntil(january(2, 8, 59))
		w.until(january(2, 9, 30))
		want := []string{"Sun 02 09:00 +0100"}
		if got := w.cards("Fine?", berlin(t)); !slices.Equal(got, want) {
			t.Errorf("asked at %q, not at %q", got, want)
		}
	}, calmly)
}

// The people of a group are those who are in it by then.
func TestASchedulesGroupChanges(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		w.AddGroup("platform", "ben", "cy")
		w.told("ada", "/quorum Fine? @platform | quorum: all | every: day 09:00", "2 people", "ben and cy")
		w.until(january(1, 9, 1))
		w.Channel("releases").ExpectMessage("Fine?", "ada asks ben and cy", "Q1")
		w.ChangeGroup("platform", "cy", "di")
		w.ChangeUser("cy", slacksim.Deleted())
		w.sleepUntil(january(2, 8, 59))
		w.until(january(2, 9, 1))
		w.Channel("releases").ExpectMessage("Fine?", "ada asks di", "Q2")
		w.User("di").ExpectDM("Fine?").Click("Yes")
		w.Channel("releases").ExpectMessage("Fine?", "Q2", "Decided: Yes", "Asked before as Q1 on Sat 1 Jan: still open when this was asked.")
	}, calmly)
}

// When it cannot be asked the asker hears why, and it goes on; after three times in a row it waits for the asker.
func TestAScheduleThatCannotAsk(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		ada := w.User("ada")
		ada.Slash("#releases", "/quorum Fine? @ben @cy | quorum: 2 | every: day 09:00")
		w.ChangeUser("ben", slacksim.Deleted())
		w.until(january(1, 9, 1))
		ada.ExpectDM("S1 (Fine?) could not be asked on Sat 1 Jan at 09:00: @ben has left the workspace and was not asked. 2 of 1 answers can never be met", "It will be asked next on Sun 2 Jan at 09:00.")
		w.ChangeUser("cy", slacksim.Deleted())
		w.sleepUntil(january(2, 8, 59))
		w.until(january(2, 9, 1))
		ada.ExpectDM("S1 (Fine?) could not be asked on Sun 2 Jan at 09:00: @ben has left the workspace and was not asked. @cy has left the workspace and was not asked.")
		w.Channel("releases").Archive()
		w.sleepUntil(january(3, 8, 59))
		w.until(january(3, 9, 1))
		ada.ExpectDM("could not be asked", "Mon 3 Jan", "09:00", "That was so 3 times in a row, so it is paused. /quorum edit S1 changes it, /quorum resume S1 lets it ask again.")
		w.until(january(3, 10, 0))
		ada.ExpectDMs(3, "could not be asked")
		ada.Slash("", "/quorum schedules")
		ada.ExpectEphemeral("S1 Fine?", "paused")
	}, calmly)
}

// Slack cannot be reached for a while: it is asked afterwards, once.
func TestAScheduleWaitsForSlack(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		w.User("ada").Slash("#releases", "/quorum Fine? @ben @cy | every: day 09:00")
		down := w.Fail("conversations.info", slacksim.Before, slacksim.Unavailable, slacksim.Times(1000))
		w.until(january(1, 9, 20))
		if n := down.Hits(); n > 40 {
			t.Errorf("Slack was asked %d times in 20 minutes", n)
		}
		down.Stop()
		w.after(2 * time.Minute)
		if got := w.cards("Fine?", berlin(t)); len(got) != 1 {
			t.Errorf("asked at %q", got)
		}
		w.User("ada").DM().ExpectNoMessage("Fine?")
	}, calmly)
}

// Whatever happens to the message, the asker is told once.
func TestTheAskerOfAScheduleIsToldOnce(t *testing.T) {
	t.Parallel()
	for what, fails := range map[string]func(*world){
		"it is not sent":                  func(w *world) { w.Fail("chat.postMessage", slacksim.Before, slacksim.Unavailable, slacksim.Times(3)) },
		"it arrives and nobody hears so":  func(w *world) { w.Fail("chat.postMessage", slacksim.After, slacksim.Reset, slacksim.Times(1)) },
		"it arrives and Slack says error": func(w *world) { w.Fail("chat.postMessage", slacksim.After, slacksim.Internal, slacksim.Times(1)) },
		"there are too many": func(w *world) {
			w.Fail("chat.postMessage", slacksim.Before, slacksim.RateLimited, slacksim.Times(2))
		},
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			story(t, func(w *world) {
				w.User("ada").Slash("#releases", "/quorum Fine? @ben | every: day 09:00")
				w.ChangeUser("ben", slacksim.Deleted())
				fails(w)
				w.until(january(1, 9, 2))
				w.restart(nil)
				w.until(january(1, 10, 0))
				w.User("ada").ExpectDMs(1, "could not be asked")
			}, calmly)
		})
	}
}

// Two programs with one database ask each time once, and tell once.
func TestTwoProgramsOneSchedule(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		stop := w.startAnother()
		w.User("ada").Slash("#releases", "/quorum Fine? @ben @cy | every: day 09:00")
		w.User("ada").Slash("#releases", "/quorum Alone? @di | every: day 09:00")
		w.ChangeUser("di", slacksim.Deleted())
		w.until(january(2, 10, 0))
		want := []string{"Sat 01 09:00 +0100", "Sun 02 09:00 +0100"}
		if got := w.cards("Fine?", berlin(t)); !slices.Equal(got, want) {
			t.Errorf("asked at %q, not at %q", got, want)
		}
		w.User("ada").ExpectDMs(2, "could not be asked")
		stop()
	}, calmly)
}

// startAnother runs a second program with the same database, which takes nothing in.
func (w *world) startAnother() (stop func()) {
	store, err := storage.Open(w.t.Context(), w.file, w.like.store)
	if err != nil {
		w.t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(w.t.Context())
	client := webapi.NewClient(webapi.ClientOptions{
		Token: w.BotToken(), APIURL: w.APIURL(), Transport: w.HTTPClient().Transport, Limiter: webapi.NewLimiter(w.like.limits, nil),
	})
	composer := slack.NewComposer(client, webapi.NewDirectory(client, nil))
	other := bot.New(store, composer, bot.Options{})
	responder := slack.NewResponder(slack.ResponderOptions{Bot: other, Composer: composer})
	ended := make(chan error, 1)
	go func() { ended <- other.Run(ctx, responder) }()
	return func() {
		cancel()
		if err := errors.Join(<-ended, store.Close()); err != nil {
			w.t.Error(err)
		}
	}
}
