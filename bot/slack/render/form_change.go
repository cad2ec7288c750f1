package render

import (
	"quorum/bot/slack/inbound"
	"quorum/polls"
	"quorum/polls/phrase"

	slackgo "github.com/slack-go/slack"
)

// The inputs of the forms with which a poll is changed while it is open; block id and action id are the same word. People
// and groups to be added are in [inputAsked] and [inputGroups], the new rule is in [inputRule].
const inputDeputy = "deputy"

// ChangeForm returns the form with which a poll is changed while it is open: [FormDeputy], [FormAdd] or [FormLower].
func (s Scene) ChangeForm(form string, p *polls.Poll) slackgo.ModalViewRequest {
	switch form {
	case FormDeputy:
		return s.changeForm(p, form, "Ask somebody else", "Ask", deputyInput())
	case FormAdd:
		return s.changeForm(p, form, "Add people", "Ask", addInputs()...)
	}
	return s.changeForm(p, form, "Lower the rule", "Save", s.lowerInput(p))
}

func deputyInput() slackgo.Block {
	menu := slackgo.NewOptionsSelectBlockElement(slackgo.OptTypeUser, label("Choose somebody"), inputDeputy)
	input := slackgo.NewInputBlock(inputDeputy, label(string(phrase.FieldDeputy)), nil, menu)
	return hint(input, "They are asked at once, in a direct message. If you answer after all, whoever of you is first counts.")
}

// ReadDeputy returns the person named in [FormDeputy]; empty when it is not one person.
func ReadDeputy(v inbound.Values) string {
	if who := v.Users(inputDeputy, inputDeputy); len(who) == 1 {
		return who[0]
	}
	return ""
}

func addInputs() []slackgo.Block {
	menu := slackgo.NewOptionsMultiSelectBlockElement(slackgo.MultiOptTypeUser, label("Choose people"), inputAsked)
	people := slackgo.NewInputBlock(inputAsked, label(string(phrase.FieldAsked)), nil, menu).WithOptional(true)
	hint(people, "Each is asked at once, in a direct message. Who is asked already is not asked twice.")
	groups := slackgo.NewInputBlock(inputGroups, label("Groups to ask"), nil,
		slackgo.NewOptionsMultiSelectBlockElement(slackgo.MultiOptTypeExternal, label("Choose groups"), inputGroups).WithMinQueryLength(0)).WithOptional(true)
	return []slackgo.Block{people, groups}
}

// ReadAdd returns the people and groups named in [FormAdd].
func ReadAdd(v inbound.Values) []polls.Party {
	return parties(v.Users(inputAsked, inputAsked), v.Options(inputGroups, inputGroups), nil)
}

func (s Scene) lowerInput(p *polls.Poll) slackgo.Block {
	input := typed(inputRule, phrase.FieldRule, s.typable(p.Rule.String()), "2 of 5", false)
	return hint(input, "When answers are enough: a number, majority, 60%, all, 2 independent, decided; then, if you like, within 2h or by fri 12:00.")
}

// ReadLower returns the rule typed in [FormLower].
func ReadLower(v inbound.Values) string { return v.Text(inputRule, inputRule) }

// changeForm returns a form that shows how a poll stands above its inputs.
func (s Scene) changeForm(p *polls.Poll, callback, title, submit string, inputs ...slackgo.Block) slackgo.ModalViewRequest {
	page := newPage()
	page.ask(s, p.Question, "")
	page.whisper(progress(p) + ". " + s.Required(p))
	for _, b := range inputs {
		page.add(b)
	}
	return slackgo.ModalViewRequest{
		Type: slackgo.VTModal, CallbackID: callback, Title: label(title), Submit: label(submit), Close: label("Cancel"),
		Blocks: slackgo.Blocks{BlockSet: page.blocks}, PrivateMetadata: p.ID.Key(),
	}
}

// FormErrors places a mistake beside the input of a form that it is about. The form held v.
func FormErrors(form string, mistake *phrase.Error, v inbound.Values) map[string]string {
	var input string
	switch form {
	case FormAnswer:
		input = answerInputOf(mistake, v)
	case FormReason:
		input = inputReason
	case FormDeputy:
		input = inputDeputy
	case FormAdd:
		input = inputAsked
	case FormLower:
		input = inputRule
	default:
		input = askInputOf(mistake)
	}
	return map[string]string{input: phrase.Clip(mistake.Text, maxProblem)}
}
