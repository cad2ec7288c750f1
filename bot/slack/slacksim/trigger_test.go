package slacksim_test

import (
	"encoding/json"
	"testing"
	"testing/synctest"
	"time"

	"github.com/slack-go/slack"
)

func modal(title string, blocks ...slack.Block) slack.ModalViewRequest {
	if len(blocks) == 0 {
		blocks = []slack.Block{slack.NewDividerBlock()}
	}
	return slack.ModalViewRequest{
		Type: slack.VTModal, Title: slack.NewTextBlockObject("plain_text", title, false, false),
		Submit: slack.NewTextBlockObject("plain_text", "Send", false, false), Blocks: slack.Blocks{BlockSet: blocks},
	}
}

func textField(label, block string) slack.Block {
	return slack.NewInputBlock(block, slack.NewTextBlockObject("plain_text", label, false, false), nil,
		slack.NewPlainTextInputBlockElement(nil, "text"))
}

func TestATriggerLivesThreeSecondsAndWorksOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ws := office(t, httpMode)
		a := serve(t, ws)
		api := client(ws)
		trigger := a.freshTrigger()
		time.Sleep(2900 * time.Millisecond)
		if _, err := api.OpenView(trigger, modal("In time")); err != nil {
			t.Error(err)
		}
		if _, err := api.OpenView(trigger, modal("Twice")); code(err) != "exchanged_trigger_id" {
			t.Errorf("twice: %v", err)
		}
		trigger = a.freshTrigger()
		time.Sleep(3100 * time.Millisecond)
		if _, err := api.OpenView(trigger, modal("Late")); code(err) != "expired_trigger_id" {
			t.Errorf("late: %v", err)
		}
		if _, err := api.OpenView("1.2.3", modal("Made up")); code(err) != "invalid_trigger_id" {
			t.Errorf("made up: %v", err)
		}
		ws.User("ada").ExpectModal("In time")
	})
}

func TestViewsAreUpdatedPushedAndClosed(t *testing.T) {
	ws := office(t, httpMode)
	a := serve(t, ws)
	api := client(ws)
	opened, err := api.OpenView(a.freshTrigger(), modal("One", textField("Question", "q"), textField("Context", "c")))
	if err != nil {
		t.Fatal(err)
	}
	form := ws.User("ada").ExpectModal("One").Fill("Question", "Ship?").Fill("Context", "soon")
	if _, err := api.UpdateView(modal("One", textField("Question", "q"), textField("Context", "other")), "", "old", opened.ID); code(err) != "hash_conflict" {
		t.Errorf("an old hash: %v", err)
	}
	updated, err := api.UpdateView(modal("One", textField("Question", "q"), textField("Context", "other")), "", opened.Hash, opened.ID)
	if err != nil || updated.Hash == opened.Hash {
		t.Errorf("update: %v", err)
	}
	form.ExpectValue("Question", "Ship?").ExpectValue("Context", "")
	number := slack.NewInputBlock("q", txt("Question"), nil, slack.NewNumberInputBlockElement(nil, "text", true))
	if _, err := api.UpdateView(modal("One", number), "", "", opened.ID); err != nil {
		t.Errorf("update: %v", err)
	}
	form.ExpectValue("Question", "") // the same ids, but another type
	if _, err := api.UpdateView(modal("One", textField("Question", "q"), textField("Context", "c")), "", "", opened.ID); err != nil {
		t.Errorf("update: %v", err)
	}
	for _, title := range []string{"Two", "Three"} {
		a.on(func(request) (int, string) { return 200, pushing(title) })
		form.Fill("Question", "Ship?").Fill("Context", "x").Submit()
		form = ws.User("ada").ExpectModal(title)
	}
	form.Fill("Question", "x").Fill("Context", "x").Submit()
	ws.User("ada").ExpectTrouble("push_limit_reached")
	a.on(func(request) (int, string) { return 200, `{"response_action":"clear"}` })
	form.Submit().ExpectClosed()
	ws.User("ada").ExpectNoModal()
	if _, err := api.UpdateView(modal("One"), "", "", opened.ID); code(err) != "not_found" {
		t.Errorf("updating a closed view: %v", err)
	}
}

func pushing(title string) string {
	view := modal(title, textField("Question", "q"), textField("Context", "c"))
	raw, err := json.Marshal(slack.NewPushViewSubmissionResponse(&view))
	if err != nil {
		panic(err)
	}
	return string(raw)
}

func TestClosingIsToldWhenAskedFor(t *testing.T) {
	ws := office(t, httpMode)
	a := serve(t, ws)
	view := modal("One", textField("Question", "q"))
	view.NotifyOnClose = true
	if _, err := client(ws).OpenView(a.freshTrigger(), view); err != nil {
		t.Fatal(err)
	}
	ws.User("ada").ExpectModal("One").Close()
	if got := a.last().payload["type"]; got != "view_closed" {
		t.Errorf("the app got %v", got)
	}
}

func TestTheHomeTab(t *testing.T) {
	ws := office(t, httpMode)
	a := serve(t, ws)
	home := ws.User("ada").OpenHome()
	ws.Await("the event", func() bool { return len(a.requests()) == 1 })
	event := a.last().payload["event"].(map[string]any)
	if event["type"] != "app_home_opened" || event["tab"] != "home" || event["user"] != id(ws, "ada") {
		t.Errorf("event %v", event)
	}
	button := slack.NewButtonBlockElement("list", "7", slack.NewTextBlockObject("plain_text", "Show", false, false))
	_, err := client(ws).PublishView(id(ws, "ada"), slack.HomeTabViewRequest{
		Type: slack.VTHomeTab, Blocks: slack.Blocks{BlockSet: []slack.Block{section("Waiting: *2*"), slack.NewActionBlock("x", button)}},
	}, "")
	if err != nil {
		t.Fatal(err)
	}
	home.Expect("Waiting: 2").Click("Show")
	var got slack.InteractionCallback
	raw, _ := json.Marshal(a.last().payload)
	if err := json.Unmarshal(raw, &got); err != nil {
		t.Fatal(err)
	}
	if got.View.Type != "home" || got.ActionCallback.BlockActions[0].Value != "7" || got.Container.Type != "view" {
		t.Errorf("%+v", got)
	}
}

func TestAResponseURLWorksFiveTimesInHalfAnHour(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ws := office(t, httpMode)
		a := serve(t, ws)
		a.freshTrigger()
		url, _ := a.last().payload["response_url"].(string)
		post := func(options ...slack.MsgOption) error {
			_, _, err := client(ws).PostMessage("", append(options, slack.MsgOptionText("answer", false))...)
			return err
		}
		if err := post(slack.MsgOptionResponseURL(url, slack.ResponseTypeInChannel)); err != nil {
			t.Error(err)
		}
		ws.User("ben").In("#releases").ExpectMessage("answer")
		for range 4 {
			if err := post(slack.MsgOptionResponseURL(url, slack.ResponseTypeEphemeral)); err != nil {
				t.Error(err)
			}
		}
		if err := post(slack.MsgOptionResponseURL(url, slack.ResponseTypeEphemeral)); err == nil {
			t.Error("it worked six times")
		}
		a.freshTrigger()
		url, _ = a.last().payload["response_url"].(string)
		time.Sleep(31 * time.Minute)
		if err := post(slack.MsgOptionResponseURL(url, slack.ResponseTypeEphemeral)); err == nil {
			t.Error("it worked after half an hour")
		}
		if got := ws.Calls("response_url"); got[5].Error != "used_url" || got[6].Error != "expired_url" {
			t.Errorf("refused with %s, %s", got[5].Error, got[6].Error)
		}
	})
}

func TestAResponseURLReplacesTheMessage(t *testing.T) {
	ws := office(t, httpMode)
	a := serve(t, ws)
	button := slack.NewButtonBlockElement("yes", "1", slack.NewTextBlockObject("plain_text", "Yes", false, false))
	_, _, err := client(ws).PostMessage(id(ws, "ben"), slack.MsgOptionText("q", false),
		slack.MsgOptionBlocks(section("Ship?"), slack.NewActionBlock("b", button)))
	if err != nil {
		t.Fatal(err)
	}
	p := ws.User("ben").ExpectDM("Ship?").Click("Yes")
	url, _ := a.last().payload["response_url"].(string)
	_, _, err = client(ws).PostMessage("", slack.MsgOptionReplaceOriginal(url), slack.MsgOptionText("You said *Yes*", false))
	if err != nil {
		t.Fatal(err)
	}
	p.ExpectUpdate("You said Yes")
	if got := p.Labels(); len(got) != 0 {
		t.Errorf("buttons left: %q", got)
	}
	_, _, err = client(ws).PostMessage("", slack.MsgOptionDeleteOriginal(url))
	if err != nil {
		t.Fatal(err)
	}
	p.ExpectGone()
}
