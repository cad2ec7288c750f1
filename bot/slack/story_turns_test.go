package slack_test

import (
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"quorum/bot"
	"quorum/bot/slack/slacksim"
	"quorum/bot/slack/webapi"
	"quorum/polls"
)

// One channel is asked forty things at once. Its own cards come one a second; nothing else waits for that.
func TestABusyChannelHoldsUpNobodyElse(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		w.AddChannel("quiet", "ada", "ben", "cy", "di").InviteBot()
		w.crowd("all", 120)
		if trouble := w.User("ada").Slash("#quiet", "/quorum Ship? @ben @cy @di | quorum: 2"); trouble != "" {
			t.Fatal(trouble)
		}
		small := w.Channel("quiet").ExpectMessage("Ship?", "answered")
		w.User("ben").ExpectDM("Ship?").Click("Yes")
		last := w.User("cy").ExpectDM("Ship?")
		w.User("di").ExpectDM("Ship?")
		w.after(time.Minute)

		began := time.Now()
		var all sync.WaitGroup
		for i := range 40 {
			all.Go(func() { w.askBy(fmt.Sprint("q", i), "releases", 3*i, 3) })
		}
		all.Wait()
		w.after(5 * time.Second)
		before := time.Now()
		last.Click("Yes")
		small.ExpectReply("Decided: Yes")
		if took := time.Since(before); took > time.Second {
			t.Errorf("the summary of another channel came after %s", took)
		}
		for i := range 120 {
			w.User(fmt.Sprint("all", i)).ExpectDM("Lunch?")
		}
		if took := time.Since(began); took > 35*time.Second {
			t.Errorf("120 people were asked in %s; a workspace takes five a second and thirty at once", took)
		}
		for i := range 40 {
			w.Channel("releases").ExpectMessage(fmt.Sprintf("Lunch? q%d", i))
		}
		if took := time.Since(began); took > 90*time.Second { // nobody's name is known yet, and Slack tells a hundred a minute
			t.Errorf("forty cards stand after %s", took)
		}
	}, asInSlack, func(l *likeness) { l.limits = webapi.Limits{Start: 5, Cap: 5, Burst: 20} })
}

// askBy asks some of the crowd, straight into the store.
func (w *world) askBy(key, channel string, first, n int) {
	r := bot.Request{
		Workspace: w.Team().ID, Key: key, Asker: polls.Person(w.User("ada").ID()), Channel: w.Channel(channel).ID,
		Draft: polls.Draft{Question: "Lunch? " + key, Rule: "all, within 7d", Asked: []polls.Party{{Mentions: []polls.Mention{{ID: "U0"}}}}},
	}
	for i := range n {
		r.Asked = append(r.Asked, polls.Invite{Person: polls.Person(w.User(fmt.Sprint("all", first+i)).ID())})
	}
	if _, err := w.bot.Ask(w.t.Context(), r); err != nil {
		w.t.Error(err)
	}
}

// Everybody clicks within four seconds, while each call takes Slack 150 ms. Each click is acknowledged at once, and what it
// recorded is seen within a second.
func TestFourHundredClicks(t *testing.T) {
	t.Parallel()
	const people = 400
	story(t, func(w *world) {
		w.crowd("all", people)
		for i := range people / 20 {
			w.askBy(fmt.Sprint("q", i), "releases", 20*i, 20)
		}
		w.after(20 * time.Minute)
		w.Fail("*", slacksim.Before, slacksim.Slow, slacksim.Delay(150*time.Millisecond))
		w.Fail("response_url", slacksim.Before, slacksim.Slow, slacksim.Delay(150*time.Millisecond))
		acknowledged, seen := make([]time.Duration, people), make([]time.Duration, people)
		var all sync.WaitGroup
		for i := range people {
			q := w.User(fmt.Sprint("all", i)).ExpectDM("Lunch?")
			all.Go(func() {
				w.after(time.Duration(i) * 4 * time.Second / people)
				began := time.Now()
				q.Click("Yes")
				acknowledged[i] = time.Since(began)
				q.ExpectUpdate("Your answer: Yes")
				seen[i] = time.Since(began)
			})
		}
		all.Wait()
		slices.Sort(acknowledged)
		slices.Sort(seen)
		t.Logf("acknowledged p99 %s; seen p50 %s, p90 %s, at last %s", acknowledged[people*99/100], seen[people/2], seen[people*9/10], seen[people-1])
		if acknowledged[people*99/100] > 50*time.Millisecond || seen[people*9/10] > time.Second {
			t.Error("people wait")
		}
	}, asInSlack)
}

// However Slack takes responses, no acknowledgement waits for one, and what was recorded is seen in the end.
func TestResponsesThatSlackHoldsBack(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		w.crowd("all", 30)
		w.askBy("q", "releases", 0, 30)
		w.after(10 * time.Minute)
		w.SetRate("response_url", 60, 3)
		for i := range 30 {
			q := w.User(fmt.Sprint("all", i)).ExpectDM("Lunch?")
			began := time.Now()
			q.Click("Yes")
			w.User(fmt.Sprint("all", i)).Slash("#releases", "/quorum stats")
			if took := time.Since(began); took > 50*time.Millisecond {
				t.Errorf("acknowledged after %s", took)
			}
		}
		began := time.Now()
		for i := range 30 {
			w.User(fmt.Sprint("all", i)).ExpectDM("Lunch?").ExpectUpdate("Your answer: Yes")
		}
		if took := time.Since(began); took > time.Minute || w.Limited("response_url") == 0 {
			t.Errorf("the last sees it after %s, with %d refusals", took, w.Limited("response_url"))
		}
	}, asInSlack)
}

func TestSixtyHomesAtOnce(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		w.crowd("all", 60)
		w.askBy("q", "releases", 0, 60)
		w.after(10 * time.Minute)
		began := time.Now()
		var all []*slacksim.Home
		for i := range 60 {
			all = append(all, w.User(fmt.Sprint("all", i)).OpenHome())
		}
		for _, home := range all {
			home.Expect("Lunch?")
		}
		if took := time.Since(began); took > 30*time.Second {
			t.Errorf("the last sees it after %s; Slack takes twenty and then a hundred a minute", took)
		}
		if n := w.Limited("views.publish"); n > 0 {
			t.Errorf("Slack refused %d", n)
		}
	}, asInSlack)
}

func TestAHomeThatFailedIsShownWithTheNextChance(t *testing.T) {
	t.Parallel()
	for _, kind := range []slacksim.Kind{slacksim.Unavailable, slacksim.Internal, slacksim.Reset, slacksim.RateLimited, slacksim.RateLimitedBare, slacksim.Garbage} {
		t.Run(string(kind), func(t *testing.T) {
			t.Parallel()
			story(t, func(w *world) {
				w.ask("Ship? @ben @cy")
				fault := w.Fail("views.publish", slacksim.Before, kind, slacksim.Times(1))
				w.User("ben").OpenHome().Expect("Ship?")
				if fault.Hits() != 1 {
					t.Error("nothing failed")
				}
			})
		})
	}
}

// Of what is to be shown while Slack takes none, only the last is.
func TestAHomeShowsTheLastPageThatWasAskedFor(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		w.ask("Ship? @ben @cy")
		w.Fail("views.publish", slacksim.Before, slacksim.RateLimited, slacksim.RetryAfter(20*time.Second), slacksim.Times(1))
		before := w.Count("views.publish")
		var home *slacksim.Home
		for range 5 {
			home = w.User("ben").OpenHome()
			w.after(time.Second)
		}
		w.ask("Lunch? @ben @cy")
		home.Expect("Ship?", "Lunch?")
		w.after(time.Minute)
		if n := w.Count("views.publish") - before; n != 2 {
			t.Errorf("Slack was called %d times, want once in vain and once more", n)
		}
	})
}

// A workspace may take more than the limiter begins with: then everybody is asked sooner.
func TestAskingIsAsFastAsTheWorkspaceAllows(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		const people = 600
		w.SetRate("chat.postMessage", 600, 60)
		w.crowd("all", people)
		began := time.Now()
		w.askBy("q", "releases", 0, people)
		for i := range people {
			w.User(fmt.Sprint("all", i)).ExpectDM("Lunch?")
		}
		took := time.Since(began)
		t.Logf("%d people were asked in %s, with %d refusals", people, took, w.Limited("chat.postMessage"))
		if took > 80*time.Second { // a minute at 600 a minute; two at five a second
			t.Errorf("%d people were asked in %s", people, took)
		}
	}, asInSlack)
}

// What is to be shown when the program is told to stop is shown first.
func TestWhatIsToBeShownIsShownBeforeAStop(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		w.ask("Ship? @ben @cy | quorum: all")
		slow := w.Fail("response_url", slacksim.Before, slacksim.Slow, slacksim.Delay(time.Second))
		w.User("di").ClickForged(slacksim.Action{Channel: "D1", TS: "1.1", ActionID: "choose/0", BlockID: "b", Value: w.Team().ID + "/1|yes"})
		w.restart(func() {
			if slow.Hits() != 1 {
				t.Error("di was told nothing")
			}
			w.User("di").ExpectEphemeral("Only the people who were asked can answer Q1")
		})
	}, asInSlack)
}

// Whatever somebody does is acknowledged at once, also while Slack takes nothing that they are to be shown.
func TestNoAcknowledgementWaitsForWhatIsShown(t *testing.T) {
	t.Parallel()
	bothWays(t, func(w *world) {
		ada, ben := w.User("ada"), w.User("ben")
		w.ask("Ship? @ben @cy @di | quorum: all, within 2d")
		w.ask("Lunch? @ben @cy | quorum: all, within 2d")
		q, other := ben.ExpectDM("Ship?"), ben.ExpectDM("Lunch?")
		w.User("cy").ExpectDM("Ship?").Click("Yes").ExpectUpdate("Your answer: Yes")
		other.Click("Yes").ExpectUpdate("Your answer: Yes")
		w.after(time.Hour)
		ada.Slash("#releases", "/quorum remind Q1")
		reminder := ben.ExpectDM("A reminder")
		home := ben.OpenHome().Expect("Ship?")
		ada.Slash("#releases", "/quorum")
		form := ada.ExpectModal("Ask stakeholders").Fill("Question", "Merge?").Pick("Who to ask", "cy", "di")
		for _, method := range []string{"response_url", "chat.update", "chat.postEphemeral", "views.publish"} {
			w.Fail(method, slacksim.Before, slacksim.Hang)
		}
		forged := slacksim.Action{Channel: "D1", TS: "1.1", ActionID: "choose/0", BlockID: "b", Value: w.Team().ID + "/1|yes"}
		for name, act := range map[string]func(){
			"an answer":         func() { q.Click("Yes") },
			"a change":          func() { other.Click("Change") },
			"a way out":         func() { reminder.Menu("No opinion") },
			"a click of others": func() { w.User("eve").ClickForged(forged) },
			"a list":            func() { ada.Slash("#releases", "/quorum list") },
			"figures":           func() { ada.Slash("#releases", "/quorum stats") },
			"a question":        func() { ada.Slash("#releases", "/quorum Coffee? @cy @di") },
			"a Home":            func() { home = ben.OpenHome() },
			"an answer at home": func() { home.Click("Answer") },
		} {
			began := time.Now()
			if act(); time.Since(began) > 50*time.Millisecond {
				t.Errorf("%s was acknowledged after %s", name, time.Since(began))
			}
		}
		began := time.Now()
		if form.Submit(); time.Since(began) > 50*time.Millisecond {
			t.Errorf("a form was acknowledged after %s", time.Since(began))
		}
	}, onMonday)
}
