package render

import (
	"strconv"
	"strings"

	"quorum/bot/slack/mrkdwn"
	"quorum/bot/slack/webapi"
	"quorum/polls"
	"quorum/polls/kind"
	"quorum/polls/phrase"
)

// Asked renders what the asker reads right after asking. Notes are sentences about who was left out, or the like.
func (s Scene) Asked(p *polls.Poll, notes ...string) webapi.Message {
	people, _ := others(p)
	id := p.ID.String()
	all := []string{
		"*Asked " + phrase.Counted(len(people), "person", "people") + ":* " + s.listNames(people, maxNamed) + ".",
		s.Takes(p) + ", by " + Time(p, p.Deadline) + "." + s.otherwise(p) + " The summary comes " + s.whereSummary(p) + ".",
		s.expected(p),
	}
	all = append(all, s.Noted(notes)...)
	return Lines(append(all, "`/quorum status "+id+"` shows where it stands, `/quorum cancel "+id+"` takes it back.")...)
}

// roomForNotes is what notes may take: of a large group, many people may have to be left out.
const roomForNotes = 4000

// Noted are the notes that there is room for; the others are counted.
func (s Scene) Noted(notes []string) (all []string) {
	left := roomForNotes
	for i, n := range notes {
		line := s.SaidTo(mrkdwn.OneLine(n), 600)
		if left -= mrkdwn.Length(line); left < 0 {
			return append(all, "and "+strconv.Itoa(len(notes)-i)+" more like these")
		}
		all = append(all, line)
	}
	return all
}

func (s Scene) whereSummary(p *polls.Poll) string {
	if p.Channel == "" {
		return "here, in your messages with Quorum"
	}
	return "in the thread of the question in " + mrkdwn.Piece{Kind: mrkdwn.Channel, ID: p.Channel}.String()
}

// Status renders where a poll stands, for one person. Before publication everybody reads how many answered; only the
// asker, who can do something about it, reads who has not.
func (s Scene) Status(p *polls.Poll, viewer polls.Person) webapi.Message {
	all := []string{"*" + p.ID.String() + "* " + s.SaidTo(mrkdwn.OneLine(p.Question), 1200) + s.summaryLink(p, viewer)}
	switch {
	case p.Phase == polls.PhaseCancelled:
		return Lines(append(all, "Cancelled. There is no outcome.")...)
	case !p.Published.IsZero():
		all = append(all, s.outcome(p), s.lately(p), answered(p)+". "+phaseLine(p))
	default:
		all = append(all, progress(p)+". "+s.Takes(p)+", by "+Time(p, p.Deadline)+"."+s.otherwise(p))
	}
	if viewer == p.Asker {
		all = append(all, s.expected(p), s.whoIsMissing(p))
	} else if me, ok := p.Stakeholder(viewer); ok && p.Published.IsZero() {
		all = append(all, s.recorded(p, me))
	} else {
		all = append(all, s.afterwardsSaid(p, me))
	}
	return Lines(all...)
}

func phaseLine(p *polls.Poll) string {
	if p.Phase == polls.PhaseClosed {
		return "Closed."
	}
	return "Late answers until " + Time(p, p.Deadline) + " are recorded, not counted."
}

// whoIsMissing is for the asker's eyes. It says who is silent, never what anybody answered.
func (s Scene) whoIsMissing(p *polls.Poll) string {
	const most = 30
	var all []string
	for _, one := range []struct {
		who  []polls.Person
		text string
	}{
		{p.NotAnswered(), "Not answered:"},
		{p.In(polls.NoOpinion), "No opinion:"},
		{p.In(polls.Recused), "Conflict of interest:"},
		{p.In(polls.NotMe), "Not me:"},
		{p.In(polls.Gone), "Cannot answer:"},
	} {
		if len(one.who) > 0 {
			all = append(all, one.text+" "+s.listNames(one.who, most)+".")
		}
	}
	if p.Phase == polls.PhaseOpen && len(p.NotAnswered()) > 0 {
		all = append(all, "`/quorum remind "+p.ID.String()+"` nudges them, `/quorum close "+p.ID.String()+"` posts what there is.")
	}
	return joinLines(all...)
}

// Help renders what can be typed, with examples to copy.
func Help() webapi.Message {
	return Lines(
		"*Quorum asks several people the same question at once, privately, and posts the summary as soon as enough have answered.*",
		"*Ask*",
		"`/quorum` opens a form.",
		"`/quorum Ship 4.2 on Friday? @ana @ben @cy`",
		"`/quorum Which queue? @platform @ben | options: nats, kafka, sqs | quorum: 3 of 5, within 2h`",
		"`/quorum Rename the API? [@ana @ben] @cy | context: see the draft | quorum: 2 independent, by fri 12:00`",
		"People in brackets count as one source. Without a rule it takes more than half of the sources, or of ten and more five if the outcome is then firm, within one working day.",
		"*Rules:* `3`, `3 of 5`, `60%`, `majority`, `all`, `2 independent`, `decided`; then, with commas, `1 from @security`, `all from @leads`, `with @ana`, `95% sure`, `no block`, `within 2h` or `by fri 12:00`, and `else yes`, `else extend 1d` or `else ask @dan`. `pass: 2/3` says what it takes to pass.",
		"The summary comes as soon as the rule is met, even if it leans; a tie is waited out while somebody can break it. `3, 95% sure` waits until the rest would hardly change it, `decided` until nobody can.",
		"*Kinds:* "+kindNames()+". Without one it is yes/no, or a choice when there are options.",
		"`/quorum How long will it take? @ana @ben @cy | kind: estimate | options: days`",
		"`/quorum When do we meet? @ana @ben | kind: dates | options: Mon 14:00, Tue 10:00`",
		"`| context: …` is read by everybody, `| brief @security: …` by them alone.",
		"`| anonymous` keeps apart who has answered and what was answered. `| announce` shows the summary in the channel too.",
		"*Look after it*",
		"`/quorum list` shows what waits for you and what you asked.",
		"`/quorum status Q12` shows where it stands.",
		"`/quorum remind Q12` nudges who has not answered.",
		"`/quorum add Q12 @dan` asks further people, `/quorum lower Q12 2 of 3` changes the rule while it is open.",
		"`/quorum close Q12` posts a summary of what there is. `/quorum cancel Q12` ends it without one. `/quorum reopen Q12` asks the same once more.",
		"`/quorum sources` shows which groups count as one source each; admins set it with `/quorum sources @platform @security`.",
		"`/quorum log queue` finds decisions by their words.",
		"`/quorum stats` shows what waiting was like in the last week, month or quarter: `/quorum stats quarter`.",
		"*Ask it again*",
		"`/quorum How is the release? @ana @ben | kind: 1-5 | every: mon 09:00` asks each Monday, for the first time then; also `every: weekday 16:30`, `every: mon, thu 10:00`, `every: day 9:00` or five fields of cron. Who is in a group is looked up each time.",
		"`/quorum schedules` shows them. `pause S2`, `resume S2`, `skip S2` (the next time), `run S2` (now), `edit S2 | every: mon 10:00` and `delete S2` look after one.",
		"`/quorum save ship` keeps the question that you asked last, `/quorum save ship Ship … on Friday? @ana @ben` this one. `/quorum use ship 4.2 @cy | quorum: 2` asks it, with what you say in place of what was kept; with `| every: mon 09:00`, again and again. `/quorum templates` lists them, `/quorum forget ship` removes one.",
		"*Yourself*",
		"`/quorum hours 9-17 mon-fri` says when you work, `/quorum away until mon` that you do not, `/quorum holidays DE-BY` whose holidays you have. Outside that you get no reminders.",
		"`/quorum deputy @ben` says who is asked as well when you have not answered after most of the time, and in your place while you are away. For one question: `| deputies: @ben for @ana`.",
		"`/quorum digest 9:00` sends you once a day what waits for you.",
	)
}

// Refused renders a sentence for the person who typed a command, and gives the typed text back, whole. Only that person
// may see it.
func (s Scene) Refused(sentence, command, typed string) webapi.Message {
	all := []string{s.SaidTo(sentence, 1500)}
	if typed != "" {
		all = append(append(all, "You wrote:"), mrkdwn.Parts(s.given, command+" "+typed, maxSection)...)
	}
	return Lines(all...)
}

// kindNames are the kinds of question as people type them.
func kindNames() string {
	var names []string
	for _, k := range kind.All() {
		names = append(names, "`"+k.Name()+"`")
	}
	return strings.Join(names, ", ")
}
