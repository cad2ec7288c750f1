package slack

import (
	"quorum/polls"

	slackgo "github.com/slack-go/slack"
)

const (
	maxHomeLines = 20 // of each list in the App Home
	maxListLines = 10 // of each list in a message
	maxLine      = 200
	maxLeader    = 100
)

// home renders the App Home: what waits for the person, each with a button, and what the person asked.
func (s scene) home(waiting, mine []polls.Line) slackgo.HomeTabViewRequest {
	blocks := []slackgo.Block{slackgo.NewHeaderBlock(label("What waits for me"))}
	if len(waiting) == 0 {
		blocks = append(blocks, textBlock("Nothing. Nobody is waiting for an answer of yours."))
	}
	for _, l := range waiting[:min(len(waiting), maxHomeLines)] {
		answer := slackgo.NewAccessory(answerButton(l))
		blocks = append(blocks, slackgo.NewSectionBlock(marked(s.waitingLine(l)), nil, answer))
	}
	blocks = append(blocks, moreBlock(len(waiting))...)
	blocks = append(blocks, slackgo.NewDividerBlock(), slackgo.NewHeaderBlock(label("What I asked")))
	if len(mine) == 0 {
		blocks = append(blocks, textBlock("Nothing yet. Ask several people at once, and read the summary as soon as enough have answered."))
	}
	for _, l := range mine[:min(len(mine), maxHomeLines)] {
		blocks = append(blocks, textBlock(s.askedLine(l)))
	}
	blocks = append(blocks, moreBlock(len(mine))...)
	blocks = append(blocks, slackgo.NewActionBlock("", button(actAsk, "", "Ask stakeholders")))
	return slackgo.HomeTabViewRequest{Type: slackgo.VTHomeTab, Blocks: slackgo.Blocks{BlockSet: blocks}}
}

func textBlock(mrkdwn string) slackgo.Block { return slackgo.NewSectionBlock(marked(mrkdwn), nil, nil) }

func moreBlock(n int) []slackgo.Block {
	if n <= maxHomeLines {
		return nil
	}
	return []slackgo.Block{slackgo.NewContextBlock("", marked("and "+itoa(n-maxHomeLines)+" more"))}
}

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

// list renders what waits for a person and what the person asked, as a reply to a command.
func (s scene) list(waiting, mine []polls.Line) Message {
	all := []string{"*What waits for me*"}
	all = append(all, s.listed(waiting, "Nothing. Nobody is waiting for an answer of yours.", s.waitingLine)...)
	all = append(all, "*What I asked*")
	all = append(all, s.listed(mine, "Nothing yet. `/quorum` opens the form.", s.askedLine)...)
	return lines(all...)
}

// log renders decisions that were found, newest first.
func (s scene) log(found []polls.Line, words string) Message {
	title, empty := "*Decisions*", "No decision yet that you can see."
	if words != "" {
		title = "*Decisions with* " + s.saidTo(oneLine(words), 200)
		empty = "None that you can see. Fewer words find more."
	}
	return lines(append([]string{title}, s.listed(found, empty, s.askedLine)...)...)
}

func (s scene) listed(all []polls.Line, empty string, one func(polls.Line) string) []string {
	if len(all) == 0 {
		return []string{empty}
	}
	var out []string
	for _, l := range all[:min(len(all), maxListLines)] {
		out = append(out, one(l))
	}
	if more := len(all) - maxListLines; more > 0 {
		out = append(out, "and "+itoa(more)+" more")
	}
	return out
}
