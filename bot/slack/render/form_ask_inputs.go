package render

import (
	"slices"
	"strconv"
	"strings"

	"quorum/bot/slack/mrkdwn"
	"quorum/polls"
	"quorum/polls/kind"
	"quorum/polls/phrase"

	slackgo "github.com/slack-go/slack"
)

// typed is a field to type into. It takes whatever was typed already, however long: what is wrong with it is said
// beside it.
func typed(id string, name phrase.Field, text, example string, lines bool) *slackgo.InputBlock {
	field := slackgo.NewPlainTextInputBlockElement(label(example), id).
		WithInitialValue(phrase.Clip(text, maxInputText)).WithMultiline(lines).WithMaxLength(maxInputText)
	return slackgo.NewInputBlock(id, label(string(name)), nil, field)
}

func optional(b *slackgo.InputBlock) *slackgo.InputBlock { return b.WithOptional(true) }

func hint(b *slackgo.InputBlock, text string) *slackgo.InputBlock {
	b.Hint = label(text)
	return b
}

// kindInput lists the kinds by the names people type. Nothing said means yes/no, or a choice when there are options.
func kindInput(named string, options []string) slackgo.Block {
	all := kind.All()
	initial := all[0].Name()
	if named == "" {
		named = kind.Default(options).Name()
	}
	var shown []*slackgo.OptionBlockObject
	for _, k := range all {
		o := option(k.Name(), k.Name())
		o.Description = label(answeredBy(k))
		shown = append(shown, o)
		if strings.EqualFold(k.Name(), strings.TrimSpace(named)) {
			initial = k.Name()
		}
	}
	menu := slackgo.NewOptionsSelectBlockElement(slackgo.OptTypeStatic, nil, inputKind, shown...)
	menu.InitialOption = shown[slices.IndexFunc(shown, func(o *slackgo.OptionBlockObject) bool { return o.Value == initial })]
	return slackgo.NewInputBlock(inputKind, label(string(phrase.FieldKind)), nil, menu)
}

// answeredBy returns in a few words how a kind of question is answered.
func answeredBy(k kind.Kind) string {
	if own := k.Choices(nil); len(own) > 0 {
		return strings.Join(own, ", ")
	}
	return map[kind.Way]string{
		kind.OneOf: "One of your options", kind.AnyOf: "Any of your options", kind.Ranking: "Your options in an order",
		kind.Number: "A number", kind.Words: "People's own words", kind.Slots: "When people can: yes, if need be or no to each",
	}[k.Way()]
}

func ruleInput(rule string) slackgo.Block {
	input := typed(inputRule, phrase.FieldRule, rule, "3 of 5, within 2h", false)
	field, _ := input.Element.(*slackgo.PlainTextInputBlockElement)
	field.WithDispatchActionConfig(&slackgo.DispatchActionConfig{TriggerActionsOn: []string{"on_enter_pressed"}})
	hint(optional(input), "When answers are enough: 3 of 5, majority, 60%, all, 2 independent, decided; then 1 from @security, 95% sure, within 2h or by fri 12:00. Press Enter to read it in words below.")
	return input.WithDispatchAction(true)
}

// previewBlock is the line that says the rule in words, or what it waits for. A warning may be all there is to say: why
// there is no rule.
func previewBlock(words, warning string) slackgo.Block {
	var text []string
	switch {
	case words != "":
		text = append(text, "It takes "+mrkdwn.Escape(words)+".")
	case warning == "":
		text = append(text, "Here you will read the rule in words, once it is clear who to ask.")
	}
	if warning != "" {
		text = append(text, mrkdwn.Escape(warning))
	}
	return slackgo.NewContextBlock("preview", marked(mrkdwn.Cut(strings.Join(text, " "), maxSection)))
}

func anonymousInput(yes bool) slackgo.Block {
	said := option("yes", "Nobody learns who said what")
	boxes := slackgo.NewCheckboxGroupsBlockElement(inputAnonymous, said)
	if yes {
		boxes.InitialOptions = []*slackgo.OptionBlockObject{said}
	}
	input := slackgo.NewInputBlock(inputAnonymous, label("Anonymous"), nil, boxes)
	return hint(optional(input), "For at least "+strconv.Itoa(polls.SafeSize)+" people. Who has answered is known, so that people can be reminded; what they answered is kept apart.")
}

func announceInput(yes bool) slackgo.Block {
	said := option("yes", "Show the summary in the channel too")
	boxes := slackgo.NewCheckboxGroupsBlockElement(inputAnnounce, said)
	if yes {
		boxes.InitialOptions = []*slackgo.OptionBlockObject{said}
	}
	input := slackgo.NewInputBlock(inputAnnounce, label("Announce"), nil, boxes)
	return hint(optional(input), "It comes in the thread of the question in any case.")
}

func channelInput(channel string, here bool) slackgo.Block {
	menu := slackgo.NewOptionsSelectBlockElement(slackgo.OptTypeConversations, label("Only you"), inputChannel)
	menu.InitialConversation = channel
	menu.DefaultToCurrentConversation = channel == "" && here
	menu.ResponseURLEnabled = true
	menu.Filter = &slackgo.SelectBlockElementFilter{Include: []string{"public", "private"}}
	input := slackgo.NewInputBlock(inputChannel, label("Where the summary goes"), nil, menu).WithOptional(true)
	return hint(input, "The question is shown there with the number of answers, and the summary in its thread. Leave it empty to keep both in your own messages with Quorum.")
}
