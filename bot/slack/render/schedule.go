package render

import (
	"strconv"
	"strings"
	"time"

	"quorum/bot/slack/mrkdwn"
	"quorum/bot/slack/webapi"
	"quorum/polls"
	"quorum/polls/phrase"
	"quorum/polls/schedule"
	"quorum/polls/worktime"
)

// Scheduled renders what the asker reads when a question will be asked again and again: when, whom and by which rule.
func (s Scene) Scheduled(it schedule.Schedule, plan polls.Plan, asked []polls.Invite, notes []string) webapi.Message {
	var people []polls.Person
	for _, one := range asked {
		if one.Person != it.Asker {
			people = append(people, one.Person)
		}
	}
	id := it.ID.String()
	when := "*" + id + "* asks this " + mrkdwn.Escape(it.Every.Words()) + " (" + mrkdwn.Escape(it.Zone.String()) + ")"
	if it.State == schedule.Active {
		when += ", next on " + Moment(it.Next, it.Zone) + ". Nothing is asked until then."
	} else {
		when += ", once it is resumed: it is paused."
	}
	all := []string{
		when, "It would ask " + phrase.Counted(len(people), "person", "people") + " today: " + s.listNames(people, maxNamed) +
			". It takes " + s.planned(plan) + ".",
	}
	all = append(all, dates(it)...)
	for _, n := range notes {
		all = append(all, s.Clipped(mrkdwn.OneLine(n), 600))
	}
	return Lines(append(all, "`/quorum run "+id+"` asks it now, `/quorum skip "+id+"`, `pause` and `delete` keep it from asking, `/quorum schedules` lists what there is.")...)
}

// dates says when a schedule asks next, so that its asker sees what was understood, and on which holidays it asks.
func dates(it schedule.Schedule) []string {
	var times, holidays, all []string
	for _, at := range it.Upcoming(3) {
		times = append(times, at.Format("Mon 2 Jan 15:04"))
	}
	if len(times) > 0 {
		all = append(all, phrase.Plural(len(times), "The only time is ", "The next times are ")+phrase.List(times)+".")
	}
	if days, region := it.Weekdays(); days != "" && region != "" {
		all = append(all, "Weekdays are "+days+", without the public holidays of "+region+".")
	} else if days != "" {
		all = append(all, "Weekdays are "+days+".")
	}
	for _, at := range it.OnHolidays(3) {
		holidays = append(holidays, at.Format("Mon 2 Jan")+" ("+mrkdwn.Escape(worktime.Holiday(it.Work.Region, at))+")")
	}
	if len(holidays) > 0 {
		all = append(all, "It asks on public holidays too: "+phrase.List(holidays)+". Write `every: weekday 09:00` to leave holidays out.")
	}
	return all
}

// planned says a rule with its deadline as it was said, since it is another one each time.
func (s Scene) planned(p polls.Plan) string {
	words := s.Clipped(p.Rule.Words(p.Standing), 1000)
	if by := p.Rule.By.String(); by != "" {
		words += ", " + mrkdwn.Escape(by)
	}
	return words
}

// Schedules renders a list of schedules. Those of others ask in the channel in which it is read.
func (s Scene) Schedules(all []schedule.Schedule, reader polls.Person, skip int, command string) webapi.Message {
	if len(all) == 0 {
		return Lines("Nothing is asked again and again. `/quorum How is the release? @ana @ben | kind: 1-5 | every: mon 09:00` asks each Monday.")
	}
	text := []string{"*Asked again and again*"}
	page, note := PageOf(all, skip, command+" schedules")
	for _, one := range page {
		text = append(text, s.scheduleLine(one, reader))
	}
	return Lines(append(append(text, note...), "`/quorum pause S2`, `resume S2`, `skip S2`, `run S2`, `edit S2 | every: mon 10:00` and `delete S2` look after them.")...)
}

func (s Scene) scheduleLine(one schedule.Schedule, reader polls.Person) string {
	parts := []string{"*" + one.ID.String() + "* " + s.Clipped(mrkdwn.OneLine(phrase.Clip(one.Draft.Question, 150)), 300)}
	if one.Asker != reader {
		parts = append(parts, "by "+s.Name(one.Asker))
	}
	parts = append(parts, mrkdwn.Escape(one.Every.Words()))
	switch {
	case one.State == schedule.Paused:
		parts = append(parts, "paused")
	case one.Skipped.After(s.Now):
		parts = append(parts, "not on "+Moment(one.Skipped, one.Zone), "next on "+Moment(one.Next, one.Zone))
	default:
		parts = append(parts, "next on "+Moment(one.Next, one.Zone))
	}
	if one.Last != 0 {
		parts = append(parts, "last as Q"+strconv.Itoa(int(one.Last)))
	}
	return strings.Join(parts, " · ")
}

// ScheduleNotice renders what the asker of a schedule is told.
func (s Scene) ScheduleNotice(text string) webapi.Message {
	var all []string
	for _, line := range strings.Split(text, "\n") {
		all = append(all, s.Clipped(line, 1500))
	}
	return Lines(all...)
}

// before says as which poll a schedule asked the same before, and what came of that: nothing of it while answers are blind.
func (s Scene) before(p *polls.Poll) string {
	r := p.Round
	switch {
	case r == nil:
		return ""
	case r.Before == 0:
		return "S" + strconv.Itoa(int(r.Schedule)) + " asks this again and again."
	}
	name := "Q" + strconv.Itoa(int(r.Before))
	if s.Link != nil {
		if at := s.Link(r.Card); at != "" {
			name = "<" + mrkdwn.Escape(at) + "|" + name + ">"
		}
	}
	text := "Asked before as " + name + " on " + dayOf(p, r.At)
	since := p.SinceLastRound()
	if since == "" {
		return text + "."
	}
	return text + ": " + s.Clipped(mrkdwn.OneLine(r.Outcome), 200) + ". " + s.Clipped(mrkdwn.OneLine(since), 200) + "."
}

func dayOf(p *polls.Poll, t time.Time) string {
	zone := p.Zone
	if zone == nil {
		zone = time.UTC
	}
	return t.In(zone).Format("Mon 2 Jan")
}
