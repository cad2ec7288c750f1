package slacksim_test

import (
	"encoding/json"
	"errors"
	"net/url"
	"strings"
	"testing"

	"github.com/slack-go/slack"

	"quorum/bot/slack/slacksim"
)

// inputBlock returns an input block in JSON whose block_id and action_id are this name.
func inputBlock(name, element string) string {
	return `{"type":"input","block_id":"` + name + `","label":{"type":"plain_text","text":"` + name + `"},` +
		`"element":{"action_id":"` + name + `",` + element + `}}`
}

const twoOptions = `"options":[{"text":{"type":"plain_text","text":"One"},"value":"1"},{"text":{"type":"plain_text","text":"Two"},"value":"2"}]`

// openForm opens a form with these blocks for ada.
func openForm(t *testing.T, ws *slacksim.Workspace, a *app, blocks string) *slacksim.Form {
	t.Helper()
	view := `{"type":"modal","title":{"type":"plain_text","text":"Form"},"submit":{"type":"plain_text","text":"Go"},"blocks":[` + blocks + `]}`
	out := call(t, ws, "views.open", url.Values{"trigger_id": {a.freshTrigger()}, "view": {view}})
	if out["ok"] != true {
		t.Fatalf("views.open: %v", out)
	}
	return ws.User("ada").ExpectModal("Form")
}

// submitted decodes the last interaction as slack-go does.
func (a *app) submitted(t *testing.T) slack.InteractionCallback {
	t.Helper()
	raw, err := json.Marshal(a.last().payload)
	if err != nil {
		t.Fatal(err)
	}
	var ic slack.InteractionCallback
	if err := json.Unmarshal(raw, &ic); err != nil {
		t.Fatal(err)
	}
	return ic
}

// TestEveryFieldArrivesInItsOwnShape fills in one field of each type, and checks the payload.
func TestEveryFieldArrivesInItsOwnShape(t *testing.T) {
	ws := office(t, httpMode)
	a := serve(t, ws)
	ada, releases := id(ws, "ada"), id(ws, "#releases")
	one := func(o slack.OptionBlockObject) string { return o.Text.Text + "=" + o.Value }
	cases := []struct {
		name, element string
		put           func(*slacksim.Form, string) *slacksim.Form
		got           func(slack.BlockAction) string
		want          string
	}{
		{"text", `"type":"plain_text_input"`, fill("hi"), func(v slack.BlockAction) string { return v.Value }, "hi"},
		{"number", `"type":"number_input","is_decimal_allowed":true`, fill("1.5"), func(v slack.BlockAction) string { return v.Value }, "1.5"},
		{"mail", `"type":"email_text_input"`, fill("a@b.test"), func(v slack.BlockAction) string { return v.Value }, "a@b.test"},
		{"link", `"type":"url_text_input"`, fill("https://b.test"), func(v slack.BlockAction) string { return v.Value }, "https://b.test"},
		{"date", `"type":"datepicker"`, fill("2026-12-01"), func(v slack.BlockAction) string { return v.SelectedDate }, "2026-12-01"},
		{"time", `"type":"timepicker"`, fill("14:00"), func(v slack.BlockAction) string { return v.SelectedTime }, "14:00"},
		{"moment", `"type":"datetimepicker"`, fill("1800000000"), func(v slack.BlockAction) string {
			if v.SelectedDateTime == 1800000000 {
				return "then"
			}
			return "not then"
		}, "then"},
		{"radio", `"type":"radio_buttons",` + twoOptions, choose("Two"), func(v slack.BlockAction) string { return one(v.SelectedOption) }, "Two=2"},
		{"select", `"type":"static_select",` + twoOptions, choose("One"), func(v slack.BlockAction) string { return one(v.SelectedOption) }, "One=1"},
		{"boxes", `"type":"checkboxes",` + twoOptions, choose("One", "Two"), func(v slack.BlockAction) string { return one(v.SelectedOptions[1]) }, "Two=2"},
		{"user", `"type":"users_select"`, pick("ada"), func(v slack.BlockAction) string { return v.SelectedUser }, ada},
		{"users", `"type":"multi_users_select"`, pick("ben", "ada"), func(v slack.BlockAction) string { return v.SelectedUsers[1] }, ada},
		{"place", `"type":"conversations_select"`, pick("#releases"), func(v slack.BlockAction) string { return v.SelectedConversation }, releases},
		{"channels", `"type":"multi_channels_select"`, pick("#releases"), func(v slack.BlockAction) string { return v.SelectedChannels[0] }, releases},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			f := openForm(t, ws, a, inputBlock(c.name, c.element))
			f.Submit().ExpectError(c.name, "required")
			c.put(f, c.name).Submit().ExpectClosed()
			value := a.submitted(t).View.State.Values[c.name][c.name]
			if got := c.got(value); got != c.want {
				t.Errorf("%q, want %q in %+v", got, c.want, value)
			}
		})
	}
}

type put = func(*slacksim.Form, string) *slacksim.Form

func fill(text string) put {
	return func(f *slacksim.Form, label string) *slacksim.Form { return f.Fill(label, text) }
}

func choose(options ...string) put {
	return func(f *slacksim.Form, label string) *slacksim.Form { return f.Choose(label, options...) }
}

func pick(names ...string) put {
	return func(f *slacksim.Form, label string) *slacksim.Form { return f.Pick(label, names...) }
}

// TestWhatIsFilledInAtFirst submits a form that the person has not changed.
func TestWhatIsFilledInAtFirst(t *testing.T) {
	ws := office(t, httpMode)
	a := serve(t, ws)
	second := `{"text":{"type":"plain_text","text":"Two"},"value":"2"}`
	f := openForm(t, ws, a, inputBlock("text", `"type":"plain_text_input","initial_value":"hi"`)+","+
		inputBlock("radio", `"type":"radio_buttons",`+twoOptions+`,"initial_option":`+second)+","+
		inputBlock("users", `"type":"multi_users_select","initial_users":["`+id(ws, "cy")+`"]`)+","+
		inputBlock("teams", `"type":"multi_external_select","initial_options":[`+second+`]`)+","+
		inputBlock("when", `"type":"datetimepicker","initial_date_time":1800000000`)+","+
		inputBlock("where", `"type":"conversations_select","response_url_enabled":true,"initial_conversation":"`+id(ws, "#secret")+`"`))
	for label, want := range map[string]string{
		"text": "hi", "radio": "Two", "users": "cy", "teams": "Two", "when": "1800000000", "where": "secret",
	} {
		f.ExpectValue(label, want)
	}
	f.Submit().ExpectClosed()
	ic := a.submitted(t)
	values := ic.View.State.Values
	if values["radio"]["radio"].SelectedOption.Value != "2" || values["teams"]["teams"].SelectedOptions[0].Text.Text != "Two" {
		t.Errorf("state %+v", values)
	}
	if len(ic.ResponseURLs) != 1 || ic.ResponseURLs[0].ChannelID != id(ws, "#secret") {
		t.Fatalf("response urls %+v", ic.ResponseURLs)
	}
	_, _, err := client(ws).PostMessage("", slack.MsgOptionText("here", false),
		slack.MsgOptionResponseURL(ic.ResponseURLs[0].ResponseURL, slack.ResponseTypeInChannel))
	if err != nil {
		t.Error(err)
	}
	ws.User("ben").In("#secret").ExpectMessage("here")
}

// TestWhatSlackItselfRefuses submits fields that Slack refuses, so that nothing reaches the app.
func TestWhatSlackItselfRefuses(t *testing.T) {
	ws := office(t, httpMode)
	a := serve(t, ws)
	for _, c := range []struct{ element, text, want string }{
		{`"type":"plain_text_input","min_length":3`, "ab", "at least 3"},
		{`"type":"plain_text_input","max_length":3`, "abcd", "3 characters or fewer"},
		{`"type":"plain_text_input"`, long(3001), "3000 characters or fewer"},
		{`"type":"number_input","is_decimal_allowed":false`, "1.5", "valid number"},
		{`"type":"number_input","is_decimal_allowed":true,"min_value":"2"`, "1", "2 or more"},
		{`"type":"number_input","is_decimal_allowed":true,"max_value":"2"`, "3", "2 or less"},
		{`"type":"email_text_input"`, "nobody", "valid email"},
		{`"type":"url_text_input"`, "nowhere", "valid URL"},
	} {
		before := len(a.requests())
		openForm(t, ws, a, inputBlock("f", c.element)).Fill("f", c.text).Submit().ExpectError("f", c.want)
		if n := len(a.requests()) - before; n != 1 { // only the command that opened the form
			t.Errorf("%s: the app was asked %d times", c.want, n)
		}
	}
	openForm(t, ws, a, inputBlock("u", `"type":"multi_users_select","max_selected_items":1`)).
		Pick("u", "ada", "ben").Submit().ExpectError("u", "at most 1")
	openForm(t, ws, a, `{"type":"divider"},{"type":"input","optional":true,"block_id":"o","label":{"type":"plain_text","text":"o"},`+
		`"element":{"type":"plain_text_input","action_id":"o"}}`).Submit().ExpectClosed()
}

// TestAppsThatAnswerASubmissionBadly expects that the form stays open and shows a trouble.
func TestAppsThatAnswerASubmissionBadly(t *testing.T) {
	ws := office(t, httpMode)
	a := serve(t, ws)
	for said, want := range map[string]string{
		`not json`: "trouble_connecting",
		`{"response_action":"errors","errors":{"elsewhere":"no"}}`: "trouble_connecting",
		`{"response_action":"errors"}`:                             "trouble_connecting",
		`{"response_action":"explode"}`:                            "trouble_connecting",
		`{"response_action":"update","view":{"type":"home"}}`:      "invalid_arguments",
	} {
		f := openForm(t, ws, a, inputBlock("f", `"type":"plain_text_input"`)).Fill("f", "x")
		a.on(func(request) (int, string) { return 200, said })
		f.Submit()
		ws.User("ada").ExpectTrouble(want)
		if s := f.State(); s.Trouble == "" || s.Values["f"]["f"].Text != "x" {
			t.Errorf("%s: the form shows %q with %v", said, s.Trouble, s.Values)
		}
		a.on(func(request) (int, string) { return 200, "" })
		f.Submit().ExpectClosed()
	}
}

// TestASubmissionByRawIDs submits a form by its ids, as the web page does.
func TestASubmissionByRawIDs(t *testing.T) {
	ws := office(t, httpMode)
	a := serve(t, ws)
	view := openForm(t, ws, a, inputBlock("f", `"type":"plain_text_input"`)+","+inputBlock("r", `"type":"radio_buttons",`+twoOptions)).State()
	values := func(text, option string) slacksim.Values {
		return slacksim.Values{"f": {"f": {Text: text}}, "r": {"r": {Chosen: []string{option}}}}
	}
	if err := ws.SubmitView("ada", view.ID, values("x", "9")); err != slacksim.ErrNotShown {
		t.Errorf("an option that is not there: %v", err)
	}
	if err := ws.SubmitView("ben", view.ID, values("x", "1")); err != slacksim.ErrNotShown {
		t.Errorf("another's form: %v", err)
	}
	var wrong slacksim.FormErrors
	if err := ws.SubmitView("ada", view.ID, values("", "1")); !errors.As(err, &wrong) || wrong["f"] == "" {
		t.Errorf("an empty field: %v", err)
	}
	a.on(func(request) (int, string) { return 200, `{"response_action":"errors","errors":{"f":"No."}}` })
	if err := ws.SubmitView("ada", view.ID, values("x", "1")); !errors.As(err, &wrong) || wrong["f"] != "No." || wrong.Error() != "f: No." {
		t.Errorf("the app's complaint: %v", err)
	}
	if got := ws.Snapshot("ada").Views[0]; got.Errors["f"] != "No." || got.Values["f"]["f"].Text != "x" {
		t.Errorf("the form %+v", got)
	}
	a.on(func(request) (int, string) { return 500, "" })
	var trouble *slacksim.Trouble
	if err := ws.SubmitView("ada", view.ID, nil); !errors.As(err, &trouble) || !strings.Contains(trouble.Error(), "http_service_error") {
		t.Errorf("an app that fails: %v", err)
	}
	a.on(func(request) (int, string) { return 200, "" })
	if err := ws.SubmitView("ada", view.ID, nil); err != nil || len(ws.Snapshot("ada").Views) != 0 {
		t.Errorf("at last: %v", err)
	}
}

// TestFieldsThatReport expects that some fields tell the app at once.
func TestFieldsThatReport(t *testing.T) {
	ws := office(t, httpMode)
	a := serve(t, ws)
	f := openForm(t, ws, a, inputBlock("quiet", `"type":"plain_text_input"`)+
		`,{"type":"input","dispatch_action":true,"block_id":"kind","label":{"type":"plain_text","text":"Kind"},`+
		`"element":{"type":"static_select","action_id":"kind",`+twoOptions+`}},`+
		`{"type":"actions","block_id":"act","elements":[{"type":"button","action_id":"more","text":{"type":"plain_text","text":"More"}},`+
		`{"type":"overflow","action_id":"menu",`+twoOptions+`}]}`)
	before := len(a.requests())
	f.Fill("quiet", "x")
	if len(a.requests()) != before {
		t.Error("a field that does not report did")
	}
	f.Choose("Kind", "Two")
	ic := a.submitted(t)
	if ic.Type != slack.InteractionTypeBlockActions || ic.ActionCallback.BlockActions[0].SelectedOption.Value != "2" ||
		ic.View.State.Values["quiet"]["quiet"].Value != "x" || ic.TriggerID == "" {
		t.Errorf("%+v", ic)
	}
	f.Click("More")
	if got := a.submitted(t).ActionCallback.BlockActions[0]; got.ActionID != "more" || got.Value != "" {
		t.Errorf("%+v", got)
	}
	f.Menu("One")
	if got := a.submitted(t).ActionCallback.BlockActions[0]; got.ActionID != "menu" && got.ActionID != "kind" {
		t.Errorf("%+v", got)
	}
	f.Expect("Kind").Expect("[More]")
	pushed, err := client(ws).PushView(a.submitted(t).TriggerID, modal("Second"))
	if err != nil || pushed.PreviousViewID != ic.View.ID || pushed.RootViewID != ic.View.ID {
		t.Errorf("%+v, %v", pushed, err)
	}
	ws.User("ada").ExpectModal("Second").Close()
	ws.User("ada").ExpectModal("Form")
}
