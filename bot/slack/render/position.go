package render

import (
	"regexp"
	"slices"
	"strings"

	"quorum/bot/slack/mrkdwn"
	"quorum/polls"
	"quorum/polls/kind"
	"quorum/polls/phrase"
	"quorum/polls/worktime"
)

// position returns what a person answered, in at most so many characters, and how sure of it they are.
func (s Scene) position(p *polls.Poll, r polls.Response, most int) string {
	text := mrkdwn.Bold(mrkdwn.Cut(mrkdwn.Escape(s.Plain(readable(p, r.Position))), most))
	if r.Confidence != "" {
		text += " (" + string(r.Confidence) + ")"
	}
	return text
}

// readable returns a stored answer in a person's words.
func readable(p *polls.Poll, position string) string {
	switch unit := unitOf(p); {
	case p.Kind.Way() == kind.AnyOf:
		return phrase.List(kind.SplitChoices(position))
	case p.Kind.Way() == kind.Number && unit != "":
		return position + " " + unit
	}
	return position
}

// unitOf returns the unit of an estimate, which stands in place of its options.
func unitOf(p *polls.Poll) string {
	if p.Kind.Way() != kind.Number || len(p.Options) == 0 {
		return ""
	}
	return p.Options[0]
}

// byButtons reports whether a question is answered by a click: the choices fit into one row.
func byButtons(p *polls.Poll) bool {
	if p.Kind.Way() != kind.OneOf || p.Anonymous { // what cannot be changed is not given by one click
		return false
	}
	choices := p.Kind.Choices(p.Options)
	for _, c := range choices {
		if len(c) > 1 {
			return len(choices) <= maxButtons
		}
	}
	return len(choices) <= maxDigits
}

// howToAnswer returns what is asked for, where no button says it.
func (s Scene) howToAnswer(p *polls.Poll, who polls.Person) string {
	switch p.Kind.Way() {
	case kind.AnyOf:
		return s.namely("Choose any of", p, who)
	case kind.Ranking:
		return s.namely("Put into an order", p, who)
	case kind.Slots:
		return s.namely("Say when you can", p, who) + s.whereTimes(p, who)
	case kind.Number:
		return "Answer with " + mrkdwn.Escape(s.howNumber(p))
	case kind.Words:
		return "Answer in your own words."
	case kind.OneOf:
	}
	return ""
}

// whereTimes returns in which zone times are written, for a person who is or may be in another zone.
func (s Scene) whereTimes(p *polls.Poll, who polls.Person) string {
	me, _ := p.Stakeholder(who)
	if me.Zone == p.Zone.String() || !slices.ContainsFunc(p.Options, regexp.MustCompile(`\d:\d\d`).MatchString) {
		return ""
	}
	return " Times are in " + mrkdwn.Escape(p.Zone.String()) + ", as " + s.Name(p.Asker) + " wrote them."
}

// ownTime returns when a slot begins in a person's own zone; empty when that is the zone in which it was written, or unknown.
func ownTime(p *polls.Poll, who polls.Person, slot string) string {
	me, _ := p.Stakeholder(who)
	at, ok := kind.SlotTime(slot, p.Zone)
	zone, err := worktime.LoadZone(me.Zone)
	if !ok || err != nil || me.Zone == "" || me.Zone == p.Zone.String() {
		return ""
	}
	return "Where you are: " + at.In(zone).Format("Mon 2 Jan 15:04")
}

func (s Scene) namely(lead string, p *polls.Poll, who polls.Person) string {
	var choices []string
	for _, c := range p.Choices(who) {
		choices = append(choices, mrkdwn.Escape(s.Plain(c)))
	}
	return mrkdwn.Cut(lead+": "+strings.Join(choices, ", "), 1200) + "."
}

// howNumber returns what number is asked for, in plain text.
func (s Scene) howNumber(p *polls.Poll) string { return s.Plain(p.Kind.Hint(p.Options)) }
