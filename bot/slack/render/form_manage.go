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

// DeputyForm asks whom to ask in somebody's place.
func (s Scene) DeputyForm(p *polls.Poll, _ polls.Person) (slackgo.ModalViewRequest, error) {
	menu := slackgo.NewOptionsSelectBlockElement(slackgo.OptTypeUser, label("Choose somebody"), inputDeputy)
	input := slackgo.NewInputBlock(inputDeputy, label(string(phrase.FieldDeputy)), nil, menu)
	hint(input, "They are asked at once, in a direct message. If you answer after all, whoever of you is first counts.")
	return s.manageForm(p, FormDeputy, "Ask somebody else", "Ask", input), nil
}

// ReadDeputy returns whom the form for naming a deputy names; empty when it is not one person.
func ReadDeputy(v inbound.Values) string {
	if who := v.Users(inputDeputy, inputDeputy); len(who) == 1 {
		return who[0]
	}
	return ""
}

// AddForm asks whom else to ask.
func (s Scene) AddForm(p *polls.Poll, _ polls.Person) (slackgo.ModalViewRequest, error) {
	menu := slackgo.NewOptionsMultiSelectBlockElement(slackgo.MultiOptTypeUser, label("Choose people"), inputAsked)
	people := slackgo.NewInputBlock(inputAsked, label(string(phrase.FieldAsked)), nil, menu).WithOptional(true)
	hint(people, "Each is asked at once, in a direct message. Who is asked already is not asked twice.")
	groups := slackgo.NewInputBlock(inputGroups, label("Groups to ask"), nil,
		slackgo.NewOptionsMultiSelectBlockElement(slackgo.MultiOptTypeExternal, label("Choose groups"), inputGroups).WithMinQueryLength(0)).WithOptional(true)
	return s.manageForm(p, FormAdd, "Add people", "Ask", people, groups), nil
}

// ReadAdd returns whom the form for asking further people names.
func ReadAdd(v inbound.Values) []polls.Party {
	return parties(v.Users(inputAsked, inputAsked), v.Options(inputGroups, inputGroups), nil)
}

// LowerForm asks for another rule.
func (s Scene) LowerForm(p *polls.Poll, _ polls.Person) (slackgo.ModalViewRequest, error) {
	input := typed(inputRule, phrase.FieldRule, s.Typable(p.Rule.String()), "2 of 5", false)
	hint(input, "When answers are enough: a number, majority, 60%, all, 2 independent, decided; then, if you like, within 2h or by fri 12:00.")
	return s.manageForm(p, FormLower, "Lower the rule", "Save", input), nil
}

// ReadLower returns the rule that was typed.
func ReadLower(v inbound.Values) string { return v.Text(inputRule, inputRule) }

// ManageErrors puts a mistake beside the first input of a form with which a poll is changed.
func ManageErrors(form, mistake string) map[string]string {
	input := map[string]string{FormDeputy: inputDeputy, FormAdd: inputAsked, FormLower: inputRule}[form]
	return map[string]string{input: phrase.Clip(mistake, MaxProblem)}
}

// manageForm shows how a poll stands above its inputs.
func (s Scene) manageForm(p *polls.Poll, callback, title, submit string, inputs ...slackgo.Block) slackgo.ModalViewRequest {
	page := newPage()
	page.ask(s, p.Question, "")
	page.whisper(progress(p) + ". " + s.Takes(p) + ", by " + Time(p, p.Deadline) + ".")
	for _, b := range inputs {
		page.add(b)
	}
	return slackgo.ModalViewRequest{
		Type: slackgo.VTModal, CallbackID: callback, Title: label(title), Submit: label(submit), Close: label("Cancel"),
		Blocks: slackgo.Blocks{BlockSet: page.blocks}, PrivateMetadata: p.ID.Key(),
	}
}
