package slack_test

import (
	"strings"
	"testing"
	"time"

	"quorum/bot/slack/slacksim"
)

// gathered says that a call sends a message about several questions.
func gathered(c slacksim.Call) bool {
	return strings.HasPrefix(c.Args["text"], "A reminder: ") && strings.Contains(c.Args["text"], "questions wait")
}

// Whatever becomes of the message about several questions, it arrives once, also when the program is stopped meanwhile.
func TestAMessageOfRemindersArrivesOnce(t *testing.T) {
	t.Parallel()
	for what, fails := range map[string]func(w *world, when, once slacksim.FaultOption){
		"it is not sent": func(w *world, when, once slacksim.FaultOption) {
			w.Fail("chat.postMessage", slacksim.Before, slacksim.Unavailable, when, once)
		},
		"it arrives and nobody hears so": func(w *world, when, once slacksim.FaultOption) {
			w.Fail("chat.postMessage", slacksim.After, slacksim.Reset, when, once)
		},
		"it arrives and nothing comes back": func(w *world, when, once slacksim.FaultOption) {
			w.Fail("chat.postMessage", slacksim.After, slacksim.Hang, when, once)
		},
		"it arrives and Slack says error": func(w *world, when, once slacksim.FaultOption) {
			w.Fail("chat.postMessage", slacksim.After, slacksim.Internal, when, once)
		},
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			story(t, func(w *world) {
				for _, q := range []string{"Alpha?", "Beta?", "Gamma?", "Delta?", "Omega?", "Sigma?"} {
					w.ask(q + " @ben @cy | quorum: all, by 17:00")
				}
				fails(w, slacksim.When(gathered), slacksim.Times(1))
				w.after(4*time.Hour + 20*time.Second)
				w.restart(nil)
				w.after(time.Hour)
				for _, name := range []string{"ben", "cy"} {
					w.User(name).ExpectDMs(1, "A reminder")
					w.User(name).ExpectDM("6 questions", "wait for", "Alpha?", "Omega?", "Sigma?")
				}
			}, onMonday, calmly)
		})
	}
}

// What is cancelled or decided while a message about several questions is held back, is not in it; nor is who was
// deactivated reminded.
func TestAMessageOfRemindersIsOfWhatWaitsThen(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		for _, q := range []string{"Alpha?", "Beta?", "Gamma?", "Delta?"} {
			w.ask(q + " @ben @cy | quorum: 1, by 17:00")
		}
		ben := w.User("ben")
		w.ChangeUser("ben", slacksim.DNDUntil(monday().Add(5*time.Hour)))
		w.ChangeUser("cy", slacksim.DNDUntil(monday().Add(5*time.Hour)))
		w.after(4*time.Hour + 30*time.Minute)
		w.User("ada").Slash("#releases", "/quorum cancel Q1")
		w.User("cy").ExpectDM("Beta?").Click("No")
		w.after(time.Minute)
		w.ChangeUser("cy", slacksim.Deleted())
		w.after(time.Hour)
		ben.ExpectDMs(1, "A reminder")
		m := ben.ExpectDM("2 questions", "wait for", "Gamma?", "Delta?")
		if text := m.Text(); strings.Contains(text, "Alpha?") || strings.Contains(text, "Beta?") {
			t.Errorf("ben reads %s", text)
		}
		m.Click("Yes").ExpectUpdate("1 question waits for your answer", "Gamma?", "Your answer: Yes", "Delta?", "[Yes]")
		m.Click("Yes").ExpectUpdate("Nothing of this waits for you any more")
		if n := len(remindedAt(t, w, "cy")); n != 0 {
			t.Errorf("cy was reminded %d times", n)
		}
	}, onMonday, calmly)
}

// Both moments of a question pass while notifications are paused: one message speaks of it, once.
func TestPausedOverBothReminders(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		w.ask("Ship? @ben @cy | quorum: all, by 17:00")
		w.ChangeUser("ben", slacksim.DNDUntil(monday().Add(7*time.Hour+20*time.Minute)))
		w.ChangeUser("cy", slacksim.DNDUntil(monday().Add(9*time.Hour)))
		w.after(7*time.Hour + 55*time.Minute)
		w.User("ben").ExpectDMs(1, "A reminder")
		w.User("ben").ExpectDM("ada", "waits for", "Ship?")
		w.after(2 * time.Hour) // the pause of cy ends after the question
		w.User("cy").ExpectDMs(0, "A reminder")
	}, onMonday, calmly)
}

// A pause of notifications that ends in the evening: the reminder waits for the next morning, unless the answer has come
// or the question is over by then.
func TestPausedUntilTheEvening(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		w.ask("Ship? @ben @cy | quorum: all, by tue 12:00")
		w.ask("Today? @di | quorum: all, by 18:00")
		for _, name := range []string{"ben", "cy", "di"} {
			w.ChangeUser(name, slacksim.DNDUntil(monday().Add(8*time.Hour+30*time.Minute))) // 17:30, and people work until 17:00
		}
		w.after(9 * time.Hour)
		w.User("cy").ExpectDM("Ship?").Click("Yes")
		w.after(14*time.Hour + 30*time.Minute)
		for _, name := range []string{"ben", "cy", "di"} {
			w.User(name).ExpectDMs(0, "A reminder")
		}
		w.after(31 * time.Minute)
		w.User("ben").ExpectDMs(1, "A reminder")
		w.after(2 * time.Hour)
		w.User("ben").ExpectDMs(2, "A reminder")
		for _, name := range []string{"cy", "di"} {
			w.User(name).ExpectDMs(0, "A reminder")
		}
	}, onMonday, calmly)
}

// While nobody knows whether a reminder has arrived, no other follows it.
func TestNoReminderWhileOneMayBeOnItsWay(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		for _, q := range []string{"Alpha?", "Beta?"} {
			w.ask(q + " @ben @cy | quorum: all, by 17:00")
			w.after(time.Hour)
		}
		for _, lookUp := range []string{"conversations.history", "conversations.replies"} {
			w.Fail(lookUp, slacksim.Before, slacksim.Unavailable, slacksim.Times(4))
		}
		w.Fail("chat.postMessage", slacksim.After, slacksim.Reset, slacksim.When(func(c slacksim.Call) bool {
			return strings.HasPrefix(c.Args["text"], "A reminder: ") && c.Args["channel"] == w.User("ben").ID()
		}), slacksim.Times(1))
		w.told("ada", "/quorum remind Q1", "Reminding 2 people")
		w.after(20 * time.Second)
		w.User("ben").ExpectDMs(1, "A reminder")
		w.told("ada", "/quorum remind Q2", "Reminding 2 people")
		w.after(5 * time.Hour)
		for _, name := range []string{"ben", "cy"} {
			at := remindedAt(t, w, name)
			for i := 1; i < len(at); i++ {
				if at[i].Sub(at[i-1]) < 30*time.Minute {
					t.Errorf("%s was reminded at %s and at %s", name, at[i-1].Format("15:04:05"), at[i].Format("15:04:05"))
				}
			}
			w.User(name).ExpectDM("A reminder", "Beta?")
		}
	}, onMonday, calmly)
}
