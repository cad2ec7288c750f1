package slacksim_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"quorum/bot/slack/slacksim"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"
)

// asker is a small app. It opens a form for a command, asks the chosen people, and posts their answers to the
// channel.
type asker struct {
	api    *slack.Client
	card   string // ts
	where  string
	failed error
}

func (a *asker) handle(c *socketmode.Client, e socketmode.Event) {
	switch e.Type {
	case socketmode.EventTypeSlashCommand:
		_ = c.Ack(*e.Request)
		cmd := e.Data.(slack.SlashCommand)
		a.where = cmd.ChannelID
		_, a.failed = a.api.OpenView(cmd.TriggerID, form())
	case socketmode.EventTypeInteractive:
		ic := e.Data.(slack.InteractionCallback)
		switch ic.Type {
		case slack.InteractionTypeViewSubmission:
			a.submitted(c, e, ic)
		case slack.InteractionTypeBlockActions:
			_ = c.Ack(*e.Request)
			a.clicked(ic)
		case slack.InteractionTypeBlockSuggestion:
			_ = c.Ack(*e.Request, map[string]any{"options": []any{
				map[string]any{"text": plainText("team " + ic.Value), "value": "t-" + ic.Value},
			}})
		default:
			_ = c.Ack(*e.Request)
			_, a.failed = a.api.OpenView(ic.TriggerID, form())
		}
	}
}

func (a *asker) submitted(c *socketmode.Client, e socketmode.Event, ic slack.InteractionCallback) {
	values := ic.View.State.Values
	if strings.Contains(values["q"]["text"].Value, "bad") {
		_ = c.Ack(*e.Request, slack.NewErrorsViewSubmissionResponse(map[string]string{"q": "Too bad."}))
		return
	}
	_ = c.Ack(*e.Request)
	question := values["q"]["text"].Value + " (" + values["kind"]["kind"].SelectedOption.Value + ", " +
		values["teams"]["teams"].SelectedOptions[0].Value + ")"
	_, a.card, a.failed = a.api.PostMessage(a.where, slack.MsgOptionText(question, false))
	for _, u := range values["who"]["who"].SelectedUsers {
		menu := slack.NewOverflowBlockElement("out", slack.NewOptionBlockObject("no", txt("No opinion"), nil))
		_, _, a.failed = a.api.PostMessage(u, slack.MsgOptionText(question, false), slack.MsgOptionBlocks(
			section("*"+question+"*"),
			slack.NewActionBlock("answer", slack.NewButtonBlockElement("yes", "1", txt("Yes")), menu)))
	}
}

func (a *asker) clicked(ic slack.InteractionCallback) {
	said := ic.ActionCallback.BlockActions[0]
	word := said.Text.Text
	if said.Type == "overflow" {
		word = said.SelectedOption.Text.Text
	}
	_, _, _, a.failed = a.api.UpdateMessage(ic.Channel.ID, ic.Message.Timestamp, slack.MsgOptionText("You said _"+word+"_", false))
	_, _, a.failed = a.api.PostMessage(a.where, slack.MsgOptionTS(a.card),
		slack.MsgOptionText(fmt.Sprintf("<@%s> said %s", ic.User.ID, word), false))
}

func txt(s string) *slack.TextBlockObject {
	return slack.NewTextBlockObject("plain_text", s, false, false)
}

func form() slack.ModalViewRequest {
	kinds := slack.NewRadioButtonsBlockElement("kind",
		slack.NewOptionBlockObject("yesno", txt("Yes or no"), nil), slack.NewOptionBlockObject("choice", txt("A choice"), nil))
	who := slack.NewOptionsMultiSelectBlockElement(slack.MultiOptTypeUser, txt("People"), "who")
	teams := slack.NewOptionsMultiSelectBlockElement(slack.MultiOptTypeExternal, txt("Teams"), "teams")
	return modal("Ask", textField("Question", "q"),
		slack.NewInputBlock("who", txt("Who to ask"), nil, who),
		slack.NewInputBlock("teams", txt("Teams"), nil, teams),
		slack.NewInputBlock("kind", txt("Kind of answer"), nil, kinds))
}

// startAsker connects the small app.
func startAsker(t *testing.T) *slacksim.Workspace {
	t.Helper()
	ws := office(t)
	a := &asker{api: client(ws)}
	connect(t, ws, a.handle)
	return ws
}

func TestAStoryFromTheFormToTheThread(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ws := startAsker(t)
		ada := ws.User("ada")
		ada.Slash("#releases", "/quorum")
		f := ada.ExpectModal("Ask")
		f.Submit().ExpectError("Question", "required").ExpectError("Who to ask", "required")
		f.Fill("Question", "bad").Pick("Who to ask", "ben", "@cy").Pick("Teams", "ops").Choose("Kind of answer", "A choice")
		f.Submit().ExpectError("Question", "Too bad.")
		f.ExpectValue("Who to ask", "ben, cy").ExpectValue("Teams", "team ops").ExpectValue("Kind of answer", "A choice")
		f.Fill("Question", "Ship 4.2?").Submit().ExpectClosed()

		card := ws.Channel("releases").ExpectMessage("Ship 4.2?", "choice", "t-ops")
		q := ws.User("ben").ExpectDM("Ship 4.2?")
		if got := q.Labels(); !reflect.DeepEqual(got, []string{"Yes", "No opinion"}) {
			t.Errorf("labels %q", got)
		}
		q.Click("Yes").ExpectUpdate("You said Yes")
		ws.User("cy").ExpectDM("Ship 4.2?").Menu("No opinion").ExpectUpdate("You said No opinion")
		card.Thread().ExpectReply("@ben said Yes")
		card.ExpectReply("@cy said No opinion")
		card.ExpectNoReply("ada")
		ada.ExpectNoDM("")
		if n := len(card.Replies()); n != 2 {
			t.Errorf("%d replies", n)
		}
		if calls := ws.Calls(""); calls[1].Method != "views.open" && calls[2].Method != "views.open" {
			t.Errorf("the form did not come first: %v", calls)
		}
	})
}

func TestShortcutsOpenTheForm(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ws := startAsker(t)
		ada := ws.User("ada")
		ada.Shortcut("Ask stakeholders")
		ada.ExpectModal("Ask").Close()
		p := ws.User("ben").Say("#releases", "should we ship?")
		ada.MessageShortcut(p, "Ask about this")
		ada.ExpectModal("Ask")
	})
}

func TestWhoeverWaitsIsWokenByAChange(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ws := office(t)
		start := time.Now()
		go func() {
			time.Sleep(time.Second)
			ws.User("ada").Say("#releases", "hello @ben")
		}()
		ws.Channel("releases").ExpectMessage("hello @ben")
		if waited := time.Since(start); waited != time.Second {
			t.Errorf("waited %v", waited)
		}
	})
}

func TestAButtonForOnePersonAlone(t *testing.T) {
	ws := office(t, httpMode)
	serve(t, ws)
	close := slack.NewButtonBlockElement("close", "1", txt("Close"))
	close.VisibleToUserIDs = []string{id(ws, "ada")}
	_, _, err := client(ws).PostMessage("#releases", slack.MsgOptionText("card", false), slack.MsgOptionBlocks(slack.NewActionBlock("b", close)))
	if err != nil {
		t.Fatal(err)
	}
	p := ws.User("ben").In("#releases").ExpectMessage("[Close]")
	if got := p.Labels(); len(got) != 0 {
		t.Errorf("ben could click %q", got)
	}
	a := slacksim.Action{Channel: p.Channel(), TS: p.TS(), BlockID: "b", ActionID: "close"}
	if err := ws.Act("ben", a); err != slacksim.ErrNotShown {
		t.Errorf("ben's click: %v", err)
	}
	p.As("ada").Click("Close")
}

func TestASnapshotIsWhatOnePersonSees(t *testing.T) {
	ws := office(t)
	api := client(ws)
	changes, stop := ws.Subscribe()
	_, ts, _ := api.PostMessage(id(ws, "#releases"), slack.MsgOptionText("for *all*, <@"+id(ws, "ben")+">", false))
	_, _, _ = api.PostMessage(id(ws, "#releases"), slack.MsgOptionText("reply", false), slack.MsgOptionTS(ts))
	_, _ = api.PostEphemeral(id(ws, "#releases"), id(ws, "ada"), slack.MsgOptionText("for ada", false))
	_, _, _ = api.PostMessage(id(ws, "ben"), slack.MsgOptionText("for ben", false))
	stop()
	n := 0
	for c := range changes {
		n++
		if c.Lost || c.What != slacksim.ChangedMessage {
			t.Errorf("change %+v", c)
		}
	}
	if n != 4 {
		t.Errorf("%d changes", n)
	}
	ada, ben := ws.Snapshot("ada"), ws.Snapshot("ben")
	raw, err := json.Marshal(ada)
	if err != nil || !strings.Contains(string(raw), "for *all*") || strings.Contains(string(raw), "for ben") {
		t.Errorf("ada sees %s, %v", raw, err)
	}
	releases := ada.Channels[0]
	if len(releases.Messages) != 2 || releases.Messages[0].Read != "for all, @ben" || len(releases.Messages[0].Replies) != 1 || !releases.Messages[1].Ephemeral {
		t.Errorf("ada's channel %+v", releases)
	}
	if len(ben.Channels[0].Messages) != 1 || len(ben.DMs) != 1 || len(ada.DMs) != 0 || ben.DMs[0].Messages[0].Read != "for ben" {
		t.Errorf("ben's messages %+v", ben.DMs)
	}
	if names := len(ws.Snapshot("cy").Channels); names != 3 || len(ada.Channels) != 4 {
		t.Errorf("cy sees %d channels, ada %d", names, len(ada.Channels))
	}
	if got := ws.Snapshot("nobody"); got.Me.ID != "" {
		t.Errorf("nobody is %+v", got.Me)
	}
}
