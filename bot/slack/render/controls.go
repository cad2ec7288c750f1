package render

import (
	"quorum/polls"
	"quorum/polls/kind"

	slackgo "github.com/slack-go/slack"
)

// controls returns the controls with which a person can act before the summary.
func (s Scene) controls(p *polls.Poll, me polls.Stakeholder, moment Asking) []slackgo.BlockElement {
	key := p.ID.Key()
	answered := me.State == polls.HasAnswer
	switch {
	case p.Ended(), me.Person == "":
		return nil
	case moment == AsChanging:
		return append(s.choices(p, me), button(actKeep, key, "Keep it as it is"))
	case answered && p.Anonymous:
		return nil
	case answered:
		return append(changes(p, me), waysOut(p, me)...)
	case me.State != polls.Pending && me.State != polls.Gone:
		row := []slackgo.BlockElement{button(actBack, key, "Answer after all")}
		if me.State == polls.NotMe && me.Person != p.Asker && len(p.Deputies(me.Person)) == 0 {
			row = append([]slackgo.BlockElement{button(actDeputy, key, "Ask somebody in my place")}, row...)
		}
		return append(row, waysOut(p, me)...)
	}
	return append(s.choices(p, me), waysOut(p, me)...)
}

func reasonLabel(me polls.Stakeholder) string {
	if me.Answer.Reason != "" {
		return "Change the reason"
	}
	return "Add a reason"
}

// changes are what can be done about an answer. What is answered in a form is changed in it, with its reason; an answer
// in one's own words has none.
func changes(p *polls.Poll, me polls.Stakeholder) []slackgo.BlockElement {
	key := p.ID.Key()
	change := button(actChange, key, "Change")
	if !byButtons(p) {
		change = button(actAnswer, key, "Change")
	}
	if p.Kind.Way() == kind.Words {
		return []slackgo.BlockElement{change}
	}
	return []slackgo.BlockElement{change, button(actReason, key, reasonLabel(me))}
}

// choices returns one button per option with exactly its label, or one button that opens the form.
func (s Scene) choices(p *polls.Poll, me polls.Stakeholder) []slackgo.BlockElement {
	labels := p.Choices(me.Person)
	if !byButtons(p) {
		return []slackgo.BlockElement{button(actAnswer, p.ID.Key(), "Answer")}
	}
	var row []slackgo.BlockElement
	for i, c := range labels {
		row = append(row, button(chooseID(i), chooseValue(p.ID, c), s.Plain(c)))
	}
	return row
}

// waysOut returns the menu beside the buttons, without the state in which the person already is.
func waysOut(p *polls.Poll, me polls.Stakeholder) []slackgo.BlockElement {
	var ways []*slackgo.OptionBlockObject
	if me.State == polls.HasAnswer {
		ways = append(ways, option(menuValue(p.ID, polls.Pending), "Take it back"))
	}
	for _, way := range []polls.State{polls.NoOpinion, polls.Recused, polls.NotMe} {
		if way != me.State {
			ways = append(ways, option(menuValue(p.ID, way), wayLabel(way)))
		}
	}
	return []slackgo.BlockElement{slackgo.NewOverflowBlockElement(actMenu, ways...)}
}

func wayLabel(way polls.State) string {
	switch way {
	case polls.NoOpinion:
		return "No opinion"
	case polls.Recused:
		return "Conflict of interest"
	case polls.NotMe:
		return "Not me"
	case polls.Pending, polls.HasAnswer, polls.Gone:
	}
	return string(way)
}
