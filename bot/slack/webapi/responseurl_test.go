package webapi

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"quorum/bot"
	"quorum/bot/slack/slacksim"
	"quorum/polls"

	slackgo "github.com/slack-go/slack"
)

// clickable is a message with one button.
func clickable(text string) Message {
	m := said(text)
	m.Blocks = append(m.Blocks, slackgo.NewActionBlock("b1", slackgo.NewButtonBlockElement("choose/0", "T1/1|Yes", titled("Yes"))))
	return m
}

// listen serves as the app and returns where the response URLs of clicks come in.
func (o *office) listen(t *testing.T) <-chan string {
	t.Helper()
	urls := make(chan string, 100)
	app := slacksim.NewMemory("app.test")
	server := &http.Server{Handler: http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		var payload struct {
			ResponseURL string `json:"response_url"`
		}
		if err := json.Unmarshal([]byte(r.FormValue("payload")), &payload); err != nil {
			t.Error(err)
		}
		urls <- payload.ResponseURL
	})}
	go func() { _ = server.Serve(app) }()
	t.Cleanup(func() { _ = server.Close() })
	o.ws.CallbackTo(app.URL(), app.Client())
	return urls
}

func TestReplaceSavesUpdatesWhileItCan(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := newOffice(t, slacksim.Options{Mode: slacksim.HTTP})
		clicks := o.listen(t)
		ada := o.ws.AddUser("ada")
		at := o.post(t, o.to(ada.ID, "d1"), clickable("Ship it?"))
		a := o.to(at.Channel, "d2")
		a.Message = at.Message
		replace := func(text string) {
			t.Helper()
			if got, err := o.sender.Replace(a, clickable(text)).Send(t.Context()); err != nil || got != at {
				t.Fatalf("%s: %v, %v", text, got, err)
			}
			o.ws.User("ada").ExpectDM(text)
		}
		click := func() {
			t.Helper()
			o.ws.User("ada").ExpectDM("").Click("Yes")
			o.urls.Remember(at, <-clicks)
		}
		updates := func(want int) {
			t.Helper()
			if got := o.ws.Count("chat.update"); got != want {
				t.Errorf("%d updates, want %d", got, want)
			}
		}
		replace("not clicked yet")
		updates(1)
		click()
		for i := range urlUses {
			replace(fmt.Sprint("use ", i))
		}
		updates(1)
		replace("used up")
		updates(2)
		if n := o.ws.Count("response_url"); n != urlUses {
			t.Errorf("%d calls of a URL that has %d uses", n, urlUses)
		}
		click()
		time.Sleep(30 * time.Minute)
		replace("half an hour later")
		updates(3)
		click()
		o.ws.Fail("response_url", slacksim.Before, slacksim.Unavailable, slacksim.Times(1))
		replace("with a fault")
		updates(4)
		replace("and again")
		updates(4)
	})
}

func TestRespond(t *testing.T) {
	o := newOffice(t, slacksim.Options{Mode: slacksim.HTTP})
	clicks := o.listen(t)
	o.ws.AddUser("ada")
	o.ws.AddUser("ben")
	c := o.ws.AddChannel("general", "ada", "ben").InviteBot()
	o.post(t, o.to(c.ID, "d1"), clickable("Ship it?"))
	o.ws.User("ada").In("#general").ExpectMessage("Ship it?").Click("Yes")
	link := <-clicks
	if err := o.urls.Respond(t.Context(), link, said("for ada"), true); err != nil {
		t.Fatal(err)
	}
	if err := o.urls.Respond(t.Context(), link, said("for all"), false); err != nil {
		t.Fatal(err)
	}
	o.ws.User("ada").In("#general").ExpectMessage("for ada")
	o.ws.User("ben").In("#general").ExpectMessage("for all")
	if seen := o.ws.Describe("ben"); strings.Contains(seen, "for ada") {
		t.Errorf("ben sees %s", seen)
	}
	for range 3 {
		_ = o.urls.Respond(t.Context(), link, said("more"), true)
	}
	err := o.urls.Respond(t.Context(), link, said("too many"), true)
	f := asFailure(err)
	if err == nil || f.Fate != bot.NotSent {
		t.Errorf("the sixth use: %v", err)
	}
	if strings.Contains(err.Error(), link) {
		t.Errorf("whoever reads the log can write: %v", err)
	}
	o.ws.Fail("response_url", slacksim.Before, slacksim.Reset)
	if err := o.urls.Respond(t.Context(), link, said("x"), true); err == nil || strings.Contains(err.Error(), link) {
		t.Errorf("an error that holds the address: %v", err)
	}
}

func TestResponseURLsAreBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		urls := NewResponseURLs(nil)
		place := func(i int) polls.Place { return polls.Place{Channel: "D1", Message: fmt.Sprint(i)} }
		for i := range 5 * maxURLs {
			urls.Remember(place(i), "https://hooks.test/"+fmt.Sprint(i))
			urls.Remember(place(0), "https://hooks.test/always")
		}
		if got := urls.take(place(5*maxURLs - 1)); got == nil {
			t.Error("the newest is gone")
		}
		kept := 0
		for i := range 5 * maxURLs {
			if _, ok := urls.urls.Get(place(i)); ok {
				kept++
			}
		}
		if kept > maxURLs {
			t.Errorf("%d URLs are kept", kept)
		}
		if got := urls.take(place(1)); got != nil {
			t.Error("an old one is still there")
		}
		time.Sleep(time.Hour)
		for i := range 2*maxURLs + 1 {
			urls.Remember(place(-i-1), "https://hooks.test/new")
		}
		if got := urls.take(place(5*maxURLs - 2)); got != nil {
			t.Error("one that has ended is still there")
		}
		urls.Remember(polls.Place{Channel: "C1"}, "https://hooks.test/nowhere")
		urls.Remember(place(1), "")
		if urls.take(place(1)) != nil || urls.take(polls.Place{Channel: "C1"}) != nil {
			t.Error("a URL of nothing is kept")
		}
	})
}
