package slack_test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"quorum/bot/slack/slacksim"
)

// However many answer, the card is updated once in two seconds at most, and it ends up right.
func TestTheCardIsUpdatedCalmly(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		var names []string
		for i := range 30 {
			names = append(names, "p"+strconv.Itoa(i))
			w.AddUser(names[i])
		}
		w.AddGroup("all30", names...)
		card := w.ask("Ship? @all30 | quorum: all")
		for i, name := range names[:25] {
			w.User(name).ExpectDM("Ship?").Click("Yes")
			w.after(200 * time.Millisecond)
			if i == 15 {
				card.ExpectUpdate("answered")
			}
		}
		card.ExpectUpdate("25 of 30 answered")
		var last time.Time
		for _, c := range w.Calls("chat.update") {
			if c.Args["ts"] != card.TS() {
				continue
			}
			if !last.IsZero() && c.At.Sub(last) < 2*time.Second {
				t.Errorf("updated again after %s", c.At.Sub(last))
			}
			last = c.At
		}
	}, overHTTP)
}

func TestOutcomeDissentAndWhoIsMissing(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		card := w.ask("Ship? @ben @cy @di @eve | quorum: 3")
		for name, says := range map[string]string{"ben": "Yes", "cy": "Yes"} {
			w.User(name).ExpectDM("Ship?").Click(says)
		}
		di := w.User("di")
		di.ExpectDM("Ship?").Click("No").ExpectUpdate("Your answer: No")
		summary := card.ExpectReply("Leaning: Yes, 2 to 1", "Not answered: eve", "Yes 2: ben and cy", "No 1: di")
		if summary.ExpectUpdate("Answered blind"); !strings.Contains(string(summary.Blocks()), "data_visualization") {
			t.Error("there is no chart")
		}
		card.ExpectUpdate("Leaning: Yes", "3 of 4 answered", "in the thread", "Late answers until")
		w.after(time.Hour)
		if n := len(card.Replies()); n != 1 {
			t.Errorf("%d replies", n)
		}
	})
}

// Everybody has answered: the summary comes, whether or not the rule was met, and late answers are taken until the deadline.
func TestEverybodyHasAnswered(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		card := w.ask("Ship? @ben @cy | quorum: all, decided, within 4h")
		w.User("ben").ExpectDM("Ship?").Click("Yes")
		cy := w.User("cy").ExpectDM("Ship?").Click("No")
		card.ExpectReply("No quorum")
		cy.ExpectUpdate("No quorum", "Late answers until")
		w.after(4 * time.Hour)
		cy.ExpectUpdate("Q1 is closed.")
		w.told("ada", "/quorum close Q1", "Q1 is closed already")
	})
}

// While somebody is still to answer and the rule can no longer be met, the asker is told at once.
func TestImpossibleIsToldAtOnce(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		card := w.ask("Ship? @ben @cy @di | quorum: 3")
		before := time.Now()
		w.User("ben").ExpectDM("Ship?").Menu("Not me")
		w.User("ada").ExpectDM("Q1", "no longer get enough", "only 2 people can still answer", "[Close now]")
		if took := time.Since(before); took > 2*time.Second {
			t.Errorf("told after %s", took)
		}
		w.User("cy").ExpectDM("Ship?").Menu("No opinion")
		w.after(time.Minute)
		w.User("ada").ExpectDMs(1, "can no longer get enough answers")
		card.ExpectUpdate("0 of 3 answered")
		w.User("ada").Slash("#releases", "/quorum close Q1")
		card.ExpectReply("Closed: ended early", "no answer")
	})
}

func TestClosingEarly(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		card := w.ask("Ship? @ben @cy @di | quorum: all")
		w.User("ben").ExpectDM("Ship?").Click("No")
		w.told("ada", "/quorum close 1", "Q1", "closed")
		card.ExpectReply("Closed: ended early with 1 of 3 answers", "No 1: ben", "Not answered: cy and di")
		card.ExpectUpdate("Closed")
		q := w.User("cy").ExpectDM("Ship?")
		q.ClickAsSeen("Yes") // who did not know that it is over is told so
		q.ExpectUpdate("Closed: ended early", "Your answer: Yes", "not counted", "Q1 is closed")
		w.after(time.Hour)
		if n := len(card.Replies()); n != 1 {
			t.Errorf("in the thread: %q", readAll(card.Replies()))
		}
	}, overHTTP)
}

// Cancelling leaves one line, and nothing of the answers anywhere.
func TestCancelling(t *testing.T) {
	t.Parallel()
	bothWays(t, func(w *world) {
		card := w.ask("Ship? @ben @cy @di")
		w.User("ben").ExpectDM("Ship?").Click("No")
		w.told("ada", "/quorum cancel Q1", "Q1 is cancelled")
		card.ExpectUpdate("Cancelled").ExpectReply("ada", "cancelled")
		q := w.User("cy").ExpectDM("Ship?")
		q.ClickAsSeen("Yes")
		w.User("cy").ExpectEphemeral("Q1", "no answer")
		q.ExpectUpdate("ada", "cancelled")
		if labels := q.Labels(); len(labels) > 0 {
			t.Errorf("cy can still click %q", labels)
		}
		w.after(time.Hour)
		if n := len(card.Replies()); n != 1 {
			t.Errorf("in the thread: %q", readAll(card.Replies()))
		}
		w.told("ada", "/quorum cancel Q1", "Q1 was cancelled already")
	})
}

// Nobody is nagged: not who has answered, not soon after the last message, not more than twice, not by others.
func TestReminding(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		ada := w.User("ada")
		remind := func(says string) {
			t.Helper()
			w.told("ada", "/quorum remind Q1", says)
		}
		w.ask("Ship? @ada @ben @cy | quorum: all, within 2d")
		w.User("ben").ExpectDM("Ship?").Click("Yes")
		remind("none within 30 minutes of the last message")
		w.after(31 * time.Minute)
		remind("Reminding 1 person about Q1")
		w.User("cy").ExpectDMs(1, "A reminder")
		w.User("ben").ExpectNoDM("A reminder")
		ada.ExpectNoDM("A reminder")
		w.after(31 * time.Minute)
		remind("Reminding 1 person about Q1")
		w.User("cy").ExpectDMs(2, "A reminder")
		w.after(31 * time.Minute)
		remind("each person gets at most 2 reminders")
		w.after(time.Minute)
		w.User("cy").ExpectDMs(2, "A reminder")
		w.User("cy").ExpectDM("A reminder").Click("No")
		w.Channel("releases").ExpectMessage("Ship?").ExpectReply("Tied")
	}, onMonday)
}

func TestLookingBack(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		ada, ben := w.User("ada"), w.User("ben")
		w.ask("Ship 4.2? @ben @cy | context: the release train")
		w.ask("Which queue? @cy @di | options: nats, kafka | quorum: 1")
		w.User("cy").ExpectDM("Which queue?").Click("nats")
		w.Channel("releases").ExpectMessage("Which queue?").ExpectReply("nats")
		ben.Slash("", "/quorum list")
		ben.ExpectEphemeral("What waits for me", "Ship 4.2?", "ada asks", "Nothing yet")
		ada.Slash("", "/quorum list")
		ada.ExpectEphemeral("Nobody", "Q1: 0 of 2 answered", "Leaning: nats, 1 of 2 answered")
		w.told("ada", "/quorum log QUEUE", "Decisions with QUEUE", "Which queue?", "Q2: Leaning: nats")
		ben.Slash("#releases", "/quorum log queue")
		ben.ExpectEphemeral("Which queue?") // it was asked in this channel
		ben.Slash("", "/quorum log queue")
		ben.ExpectEphemeral("None that you can see")
		w.told("ada", "/quorum status q1", "0 of 2 answered", "Not answered: ben and cy")
		ben.Slash("#releases", "/quorum status 1")
		if read := ben.ExpectEphemeral("Q1", "0 of 2 answered").Read(); strings.Contains(read, "Not answered") {
			t.Errorf("ben reads\n%s", read)
		}
		w.told("ben", "/quorum help", "/quorum status Q12")
		w.told("ben", "/quorum status", "You wrote:", "/quorum status")
		w.told("ben", "/quorum close Q99", "There is no Q99")
		for typed, read := range map[string]string{
			"close": "Say which: /quorum close Q12", "statuss": "Did you mean /quorum status?", "closse Q1": "Did you mean /quorum close Q1?",
			"lisst": "Did you mean /quorum list?",
		} {
			ben.Slash("#releases", "/quorum "+typed)
			ben.ExpectEphemeral(read)
		}
		for _, question := range []string{"Lunch?", "Deploy Q1"} { // these are no verbs
			ben.Slash("#releases", "/quorum "+question)
			ben.ExpectModal("Ask stakeholders").Expect("Say who to ask").ExpectValue("Question", question)
			w.after(time.Minute)
		}
	})
}

// What somebody wrote notifies and links nobody, wherever it is shown.
func TestNothingThatPeopleWriteIsMarkup(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		w.User("ada").Slash("#releases", "/quorum Ship <!channel> & *now* <http://evil.test>? @ben @cy | context: <!here> `x` | quorum: all")
		card := w.Channel("releases").ExpectMessage("0 of 2 answered")
		ben := w.User("ben")
		ben.ExpectDM("Ship").Click("Yes").ExpectUpdate("[Change]").Click("Add a reason")
		ben.ExpectModal("Your answer").Fill("Reason", "<!everyone> <@U0ADA> </script>").Submit().ExpectClosed()
		w.User("cy").ExpectDM("Ship").Click("Yes")
		card.ExpectReply("Yes")
		w.after(time.Minute)
		for _, c := range append(w.Calls("chat.postMessage"), w.Calls("response_url")...) {
			for _, text := range []string{c.Args["text"], c.Args["blocks"], c.Args["body"]} {
				text = strings.ReplaceAll(text, "<@"+w.User("ada").ID()+">", "") // the summary notifies who asked
				text = strings.ReplaceAll(text, `\u003c@`+w.User("ada").ID()+`\u003e`, "")
				for _, bad := range []string{"!channel", "!here", "!everyone", "<@", `\u003c@`} {
					if strings.Contains(text, bad) {
						t.Errorf("%s sends %s", c.Method, bad)
					}
				}
			}
		}
	})
}

// A reminder that was on its way is not sent to somebody who has answered meanwhile, nor to anybody once the summary is
// out.
func TestNobodyIsRemindedInVain(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		w.ask("Ship? @ben @cy @di | quorum: 2")
		for _, name := range []string{"ben", "cy", "di"} {
			w.User(name).ExpectDM("Ship?")
		}
		w.after(time.Hour)
		busy := w.Fail("chat.postMessage", slacksim.Before, slacksim.RateLimited, slacksim.RetryAfter(time.Minute), slacksim.When(isQuestion))
		w.told("ada", "/quorum remind Q1", "Reminding 3 people")
		w.User("ben").ExpectDM("Ship?").Click("Yes").ExpectUpdate("Your answer: Yes")
		busy.Stop()
		w.after(5 * time.Minute)
		w.User("ben").ExpectDMs(0, "A reminder")
		w.User("cy").ExpectDMs(1, "A reminder")
		w.User("cy").ExpectDM("A reminder").Click("Yes")
		w.Channel("releases").ExpectMessage("Ship?").ExpectReply("Yes")
		w.after(time.Hour)
		w.told("ada", "/quorum remind Q1", "Q1", "is out")
	}, overHTTP, onMonday)
}
