package render

import (
	"strconv"

	"quorum/bot"
	"quorum/bot/slack/mrkdwn"
	"quorum/polls"
	"quorum/polls/phrase"

	slackgo "github.com/slack-go/slack"
)

const (
	MaxHomeLines = 20 // of each list in the App Home
	MaxListLines = 10 // of each list in a message
	maxLine      = 200
	maxLeader    = 100
)

// HomePage is which part of each list the App Home shows, from 1.
type HomePage struct{ Waiting, Asked int }

// String writes it as a control carries it.
func (p HomePage) String() string { return strconv.Itoa(p.Waiting) + "|" + strconv.Itoa(p.Asked) }

// Home renders a page of the App Home: what waits for the person, each with a button, and what the person asked.
func (s Scene) Home(waiting, mine bot.Listing) slackgo.HomeTabViewRequest {
	at := HomePage{waiting.Skipped/MaxHomeLines + 1, mine.Skipped/MaxHomeLines + 1}
	blocks := []slackgo.Block{slackgo.NewHeaderBlock(label("What waits for me"))}
	if waiting.Total == 0 {
		blocks = append(blocks, textBlock("Nothing. Nobody is waiting for an answer of yours."))
	}
	for _, l := range waiting.Lines {
		answer := slackgo.NewAccessory(answerButton(l))
		blocks = append(blocks, slackgo.NewSectionBlock(marked(s.waitingLine(l)), nil, answer))
	}
	blocks = append(blocks, pages(waiting, func(n int) HomePage { return HomePage{at.Waiting + n, at.Asked} })...)
	blocks = append(blocks, slackgo.NewDividerBlock(), slackgo.NewHeaderBlock(label("What I asked")))
	if mine.Total == 0 {
		blocks = append(blocks, textBlock("Nothing yet. Ask several people at once, and read the summary as soon as enough have answered."))
	}
	for _, l := range mine.Lines {
		blocks = append(blocks, textBlock(s.askedLine(l)))
	}
	blocks = append(blocks, pages(mine, func(n int) HomePage { return HomePage{at.Waiting, at.Asked + n} })...)
	blocks = append(blocks, slackgo.NewActionBlock("", button(actAsk, "", "Ask stakeholders")))
	return slackgo.HomeTabViewRequest{Type: slackgo.VTHomeTab, Blocks: slackgo.Blocks{BlockSet: blocks}}
}

func textBlock(mrkdwn string) slackgo.Block { return slackgo.NewSectionBlock(marked(mrkdwn), nil, nil) }

func answerButton(l polls.ListEntry) *slackgo.ButtonBlockElement {
	b := button(actAnswer, l.ID.Key(), "Answer")
	b.AccessibilityLabel = phrase.Clip("Answer "+l.ID.String(), 75)
	return b
}

func (s Scene) waitingLine(l polls.ListEntry) string {
	return mrkdwn.Bold(s.line(l)) + s.linked(l.QuestionAt, "Open") + "\n" + s.Name(l.Asker) + " asks, until " + Date(l.Deadline)
}

func (s Scene) askedLine(l polls.ListEntry) string {
	line := mrkdwn.Bold(s.line(l)) + s.linked(l.Card, "Open") + "\n" + l.ID.String() + ": " + s.standing(l)
	if l.AskedAgain != 0 {
		line += ", asked again as Q" + strconv.Itoa(int(l.AskedAgain))
	}
	return line
}

// line returns a question on one line.
func (s Scene) line(l polls.ListEntry) string {
	return mrkdwn.OneLine(s.Clipped(phrase.Clip(mrkdwn.OneLine(l.Question), 150), maxLine))
}

func (s Scene) linked(at polls.Place, words string) string {
	if s.Link == nil || at.IsZero() {
		return ""
	}
	url := s.Link(at)
	if url == "" {
		return ""
	}
	return " <" + mrkdwn.Escape(url) + "|" + words + ">"
}

// standing returns how far a poll is, without anything of its answers before publication.
func (s Scene) standing(l polls.ListEntry) string {
	progress := answeredOf(l.Answered, l.Asked)
	switch {
	case l.Phase == polls.PhaseCancelled:
		return "cancelled"
	case l.PublishedAt.IsZero():
		return progress + ", until " + Date(l.Deadline)
	}
	said := mrkdwn.Bold(mrkdwn.Cut(mrkdwn.Escape(polls.Headline(l.Label, s.Plain(l.Leader))), maxLeader)) + ", " + progress
	if l.Late != "" {
		said += "; " + mrkdwn.Cut(mrkdwn.Escape(s.Plain(mrkdwn.OneLine(l.Late))), 2*maxLeader)
	}
	return said
}
