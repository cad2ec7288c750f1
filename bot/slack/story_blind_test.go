package slack_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestBlindUntilPublished tells the same story twice. What ben and cy say differs, and nothing else. Until the summary
// nobody else may be able to tell the two worlds apart, wherever they look, after any step: neither from messages and
// their notifications and metadata, nor from the card, status, list, log, App Home or notices.
func TestBlindUntilPublished(t *testing.T) {
	t.Parallel()
	one := blindStory(t, [3]string{"Yes", "I am sure", "alpha"}, [3]string{"No", "It is a guess", "beta"})
	other := blindStory(t, [3]string{"No", "It is a guess", "omega"}, [3]string{"No", "I am sure", "delta"})
	if len(one) != len(other) || len(one) < 9 {
		t.Fatalf("told in %d and %d steps", len(one), len(other))
	}
	last := len(one) - 1
	for i := range last {
		if one[i] != other[i] {
			t.Fatalf("after step %d somebody can tell:\n%s", i, difference(one[i], other[i]))
		}
	}
	if !strings.Contains(one[last], "beta") || !strings.Contains(other[last], "delta") {
		t.Error("once published, the answers can be read")
	}
}

// blindStory tells the story and returns, after each step, everything that ada, who asks, and di, who is asked too,
// can read. The last step publishes.
func blindStory(t *testing.T, ben, cy [3]string) (steps []string) {
	t.Helper()
	story(t, func(w *world) {
		for _, name := range []string{"ada", "ben", "cy", "di", "eve"} {
			w.User(name).DM() // so that each has the same id in both worlds
		}
		look := func() { steps = append(steps, w.look("ada", "di")) }
		card := w.ask("Ship? @ben @cy @di @eve | quorum: all, within 2d")
		w.Channel("releases").Remove("eve")
		look()
		w.say("ben", ben)
		look()
		w.say("cy", cy)
		look()
		w.User("ben").ExpectDM("Ship?").Click("Change").ExpectUpdate("Keep it").Click(cy[0])
		look()
		w.User("ben").ExpectDM("Ship?").Click("Change").ExpectUpdate("Keep it").Click(ben[0])
		look()
		w.after(time.Hour)
		w.User("ada").Slash("#releases", "/quorum remind Q1")
		look()
		w.User("cy").ExpectDM("Ship?", "Your answer").Menu("Take it back")
		look()
		w.say("cy", cy)
		w.restart(nil)
		look()
		w.User("eve").ExpectDM("Ship?", "[No]").Menu("Not me") // now the rule is impossible, and ada is told
		w.User("ada").ExpectDM("no longer get enough")
		look()
		w.User("ada").Slash("#releases", "/quorum close Q1")
		card.ExpectReply("Closed")
		look()
	}, overHTTP)
	return steps
}

// say answers with a reason and a confidence.
func (w *world) say(name string, answer [3]string) {
	w.t.Helper()
	who := w.User(name)
	q := who.ExpectDM("Ship?", "[Yes]").Click(answer[0]).ExpectUpdate("Your answer: " + answer[0])
	q.Click("Add a reason")
	who.ExpectModal("Your answer").Choose("How sure are you?", answer[1]).Fill("Reason", answer[2]).Submit().ExpectClosed()
	q.ExpectUpdate(answer[2])
}

// look has people look everywhere, and returns what they read. Ids and times are left out.
func (w *world) look(names ...string) string {
	w.t.Helper()
	w.after(time.Minute)
	for _, name := range names {
		who := w.User(name)
		for _, text := range []string{"status Q1", "list", "log ship"} {
			who.Slash("", "/quorum "+text)
		}
		who.OpenHome()
	}
	w.after(time.Minute)
	var all []string
	for _, name := range names {
		one := w.screens(name)
		slices.Sort(one) // a card and a confirmation may come in either order
		all = append(all, "=== "+name, strings.Join(one, "\n"))
	}
	return regexp.MustCompile(`\d{10}\.\d{6}|p\d{16}|[0-9a-f-]{36}|date\^\d+`).ReplaceAllString(strings.Join(all, "\n"), "…")
}

// Before publication nobody is sent anything at all because somebody else has answered, but for the one number.
func TestNothingIsSentForSomebodyElsesAnswer(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		card := w.ask("Ship? @ben @cy @di @eve | quorum: all")
		q := w.User("ben").ExpectDM("Ship?")
		w.after(time.Minute)
		before := len(w.Calls(""))
		q.Click("Yes")
		w.after(time.Minute)
		var methods []string
		for _, c := range w.Calls("")[before:] {
			if c.Method != "apps.connections.open" && c.Method != "link" {
				methods = append(methods, c.Method)
			}
			if c.Method == "chat.update" && c.Args["ts"] != card.TS() {
				t.Errorf("%s was updated", c.Args["ts"])
			}
		}
		if want := []string{"response_url", "chat.update"}; !slices.Equal(methods, want) {
			t.Errorf("one answer brings %v, not %v", methods, want)
		}
	})
}

// difference is where two texts part.
func difference(a, b string) string {
	one, other := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range one {
		if i >= len(other) || one[i] != other[i] {
			return "- " + strings.Join(one[i:min(i+3, len(one))], "\n") + "\n+ " + strings.Join(other[min(i, len(other)):min(i+3, len(other))], "\n")
		}
	}
	return "one goes on"
}
