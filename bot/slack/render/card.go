package render

import (
	"strconv"
	"strings"

	"quorum/bot/slack/mrkdwn"
	"quorum/bot/slack/webapi"
	"quorum/polls"
	"quorum/polls/phrase"
)

// Card renders the message in the channel. Before publication it shows one number and nothing else of the answers.
//
// People are named and not mentioned, in the card as everywhere: their direct message is the ping, and a second one in
// the channel would tell the whole room who has not answered yet. Nothing on it can be clicked: everybody in the
// channel sees the same card.
func (s Scene) Card(p *polls.Poll) webapi.Message {
	page := newPage()
	page.whisper(s.Name(p.Asker) + " asks " + s.whoIsAsked(p) + " · " + p.ID.String())
	page.ask(s, p.Question, p.Context)
	state := s.cardState(p)
	page.say(state)
	page.whisper(s.cardFoot(p))
	lead := s.Name(p.Asker) + " asks " + s.whoIsAsked(p) + ":"
	return webapi.Message{
		Text:   mrkdwn.Cut(sentences(lead, s.Clipped(p.Question, 2000), s.cardStateText(p)), webapi.MaxText),
		Blocks: page.blocks,
	}
}

const maxNamed = 12 // more people than these are a number

func (s Scene) whoIsAsked(p *polls.Poll) string {
	people, too := others(p)
	who := strconv.Itoa(len(people)) + " people"
	if len(people) <= maxNamed {
		who = s.listNames(people, maxNamed)
	}
	if teams := p.Standing().SourcesAsked; teams != len(people) {
		who += " (" + phrase.Counted(teams, "source", "sources") + ")"
	}
	if too {
		who += ", and answers too"
	}
	return who
}

func (s Scene) cardState(p *polls.Poll) string {
	switch {
	case p.Phase == polls.PhaseCancelled:
		return "*Cancelled.* There is no outcome, and nobody needs to answer any more."
	case p.Published.IsZero():
		return "*" + progress(p) + "*\n" + s.takes(p) + ", by " + Time(p, p.Deadline) + "." + s.otherwise(p)
	}
	return joinLines(s.outcome(p), mrkdwn.Bold(s.lateWords(p)), answered(p)+". "+whereSummaryIs(p))
}

func (s Scene) cardStateText(p *polls.Poll) string {
	switch {
	case p.Phase == polls.PhaseCancelled:
		return "Cancelled."
	case p.Published.IsZero():
		return progress(p) + ". " + s.takes(p) + ", by " + plainTime(p, p.Deadline) + "." + s.otherwise(p)
	}
	return sentences(s.Clipped(p.Sentence(), 1000), s.lateWords(p), whereSummaryIs(p))
}

func (s Scene) cardFoot(p *polls.Poll) string {
	return strings.TrimSpace(s.rounds(p) + " " + s.cardEnd(p))
}

// rounds returns which other polls asked the same.
func (s Scene) rounds(p *polls.Poll) string {
	switch {
	case p.AskedAgain != 0:
		return "Asked again as Q" + strconv.Itoa(int(p.AskedAgain)) + "."
	case p.Earlier != 0:
		return "This asks again what Q" + strconv.Itoa(int(p.Earlier)) + " asked."
	}
	return s.before(p)
}

func (s Scene) cardEnd(p *polls.Poll) string {
	switch p.Phase {
	case polls.PhaseOpen:
		if p.Anonymous {
			return "Each is asked in a direct message. It is anonymous: the summary shows how many said what, never who."
		}
		return "Each is asked in a direct message. Answers stay private until the summary."
	case polls.PhasePublished:
		return s.untilLate(p)
	case polls.PhaseClosed, polls.PhaseCancelled:
	}
	return ""
}

// whereSummaryIs returns where to read the summary. When it could not be posted, the asker has it.
func whereSummaryIs(p *polls.Poll) string {
	if _, lost := p.Undelivered(polls.NoticeSummary); lost {
		return "The summary could not be posted here; whoever asked has it."
	}
	return "The summary is in the thread."
}
