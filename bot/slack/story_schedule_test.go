package slack_test

import (
	"testing"
	"time"
)

// The workspace begins on Saturday, 1 January 2000, at 01:00 in Berlin.
func TestAskedEveryMonday(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		ada, releases := w.User("ada"), w.Channel("releases")
		ada.Slash("#releases", "/quorum How is the release? @ben @cy @di | quorum: 2 | every: mon 09:00")
		ada.ExpectEphemeral("S1 asks this every Monday at 09:00 (Europe/Berlin)", "next on Jan 3, 2000 at 9:00 AM", "Nothing is asked until then",
			"It would ask 3 people today: ben, cy and di", "It takes 2 of 3 answers, within 1 working day")
		w.after(54 * time.Hour)
		if n := len(w.Calls("chat.postMessage")); n > 0 {
			t.Fatalf("%d messages before Monday", n)
		}
		w.after(3 * time.Hour)
		first := releases.ExpectMessage("How is the release?", "S1 asks this again and again", "0 of 3 answered")
		w.User("ben").ExpectDM("How is the release?").Click("Yes")
		w.User("cy").ExpectDM("How is the release?").Click("Yes")
		first.ExpectReply("Decided: Yes")
		w.after(7 * 24 * time.Hour)
		second := releases.ExpectMessage("How is the release?", "Asked before as Q1 on Mon 3 Jan.")
		w.User("ben").ExpectDM("How is the release?").Click("No")
		w.User("cy").ExpectDM("How is the release?").Click("No")
		second.ExpectReply("Decided: No", "Asked before as Q1 on Mon 3 Jan: Yes, 2 of 2 answers. Now: No, 2 of 2 answers.")
		second.ExpectUpdate("Asked before as Q1 on Mon 3 Jan: Yes, 2 of 2 answers. Now: No, 2 of 2 answers.")
	}, calmly)
}
