package render

import (
	"cmp"
	"encoding/json"
	"strings"

	"quorum/bot/slack/inbound"
	"quorum/bot/slack/mrkdwn"
	"quorum/polls"
	"quorum/polls/phrase"
)

// askMemo is what the form for asking remembers beside its fields: who was put into brackets, and the command's text.
// Slack gives it back with every click and with the submission.
type askMemo struct {
	Brackets [][]string `json:"together,omitempty"` // ids; a group's begins with S
	Typed    string     `json:"typed,omitempty"`
	Groups   bool       `json:"groups,omitempty"`
	Deputies string     `json:"deputies,omitempty"`
}

// writeAskMemo fits the memo into a view's private metadata: of a very long command it keeps the beginning.
func writeAskMemo(f AskForm) string {
	memo := askMemo{Typed: f.Typed, Groups: f.Groups, Deputies: phrase.Clip(f.Draft.Deputies, 1000)}
	for _, party := range f.Draft.Asked {
		if !party.OneSource {
			continue
		}
		var ids []string
		for _, m := range party.Mentions {
			ids = append(ids, m.ID)
		}
		memo.Brackets = append(memo.Brackets, ids)
	}
	for {
		text := memo.String()
		switch {
		case len(text) <= maxMetadata:
			return text
		case memo.Typed != "":
			memo.Typed = phrase.Clip(memo.Typed, max(1, mrkdwn.Length(memo.Typed)/2))
			if mrkdwn.Length(memo.Typed) < 100 {
				memo.Typed = ""
			}
		default:
			memo.Brackets = memo.Brackets[:len(memo.Brackets)-1]
		}
	}
}

// String writes the memo as JSON, with nothing escaped that need not be.
func (m askMemo) String() string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(m); err != nil { // texts and a flag: there is nothing that could fail
		return ""
	}
	return strings.TrimSpace(b.String())
}

// ReadAsk reads the form for asking as it is now, from a click in it or its submission. What it returns can be
// shown again by [Scene.AskForm]. It is not checked: [polls.PlanFor] does that.
func ReadAsk(v inbound.Values, metadata string) AskForm {
	var memo askMemo
	// What cannot be read was not written by this version: the fields alone say enough.
	_ = json.Unmarshal([]byte(metadata), &memo)
	f := AskForm{Typed: memo.Typed, Groups: memo.Groups}
	f.Draft = polls.Draft{
		Question:  v.Text(inputQuestion, inputQuestion),
		Context:   v.Text(inputContext, inputContext),
		Asked:     parties(v.Users(inputAsked, inputAsked), v.Options(inputGroups, inputGroups), memo.Brackets),
		Kind:      v.Option(inputKind, inputKind),
		Options:   phrase.OptionsIn(v.Text(inputOptions, inputOptions)),
		Rule:      strings.TrimSpace(v.Text(inputRule, inputRule)),
		Briefs:    polls.ParseBriefs(v.Text(inputBriefs, inputBriefs)),
		Anonymous: len(v.Options(inputAnonymous, inputAnonymous)) > 0,
		Announce:  len(v.Options(inputAnnounce, inputAnnounce)) > 0,
		Pass:      strings.TrimSpace(v.Text(inputPass, inputPass)),
		Deputies:  memo.Deputies,
		Every:     strings.TrimSpace(v.Text(inputEvery, inputEvery)),
	}
	for _, c := range v.Conversations(inputChannel, inputChannel) {
		f.Channel = c
	}
	return f
}

// parties puts together again who was in brackets, as far as they are still chosen; the others stand alone.
func parties(people, groups []string, together [][]string) []polls.Party {
	left := map[polls.Mention]bool{}
	var order []polls.Mention
	for _, id := range people {
		order = append(order, polls.Mention{ID: id})
	}
	for _, id := range groups {
		order = append(order, polls.Mention{ID: id, Group: true})
	}
	for _, m := range order {
		left[m] = true
	}
	var brackets, alone []polls.Party
	for _, ids := range together {
		p := polls.Party{OneSource: true}
		for _, id := range ids {
			m := polls.Mention{ID: id, Group: strings.HasPrefix(id, "S")}
			if left[m] {
				p.Mentions = append(p.Mentions, m)
				delete(left, m)
			}
		}
		if len(p.Mentions) > 0 {
			brackets = append(brackets, p)
		}
	}
	for _, m := range order {
		if left[m] {
			alone = append(alone, polls.Party{Mentions: []polls.Mention{m}})
			delete(left, m)
		}
	}
	return append(alone, brackets...)
}

// askInputOf returns the input of the form for asking that a mistake is about: the first one when the mistake has no field.
func askInputOf(mistake *phrase.Error) string {
	if mistake.Code == phrase.Forbidden { // nothing may be asked in this channel
		return inputChannel
	}
	input := map[phrase.Field]string{
		phrase.FieldPass: inputPass, phrase.FieldBriefs: inputBriefs, phrase.FieldQuestion: inputQuestion, phrase.FieldContext: inputContext, phrase.FieldAsked: inputAsked,
		phrase.FieldKind: inputKind, phrase.FieldOptions: inputOptions, phrase.FieldRule: inputRule, phrase.FieldEvery: inputEvery,
	}[mistake.Field]
	return cmp.Or(input, inputQuestion)
}
