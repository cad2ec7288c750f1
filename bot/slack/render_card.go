package slack

import (
	"strings"

	"quorum/polls"
)

// card renders the message in the channel. Before publication it shows one number and nothing else of the answers.
//
// People are named and not mentioned, in the card as everywhere: their direct message is the ping, and a second one in
// the channel would tell the whole room who has not answered yet. Nothing on it can be clicked: everybody in the
// channel sees the same card.
func (s scene) card(p *polls.Poll) Message {
	page := newPage()
	page.whisper(s.sayName(p.Asker) + " asks " + s.whoIsAsked(p) + " · " + p.ID.String())
	page.ask(s, p.Question, p.Context)
	state := s.cardState(p)
	page.say(state)
	page.whisper(s.cardFoot(p))
	lead := s.sayName(p.Asker) + " asks " + s.whoIsAsked(p) + ":"
	return Message{
		Text:   cutMarked(sentences(lead, s.saidTo(p.Question, 2000), s.cardStateText(p)), maxText),
		Blocks: page.blocks,
	}
}

const maxNamed = 12 // more people than these are a number

func (s scene) whoIsAsked(p *polls.Poll) string {
	people, too := others(p)
	who := itoa(len(people)) + " people"
	if len(people) <= maxNamed {
		who = s.listNames(people, maxNamed)
	}
	if teams := p.Standing().Teams; teams != len(people) {
		who += " (" + counted(teams, "source", "sources") + ")"
	}
	if too {
		who += ", and answers too"
	}
	return who
}

func (s scene) cardState(p *polls.Poll) string {
	switch {
	case p.Phase == polls.PhaseCancelled:
		return "*Cancelled.* There is no outcome, and nobody needs to answer any more."
	case p.Published.IsZero():
		return "*" + progress(p) + "*\n" + s.takes(p) + ", by " + sayTime(p, p.Deadline) + "." + s.otherwise(p)
	}
	return joinLines(s.outcome(p), bold(s.lately(p)), answered(p)+". "+whereSummaryIs(p))
}

func (s scene) cardStateText(p *polls.Poll) string {
	switch {
	case p.Phase == polls.PhaseCancelled:
		return "Cancelled."
	case p.Published.IsZero():
		return progress(p) + ". " + s.takes(p) + ", by " + plainTime(p, p.Deadline) + "." + s.otherwise(p)
	}
	return sentences(s.saidTo(p.Sentence(), 1000), s.lately(p), whereSummaryIs(p))
}

func (s scene) cardFoot(p *polls.Poll) string {
	return strings.TrimSpace(s.rounds(p) + " " + s.cardEnd(p))
}

// rounds says as what else the same was asked.
func (s scene) rounds(p *polls.Poll) string {
	switch {
	case p.AskedAgain != 0:
		return "Asked again as Q" + itoa(int(p.AskedAgain)) + "."
	case p.Earlier != 0:
		return "This asks again what Q" + itoa(int(p.Earlier)) + " asked."
	}
	return s.before(p)
}

func (s scene) cardEnd(p *polls.Poll) string {
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

// whereSummaryIs says where to read it. When it could not be posted, the asker has it.
func whereSummaryIs(p *polls.Poll) string {
	if _, lost := p.Lost(polls.NoticeSummary); lost {
		return "The summary could not be posted here; whoever asked has it."
	}
	return "The summary is in the thread."
}
