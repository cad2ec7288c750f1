package render

import (
	"cmp"
	"strconv"
	"strings"

	"quorum/bot/slack/mrkdwn"
	"quorum/bot/slack/webapi"
	"quorum/polls"
	"quorum/polls/kind"
	"quorum/polls/phrase"

	slackgo "github.com/slack-go/slack"
)

// What is shown after the summary.

// outcomeOf renders the question to one of those asked once its summary is out: the outcome with a link, and what was
// recorded of this person. It can be answered late, and a reason be added, out of a menu.
func (s Scene) outcomeOf(p *polls.Poll, who polls.Person) webapi.Message {
	me, _ := p.Stakeholder(who)
	page := newPage()
	page.whisper(s.Name(p.Asker) + " asked · " + p.ID.String())
	page.ask(s, p.Question, "")
	page.say(s.titled(p, p.Outcome.ShortSentence()) + s.summaryLink(p, who)) // many read it, and it is updated once
	page.say(s.afterwardsSaid(p, me))
	page.whisper(s.tooFar(p, me))
	page.whisper(cmp.Or(s.untilLate(p), p.ID.String()+" is closed."))
	page.row(s.afterwardsMenu(p, me)...)
	said := strings.NewReplacer("\n> ", " ", "\n", " ").Replace(s.afterwardsSaid(p, me))
	return webapi.Message{
		Text:   mrkdwn.Cut(sentences(s.Clipped(p.Question, 1500), s.Clipped(mrkdwn.OneLine(p.Outcome.ShortSentence()), 1000), said), webapi.MaxText),
		Blocks: page.blocks,
	}
}

// afterwardsSaid returns what the poll has of a person once the summary is out.
func (s Scene) afterwardsSaid(p *polls.Poll, me polls.Stakeholder) string {
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
		text += "\nAdded after the summary:\n" + mrkdwn.Quoted(s.Clipped(me.Added.Reason, 1500))
	}
	return text
}

// tooFar asks a person whose answer is far from the others why.
func (s Scene) tooFar(p *polls.Poll, me polls.Stakeholder) string {
	for _, who := range p.Outliers() {
		if who == me.Person && me.Late.At.IsZero() {
			return "Your answer is far from the others. Say why: you may know something that they do not."
		}
	}
	return ""
}

// untilLate returns until when late answers are taken, and what becomes of them; empty when none are taken.
func (s Scene) untilLate(p *polls.Poll) string {
	if !p.TakesLate(s.Now) {
		return ""
	}
	return "Late answers until " + Time(p, p.Deadline) + " are recorded, not counted."
}

// afterwardsMenu returns the menu of a person who was asked, once the summary is out.
func (s Scene) afterwardsMenu(p *polls.Poll, me polls.Stakeholder) []slackgo.BlockElement {
	if me.Person == "" || !p.TakesLate(s.Now) {
		return nil
	}
	menu := slackgo.NewOverflowBlockElement(actMenu,
		option(p.ID.Key()+"|"+menuReason, "Add a reason"), option(p.ID.Key()+"|"+menuLate, "Answer late"))
	return []slackgo.BlockElement{menu}
}

// lateWords returns in a sentence what late answers make of the outcome; empty while they change nothing.
func (s Scene) lateWords(p *polls.Poll) string {
	says := p.LateWords()
	if says == "" {
		return ""
	}
	return phrase.Capitalized(s.Clipped(mrkdwn.OneLine(says), 600)) + "."
}

// Flip renders the note in the thread on what late answers would make of the outcome. Only the last of several says it.
func (s Scene) Flip(p *polls.Poll, last bool) webapi.Message {
	if !last {
		return Lines("Late answers changed what all answers say. A later note says what they say now.")
	}
	says := mrkdwn.Bold(s.lateWords(p)) + " The summary stays as it is: late answers do not count."
	switch {
	case p.AskedAgain != 0:
		says += " It was asked again as Q" + strconv.Itoa(int(p.AskedAgain)) + "."
	case p.LateLeader() != "":
		says += " " + s.Name(p.Asker) + " can reopen it."
	}
	page := newPage()
	page.say(says)
	page.quote(s.lateAnswers(p), "more", "more")
	return webapi.Message{Text: mrkdwn.Cut(says, webapi.MaxText), Blocks: page.blocks}
}

// lateAnswers returns the late answers with their reasons, earliest first.
func (s Scene) lateAnswers(p *polls.Poll) (all []string) {
	for _, v := range p.LateAnswers() {
		all = append(all, s.position(p, v.Response, 2*maxQuote)+", "+s.Name(v.Person)+" (late, saw the summary)"+s.quote(v.Reason))
	}
	return all
}

// Reason renders a reason in the thread that was added after the summary.
func (s Scene) Reason(p *polls.Poll, me polls.Stakeholder) webapi.Message {
	r := me.Latest()
	if r.Reason == "" {
		return Lines(s.Name(me.Person) + " took back the reason that was here.")
	}
	answer := "their answer "
	if !me.Late.At.IsZero() {
		answer = "their late answer "
	}
	if p.Kind.Way() == kind.Words {
		answer = strings.TrimSpace(answer)
	} else {
		answer += s.position(p, polls.Response{Position: r.Position, Confidence: r.Confidence}, 2*maxQuote)
	}
	m := Lines(s.Name(me.Person) + " adds to " + answer + ":")
	page := newPage()
	page.say(mrkdwn.Quoted(s.Clipped(r.Reason, maxSection-100)))
	m.Text = mrkdwn.Cut(m.Text+" "+mrkdwn.OneLine(s.Clipped(r.Reason, 2000)), webapi.MaxText)
	m.Blocks = append(m.Blocks, page.blocks...)
	return m
}

// Reopen tells the asker what late answers would make of the outcome, and offers to ask again while they do.
func (s Scene) Reopen(p *polls.Poll) webapi.Message {
	id := p.ID.String()
	about := mrkdwn.OneLine(s.Clipped(p.Question, 600))
	switch {
	case p.AskedAgain != 0:
		return Lines("*"+id+" was asked again as Q"+strconv.Itoa(int(p.AskedAgain))+":* "+about, s.lateWords(p)+s.summaryLink(p, p.Asker))
	case p.LateLeader() == "":
		return Lines("*Late answers no longer change "+id+":* "+about, "The outcome stands."+s.summaryLink(p, p.Asker))
	}
	m := Lines(
		"*Late answers would change "+id+":* "+about,
		s.lateWords(p)+" The summary stays as it is."+s.summaryLink(p, p.Asker),
		"_Reopen_ asks the same people once more, as a new question that links to this one. So does `/quorum reopen "+id+"`.",
	)
	page := newPage()
	page.row(button(actReopen, p.ID.Key(), "Reopen"))
	m.Blocks = append(m.Blocks, page.blocks...)
	return m
}

// AskerSummary returns the summary for the asker, with a line on where it is posted.
func (s Scene) AskerSummary(p *polls.Poll) webapi.Message {
	return s.withSummary(p, Lines("The summary of *"+p.ID.String()+"*, which stands"+where(p)+":"))
}
