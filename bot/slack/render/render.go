package render

import (
	"strconv"
	"strings"

	"quorum/bot/slack/mrkdwn"
	"quorum/polls"
	"quorum/polls/phrase"

	slackgo "github.com/slack-go/slack"
)

// page gathers the blocks of a message and keeps them within what a message may hold: what comes first has room first.
type page struct {
	blocks []slackgo.Block
	left   int // characters that still fit
}

// slack in the budget is kept for what Slack counts and the page does not: types, ids and the values of buttons.
func newPage() *page { return &page{left: maxMessageChars - 1200} }

// say adds a paragraph, in several blocks when it is long. It is left out when it is empty.
func (p *page) say(text string) {
	if strings.TrimSpace(text) == "" {
		return
	}
	if mrkdwn.Length(text) > maxSection {
		for _, part := range fill(strings.Split(text, "\n"), maxSection) {
			p.say(part)
		}
		return
	}
	p.left -= mrkdwn.Length(text)
	p.blocks = append(p.blocks, slackgo.NewSectionBlock(marked(text), nil, nil))
}

// whisper adds a line in small letters.
func (p *page) whisper(text string) {
	if strings.TrimSpace(text) == "" {
		return
	}
	p.left -= mrkdwn.Length(text)
	p.blocks = append(p.blocks, slackgo.NewContextBlock("", marked(text)))
}

func (p *page) add(b slackgo.Block) { p.blocks = append(p.blocks, b) }

// row adds controls side by side.
func (p *page) row(controls ...slackgo.BlockElement) {
	if len(controls) > 0 {
		p.add(slackgo.NewActionBlock("", controls...))
	}
}

// roomForQuestion is enough for the longest question, even when every letter of it must be escaped.
const roomForQuestion = 5 * polls.MaxQuestion

// ask adds a question in bold with its context. The whole question is shown, of the context what fits.
func (p *page) ask(s Scene, question, context string) {
	if whole := s.inMrkdwn(question); mrkdwn.Length(whole) <= maxSection/2 {
		p.say(mrkdwn.Bold(whole))
	} else {
		fits := string([]rune(question)[:mrkdwn.Fitting(s.inMrkdwn, question, roomForQuestion)])
		for _, part := range mrkdwn.Parts(s.inMrkdwn, fits, maxSection) {
			p.say(part)
		}
	}
	if context != "" {
		p.say(s.Clipped(context, min(maxSection, p.left/2)))
	}
}

func marked(mrkdwn string) *slackgo.TextBlockObject {
	return slackgo.NewTextBlockObject(slackgo.MarkdownType, mrkdwn, false, true)
}

// label returns text that Slack shows as it is, except for names of emoji.
func label(text string) *slackgo.TextBlockObject {
	return slackgo.NewTextBlockObject(slackgo.PlainTextType, text, true, false)
}

func button(actionID, value, text string) *slackgo.ButtonBlockElement {
	return slackgo.NewButtonBlockElement(actionID, value, label(phrase.Clip(text, MaxButtonText)))
}

func option(value, text string) *slackgo.OptionBlockObject {
	return slackgo.NewOptionBlockObject(value, label(phrase.Clip(text, MaxButtonText)), nil)
}

// sentences joins what is said one after the other, leaving out what is empty.
func sentences(all ...string) string {
	var b strings.Builder
	for _, one := range all {
		if one == "" {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(one)
	}
	return b.String()
}

// Required returns the rule and the deadline in a sentence: "It takes 2 of 3 sources, by 14:00."
func (s Scene) Required(p *polls.Poll) string {
	return s.takes(p) + ", by " + Time(p, p.Deadline) + "."
}

// takes says the rule in words: "It takes 2 of 3 sources".
func (s Scene) takes(p *polls.Poll) string { return "It takes " + s.rule(p) }

// rule returns the rule in words, with the names of the people and groups in it, and what it takes to pass.
func (s Scene) rule(p *polls.Poll) string {
	rule := s.Clipped(p.Words(), 1000)
	if pass := p.Pass.Words(); pass != "" {
		rule += " and, to pass, " + mrkdwn.Escape(pass)
	}
	return rule
}

// otherwise returns what happens at the deadline without a quorum, with a space before it; mostly it is empty.
func (s Scene) otherwise(p *polls.Poll) string {
	if words := p.Rule.Else.Announce(); words != "" && p.Phase == polls.PhaseOpen {
		return " " + s.Clipped(words, 400)
	}
	return ""
}

// progress returns the one number that may be shown before publication.
func progress(p *polls.Poll) string {
	answered, asked := p.Progress()
	return answeredOf(answered, asked)
}

func answeredOf(answered, asked int) string {
	return strconv.Itoa(answered) + " of " + strconv.Itoa(asked) + " answered"
}

// others returns the people asked, without the asker; too reports whether the asker is asked as well.
func others(p *polls.Poll) (people []polls.Person, too bool) {
	for _, one := range p.Stakeholders() {
		if one.For != "" {
			continue // one of those asked named this person
		}
		if p.Counts(one.Person) {
			people = append(people, one.Person)
		} else {
			too = true
		}
	}
	return people, too
}
