package render

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"quorum/bot/slack/inbound"
	"quorum/polls"
	"quorum/polls/kind"
	"quorum/polls/phrase"

	"github.com/google/go-cmp/cmp"
	slackgo "github.com/slack-go/slack"
	"pgregory.net/rapid"
)

// submitted gives a form back as Slack does when somebody sends it as it is.
func submitted(t interface{ Fatal(...any) }, view slackgo.ModalViewRequest) inbound.Values {
	state := map[string]map[string]any{}
	for _, b := range view.Blocks.BlockSet {
		input, ok := b.(*slackgo.InputBlock)
		if !ok {
			continue
		}
		action, value := untouched(input.Element)
		state[input.BlockID] = map[string]any{action: value}
	}
	raw, err := json.Marshal(state)
	if err != nil {
		t.Fatal(err)
	}
	var v inbound.Values
	if err := json.Unmarshal(raw, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

func untouched(e slackgo.BlockElement) (action string, value map[string]any) {
	switch e := e.(type) {
	case *slackgo.PlainTextInputBlockElement:
		value = map[string]any{"type": e.Type}
		if e.InitialValue != "" {
			value["value"] = e.InitialValue
		}
		return e.ActionID, value
	case *slackgo.MultiSelectBlockElement:
		return e.ActionID, map[string]any{"type": e.Type, "selected_users": e.InitialUsers, "selected_options": e.InitialOptions}
	case *slackgo.SelectBlockElement:
		return e.ActionID, map[string]any{"type": e.Type, "selected_option": e.InitialOption, "selected_conversation": e.InitialConversation}
	case *slackgo.CheckboxGroupsBlockElement:
		return e.ActionID, map[string]any{"type": e.Type, "selected_options": e.InitialOptions}
	case *slackgo.RadioButtonsBlockElement:
		return e.ActionID, map[string]any{"type": e.Type, "selected_option": e.InitialOption}
	}
	return "", nil
}

// drawnDraft is what somebody may have typed into a command.
func drawnDraft(t *rapid.T) polls.Draft {
	word := hostile(60)
	d := polls.Draft{
		Question: word.Draw(t, "question"), Context: word.Draw(t, "context"),
		Kind: rapid.SampledFrom([]string{"yes/no", "choice"}).Draw(t, "kind"),
		Rule: rapid.SampledFrom([]string{"", "3 of 5, within 2h", "nonsense"}).Draw(t, "rule"),
	}
	for i := range rapid.IntRange(0, 4).Draw(t, "options") {
		d.Options = append(d.Options, phrase.Label(strconv.Itoa(i)+word.Draw(t, "option")))
	}
	n := 0
	for range rapid.IntRange(0, 6).Draw(t, "parties") {
		p := polls.Party{OneSource: rapid.Bool().Draw(t, "together")}
		size := 1
		if p.OneSource {
			size = rapid.IntRange(1, 4).Draw(t, "size")
		}
		for range size {
			n++
			group := rapid.Bool().Draw(t, "group")
			p.Mentions = append(p.Mentions, polls.Mention{ID: map[bool]string{true: "S", false: "U"}[group] + strconv.Itoa(n), Group: group})
		}
		d.Asked = append(d.Asked, p)
	}
	return d
}

// same compares drafts as far as a form keeps them: who is asked is a set of parties.
func sameParties(a, b []polls.Party) string {
	set := func(all []polls.Party) map[string]bool {
		m := map[string]bool{}
		for _, p := range all {
			m[p.String()] = true
		}
		return m
	}
	return cmp.Diff(set(a), set(b))
}

// TestNothingTypedIsLost opens the form filled in from a command, and sends it as it is: it says the same.
func TestNothingTypedIsLost(t *testing.T) {
	s := eyes(monday())
	rapid.Check(t, func(t *rapid.T) {
		f := AskForm{Draft: drawnDraft(t), Channel: rapid.SampledFrom([]string{"", "C0SHIP"}).Draw(t, "channel"), Typed: hostile(200).Draw(t, "typed"), Groups: true}
		view := s.AskForm(f)
		if err := checkModal(view); err != nil {
			t.Fatal(err)
		}
		got := ReadAsk(submitted(t, view), view.PrivateMetadata)
		if diff := sameParties(f.Draft.Asked, got.Draft.Asked); diff != "" {
			t.Errorf("who is asked: %s", diff)
		}
		want := f
		want.Draft.Asked, got.Draft.Asked = nil, nil
		want.Draft.Rule = strings.TrimSpace(want.Draft.Rule)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("the form gives back something else: %s", diff)
		}
	})
}

func TestALongQuestionSpillsIntoTheContext(t *testing.T) {
	long := strings.Repeat("why ", 900)
	view := eyes(monday()).AskForm(AskForm{Draft: polls.Draft{Question: long, Context: "because"}, Typed: strings.Repeat("<@U0BEN> ", 600)})
	if err := checkModal(view); err != nil {
		t.Fatal(err)
	}
	d := ReadAsk(submitted(t, view), view.PrivateMetadata).Draft
	if got := d.Question + d.Context; !strings.Contains(got, strings.TrimSpace(long)) || !strings.HasSuffix(got, "because") {
		t.Errorf("lost: %d letters of %d are left", len(got), len(long))
	}
}

func TestBracketsSurviveAChangeOfMind(t *testing.T) {
	f := AskForm{Draft: polls.Draft{Asked: []polls.Party{
		{Mentions: []polls.Mention{{ID: "U1"}}},
		{Mentions: []polls.Mention{{ID: "U2"}, {ID: "U3"}, {ID: "S4", Group: true}}, OneSource: true},
	}}}
	metadata := eyes(monday()).AskForm(f).PrivateMetadata
	var v inbound.Values
	state := `{"asked":{"asked":{"selected_users":["U3","U5"]}},"groups":{"groups":{"selected_options":[{"value":"S4"}]}}}`
	if err := json.Unmarshal([]byte(state), &v); err != nil {
		t.Fatal(err)
	}
	got := ReadAsk(v, metadata).Draft
	if fmt.Sprint(got.Asked) != "[<@U5> [<@U3> <!subteam^S4>]]" {
		t.Errorf("asked are %v", got.Asked)
	}
	if again := eyes(monday()).AskForm(ReadAsk(v, metadata)).PrivateMetadata; !strings.Contains(again, `[["U3","S4"]]`) {
		t.Errorf("the form remembers %s", again)
	}
}

// TestErrorsStandBesideTheirField has every field of the domain, and checks that the form has the input.
func TestErrorsStandBesideTheirField(t *testing.T) {
	view := eyes(monday()).AskForm(AskForm{})
	labels := map[string]string{}
	for _, b := range view.Blocks.BlockSet {
		if input, ok := b.(*slackgo.InputBlock); ok {
			labels[input.BlockID] = input.Label.Text
		}
	}
	for _, f := range []phrase.Field{
		phrase.FieldQuestion, phrase.FieldContext, phrase.FieldAsked, phrase.FieldKind, phrase.FieldOptions, phrase.FieldRule,
	} {
		for block, text := range FormErrors(FormAsk, &phrase.Error{Field: f, Text: "No."}, nil) {
			if labels[block] != string(f) || text != "No." {
				t.Errorf("an error of %s stands beside %q: %s", f, labels[block], text)
			}
		}
	}
	for block := range FormErrors(FormAsk, &phrase.Error{Text: "No."}, nil) {
		if labels[block] != "Question" {
			t.Errorf("an error of no field stands beside %q", labels[block])
		}
	}
}

// TestAnswerFormGivesBackWhatItShows fills the form in with an answer and sends it as it is.
func TestAnswerFormGivesBackWhatItShows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, s := drawn(t)
		who := p.Stakeholders()[0].Person
		want := polls.Response{
			Position: drawnPosition(t, p), Reason: strings.TrimSpace(hostile(400).Draw(t, "reason")),
			Confidence: rapid.SampledFrom([]polls.Confidence{"", polls.Sure, polls.ThinkSo, polls.Guess}).Draw(t, "confidence"),
		}
		if want.Position == kind.Objection && want.Reason == "" {
			want.Reason = "because"
		}
		if _, err := p.Answer(monday(), who, want); err != nil {
			t.Fatal(err)
		}
		if p.Anonymous {
			return // nobody can be shown it again
		}
		me, _ := p.Stakeholder(who)
		view := s.AnswerForm(p, who, "")
		if err := checkModal(view); err != nil {
			t.Fatal(err)
		}
		id, got, err := ReadAnswer(submitted(t, view), view.PrivateMetadata)
		if p.Kind.Way() == kind.Words {
			got.Reason = me.Answer.Reason // the form has no field for it
		}
		position, _ := p.Kind.Read(p.Options, strings.TrimSpace(got.Position))
		if err != nil || id != p.ID || position != me.Answer.Position || got.Reason != me.Answer.Reason || got.Confidence != want.Confidence {
			t.Errorf("%v %v: got %+v, want %+v", id, err, got, want)
		}
	})
}

func TestAnswerFormCanSayNothingOfConfidence(t *testing.T) {
	var v inbound.Values
	state := `{"answer":{"answer":{"selected_option":{"value":"Yes"}}},"confidence":{"confidence":{"selected_option":{"value":"-"}}}}`
	if err := json.Unmarshal([]byte(state), &v); err != nil {
		t.Fatal(err)
	}
	_, got, err := ReadAnswer(v, "T1/12")
	if err != nil || got != (polls.Response{Position: "Yes"}) {
		t.Errorf("got %+v, %v", got, err)
	}
	if _, _, err := ReadAnswer(v, "elsewhere"); err == nil {
		t.Error("a form of somebody else is read")
	}
}
