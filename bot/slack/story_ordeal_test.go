package slack_test

import (
	"strings"
	"time"

	"quorum/bot/slack/slacksim"
)

// do types a command until it is taken in. It is taken in at once: nothing that Slack does not answer refuses it.
func (o *ordeal) do(typed string) {
	o.t.Helper()
	if trouble := o.User("ada").Slash("#releases", "/quorum "+typed); trouble != "" {
		o.wrong("%s: ada sees %s", typed, trouble)
	}
	o.after(3 * time.Minute)
	if said := strings.Count(o.screen("ada"), "Try again in a minute."); said > o.refused {
		o.refused = said
		if o.fault.kind != refusal {
			o.wrong("%s: ada is told to type it again", typed)
		}
		o.do(typed)
	}
}

func (o *ordeal) byCommand() {
	if o.fault.of("link", "apps.connections.open", "auth.test", "users.list", "usergroups.list") {
		o.restart(nil)
	}
	o.do("Ship? @ben @crew | quorum: 2, within 8h")
	o.once("ada", "ada asks", "Ship?", "of 3 answered")
	for _, name := range []string{"ben", "cy", "di"} {
		o.once(name, "Ship?", "[Yes]")
	}
}

// opened returns the form that an act opens. A person whose form did not open does it again.
func (o *ordeal) opened(name, title string, act func()) *slacksim.Form {
	o.t.Helper()
	for range 4 {
		act()
		o.after(90 * time.Second) // when Slack says that it takes no more now, that is for a minute
		for _, v := range o.Snapshot(o.User(name).ID()).Views {
			if v.Title == title && !strings.Contains(v.Read, "One moment") {
				return o.User(name).ExpectModal(title)
			}
		}
	}
	o.wrong("%s: no form", name)
	return nil
}

func (o *ordeal) byForm() {
	ada := o.User("ada")
	form := o.opened("ada", "Ask stakeholders", func() { ada.Slash("#releases", "/quorum") })
	if form == nil {
		return
	}
	form.Fill("Question", "Rename it?").Pick("Who to ask", "ben", "eve").Submit()
	o.after(3 * time.Minute)
	if o.fault.kind == refusal && strings.Contains(o.screen("ada"), "Nobody was asked.") && o.messages("ben", "Rename it?") == 0 {
		o.closeForms() // it was refused; it is not a second time
		o.byForm()
		return
	}
	o.once("ada", "ada asks", "Rename it?", "of 2 answered")
	for _, name := range []string{"ben", "eve"} {
		o.once(name, "Rename it?", "[Yes]")
	}
	o.closeForms()
}

func (o *ordeal) closeForms() {
	for _, name := range []string{"ada", "ben", "cy", "di", "eve"} {
		for range o.Snapshot(o.User(name).ID()).Views {
			o.User(name).ExpectModal("").Close()
		}
	}
}

func (o *ordeal) answered() {
	for _, answer := range [][2]string{{"ben", "Ship?"}, {"ben", "Rename it?"}, {"cy", "Ship?"}} {
		if o.messages(answer[0], answer[1], "[Yes]") == 1 {
			o.User(answer[0]).ExpectDM(answer[1], "[Yes]").Click("Yes").ExpectUpdate("Your answer: Yes")
		}
	}
	o.after(3 * time.Minute)
	o.once("ada", "Asked by @ada", "Q1: Ship?")
	o.card("Rename it?", "1 of 2 answered")
	if o.messages("eve", "ada asks", "Rename it?", "1 of 2 answered") == 1 {
		o.User("eve").In("releases").ExpectMessage("Rename it?", "1 of 2 answered").Reply("Who would read it?")
	}
	o.after(time.Minute)
}

func (o *ordeal) reminded() {
	o.after(40 * time.Minute) // reminders keep their distance
	o.do("remind Q2")
	o.once("eve", "A reminder", "Rename it?")
	if n := o.messages("ben", "A reminder"); n != 0 {
		o.wrong("ben is reminded %d times", n)
	}
}

func (o *ordeal) added() {
	o.do("add Q2 @cy")
	o.once("cy", "Rename it?", "[Yes]")
	o.card("Rename it?", "1 of 3 answered")
}

func (o *ordeal) home() {
	ada := o.User("ada")
	for range 3 { // a person who sees nothing looks again
		ada.OpenHome()
		o.after(time.Minute)
		if h := o.Snapshot(ada.ID()).Home; h != nil && strings.Contains(h.Read, "Rename it?") {
			return
		}
	}
	o.wrong("ada's Home does not show the question")
}

func (o *ordeal) closed() {
	o.do("close Q2")
	o.once("ada", "Asked by @ada", "Q2: Rename it?", "Not answered:")
}

func (o *ordeal) late() {
	di, shows := o.User("di"), []string{"Ship?", "Late answers until", "You have not answered."}
	if o.once("di", shows...); o.messages("di", shows...) != 1 {
		return
	}
	q := di.ExpectDM(shows...)
	form := o.opened("di", "Your answer", func() { q.Menu("Answer late") })
	if form == nil {
		return
	}
	form.Choose("Your answer", "No").Fill("Reason", "The docs.").Submit()
	o.after(3 * time.Minute)
	q.ExpectUpdate("Your answer: No", "not counted")
	o.closeForms()
}

func (o *ordeal) atTheEnd() {
	o.after(8 * time.Hour)
	o.once("ada", "Asked by @ada", "di (late, saw the summary)", "The docs.")
	// An added person and one who was reminded have two messages about Q2, or one.
	for name, most := range map[string]int{"ben": 2, "cy": 2, "di": 1, "eve": 2} {
		n := 0
		for _, q := range []string{"Ship?", "Rename it?"} {
			n += o.messages(name, q) - o.messages(name, q, "ada asks ") - o.messages(name, q, "Asked by @ada")
		}
		if o.fault.kind == refusal { // who was not reached is out; then others may be waited for, and reminded
			n = min(n, most)
		}
		if n > most || n < most && o.fault.kind != refusal {
			o.wrong("%s has %d messages with questions:\n%s", name, n, o.screen(name))
		}
	}
}
