package slack_test

import (
	"fmt"
	"testing"
	"time"

	"quorum/polls"
	"quorum/polls/kind"
)

// askedMuch has ada ask ben so many questions, "Ask 01?" and so on.
func (w *world) askedMuch(n int) (ids []polls.ID) {
	for i := range n {
		ids = append(ids, w.askedOf(fmt.Sprintf("Ask %02d?", i+1), "all, within 5d", "ben", "cy"))
	}
	w.allTold()
	return ids
}

// reads has a person type a command and read about it. Which of many questions has its card by then is chance, and so are the
// links: the words are not kept.
func (w *world) reads(who, typed string, about ...string) {
	w.t.Helper()
	if trouble := w.User(who).Slash("#releases", typed); trouble != "" {
		w.t.Fatalf("%s sees %s", who, trouble)
	}
	w.User(who).ExpectEphemeral(about...)
}

// Whoever has more than fits into a list reads how many there are, and gets to all of them.
func TestMoreThanFits(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		ids := w.askedMuch(43)
		home := w.User("ben").OpenHome().Expect("Ask 01?", "Ask 20?", "and 23 more")
		home.Click("Show more").Expect("Ask 21?", "Ask 40?", "21 to 40 of 43")
		home.Click("Show more").Expect("Ask 41?", "Ask 43?", "41 to 43 of 43")
		for _, id := range ids[40:] { // the page is gone by the time that it is asked for
			w.answered(id, "ben", kind.Yes)
		}
		home.Click("Back").Expect("Ask 21?", "21 to 40 of 40")
		home.Click("Back").Expect("Ask 01?", "and 20 more")
		home.Click("Show more").Expect("21 to 40 of 40")
		for _, id := range ids[15:40] {
			w.answered(id, "ben", kind.Yes)
		}
		home.Click("Back").Expect("Ask 15?").Expect("Ask 01?")
		w.User("ada").OpenHome().Expect("Q43", "and 23 more").Click("Show more").Expect("21 to 40 of 43").Click("Show more").Expect("Q1:", "41 to 43 of 43")

		w.reads("ben", "/quorum list", "Ask 10?", "and 5 more", "/quorum list")
		w.reads("ben", "/quorum list 2", "Ask 11?", "Ask 15?", "11 to 15 of 15")
		w.reads("ada", "/quorum list 5", "Nobody", "Q1:", "41 to 43 of 43")
		w.reads("ben", "/quorum list 9", "15", "earlier pages")
		w.reads("ben", "/quorum list Q3", "/quorum list")
		w.reads("ben", "/quorum list 0", "takes the number of a page")
	}, calmly)
}

// The log says that there is more, and how to get there, with the same words.
func TestMoreOfTheLog(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		for _, id := range w.askedMuch(23) {
			w.answered(id, "ben", kind.Yes)
			w.answered(id, "cy", kind.Yes)
		}
		w.allTold()
		w.reads("ben", "/quorum log", "Q23: Decided: Yes", "Q14: Decided", "more", "/quorum log", "Q14")
		w.reads("ben", "/quorum log before Q14", "Q13: Decided", "Q4: Decided", "/quorum log", "before", "Q4")
		w.reads("ben", "/quorum log before q4", "Q3: Decided", "Q1: Decided")
		w.reads("ben", "/quorum log ask", "Q23: Decided", "/quorum log", "before", "Q14")
		w.reads("ben", "/quorum log before Q14 ASK 13", "Decisions with ASK 13", "Q13: Decided")
		w.reads("ben", "/quorum log before 13", "None") // these are words
	}, calmly)
}

// A digest says how many wait that are not in it.
func TestMoreThanADigestHolds(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		w.morning(time.Monday)
		w.askedMuch(43)
		w.reads("ben", "/quorum digest 11:00")
		w.after(4 * time.Hour)
		w.User("ben").ExpectDM("43 questions wait for your answer", "Ask 01?", "and 23 more: /quorum list shows all that wait for you.").Click("Yes").ExpectUpdate(
			"42 questions wait for your answer", "and 23 more")
	}, calmly)
}
