package slack_test

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// berlin is where everybody lives.
func (w *world) berlin() *time.Location {
	w.t.Helper()
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		w.t.Fatal(err)
	}
	return zone
}

// morning lets time pass until it is nine o'clock in Berlin on one of these days.
func (w *world) morning(days ...time.Weekday) {
	now := time.Now().In(w.berlin())
	at := time.Date(now.Year(), now.Month(), now.Day(), 9, 0, 0, 0, now.Location())
	for !slices.Contains(days, at.Weekday()) || at.Before(now) {
		at = at.AddDate(0, 0, 1)
	}
	w.after(time.Until(at))
}

// Whoever asks learns when to expect the quorum; nobody else does.
func TestTheAskerIsToldWhenToExpectTheQuorum(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		w.quietWeek()
		w.busyDays(18)
		ada := w.User("ada")
		w.ask("Ship? @ben @cy @di | quorum: 2, within 1 working day")
		ada.ExpectEphemeral("Asked 3 people", "probably by", "likely by")
		w.told("ada", "/quorum status Q24", "0 of 3 answered", "probably by", "likely by")
		ben := w.User("ben")
		w.told("ben", "/quorum status Q24", "0 of 3 answered")
		for _, name := range []string{"ben", "cy", "eve"} {
			if strings.Contains(w.screen(name), "likely by") {
				t.Errorf("%s reads when the quorum is expected:\n%s", name, w.screen(name))
			}
		}
		ben.ExpectDM("Ship?").Click("Yes")
		w.User("cy").ExpectDM("Ship?").Click("Yes")
		w.after(time.Minute)
		ada.Slash("#releases", "/quorum status Q24")
		if told := ada.ExpectEphemeral("Decided: Yes"); strings.Contains(told.Read(), "likely by") {
			t.Errorf("after the summary: %s", told.Read())
		}
	}, calmly)
}

// When people are reminded and a quorum has become unlikely, the asker is told, once.
func TestTheAskerIsToldWhenAQuorumBecomesUnlikely(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		w.quietWeek()
		w.busyDays(12)
		w.ask("Ship? @ben @cy @di | quorum: 2, within 2 working days")
		w.after(7 * time.Hour)
		ada := w.User("ada")
		ada.ExpectNoDM("will hardly get enough answers")
		w.after(32 * time.Hour)
		ada.ExpectDMs(1, "Q18 will hardly get enough answers in time: Ship?")
		told := ada.ExpectDM("less than one in two", "[Add people]", "[Lower the rule]", "[Close now]")
		w.User("ben").ExpectNoDM("will hardly get enough answers")
		w.told("ada", "/quorum lower Q18 2, within 1d", "Q18")
		told.ExpectUpdate("Q18 was changed: Ship?", "2 of 3 answers")
		w.User("ben").ExpectDM("Ship?", "[Yes]").Click("Yes")
		w.User("cy").ExpectDM("Ship?", "[Yes]").Click("Yes")
		told.ExpectUpdate("Q18 has its summary: Ship?", "Read the summary")
		if labels := told.Labels(); len(labels) > 0 {
			t.Errorf("ada can still choose %q", labels)
		}
		ada.ExpectNoDM("will hardly get enough answers")
	}, calmly)
}

func TestNoForecastFromFewAnswers(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		w.quietWeek()
		w.busyDays(4) // with eve 17 people were waited for
		ada := w.User("ada")
		w.ask("Ship? @ben @cy @di | quorum: all, within 30m")
		if told := ada.ExpectEphemeral("Asked 3 people"); strings.Contains(told.Read(), "Going by") {
			t.Errorf("ada reads %s", told.Read())
		}
		w.after(15 * time.Minute) // what is known is looked up again
		w.ask("And now? @ben @cy @di | quorum: 2, within 1 working day, else yes")
		ada.ExpectEphemeral("Asked 3 people", "Going by") // 20
	}, calmly)
}

// A complete command asks, also for a quorum that will hardly come: what would help is in the confirmation, with buttons.
func TestAnUnlikelyQuorumIsAskedForWithAdvice(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		w.quietWeek()
		w.busyDays(12)
		ada := w.User("ada")
		w.ask("Ship? @ben @cy @di | quorum: all, within 1h | context: the freeze")
		told := ada.ExpectEphemeral("Asked 3 people", "the chance of a quorum by today 10:00 is", "To make it 80%", "[Add people]", "[Change the rule]")
		w.User("ben").ExpectDM("Ship?", "the freeze")
		told.Click("Change the rule")
		ada.ExpectModal("Lower the rule").Fill("Quorum rule", "1, within 1h").Submit().ExpectClosed()
		w.Channel("releases").ExpectMessage("Ship?", "1 of 3")
		told.Click("Add people")
		ada.ExpectModal("Add people").Pick("Who to ask", "eve").Submit().ExpectClosed()
		w.User("eve").ExpectDM("Ship?")

		// Who says what happens without a quorum has thought about it already.
		w.ask("Merge? @ben @cy @di | quorum: all, within 1h, else yes")
		if told := ada.ExpectEphemeral("Asked 3 people", "the chance of a quorum by", "status Q19"); strings.Contains(told.Read(), "To make it 80%") {
			t.Errorf("ada reads %s", told.Read())
		}

		ada.Slash("#releases", "/quorum")
		form := ada.ExpectModal("Ask stakeholders").Fill("Question", "And the docs?").Pick("Who to ask", "ben", "cy", "di")
		form.Fill("Quorum rule", "all, within 1h").Expect("the chance of a quorum by today 10:00 is", "To make it 80%")
		form.Fill("Quorum rule", "2, within 2 working days").Expect("probably by today", "likely by")
		form.Submit().ExpectClosed()
		w.User("cy").ExpectDM("And the docs?")
	}, calmly)
}
