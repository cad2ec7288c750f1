package slack

import (
	"strings"

	"quorum/polls"

	slackgo "github.com/slack-go/slack"
)

// Message is a message as it is sent. Text is what notifications show and screen readers read, so it says everything
// that matters; Blocks are what the eye sees. A renderer's message passes [checkMessage] whatever people wrote.
type Message struct {
	Text   string
	Blocks []slackgo.Block
	// Plain says the same without a table, for a workspace that refuses one; nil when there is none.
	Plain []slackgo.Block
}

// withoutPictures is the message for a workspace that refuses charts or tables; ok is false when it has none. What a chart
// shows is said beside it anyway.
func (m Message) withoutPictures() (plain Message, ok bool) {
	from := m.Blocks
	if m.Plain != nil {
		from = m.Plain
	}
	plain.Text = m.Text
	for _, b := range from {
		if b.BlockType() != slackgo.MBTDataVisualization {
			plain.Blocks = append(plain.Blocks, b)
		}
	}
	return plain, m.Plain != nil || len(plain.Blocks) < len(from)
}

// page gathers the blocks of a message and keeps them within what a message may hold: what comes first has room first.
type page struct {
	blocks []slackgo.Block
	left   int // characters that still fit
}

// slack in the budget is kept for what Slack counts and the page does not: types, ids and the values of buttons.
func newPage() *page { return &page{left: maxMessageChars - 1200} }

// say adds a paragraph, in several blocks when it is long. It is left out when it is empty.
func (p *page) say(mrkdwn string) {
	if strings.TrimSpace(mrkdwn) == "" {
		return
	}
	if length(mrkdwn) > maxSection {
		for _, part := range fill(strings.Split(mrkdwn, "\n"), maxSection) {
			p.say(part)
		}
		return
	}
	p.left -= length(mrkdwn)
	p.blocks = append(p.blocks, slackgo.NewSectionBlock(marked(mrkdwn), nil, nil))
}

// whisper adds a line in small letters.
func (p *page) whisper(mrkdwn string) {
	if strings.TrimSpace(mrkdwn) == "" {
		return
	}
	p.left -= length(mrkdwn)
	p.blocks = append(p.blocks, slackgo.NewContextBlock("", marked(mrkdwn)))
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
func (p *page) ask(s scene, question, context string) {
	if whole := s.said(question); length(whole) <= maxSection/2 {
		p.say(bold(whole))
	} else {
		fits := string([]rune(question)[:fitting(s.said, question, roomForQuestion)])
		for _, part := range parts(s.said, fits, maxSection) {
			p.say(part)
		}
	}
	if context != "" {
		p.say(s.saidTo(context, min(maxSection, p.left/2)))
	}
}

func marked(mrkdwn string) *slackgo.TextBlockObject {
	return slackgo.NewTextBlockObject(slackgo.MarkdownType, mrkdwn, false, true)
}

// label is text that Slack takes as it is, but for names of emoji.
func label(text string) *slackgo.TextBlockObject {
	return slackgo.NewTextBlockObject(slackgo.PlainTextType, text, true, false)
}

func button(actionID, value, text string) *slackgo.ButtonBlockElement {
	return slackgo.NewButtonBlockElement(actionID, value, label(clip(text, maxButtonText)))
}

func option(value, text string) *slackgo.OptionBlockObject {
	return slackgo.NewOptionBlockObject(value, label(clip(text, maxButtonText)), nil)
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

// takes says the rule in words: "It takes 2 of 3 sources".
func (s scene) takes(p *polls.Poll) string { return "It takes " + s.rule(p) }

// rule says the rule in words, with the people and groups in it by their names, and what it takes to pass.
func (s scene) rule(p *polls.Poll) string {
	rule := s.saidTo(p.Words(), 1000)
	if pass := p.Pass.Words(); pass != "" {
		rule += " and, to pass, " + Escape(pass)
	}
	return rule
}

// otherwise says what happens at the deadline without a quorum, with a space before it; mostly nothing.
func (s scene) otherwise(p *polls.Poll) string {
	if words := p.Rule.Else.Announce(); words != "" && p.Phase == polls.PhaseOpen {
		return " " + s.saidTo(words, 400)
	}
	return ""
}

// progress is the one number that may be shown before publication.
func progress(p *polls.Poll) string {
	answered, asked := p.Progress()
	return answeredOf(answered, asked)
}

func answeredOf(answered, asked int) string {
	return itoa(answered) + " of " + itoa(asked) + " answered"
}

// others are the people asked, without the asker; too says whether the asker is asked as well.
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
