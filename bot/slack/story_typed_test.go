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

// Hours, absences and deadlines are read as people say them, and what cannot be meant gets one sentence.
func TestTimesAsPeopleSayThem(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		ben := w.User("ben")
		for says, reads := range map[string]string{
			"hours 9am-5pm":               "09:00-17:00 mon-fri",
			"hours 9 to 17 mon - thu":     "09:00-17:00 mon-thu",
			"hours 22-06 fri-mon":         "22:00-06:00 fri-mon",
			"hours 9-17 weekdays":         "09:00-17:00 mon-fri",
			"hours 10-14 mon-thu and sat": "10:00-14:00 mon, tue, wed, thu, sat",
			"digest 9am":                  "09:00",
			"hours 25-26":                 "There is no such time on the clock.",
			"hours 9-5":                   "would go on until the next day. Write them like 9-17 or 9am-5pm.",
			"hours 9-17 someday":          `"someday" are no days of the week.`,
			"away until feb 30":           "There is no day feb 30.",
			"away next fri":               "Next fri may mean two days.",
			"away until 1999-12-01":       "1999-12-01 has passed.",
		} {
			ben.Slash("#releases", "/quorum "+says)
			ben.ExpectEphemeral(reads)
		}
		ben.Slash("#releases", "/quorum hours off")
		for _, c := range []struct{ says, reads string }{
			{"away today", "You are away until Jan 4, 2000 at 12:00 AM"},
			{"away tomorrow", "You are away until Jan 5, 2000 at 12:00 AM"},
			{"away until tomorrow", "You are away until Jan 4, 2000 at 9:00 AM"},
			{"away until 3pm", "You are away until Jan 3, 2000 at 3:00 PM"},
			{"away 2 days", "You are away until Jan 5, 2000 at 9:00 AM"},
			{"away through fri", "You are away until Jan 8, 2000 at 12:00 AM"},
		} {
			ben.Slash("#releases", "/quorum "+c.says)
			ben.ExpectEphemeral(c.reads)
		}
		for rule, reads := range map[string]string{
			"by 3pm":            "by Jan 3, 2000 at 3:00 PM",
			"by tomorrow noon":  "by Jan 4, 2000 at 12:00 PM",
			"by 9am fri":        "by Jan 7, 2000 at 9:00 AM",
			"within 1h30":       "by Jan 3, 2000 at 10:30 AM",
			"within 2 hours":    "by Jan 3, 2000 at 11:00 AM",
			"by jan 20 at 14":   "by Jan 20, 2000 at 2:00 PM",
			"within an hour":    "by Jan 3, 2000 at 10:00 AM",
			"by midnight":       "by Jan 4, 2000 at 12:00 AM",
			"within 1 week":     "by Jan 10, 2000 at 9:00 AM",
			"within 2 workdays": "by Jan 5, 2000 at 9:00 AM",
		} {
			w.User("ada").Slash("#releases", "/quorum Ship? @cy @di | quorum: 2, "+rule)
			w.User("ada").ExpectEphemeral(reads)
		}
	}, onMonday, calmly)
}
