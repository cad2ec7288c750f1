package render

import (
	"cmp"

	"quorum/bot/slack/inbound"
	"quorum/polls"
	"quorum/polls/kind"
	"quorum/polls/phrase"

	slackgo "github.com/slack-go/slack"
)

// The inputs of the form for answering; block id and action id are the same word.
const (
	inputAnswer     = "answer" // of what is answered in one field
	inputPlace      = "place"  // place/0, place/1, …: one for each option, in the order in which this person sees them
	inputSlot       = "slot"   // slot/0, slot/1, …
	inputReason     = "reason"
	inputConfidence = "confidence"
	inputDiscussed  = "discussed"
)

// noConfidence is the option for saying nothing about confidence, since a radio button cannot be unset.
const noConfidence = "-"

// AnswerForm returns the form for one person's answer, reason and confidence. It is filled in with what that person has
// answered before, or with choice if that is not empty; otherwise nothing is chosen.
func (s Scene) AnswerForm(p *polls.Poll, who polls.Person, choice string) slackgo.ModalViewRequest {
	me, _ := p.Stakeholder(who)
	mine := me.Latest()
	if choice != "" && choice != mine.Position {
		mine = polls.Response{Position: choice}
	}
	page := newPage()
	page.whisper(s.Name(p.Asker) + " asks" + until(p))
	page.ask(s, p.Question, p.Context)
	for _, b := range s.answerInputs(p, who, mine.Position) {
		page.add(b)
	}
	if p.Kind.Way() != kind.Words {
		reason := hint(reasonInput(mine.Reason), reasonHint(p))
		page.add(reason.WithOptional(p.Kind.NeedsReason(mine.Position) == ""))
	}
	page.add(optional(confidenceInput(mine.Confidence)))
	if p.Phase == polls.PhaseOpen && !p.Anonymous {
		page.add(discussedInput(mine.Exposed))
	}
	page.whisper(s.formFoot(p))
	return slackgo.ModalViewRequest{
		Type: slackgo.VTModal, CallbackID: FormAnswer, Title: label("Your answer"), Submit: label("Save"), Close: label("Cancel"),
		Blocks: slackgo.Blocks{BlockSet: page.blocks}, PrivateMetadata: p.ID.Key(),
	}
}

// ReasonForm returns the form for a reason that is added after the summary.
func (s Scene) ReasonForm(p *polls.Poll, me polls.Stakeholder) slackgo.ModalViewRequest {
	page := newPage()
	page.ask(s, p.Question, "")
	page.say(s.afterwardsSaid(p, me))
	page.add(hint(reasonInput(me.Added.Reason), "It is posted in the thread, with your name. Your answer stays as it is."))
	return slackgo.ModalViewRequest{
		Type: slackgo.VTModal, CallbackID: FormReason, Title: label("Your reason"), Submit: label("Save"), Close: label("Cancel"),
		Blocks: slackgo.Blocks{BlockSet: page.blocks}, PrivateMetadata: p.ID.Key(),
	}
}

func reasonHint(p *polls.Poll) string {
	if p.Anonymous {
		return "It is shown without your name. Write it so that nobody knows you by it."
	}
	return "It is shown with your name, in your words."
}

func (s Scene) formFoot(p *polls.Poll) string {
	if p.Anonymous {
		return s.whoSeesWhat(p)
	}
	if p.Published.IsZero() {
		return "Your answer stays private until the summary."
	}
	return "The summary is out: your answer is recorded as late and not counted."
}

func reasonInput(reason string) *slackgo.InputBlock {
	field := slackgo.NewPlainTextInputBlockElement(label("In a sentence or two"), inputReason).
		WithMultiline(true).WithInitialValue(reason).WithMaxLength(polls.MaxReason)
	return slackgo.NewInputBlock(inputReason, label("Reason"), nil, field)
}

func confidenceInput(mine polls.Confidence) *slackgo.InputBlock {
	texts := map[polls.Confidence]string{polls.Sure: "I am sure", polls.ThinkSo: "I think so", polls.Guess: "It is a guess"}
	var all []*slackgo.OptionBlockObject
	var initial *slackgo.OptionBlockObject
	for _, c := range polls.Confidences() {
		o := option(string(c), cmp.Or(texts[c], string(c)))
		all = append(all, o)
		if c == mine {
			initial = o
		}
	}
	radio := slackgo.NewRadioButtonsBlockElement(inputConfidence, append(all, option(noConfidence, "I would rather not say"))...)
	radio.InitialOption = initial
	return slackgo.NewInputBlock(inputConfidence, label("How sure are you?"), nil, radio)
}

// discussedInput returns the field in which a person says that the answer is not blind.
func discussedInput(mine bool) slackgo.Block {
	said := option("yes", "I have discussed this with others")
	boxes := slackgo.NewCheckboxGroupsBlockElement(inputDiscussed, said)
	if mine {
		boxes.InitialOptions = []*slackgo.OptionBlockObject{said}
	}
	input := slackgo.NewInputBlock(inputDiscussed, label("Discussed before?"), nil, boxes)
	return hint(optional(input), "Then your answer is shown and does not count: only blind answers do.")
}

// ReadAnswer reads the form for answering. The error says that the form is none that this program wrote.
func ReadAnswer(v inbound.Values, metadata string) (polls.ID, polls.Response, error) {
	id, err := polls.ParseKey(metadata)
	if err != nil {
		return polls.ID{}, polls.Response{}, err
	}
	r := polls.Response{
		Position:   readPosition(v),
		Reason:     v.Text(inputReason, inputReason),
		Confidence: polls.Confidence(v.Option(inputConfidence, inputConfidence)),
		Exposed:    len(v.Options(inputDiscussed, inputDiscussed)) > 0,
	}
	if r.Confidence == noConfidence {
		r.Confidence = ""
	}
	return id, r, nil
}

// ReadReason returns the reason in the form for a reason.
func ReadReason(v inbound.Values) string { return v.Text(inputReason, inputReason) }

// answerInputOf returns the input of the form for answering, which held v, that a mistake is about.
func answerInputOf(mistake *phrase.Error, v inbound.Values) string {
	switch {
	case mistake.Field == phrase.FieldReason && v.Has(inputReason, inputReason):
		return inputReason
	case mistake.Field == phrase.FieldConfidence:
		return inputConfidence
	}
	return firstAnswerInput(v)
}
