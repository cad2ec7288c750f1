package render

import (
	"slices"
	"strconv"

	"quorum/bot"
	"quorum/bot/slack/mrkdwn"
	"quorum/bot/slack/webapi"
	"quorum/polls"
	"quorum/polls/phrase"

	slackgo "github.com/slack-go/slack"
)

// List renders what waits for a person and what the person asked, as a reply to a command. The next page is asked for by its
// number.
func (s Scene) List(waiting, mine bot.Listing, command string) webapi.Message {
	all := slices.Concat(
		[]string{"*What waits for me*"}, s.listed(waiting, "Nothing. Nobody is waiting for an answer of yours.", s.waitingLine),
		[]string{"*What I asked*"}, s.listed(mine, "Nothing yet. `/quorum` opens the form.", s.askedLine),
	)
	if waiting.More()+mine.More() > 0 {
		next := max(waiting.Skipped, mine.Skipped)/MaxListLines + 2
		all = append(all, "`"+command+" list "+strconv.Itoa(next)+"` shows what comes next.")
	}
	return Lines(all...)
}

// listed renders a part of a list, and says which part it is.
func (s Scene) listed(l bot.Listing, empty string, one func(polls.ListEntry) string) (out []string) {
	switch {
	case l.Total == 0:
		return []string{empty}
	case len(l.Lines) == 0:
		return []string{"_There are " + strconv.Itoa(l.Total) + ", on earlier pages._"}
	}
	for _, line := range l.Lines {
		out = append(out, one(line))
	}
	return append(out, partOf(l)...)
}

// partOf returns which part of a list is shown; empty when all of it is.
func partOf(l bot.Listing) []string {
	switch {
	case l.Skipped == 0 && l.More() == 0:
		return nil
	case l.Skipped == 0:
		return []string{"_and " + strconv.Itoa(l.More()) + " more_"}
	}
	return []string{"_" + strconv.Itoa(l.Skipped+1) + " to " + strconv.Itoa(l.Skipped+len(l.Lines)) + " of " + strconv.Itoa(l.Total) + "_"}
}

// PageOf is a page of what was read whole, with a line that says which it is and how to see the next one, where there are several.
func PageOf[T any](all []T, skip int, command string) (page []T, note []string) {
	skip = min(skip, max(0, len(all)-1)/MaxListLines*MaxListLines)
	page = all[skip:min(len(all), skip+MaxListLines)]
	part := bot.Listing{Skipped: skip, Total: len(all), Lines: make([]polls.ListEntry, len(page))}
	note = partOf(part)
	if part.More() > 0 {
		note = append(note, "`"+command+" "+strconv.Itoa(skip/MaxListLines+2)+"` shows what comes next.")
	}
	return page, note
}

// Log renders decisions that were found, newest first. The next ones are asked for by the last of these.
func (s Scene) Log(found []polls.ListEntry, more bool, words, command string) webapi.Message {
	title, empty := "*Decisions*", "No decision yet that you can see."
	if words != "" {
		title = "*Decisions with* " + s.Clipped(mrkdwn.OneLine(words), 200)
		empty = "None that you can see. Fewer words find more."
	}
	all := []string{title}
	for _, l := range found {
		all = append(all, s.askedLine(l))
	}
	switch {
	case len(found) == 0:
		all = append(all, empty)
	case more:
		next := command + " log " + BeforeWord + " " + found[len(found)-1].ID.String()
		if words != "" {
			next += " " + mrkdwn.OneLine(phrase.Clip(words, 200))
		}
		all = append(all, "There are more: `"+mrkdwn.Escape(next)+"` shows what was decided before.")
	}
	return Lines(all...)
}

// pages says which part of a list the App Home shows, with controls that show the one before and the one after; nothing when
// it shows all of it.
func pages(l bot.Listing, at func(further int) HomePage) []slackgo.Block {
	part := partOf(l)
	if part == nil {
		return nil
	}
	var row []slackgo.BlockElement
	if l.Skipped > 0 {
		row = append(row, button(actPage+"/back", at(-1).String(), "Back"))
	}
	if l.More() > 0 {
		row = append(row, button(actPage+"/next", at(1).String(), "Show more"))
	}
	return []slackgo.Block{slackgo.NewContextBlock("", marked(part[0])), slackgo.NewActionBlock("", row...)}
}

// BeforeWord is after what a log is asked for that begins with an older question.
const BeforeWord = "before"
