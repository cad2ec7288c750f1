package slacksim_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"quorum/bot/slack/slacksim"

	"github.com/slack-go/slack"
)

// complaints is a TB that collects failures instead of ending the test.
type complaints struct {
	slacksim.TB
	said []string
}

func (c *complaints) Helper()                           {}
func (c *complaints) Fatalf(format string, args ...any) { panic(fmt.Sprintf(format, args...)) }

func (c *complaints) of(f func()) (said string) {
	defer func() {
		if r := recover(); r != nil {
			said = fmt.Sprint(r)
			c.said = append(c.said, said)
		}
	}()
	f()
	return ""
}

func TestStoriesFailWithWhatThePersonSees(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tb := &complaints{TB: t}
		ws := slacksim.New(slacksim.Options{TB: tb})
		ws.AddUser("ada")
		ws.AddUser("ben")
		ws.AddChannel("releases", "ada").InviteBot()
		start := time.Now()
		if _, _, err := client(ws).PostMessage("#releases", slack.MsgOptionText("something else", false)); err != nil {
			t.Fatal(err)
		}
		wrong := map[string]func(){
			"no message":    func() { ws.Channel("releases").ExpectMessage("Ship?") },
			"nobody":        func() { ws.User("eve") },
			"no channel":    func() { ws.Channel("nowhere") },
			"no form":       func() { ws.User("ada").ExpectModal("Ask") },
			"to click":      func() { ws.User("ada").In("releases").ExpectMessage("else").Click("Yes") },
			"has a message": func() { ws.Channel("releases").ExpectNoMessage("else") },
			"not a valid":   func() { ws.User("ada").Slash("", "/other hi") },
			"As":            func() { ws.Channel("releases").ExpectMessage("else").Click("Yes") },
			"come to read":  func() { ws.Channel("releases").ExpectMessage("else").ExpectUpdate("more") },
			"no reply":      func() { ws.Channel("releases").ExpectMessage("else").ExpectReply("more") },
			"still there":   func() { ws.Channel("releases").ExpectMessage("else").ExpectGone() },
			"not told":      func() { ws.User("ada").ExpectTrouble("x") },
			"ephemeral":     func() { ws.User("ada").ExpectEphemeral("x") },
		}
		for want, f := range wrong {
			if said := tb.of(f); !strings.Contains(said, want) {
				t.Errorf("said %q, want %q", said, want)
			}
		}
		if !strings.Contains(tb.said[len(tb.said)-1]+tb.said[0]+strings.Join(tb.said, ""), "something else") {
			t.Error("the complaint does not show the screen")
		}
		if waited := time.Since(start); waited < 5*time.Second {
			t.Errorf("waited only %v", waited)
		}
	})
}

func TestAClickReachesOnlyWhatIsShown(t *testing.T) {
	ws := office(t, httpMode)
	a := serve(t, ws)
	api := client(ws)
	yes := slack.NewButtonBlockElement("yes", "1", txt("Yes"))
	channel, ts, err := api.PostMessage(id(ws, "ben"), slack.MsgOptionText("q", false), slack.MsgOptionBlocks(slack.NewActionBlock("b", yes)))
	if err != nil {
		t.Fatal(err)
	}
	seen := ws.User("ben").ExpectDM("[Yes]")
	right := slacksim.Action{Channel: channel, TS: ts, BlockID: "b", ActionID: "yes", Value: "1"}
	for name, change := range map[string]func(*slacksim.Action){
		"value":   func(x *slacksim.Action) { x.Value = "2" },
		"element": func(x *slacksim.Action) { x.ActionID = "no" },
		"message": func(x *slacksim.Action) { x.TS = "1.000000" },
		"channel": func(x *slacksim.Action) { x.Channel = id(ws, "#releases") },
	} {
		x := right
		change(&x)
		if err := ws.Act("ben", x); err != slacksim.ErrNotShown {
			t.Errorf("another %s: %v", name, err)
		}
	}
	if err := ws.Act("ada", right); err != slacksim.ErrNotShown {
		t.Errorf("another person: %v", err)
	}
	if n := len(a.requests()); n != 0 {
		t.Errorf("the app got %d of these", n)
	}
	if err := ws.Act("ben", right); err != nil {
		t.Error(err)
	}
	if _, _, _, err := api.UpdateMessage(channel, ts, slack.MsgOptionText("done", false)); err != nil {
		t.Fatal(err)
	}
	if err := ws.Act("ben", right); err != slacksim.ErrNotShown {
		t.Errorf("a button that is gone: %v", err)
	}
	seen.ClickAsSeen("Yes")
	ws.User("ada").ClickForged(right)
	forged := a.last().payload
	if forged["user"].(map[string]any)["id"] != id(ws, "ada") || len(a.requests()) != 3 {
		t.Errorf("forged: %v", forged)
	}
}
