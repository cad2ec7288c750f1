package slack

import (
	"quorum/bot"
	"quorum/polls"

	slackgo "github.com/slack-go/slack"
)

const (
	maxHomeLines = 20 // of each list in the App Home
	maxListLines = 10 // of each list in a message
	maxLine      = 200
	maxLeader    = 100
)

// homePage is which part of each list the App Home shows, from 1.
type homePage struct{ waiting, asked int }

// String writes it as a control carries it.
func (p homePage) String() string { return itoa(p.waiting) + "|" + itoa(p.asked) }

// home renders a page of the App Home: what waits for the person, each with a button, and what the person asked.
func (s scene) home(waiting, mine bot.Listing) slackgo.HomeTabViewRequest {
	at := homePage{waiting.Skipped/maxHomeLines + 1, mine.Skipped/maxHomeLines + 1}
	blocks := []slackgo.Block{slackgo.NewHeaderBlock(label("What waits for me"))}
	if waiting.Total == 0 {
		blocks = append(blocks, textBlock("Nothing. Nobody is waiting for an answer of yours."))
	}
	for _, l := range waiting.Lines {
		answer := slackgo.NewAccessory(answerButton(l))
		blocks = append(blocks, slackgo.NewSectionBlock(marked(s.waitingLine(l)), nil, answer))
	}
	blocks = append(blocks, pages(waiting, func(n int) homePage { return homePage{at.waiting + n, at.asked} })...)
	blocks = append(blocks, slackgo.NewDividerBlock(), slackgo.NewHeaderBlock(label("What I asked")))
	if mine.Total == 0 {
		blocks = append(blocks, textBlock("Nothing yet. Ask several people at once, and read the summary as soon as enough have answered."))
	}
	for _, l := range mine.Lines {
		blocks = append(blocks, textBlock(s.askedLine(l)))
	}
	blocks = append(blocks, pages(mine, func(n int) homePage { return homePage{at.waiting, at.asked + n} })...)
	blocks = append(blocks, slackgo.NewActionBlock("", button(actAsk, "", "Ask stakeholders")))
	return slackgo.HomeTabViewRequest{Type: slackgo.VTHomeTab, Blocks: slackgo.Blocks{BlockSet: blocks}}
}

func textBlock(mrkdwn string) slackgo.Block { return slackgo.NewSectionBlock(marked(mrkdwn), nil, nil) }

func answerButton(l polls.Line) *slackgo.ButtonBlockElement {
	b := button(actAnswer, l.ID.Key(), "Answer")
	b.AccessibilityLabel = clip("Answer "+l.ID.String(), 75)
	return b
}

func (s scene) waitingLine(l polls.Line) string {
	return bold(s.line(l)) + s.linked(l.QuestionAt, "Open") + "\n" + s.sayName(l.Asker) + " asks, until " + dateOf(l.Deadline)
}

func (s scene) askedLine(l polls.Line) string {
	line := bold(s.line(l)) + s.linked(l.Card, "Open") + "\n" + l.ID.String() + ": " + s.standing(l)
	if l.AskedAgain != 0 {
		line += ", asked again as Q" + itoa(int(l.AskedAgain))
	}
	return line
}

// line is a question on one line.
func (s scene) line(l polls.Line) string {
	return oneLine(s.saidTo(clip(oneLine(l.Question), 150), maxLine))
}

func (s scene) linked(at polls.Place, words string) string {
	if s.link == nil || at.IsZero() {
		return ""
	}
	url := s.link(at)
	if url == "" {
		return ""
	}
	return " <" + Escape(url) + "|" + words + ">"
}

// standing says how far a poll is, without anything of its answers before publication.
func (s scene) standing(l polls.Line) string {
	progress := answeredOf(l.Answered, l.Asked)
	switch {
	case l.Phase == polls.PhaseCancelled:
		return "cancelled"
	case l.PublishedAt.IsZero():
		return progress + ", until " + dateOf(l.Deadline)
	}
	said := bold(cutMarked(Escape(polls.Headline(l.Label, s.plain(l.Leader))), maxLeader)) + ", " + progress
	if l.Late != "" {
		said += "; " + cutMarked(Escape(s.plain(oneLine(l.Late))), 2*maxLeader)
	}
	return said
}
