package slack

import (
	"strings"
	"time"

	"quorum/polls"
)

// scheduled renders what the asker reads when a question will be asked again and again: when, whom and by which rule.
func (s scene) scheduled(it polls.Schedule, plan polls.Plan, asked []polls.Invite, notes []string) Message {
	var people []polls.Person
	for _, one := range asked {
		if one.Person != it.Asker {
			people = append(people, one.Person)
		}
	}
	id := it.ID.String()
	when := "*" + id + "* asks this " + Escape(it.Every.Words()) + " (" + Escape(it.Zone.String()) + ")"
	if it.State == polls.ScheduleActive {
		when += ", next on " + sayMoment(it.Next, it.Zone) + ". Nothing is asked until then."
	} else {
		when += ", once it is resumed: it is paused."
	}
	all := []string{
		when, "It would ask " + counted(len(people), "person", "people") + " today: " + s.listNames(people, maxNamed) +
			". It takes " + s.planned(plan) + ".",
	}
	for _, n := range notes {
		all = append(all, s.saidTo(oneLine(n), 600))
	}
	return lines(append(all, "`/quorum run "+id+"` asks it now, `/quorum skip "+id+"`, `pause` and `delete` keep it from asking, `/quorum schedules` lists what there is.")...)
}

// planned says a rule with its deadline as it was said, since it is another one each time.
func (s scene) planned(p polls.Plan) string {
	words := s.saidTo(p.Rule.Words(p.Standing), 1000)
	if by := p.Rule.By.String(); by != "" {
		words += ", " + Escape(by)
	}
	return words
}

// schedules renders a list of schedules. Those of others ask in the channel in which it is read.
func (s scene) schedules(all []polls.Schedule, reader polls.Person, skip int, command string) Message {
	if len(all) == 0 {
		return lines("Nothing is asked again and again. `/quorum How is the release? @ana @ben | kind: 1-5 | every: mon 09:00` asks each Monday.")
	}
	text := []string{"*Asked again and again*"}
	page, note := pageOf(all, skip, command+" schedules")
	for _, one := range page {
		text = append(text, s.scheduleLine(one, reader))
	}
	return lines(append(append(text, note...), "`/quorum pause S2`, `resume S2`, `skip S2`, `run S2`, `edit S2 | every: mon 10:00` and `delete S2` look after them.")...)
}

func (s scene) scheduleLine(one polls.Schedule, reader polls.Person) string {
	parts := []string{"*" + one.ID.String() + "* " + s.saidTo(oneLine(clip(one.Draft.Question, 150)), 300)}
	if one.Asker != reader {
		parts = append(parts, "by "+s.sayName(one.Asker))
	}
	parts = append(parts, Escape(one.Every.Words()))
	switch {
	case one.State == polls.SchedulePaused:
		parts = append(parts, "paused")
	case one.Skipped.After(s.now):
		parts = append(parts, "not on "+sayMoment(one.Skipped, one.Zone), "next on "+sayMoment(one.Next, one.Zone))
	default:
		parts = append(parts, "next on "+sayMoment(one.Next, one.Zone))
	}
	if one.Last != 0 {
		parts = append(parts, "last as Q"+itoa(int(one.Last)))
	}
	return strings.Join(parts, " · ")
}

// word renders what the asker of a schedule is told.
func (s scene) word(text string) Message {
	var all []string
	for _, line := range strings.Split(text, "\n") {
		all = append(all, s.saidTo(line, 1500))
	}
	return lines(all...)
}

// before says as which poll a schedule asked the same before, and what came of that: nothing of it while answers are blind.
func (s scene) before(p *polls.Poll) string {
	r := p.Round
	switch {
	case r == nil:
		return ""
	case r.Before == 0:
		return "S" + itoa(int(r.Schedule)) + " asks this again and again."
	}
	name := "Q" + itoa(int(r.Before))
	if s.link != nil {
		if at := s.link(r.Card); at != "" {
			name = "<" + Escape(at) + "|" + name + ">"
		}
	}
	text := "Asked before as " + name + " on " + dayOf(p, r.At)
	since := p.Since()
	if since == "" {
		return text + "."
	}
	return text + ": " + s.saidTo(oneLine(r.Outcome), 200) + ". " + s.saidTo(oneLine(since), 200) + "."
}

func dayOf(p *polls.Poll, t time.Time) string {
	zone := p.Zone
	if zone == nil {
		zone = time.UTC
	}
	return t.In(zone).Format("Mon 2 Jan")
}
