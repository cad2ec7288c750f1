package slack_test

import (
	"testing"

	"quorum/polls/worktime"
)

// What is asked again and again is said as people say it, and they read the dates that come of it.
func TestRepeatingAsPeopleSayIt(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		for every, reads := range map[string][]string{
			"mon - fri 9am":       {"every day from Monday to Friday at 09:00", "The next times are Mon 3 Jan 09:00, Tue 4 Jan 09:00 and Wed 5 Jan 09:00."},
			"fri-mon 9:00":        {"every day from Friday to Monday at 09:00", "Sat 1 Jan 09:00, Sun 2 Jan 09:00 and Mon 3 Jan 09:00"},
			"sun-thu 09:00":       {"every day from Sunday to Thursday at 09:00", "Sun 2 Jan 09:00, Mon 3 Jan 09:00 and Tue 4 Jan 09:00"},
			"first monday 09:00":  {"on the first Monday of each month at 09:00", "Mon 3 Jan 09:00, Mon 7 Feb 09:00 and Mon 6 Mar 09:00"},
			"last fri 4pm":        {"on the last Friday of each month at 16:00", "Fri 28 Jan 16:00, Fri 25 Feb 16:00 and Fri 31 Mar 16:00"},
			"2nd tue noon":        {"on the second Tuesday of each month at 12:00", "Tue 11 Jan 12:00, Tue 8 Feb 12:00 and Tue 14 Mar 12:00"},
			"dec 25 9:00":         {"every 25 December at 09:00", "Mon 25 Dec 09:00"},
			"0 9 * * 7":           {"Sun 2 Jan 09:00, Sun 9 Jan 09:00 and Sun 16 Jan 09:00"},
			"0 9 1-7 * mon":       {"on the days 1-7 of a month, and also on the weekdays mon", "Sat 1 Jan 09:00, Sun 2 Jan 09:00 and Mon 3 Jan 09:00"},
			"weekday 9:00":        {"every weekday at 09:00", "Mon 3 Jan 09:00, Tue 4 Jan 09:00 and Wed 5 Jan 09:00", "Weekdays are mon-fri."},
			"last weekday at 5pm": {"on the last working day of each month at 17:00", "Mon 31 Jan 17:00, Tue 29 Feb 17:00 and Fri 31 Mar 17:00"},
		} {
			w.User("ada").Slash("#releases", "/quorum Fine? @ben @cy | every: "+every)
			w.User("ada").ExpectEphemeral(reads...)
		}
		for every, reads := range map[string]string{
			"firstly mon 9:00":      `There is no day called "firstly".`,
			"every other mon 9:00":  "Every other week cannot be said.",
			"mon 25:00":             "There is no 25:00 on the clock.",
			"feb 30 9:00":           "There is no day feb 30.",
			"first mon and tue 9am": "names no day of the month. Write one day after first, like every: first mon 09:00.",
		} {
			w.User("ada").Slash("#releases", "/quorum Fine? @ben @cy | every: "+every)
			w.User("ada").ExpectModal("Ask stakeholders").Expect(reads).Close()
		}
	}, calmly)
}

// A weekday is a working day of who asks: of the workspace, or their own. Holidays are left out, or told of where the days were
// said.
func TestWeekdaysAreTheOwnWorkingDays(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		ada := w.User("ada")
		ada.Slash("#releases", "/quorum Fine? @ben @cy | every: weekday 09:00")
		ada.ExpectEphemeral("The next times are Sun 2 Jan 09:00, Mon 3 Jan 09:00 and Tue 4 Jan 09:00.", "Weekdays are sun-thu, without the public holidays of DE.")
		ada.Slash("#releases", "/quorum hours 9-17 thu-sat")
		ada.Slash("#releases", "/quorum Fine? @ben | every: weekday 09:00")
		ada.ExpectEphemeral("The next times are Thu 6 Jan 09:00, Fri 7 Jan 09:00 and Sat 8 Jan 09:00.", "Weekdays are thu-sat, without the public holidays of DE.")
		ada.Slash("#releases", "/quorum Fine? @cy | every: dec 25 9:00")
		ada.ExpectEphemeral("It asks on public holidays too: Mon 25 Dec (", "Write every: weekday 09:00 to leave holidays out.")
		ada.Slash("#releases", "/quorum hours 8-16 weekdays")
		ada.ExpectEphemeral("08:00-16:00 sun-thu")
	}, calmly, func(l *likeness) {
		l.bot.Work.Region = "DE"
		l.bot.Work.Hours, _ = worktime.ParseHours("9-17 sun-thu")
	})
}
