package slack

import (
	"strings"

	"quorum/polls"

	slackgo "github.com/slack-go/slack"
)

// What is shown after the summary.

// outcomeOf renders the question to one of those asked once its summary is out: the outcome with a link, and what was
// recorded of this person. It can be answered late, and a reason be added, out of a menu.
func (s scene) outcomeOf(p *polls.Poll, who polls.Person) Message {
	me, _ := p.Stakeholder(who)
	page := newPage()
	page.whisper(s.sayName(p.Asker) + " asked · " + p.ID.String())
	page.ask(s, p.Question, "")
	page.say(s.titled(p, p.Outcome.Brief()) + s.summaryLink(p, who)) // many read it, and it is updated once
	page.say(s.afterwardsSaid(p, me))
	page.whisper(s.tooFar(p, me))
	page.whisper(firstOf(s.untilLate(p), p.ID.String()+" is closed."))
	page.row(s.afterwardsMenu(p, me)...)
	said := strings.NewReplacer("\n> ", " ", "\n", " ").Replace(s.afterwardsSaid(p, me))
	return Message{
		Text:   cutMarked(sentences(s.saidTo(p.Question, 1500), s.saidTo(oneLine(p.Outcome.Brief()), 1000), said), maxText),
		Blocks: page.blocks,
	}
}

// afterwardsSaid is what the poll has of a person once the summary is out.
func (s scene) afterwardsSaid(p *polls.Poll, me polls.Stakeholder) string {
	const late = "Late, saw the summary: recorded, not counted."
	switch {
	case me.Person == "":
		return ""
	case !me.Late.At.IsZero() && p.Counted(me.Person):
		return s.answerOf(p, me.Late) + "\n" + late + " Your counted answer: " + s.position(p, me.Answer, 300) + "."
	case !me.Late.At.IsZero():
		return s.answerOf(p, me.Late) + "\n" + late
	case me.State == polls.Pending, me.State == polls.Gone:
		return "You have not answered."
	}
	text := s.recorded(p, me)
	if me.Added.Reason != "" {
		text += "\nAdded after the summary:\n" + quoted(s.saidTo(me.Added.Reason, 1500))
	}
	return text
}

// tooFar asks somebody whose answer is far from the others why.
func (s scene) tooFar(p *polls.Poll, me polls.Stakeholder) string {
	for _, who := range p.FarOff() {
		if who == me.Person && me.Late.At.IsZero() {
			return "Your answer is far from the others. Say why: you may know something that they do not."
		}
	}
	return ""
}

// untilLate says until when late answers are taken, and what becomes of them; nothing when none are.
func (s scene) untilLate(p *polls.Poll) string {
	if !p.TakesLate(s.now) {
		return ""
	}
	return "Late answers until " + sayTime(p, p.Deadline) + " are recorded, not counted."
}

// afterwardsMenu is what somebody who was asked can do once the summary is out.
func (s scene) afterwardsMenu(p *polls.Poll, me polls.Stakeholder) []slackgo.BlockElement {
	if me.Person == "" || !p.TakesLate(s.now) {
		return nil
	}
	menu := slackgo.NewOverflowBlockElement(actMenu,
		option(p.ID.Key()+"|"+menuReason, "Add a reason"), option(p.ID.Key()+"|"+menuLate, "Answer late"))
	return []slackgo.BlockElement{menu}
}

// lately says what late answers make of the outcome, in a sentence; nothing while they change nothing.
func (s scene) lately(p *polls.Poll) string {
	says := p.Lately()
	if says == "" {
		return ""
	}
	return capital(s.saidTo(oneLine(says), 600)) + "."
}

// flip renders the note in the thread on what late answers would make of the outcome. Only the last of several says it.
func (s scene) flip(p *polls.Poll, last bool) Message {
	if !last {
		return lines("Late answers changed what all answers say. A later note says what they say now.")
	}
	says := bold(s.lately(p)) + " The summary stays as it is: late answers do not count."
	switch {
	case p.AskedAgain != 0:
		says += " It was asked again as Q" + itoa(int(p.AskedAgain)) + "."
	case p.Flipped() != "":
		says += " " + s.sayName(p.Asker) + " can reopen it."
	}
	page := newPage()
	page.say(says)
	page.quote(s.lateVoices(p), "more", "more")
	return Message{Text: cutMarked(says, maxText), Blocks: page.blocks}
}

// lateVoices are the late answers with their reasons, earliest first.
func (s scene) lateVoices(p *polls.Poll) (all []string) {
	for _, v := range p.Lates() {
		all = append(all, s.position(p, v.Response, 2*maxQuote)+", "+s.sayName(v.Person)+" (late, saw the summary)"+s.quote(v.Reason))
	}
	return all
}

// reason renders a reason in the thread that was added after the summary.
func (s scene) reason(p *polls.Poll, me polls.Stakeholder) Message {
	r := me.Latest()
	if r.Reason == "" {
		return lines(s.sayName(me.Person) + " took back the reason that was here.")
	}
	answer := "their answer "
	if !me.Late.At.IsZero() {
		answer = "their late answer "
	}
	if p.Kind.Way() == polls.Words {
		answer = strings.TrimSpace(answer)
	} else {
		answer += s.position(p, polls.Response{Position: r.Position, Confidence: r.Confidence}, 2*maxQuote)
	}
	m := lines(s.sayName(me.Person) + " adds to " + answer + ":")
	page := newPage()
	page.say(quoted(s.saidTo(r.Reason, maxSection-100)))
	m.Text = cutMarked(m.Text+" "+oneLine(s.saidTo(r.Reason, 2000)), maxText)
	m.Blocks = append(m.Blocks, page.blocks...)
	return m
}

// reopen tells the asker what late answers would make of the outcome, and offers to ask again while they do.
func (s scene) reopen(p *polls.Poll) Message {
	id := p.ID.String()
	about := oneLine(s.saidTo(p.Question, 600))
	switch {
	case p.AskedAgain != 0:
		return lines("*"+id+" was asked again as Q"+itoa(int(p.AskedAgain))+":* "+about, s.lately(p)+s.summaryLink(p, p.Asker))
	case p.Flipped() == "":
		return lines("*Late answers no longer change "+id+":* "+about, "The outcome stands."+s.summaryLink(p, p.Asker))
	}
	m := lines(
		"*Late answers would change "+id+":* "+about,
		s.lately(p)+" The summary stays as it is."+s.summaryLink(p, p.Asker),
		"_Reopen_ asks the same people once more, as a new question that links to this one. So does `/quorum reopen "+id+"`.",
	)
	page := newPage()
	page.row(button(actReopen, p.ID.Key(), "Reopen"))
	m.Blocks = append(m.Blocks, page.blocks...)
	return m
}
