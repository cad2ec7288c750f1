package render

import (
	"strconv"
	"strings"

	"quorum/polls"
	"quorum/polls/kind"

	slackgo "github.com/slack-go/slack"
)

// answerInputs returns the fields in which a kind of question is answered, filled in with the last answer.
func (s Scene) answerInputs(p *polls.Poll, who polls.Person, mine string) []slackgo.Block {
	switch p.Kind.Way() {
	case kind.AnyOf:
		return []slackgo.Block{s.anyInput(p.Choices(who), kind.SplitChoices(mine))}
	case kind.Ranking:
		return s.placeInputs(p.Choices(who), mine)
	case kind.Slots:
		return s.slotInputs(p, who, mine)
	case kind.Number:
		return []slackgo.Block{s.numberInput(p, mine)}
	case kind.Words:
		field := slackgo.NewPlainTextInputBlockElement(label("In your own words"), inputAnswer).
			WithMultiline(true).WithInitialValue(mine).WithMaxLength(kind.MaxText)
		return []slackgo.Block{answerField(field)}
	case kind.OneOf:
	}
	return []slackgo.Block{s.oneInput(p.Choices(who), mine)}
}

func answerField(e slackgo.BlockElement) *slackgo.InputBlock {
	return slackgo.NewInputBlock(inputAnswer, label("Your answer"), nil, e)
}

// labelled returns the choices as options, and those of them that were chosen.
func (s Scene) labelled(choices, mine []string) (all, initial []*slackgo.OptionBlockObject) {
	chosen := map[string]bool{}
	for _, c := range mine {
		chosen[c] = true
	}
	for _, c := range choices {
		o := option(c, s.Plain(c))
		all = append(all, o)
		if chosen[c] {
			initial = append(initial, o)
		}
	}
	return all, initial
}

func (s Scene) oneInput(choices []string, mine string) slackgo.Block {
	all, chosen := s.labelled(choices, []string{mine})
	var initial *slackgo.OptionBlockObject
	if len(chosen) > 0 {
		initial = chosen[0]
	}
	if len(all) <= maxRadio {
		radio := slackgo.NewRadioButtonsBlockElement(inputAnswer, all...)
		radio.InitialOption = initial
		return answerField(radio)
	}
	menu := slackgo.NewOptionsSelectBlockElement(slackgo.OptTypeStatic, label("Choose one"), inputAnswer, all...)
	menu.InitialOption = initial
	return answerField(menu)
}

func (s Scene) anyInput(choices, mine []string) slackgo.Block {
	all, initial := s.labelled(choices, mine)
	var element slackgo.BlockElement
	if len(all) <= maxRadio {
		boxes := slackgo.NewCheckboxGroupsBlockElement(inputAnswer, all...)
		boxes.InitialOptions = initial
		element = boxes
	} else {
		element = slackgo.NewOptionsMultiSelectBlockElement(slackgo.MultiOptTypeStatic, label("Choose some"), inputAnswer, all...).
			WithInitialOptions(initial...)
	}
	return hint(answerField(element), "As many as you approve of.")
}

// placeInputs returns a menu of places for each option. The value of an option is "2|kafka": its place and its label.
func (s Scene) placeInputs(choices []string, mine string) []slackgo.Block {
	at := map[string]int{}
	for i, g := range kind.SplitRanking(mine) {
		for _, c := range g {
			at[c] = i + 1
		}
	}
	how := "Give the best one place 1. Options may share a place; those without one come last."
	blocks := []slackgo.Block{slackgo.NewContextBlock("", marked(how))}
	for i, c := range choices {
		var initial *slackgo.OptionBlockObject
		var all []*slackgo.OptionBlockObject
		for place := range len(choices) {
			text := strconv.Itoa(place + 1)
			if place == 0 {
				text += " (best)"
			}
			o := option(saidOf(strconv.Itoa(place+1), c), text)
			all = append(all, o)
			if at[c] == place+1 {
				initial = o
			}
		}
		id := inputPlace + "/" + strconv.Itoa(i)
		menu := slackgo.NewOptionsSelectBlockElement(slackgo.OptTypeStatic, label("Choose a place"), id, append(all, option(noConfidence, "No place"))...)
		menu.InitialOption = initial
		blocks = append(blocks, optional(slackgo.NewInputBlock(id, label(s.Plain(c)), nil, menu)))
	}
	return blocks
}

// slotInputs ask of each slot whether one can. What is said of a slot is "yes|Mon 14:00".
func (s Scene) slotInputs(p *polls.Poll, who polls.Person, mine string) []slackgo.Block {
	said := kind.SplitSlots(mine)
	blocks := []slackgo.Block{slackgo.NewContextBlock("", marked("What you leave out is taken for a no."+s.whereTimes(p, who)))}
	for i, c := range p.Choices(who) {
		var initial *slackgo.OptionBlockObject
		var all []*slackgo.OptionBlockObject
		for _, word := range kind.SlotAnswers() {
			o := option(saidOf(word, c), strings.ToUpper(word[:1])+word[1:])
			all = append(all, o)
			if said[c] == word {
				initial = o
			}
		}
		id := inputSlot + "/" + strconv.Itoa(i)
		radio := slackgo.NewRadioButtonsBlockElement(id, all...)
		radio.InitialOption = initial
		input := optional(slackgo.NewInputBlock(id, label(s.Plain(c)), nil, radio))
		if here := ownTime(p, who, c); here != "" {
			hint(input, here)
		}
		blocks = append(blocks, input)
	}
	return blocks
}

func saidOf(word, choice string) string { return word + "|" + choice }

// numberInput takes any text: what is wrong with it is said beside it, which Slack's own field for numbers would not.
func (s Scene) numberInput(p *polls.Poll, mine string) slackgo.Block {
	field := slackgo.NewPlainTextInputBlockElement(label("A number"), inputAnswer).WithInitialValue(mine).WithMaxLength(100)
	return hint(answerField(field), "Write "+s.howNumber(p))
}
