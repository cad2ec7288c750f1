package slack_test

import (
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"quorum/bot/slack/slacksim"
)

// Each is asked with one call, to the person's id.
func TestOneCallForEachQuestion(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		w.ask("Ship? @ben @cy @di @eve")
		w.User("eve").ExpectDM("Ship?")
		w.after(time.Minute)
		asked := map[string]int{}
		for _, c := range w.Calls("chat.postMessage") {
			asked[c.Args["channel"]]++
		}
		for _, name := range []string{"ben", "cy", "di", "eve"} {
			if n := asked[w.User(name).ID()]; n != 1 {
				t.Errorf("%s was asked with %d calls", name, n)
			}
		}
		if len(asked) != 5 { // and the card
			t.Errorf("posted to %v", asked)
		}
	})
}

// The options are shuffled for each person, and stay as they are.
func TestOptionsAreShuffledAndStable(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		for _, name := range []string{"p1", "p2", "p3", "p4", "p5", "p6"} {
			w.AddUser(name)
		}
		w.ask("Which? @ben @cy @di @eve @p1 @p2 @p3 @p4 @p5 @p6 | options: one, two, three, four, five")
		orders := map[string]bool{}
		for _, name := range []string{"ben", "cy", "di", "eve", "p1", "p2", "p3", "p4", "p5", "p6"} {
			q := w.User(name).ExpectDM("Which?")
			first := options(q)
			sorted := slices.Sorted(slices.Values(first))
			if !slices.Equal(sorted, []string{"five", "four", "one", "three", "two"}) {
				t.Fatalf("%s may choose from %v", name, first)
			}
			orders[strings.Join(first, " ")] = true
			if name == "ben" {
				q.Click("three").ExpectUpdate("Your answer: three").Click("Change").ExpectUpdate("Keep it")
				if again := options(q); !slices.Equal(again, first) {
					t.Errorf("ben read %v and now %v", first, again)
				}
			}
		}
		if len(orders) < 4 {
			t.Errorf("10 people read only %d orders", len(orders))
		}
	})
}

// options are the buttons of a question that are options.
func options(p *slacksim.Post) []string {
	return slices.DeleteFunc(p.Labels(), func(l string) bool {
		return !slices.Contains([]string{"one", "two", "three", "four", "five"}, l)
	})
}

func TestWaysOut(t *testing.T) {
	t.Parallel()
	bothWays(t, func(w *world) {
		card := w.ask("Ship? @ben @cy @di @eve | quorum: 60%")
		w.User("ben").ExpectDM("Ship?").Menu("No opinion").ExpectUpdate("Recorded: No opinion")
		w.User("cy").ExpectDM("Ship?").Menu("Conflict of interest").ExpectUpdate("Recorded: Conflict of interest")
		q := w.User("di").ExpectDM("Ship?").Menu("Not me").ExpectUpdate("Recorded: Not me")
		card.ExpectUpdate("0 of 4 answered", "2 of 3 answers") // a conflict of interest leaves the denominator
		q.Menu("No opinion").ExpectUpdate("Recorded: No opinion")
		q.Click("Answer after all").ExpectUpdate("[Yes] [No]").Click("No").ExpectUpdate("Your answer: No")
		q.Menu("Take it back").ExpectUpdate("[Yes] [No]").Click("Yes").ExpectUpdate("Your answer: Yes")
		w.User("eve").ExpectDM("Ship?").Click("Yes")
		card.ExpectReply("Decided: Yes, 2 of 2 answers", "No", "no answer", "ben", "as if not asked", "cy")
	})
}

func TestChangeKeepAndReason(t *testing.T) {
	t.Parallel()
	bothWays(t, func(w *world) {
		card := w.ask("Ship? @ben @cy @di")
		ben := w.User("ben")
		q := ben.ExpectDM("Ship?").Click("Yes").ExpectUpdate("Your answer: Yes")
		q.Click("Change").ExpectUpdate("Keep it as it is", "[Yes] [No]")
		q.Click("Keep it as it is").ExpectUpdate("Your answer: Yes", "[Change]")
		q.Click("Change").ExpectUpdate("Keep it as it is").Click("Yes").ExpectUpdate("Your answer: Yes", "[Change]") // nothing changed, and it shows
		q.Click("Add a reason")
		form := ben.ExpectModal("Your answer").Expect("Ship?")
		form.Fill("Reason", "It is *tested* <!channel>").Choose("How sure are you?", "I am sure").Submit().ExpectClosed()
		q.ExpectUpdate("Your answer: Yes (sure)", "It is tested @channel")
		if raw := string(q.Blocks()); strings.Contains(raw, "<!channel>") || strings.Contains(raw, `u003c!channel`) {
			t.Errorf("the reason wakes the channel: %s", raw)
		}
		q.Click("Change").ExpectUpdate("Keep it").Click("Yes").ExpectUpdate("Your answer: Yes (sure)", "It is tested", "[Change]")
		q.Click("Change").ExpectUpdate("Keep it").Click("No").ExpectUpdate("Your answer: No")
		card.ExpectUpdate("1 of 3 answered")
		w.User("cy").ExpectDM("Ship?").Click("No")
		card.ExpectReply("No, 2 of 2 answers")
	})
}

// More options than there is room for buttons are in a form.
func TestManyOptions(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		card := w.ask("Which letter? @ben @cy @di | options: a, b, c, d, e, f, g, h, i, j, k, l")
		for _, name := range []string{"ben", "cy"} {
			who := w.User(name)
			who.ExpectDM("Which letter?").Click("Answer")
			form := who.ExpectModal("Your answer")
			form.Choose("Your answer", "k").Submit().ExpectClosed()
			who.ExpectDM("Which letter?").ExpectUpdate("Your answer: k")
		}
		card.ExpectReply("k, 2 of 2 answers")
	})
}

// The form for answering is opened before anything is looked up.
func TestTheAnswerFormComesFirst(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		w.ask("Which letter? @ben | options: a, b, c, d, e, f, g")
		q := w.User("ben").ExpectDM("Which letter?")
		w.after(time.Minute)
		before := len(w.Calls(""))
		q.Click("Answer")
		w.User("ben").ExpectModal("Your answer").Expect("Which letter?")
		if first := w.Calls("")[before]; first.Method != "views.open" {
			t.Errorf("the first call is %s", first.Method)
		}
	})
}

// After its half hour a response URL is dead; the question is then updated.
func TestReceiptsAfterHalfAnHour(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		w.ask("Ship? @ben @cy @di @eve | quorum: all")
		q := w.User("ben").ExpectDM("Ship?").Click("Yes").ExpectUpdate("Your answer: Yes")
		if n := len(w.Calls("chat.update")); n > 0 {
			t.Errorf("a fresh click costs %d updates", n)
		}
		w.after(31 * time.Minute)
		f := w.Fail("response_url", slacksim.Before, slacksim.Unavailable)
		q.Click("Change").ExpectUpdate("Keep it").Click("No").ExpectUpdate("Your answer: No")
		if f.Hits() == 0 {
			t.Error("no response URL was tried")
		}
	})
}

func TestAnsweringFromAReminder(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		w.ask("Ship? @ben @cy @di | quorum: all")
		ben := w.User("ben")
		q := ben.ExpectDM("Ship?")
		w.after(time.Hour)
		w.told("ada", "/quorum remind Q1", "Reminding 3 people about Q1")
		reminder := ben.ExpectDM("ada", "waits for").Click("Yes")
		reminder.ExpectUpdate("Your answer: Yes", "[Change]")
		q.ExpectUpdate("Your answer: Yes", "[Change]")
		q.Click("Change").ExpectUpdate("Keep it").Click("No").ExpectUpdate("Your answer: No")
		reminder.Click("Change").ExpectUpdate("Keep it").Click("Yes").ExpectUpdate("Your answer: Yes")
		q.ExpectUpdate("Your answer: Yes")
	}, overHTTP, onMonday)
}

// The options stay on the screen of a person who changes an answer, although other updates of the same message come late.
func TestOptionsStayWhileChanging(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		w.ask("Ship? @ben @cy @di | quorum: all")
		ben := w.User("ben")
		q := ben.ExpectDM("Ship?")
		w.after(time.Hour)
		w.User("ada").Slash("#releases", "/quorum remind Q1")
		reminder := ben.ExpectDM("ada", "waits for").Click("Yes").ExpectUpdate("Your answer: Yes", "[Change]")
		reminder.Click("Change").ExpectUpdate("Keep it")
		w.after(time.Minute)
		reminder.ExpectUpdate("[No]").Click("Keep it as it is").ExpectUpdate("Your answer: Yes", "[Change]")

		slow := w.Fail("response_url", slacksim.Before, slacksim.Slow, slacksim.Delay(700*time.Millisecond), slacksim.Times(1))
		q.ExpectUpdate("Your answer: Yes").Click("Change") // this is seen late
		q.ClickAsSeen("No")
		w.after(time.Minute)
		q.ExpectUpdate("Your answer: No", "[Change]")
		reminder.ExpectUpdate("Your answer: No", "[Change]").Click("Change")
		q.Click("Change").ExpectUpdate("Keep it").Click("Yes")
		w.after(time.Minute)
		for _, shown := range []*slacksim.Post{q, reminder} { // an answer ends it everywhere
			shown.ExpectUpdate("Your answer: Yes", "[Change]")
		}
		if slow.Hits() != 1 {
			t.Error("nothing was slow")
		}
	}, overHTTP, onMonday)
}

func TestAnsweringFromAppHome(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		card := w.ask("Ship? @ben @cy")
		ben := w.User("ben")
		q := ben.ExpectDM("Ship?")
		home := ben.OpenHome().Expect("What waits for me", "Ship?", "ada asks")
		home.Click("Answer")
		ben.ExpectModal("Your answer").Choose("Your answer", "No").Submit().ExpectClosed()
		home.Expect("Nobody")
		q.ExpectUpdate("Your answer: No")
		card.ExpectUpdate("1 of 2 answered")
		w.User("ada").OpenHome().Expect("What I asked", "Q1", "1 of 2 answered").Click("Ask stakeholders")
		w.User("ada").ExpectModal("Ask stakeholders")
	})
}

// An answer may come in the instant in which the question arrived, before anybody knows where it stands.
func TestAnsweredBeforeItIsKnownToHaveArrived(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		w.Fail("chat.postMessage", slacksim.After, slacksim.Hang, slacksim.Times(2), slacksim.When(func(c slacksim.Call) bool {
			return c.Args["channel"] == w.User("ben").ID() || c.Args["channel"] == w.User("cy").ID()
		}))
		w.ask("Ship? @ben @cy @di | quorum: all")
		q := w.User("ben").ExpectDM("Ship?")
		q.Click("Yes").ExpectUpdate("Your answer: Yes")
		w.User("cy").OpenHome().Expect("Ship?").Click("Answer")
		w.User("cy").ExpectModal("Your answer").Choose("Your answer", "No").Submit().ExpectClosed()
		w.after(5 * time.Minute)
		w.User("cy").ExpectDM("Ship?").ExpectUpdate("Your answer: No")
		w.User("ben").ExpectDMs(1, "Ship?")
		q.ExpectUpdate("Your answer: Yes").Click("Change").ExpectUpdate("[No]").Click("No").ExpectUpdate("Your answer: No")
	})
}

// Fifty people who click in the same instant count fifty times, once each, and the summary is posted once.
func TestFiftyAtOnce(t *testing.T) {
	t.Parallel()
	bothWays(t, func(w *world) {
		var names []string
		for i := range 50 {
			names = append(names, "p"+strconv.Itoa(i))
			w.AddUser(names[i])
		}
		w.AddGroup("all50", names...)
		card := w.ask("Ship? @all50 | quorum: 40")
		var questions []*slacksim.Post
		for _, name := range names {
			questions = append(questions, w.User(name).ExpectDM("Ship?"))
		}
		var all sync.WaitGroup
		for _, q := range questions {
			all.Go(func() { q.Click("Yes") })
		}
		all.Wait()
		w.after(time.Minute)
		if replies := card.Replies(); len(replies) != 1 || !strings.Contains(replies[0].Read(), "Decided: Yes") {
			t.Errorf("in the thread: %v", readAll(replies))
		}
		card.ExpectUpdate("of 50 answered", "Decided: Yes")
	})
}

func readAll(posts []*slacksim.Post) (all []string) {
	for _, p := range posts {
		all = append(all, p.Read())
	}
	return all
}
