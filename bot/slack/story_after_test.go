package slack_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"quorum/bot/slack/slacksim"
)

// untrue is what nobody may still read once a summary is out.
func untrue() []string {
	return []string{"rivate until", "stay private", "stays private", "[Change]", "[Yes]", "[No]", "Still to answer", "can change it", "still answer"}
}

// When the summary is out, everybody's question shows the outcome with a link, and nothing that was true before only.
func TestEverybodyReadsTheOutcomeInTheQuestion(t *testing.T) {
	t.Parallel()
	bothWays(t, func(w *world) {
		card := w.ask("Ship? @ben @cy @di @eve | quorum: 3, within 4h")
		questions := map[string]*slacksim.Post{}
		for _, name := range []string{"ben", "cy", "di", "eve"} {
			questions[name] = w.User(name).ExpectDM("Ship?")
		}
		for name, says := range map[string]string{"ben": "Yes", "cy": "Yes", "di": "No"} {
			questions[name].Click(says).ExpectUpdate("Your answer: " + says)
		}
		summary := card.ExpectReply("Leaning: Yes, 2 to 1")
		w.after(time.Minute)
		for name, q := range questions {
			q.ExpectUpdate("Leaning: Yes, 2 to 1", "Read the summary", "Late answers until")
			if labels := q.Labels(); !slices.Equal(labels, []string{"Add a reason", "Answer late"}) {
				t.Errorf("%s can choose %q", name, labels)
			}
			if blocks := string(q.Blocks()); !strings.Contains(blocks, "/archives/"+summary.Channel()+"/p"+strings.ReplaceAll(summary.TS(), ".", "")) {
				t.Errorf("%s has no link to the summary: %s", name, blocks)
			}
		}
		questions["ben"].ExpectUpdate("Your answer: Yes")
		questions["eve"].ExpectUpdate("You have not answered.")
		for _, name := range []string{"ada", "ben", "cy", "di", "eve"} {
			for _, screen := range w.screens(name) {
				for _, words := range untrue() {
					if strings.Contains(screen, words) && !strings.Contains(screen, "Asked 4 people") {
						t.Errorf("%s still reads %q:\n%s", name, words, screen)
					}
				}
			}
		}
		w.after(4 * time.Hour)
		questions["eve"].ExpectUpdate("Leaning: Yes, 2 to 1", "Q1 is closed.")
		if labels := questions["ben"].Labels(); len(labels) > 0 {
			t.Errorf("after the end ben can choose %q", labels)
		}
	})
}

// The questions of those who answered are updated before the others', and the card and the summary before any.
func TestTheCardGoesAheadOfTheQuestions(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		var names []string
		for i := range 60 {
			names = append(names, "p"+strconv.Itoa(i))
			w.AddUser(names[i])
		}
		w.AddGroup("all60", names...)
		w.SetRateLimits(true)
		card := w.ask("Ship? @all60 | quorum: 5, within 9h")
		w.after(31 * time.Minute)
		for _, i := range []int{7, 50, 58, 20, 33} {
			w.User(names[i]).ExpectDM("Ship?").Click("Yes")
			w.after(31 * time.Minute) // no response URL lives so long
		}
		w.after(10 * time.Minute)
		answered := map[string]bool{}
		for _, i := range []int{7, 50, 58, 20, 33} {
			answered[w.User(names[i]).ExpectDM("Ship?", "Leaning: Yes").TS()] = true
		}
		var sawCard bool
		var others, questions int
		for _, c := range w.Calls("chat.update") {
			switch {
			case !strings.Contains(c.Args["text"], "Firm: Yes") && !strings.Contains(c.Args["text"], "Leaning: Yes"):
			case c.Args["ts"] == card.TS():
				sawCard = true
			default:
				questions++
				if !sawCard {
					t.Errorf("a question was updated before the card")
				}
				if !answered[c.Args["ts"]] {
					others++
				} else if others > 0 {
					t.Errorf("%d of those who have not answered were updated first", others)
				}
			}
		}
		if questions < 55 {
			t.Errorf("%d questions were updated", questions)
		}
	}, overHTTP, onMonday)
}

// Late answers turn it, and turn it further, and turn it back: what all answers say now stands in the thread, on the card, in
// the log and in the asker's one notice.
func TestLateAnswersTurnIt(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		for _, name := range []string{"fay", "gus"} {
			w.AddUser(name)
		}
		ada := w.User("ada")
		card := w.ask("Ship? @ben @cy @di @eve @fay @gus | quorum: 2, within 4h")
		w.User("ben").ExpectDM("Ship?").Click("Yes")
		w.User("cy").ExpectDM("Ship?").Click("Yes")
		summary := card.ExpectReply("Yes, 2 of 2 answers", "Not answered: di, eve, fay and gus")
		late := func(who, says, reason string) {
			q := w.User(who).ExpectDM("Ship?", "Late answers until")
			q.Menu("Answer late")
			w.User(who).ExpectModal("Your answer").Expect("not counted").Choose("Your answer", says).Fill("Reason", reason).Submit().ExpectClosed()
			q.ExpectUpdate("Your answer: "+says, "not counted")
			w.after(10 * time.Second)
		}
		now := func(says string, notes int) {
			t.Helper()
			card.ExpectUpdate("Yes, 2 of 2 answers", says)
			ada.ExpectDMs(1, "Late answers")
			ada.ExpectDM(says)
			ada.Slash("#releases", "/quorum log ship")
			ada.ExpectEphemeral("Q1: ", strings.ToLower(says[:1])+says[1:])
			last := card.Replies()
			if len(last) != 1+notes || notes > 0 && !strings.Contains(last[notes].Read(), says) {
				t.Errorf("in the thread: %q", readAll(last))
			}
			for _, note := range last[1:max(1, notes)] {
				if !strings.Contains(note.Read(), "A later note says what they say now.") {
					t.Errorf("a note from before reads %q", note.Read())
				}
			}
		}
		late("di", "No", "The docs are not ready.")
		ada.ExpectDMs(0, "Late answers")
		late("eve", "No", "")
		now("Late answers make it a tie, 2 to 2", 1)
		late("fay", "No", "")
		now("Late answers now say No, 3 to 2", 2)
		late("gus", "No", "")
		now("Late answers now say No, 4 to 2", 2)
		summary.ExpectUpdate("Yes, 2 of 2 answers", "No, di (late, saw the summary)", "The docs are not ready.")
		if strings.Contains(summary.Read(), "Not answered") {
			t.Errorf("the summary still says who has not answered: %s", summary.Read())
		}
		card.ExpectUpdate("2 of 6 answered")
		late("gus", "Yes", "")
		late("fay", "Yes", "")
		now("Late answers no longer change", 3)
	}, overHTTP, onMonday)
}

// A reason that is added after the summary stands in the thread, and is no late answer.
func TestAReasonIsAddedAfterTheSummary(t *testing.T) {
	t.Parallel()
	bothWays(t, func(w *world) {
		card := w.ask("Ship? @ben @cy @di | quorum: 2, within 4h")
		ben := w.User("ben").ExpectDM("Ship?").Click("Yes")
		w.User("cy").ExpectDM("Ship?").Click("Yes")
		card.ExpectReply("Decided: Yes")
		add := func(reason string) {
			ben.ExpectUpdate("Decided: Yes").Menu("Add a reason")
			form := w.User("ben").ExpectModal("Your reason").Expect("Your answer: Yes", "It is posted in the thread")
			form.Fill("Reason", reason).Submit().ExpectClosed()
			ben.ExpectUpdate("Your answer: Yes", "Added after the summary:", reason)
		}
		add("The tests are green.")
		card.ExpectReply("ben", "adds to", "Yes", "The tests are green.")
		add("The tests are green, all of them.")
		w.after(time.Minute)
		if replies := card.Replies(); len(replies) != 2 || !strings.Contains(replies[1].Read(), "all of them") {
			t.Errorf("in the thread: %q", readAll(replies))
		}
		if strings.Contains(w.screen("ben"), "Late, saw") {
			t.Error("it is called a late answer")
		}
		w.User("di").ExpectDM("Ship?", "Decided").Menu("Add a reason") // who has not answered gives the answer with it
		w.User("di").ExpectModal("Your answer").Choose("Your answer", "Yes").Fill("Reason", "Me too.").Submit().ExpectClosed()
		w.User("di").ExpectDM("Ship?", "Your answer: Yes", "Me too.", "Late, saw the summary")
	})
}

// Buttons that stood in messages before the summary do what they say, as far as that can still be done.
func TestButtonsFromBeforeTheSummary(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		card := w.ask("Ship? @ben @cy @di @eve | quorum: 2, within 4h")
		w.User("ben").ExpectDM("Ship?").Click("Yes").ExpectUpdate("[Change]")
		ben := w.User("ben").ExpectDM("Ship?", "[Change]")
		cy, di, eve := w.User("cy").ExpectDM("Ship?"), w.User("di").ExpectDM("Ship?"), w.User("eve").ExpectDM("Ship?")
		cy.Click("Yes")
		card.ExpectReply("Yes, 2 of 2 answers")
		di.ClickAsSeen("No")
		di.ExpectUpdate("Yes, 2 of 2 answers", "Your answer: No", "Late, saw the summary")
		eve.ClickAsSeen("Yes")
		eve.ExpectUpdate("Your answer: Yes", "Late, saw the summary")
		ben.ClickAsSeen("Change")
		w.User("ben").ExpectModal("Your answer").Choose("Your answer", "No").Submit().ExpectClosed()
		ben.ExpectUpdate("Your answer: No", "not counted", "Yes")
	}, overHTTP)
}

// Reminders, and what people read once a day, are brought up to date as the question itself is: when somebody has answered,
// and when the summary is out, also in a message about several questions.
func TestRemindersAreBroughtUpToDate(t *testing.T) {
	t.Parallel()
	bothWays(t, func(w *world) {
		ada, ben, cy := w.User("ada"), w.User("ben"), w.User("cy")
		w.told("cy", "/quorum digest 9:30", "9:30")
		ship := w.ask("Ship? @ben @cy @di | quorum: 2, within 3d")
		w.ask("Merge? @ben @cy @di | quorum: 3, within 3d")
		w.after(31 * time.Minute)
		list := cy.ExpectDM("2 questions wait for your answer", "Ship?", "Merge?")
		for _, id := range []string{"Q1", "Q2"} {
			ada.Slash("#releases", "/quorum remind "+id)
		}
		both := ben.ExpectDM("2 questions", "wait for", "Ship?", "Merge?")
		w.after(31 * time.Minute)
		ada.Slash("#releases", "/quorum remind Q1")
		one := ben.ExpectDM("ada", "waits for", "Ship?")
		ben.ExpectDM("ada asks", "Ship?", "until").Click("Yes")
		one.ExpectUpdate("ada asks", "Your answer: Yes", "[Change]")
		both.ExpectUpdate("1 question waits for your answer", "Your answer: Yes", "Merge?", "[Yes]")
		w.User("di").ExpectDM("ada asks", "Ship?").Click("Yes")
		ship.ExpectReply("Decided: Yes")
		one.ExpectUpdate("Decided: Yes", "Your answer: Yes", "Late answers until")
		both.ExpectUpdate("1 question waits for your answer", "Decided: Yes", "Merge?", "[Yes]")
		list.ExpectUpdate("1 question waits for your answer", "Decided: Yes", "You have not answered.", "Merge?", "[Yes]")
		w.told("ada", "/quorum cancel Q2", "is cancelled")
		list.ExpectUpdate("Nothing of this waits for you any more", "Decided: Yes", "ada cancelled this question")
		both.ExpectUpdate("Nothing of this waits for you any more", "ada cancelled this question")
	}, onMonday, calmly)
}
