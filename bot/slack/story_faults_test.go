package slack_test

import (
	"flag"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"quorum/bot/slack/slacksim"
)

// every makes the tests that take a sample of many cases take all of them. make prove sets it.
var every = flag.Bool("every", false, "every fault of every method, and not a sample")

// fault is one way in which the calls of one method go wrong, a few times in each part of the story.
type fault struct {
	method string
	moment slacksim.Moment
	kind   slacksim.Kind
}

func (f fault) String() string { return fmt.Sprint(f.method, " ", f.kind, " ", f.moment) }

// refusal is the kind of fault with which Slack says that nothing happened.
const refusal = slacksim.Kind("error:restricted_action")

// faults returns every fault of every method that the bot calls, but for chat.getPermalink, which it calls only when a card is
// gone.
func faults() (all []fault) {
	for _, method := range []string{
		"chat.postMessage", "chat.update", "chat.postEphemeral", "conversations.info", "conversations.history",
		"conversations.open", "conversations.replies", "users.info", "users.list", "users.conversations", "usergroups.list",
		"usergroups.users.list", "views.open", "views.update", "views.publish", "dnd.teamInfo", "auth.test", "apps.connections.open",
		"link", "response_url",
	} {
		for _, kind := range []slacksim.Kind{
			refusal, slacksim.RateLimited, slacksim.RateLimitedBare, slacksim.RateLimitedBody, slacksim.Fatal, slacksim.Slow,
		} {
			all = append(all, fault{method, slacksim.Before, kind})
		}
		for _, kind := range []slacksim.Kind{slacksim.Internal, slacksim.Unavailable, slacksim.Garbage, slacksim.Truncated, slacksim.Reset} {
			all = append(all, fault{method, slacksim.Before, kind})
			if method != "link" { // it has no effect
				all = append(all, fault{method, slacksim.After, kind})
			}
		}
	}
	return all
}

// sample returns the part of all that is tried every time; make prove tries all.
func sample(all []fault) (some []fault) {
	for i := 0; i < len(all); i += 41 {
		some = append(some, all[i])
	}
	return some
}

// A small decision goes the same way whatever becomes of a few calls: nothing is lost, doubled or told falsely.
func TestFaults(t *testing.T) {
	t.Parallel()
	all := faults()
	if !*every {
		all = sample(all)
	}
	for i, f := range all {
		t.Run(f.String(), func(t *testing.T) {
			t.Parallel()
			how := []func(*likeness){onMonday, f.bringsItAbout}
			if i%2 == 0 && !f.of("link", "apps.connections.open") {
				how = append(how, overHTTP)
			}
			story(t, func(w *world) { (&ordeal{world: w, fault: f}).run() }, how...)
		})
	}
}

func (f fault) of(methods ...string) bool { return slices.Contains(methods, f.method) }

// bringsItAbout makes a world in which the method is called.
func (f fault) bringsItAbout(l *likeness) {
	l.threads = true
	l.knows = f.of("users.list", "usergroups.list")
}

// ordeal is a small decision under one fault.
type ordeal struct {
	*world
	fault   fault
	strikes *slacksim.Fault
	hits    int
	refused int // how often ada was told to type something again
	part    string
}

func (o *ordeal) run() {
	o.AddGroup("crew", "cy", "di")
	for _, p := range []struct {
		name string
		tell func()
	}{
		{"by command", o.byCommand},
		{"by form", o.byForm},
		{"answered", o.answered},
		{"reminded", o.reminded},
		{"added", o.added},
		{"home", o.home},
		{"closed", o.closed},
		{"late", o.late},
		{"at the end", o.atTheEnd},
	} {
		o.part = p.name
		o.strike()
		p.tell()
		o.hits += o.strikes.Hits()
		o.strikes.Stop()
		o.after(2 * time.Minute)
		o.nothingFalse()
	}
	if o.hits == 0 {
		o.wrong("the method was never called")
	}
}

// strike makes the next calls fail. What only looks for a message is called when it is not known whether one arrived.
func (o *ordeal) strike() {
	times := 2
	if o.fault.moment == slacksim.After || o.fault.kind == refusal {
		times = 1
	}
	o.strikes = o.Fail(o.fault.method, o.fault.moment, o.fault.kind, slacksim.Times(times), slacksim.Delay(4*time.Second), slacksim.RetryAfter(7*time.Second))
	if o.fault.of("conversations.history", "conversations.replies", "conversations.open") {
		o.Fail("chat.postMessage", slacksim.After, slacksim.Reset, slacksim.Times(2))
	}
}

func (o *ordeal) wrong(format string, args ...any) {
	o.t.Helper()
	o.t.Errorf("%s: %s\nada reads:\n%s", o.part, fmt.Sprintf(format, args...), o.screen("ada"))
}

// messages returns how many messages of the app that read this a person sees.
func (o *ordeal) messages(name string, texts ...string) (n int) {
	state := o.Snapshot(o.User(name).ID())
	for _, c := range slices.Concat(state.Channels, state.DMs) {
		for _, m := range c.Messages {
			for _, one := range append([]slacksim.Message{m}, m.Replies...) {
				if !one.Ephemeral && one.BotID != "" && containsEach(one.Read, texts) {
					n++
				}
			}
		}
	}
	return n
}

func containsEach(text string, parts []string) bool {
	return !slices.ContainsFunc(parts, func(part string) bool { return !strings.Contains(text, part) })
}

// once is one message of the app that reads this; none only when Slack has refused something and a person was told.
func (o *ordeal) once(name string, texts ...string) {
	o.t.Helper()
	n := o.messages(name, texts...)
	if n == 2 && o.fault.kind == refusal && regexp.MustCompile("Slack did not say whether|could not be posted").MatchString(o.screen("ada")) {
		return // the asker has it as well
	}
	if n == 1 || n == 0 && o.fault.kind == refusal && failing.MatchString(o.screen("ada")+o.screen(name)) {
		return
	}
	o.wrong("%s sees %d messages that read %q", name, n, texts)
}

// card is one card that reads this. One that Slack does not let the bot update stays as it is.
func (o *ordeal) card(texts ...string) {
	o.t.Helper()
	if o.fault.kind != refusal || !o.fault.of("chat.update") {
		o.once("ada", append(texts, "ada asks")...)
	}
}

// failing are words with which the bot says that something has not worked.
var failing = regexp.MustCompile(`(?i)could not|did not (say|tell|open)|nothing was (saved|done)|nobody was asked|try again|failed`)

// nothingFalse holds what people read to what has happened: whatever Slack does not refuse works in the end, and nobody reads
// that it did not.
func (o *ordeal) nothingFalse() {
	o.t.Helper()
	if o.fault.kind == refusal {
		return
	}
	for _, name := range []string{"ada", "ben", "cy", "di", "eve"} {
		for _, screen := range o.screens(name) {
			if said := failing.FindString(screen); said != "" && !(said == "did not open" && o.fault.of("views.open")) {
				o.wrong("%s reads %q:\n%s", name, said, screen)
			}
		}
	}
}
