package slacksim_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"log"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"

	"quorum/bot/slack/slacksim"
)

// office returns a workspace with a few people, channels and a group.
func office(t *testing.T, change ...func(*slacksim.Options)) *slacksim.Workspace {
	t.Helper()
	opts := slacksim.Options{TB: t}
	for _, c := range change {
		c(&opts)
	}
	ws := slacksim.New(opts)
	for _, name := range []string{"ada", "ben", "cy"} {
		ws.AddUser(name)
	}
	ws.AddUser("gone", slacksim.Deleted())
	ws.AddUser("robot", slacksim.Bot())
	ws.AddUser("afar", slacksim.Stranger())
	ws.AddGroup("security", "ben", "cy")
	ws.AddChannel("releases", "ada", "ben", "cy").InviteBot()
	ws.AddChannel("outside", "ada")
	ws.AddChannel("old", "ada").InviteBot().Archive()
	ws.AddPrivateChannel("secret", "ada", "ben")
	return ws
}

// client returns a slack-go client, as the bot would use it.
func client(ws *slacksim.Workspace) *slack.Client {
	return slack.New(ws.BotToken(), slack.OptionAPIURL(ws.APIURL()), slack.OptionHTTPClient(ws.HTTPClient()),
		slack.OptionAppLevelToken(ws.AppToken()))
}

// id returns the id of a person or channel.
func id(ws *slacksim.Workspace, name string) string {
	if strings.HasPrefix(name, "#") {
		return ws.Channel(name).ID
	}
	return ws.User(name).ID()
}

// code returns Slack's error code in an error of slack-go, or "" when there is no error.
func code(err error) string {
	var refused slack.SlackErrorResponse
	switch {
	case err == nil:
		return ""
	case errors.As(err, &refused):
		return refused.Err
	}
	return "not a refusal: " + err.Error()
}

// call makes a call without slack-go and returns the answer.
func call(t *testing.T, ws *slacksim.Workspace, method string, form url.Values) map[string]any {
	t.Helper()
	req, err := http.NewRequest(http.MethodPost, ws.APIURL()+method, strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Authorization", "Bearer "+ws.BotToken())
	resp, err := ws.HTTPClient().Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	var out map[string]any
	if err := json.NewDecoder(resp.Body).Decode(&out); err != nil {
		t.Fatal(err)
	}
	return out
}

// connect runs a Socket Mode client that calls handle for every event.
func connect(t *testing.T, ws *slacksim.Workspace, handle func(*socketmode.Client, socketmode.Event)) {
	t.Helper()
	api := client(ws)
	smc := socketmode.New(api, socketmode.OptionDialer(ws.Dialer()), socketmode.OptionLog(log.New(io.Discard, "", 0)))
	ctx, cancel := context.WithCancel(t.Context())
	ran := make(chan struct{})
	go func() {
		defer close(ran)
		_ = smc.RunContext(ctx)
	}()
	greeted := make(chan struct{})
	go func() {
		once := false
		for {
			select {
			case e := <-smc.Events:
				if e.Type == socketmode.EventTypeHello && !once {
					once = true
					close(greeted)
				}
				handle(smc, e)
			case <-ctx.Done():
				return
			}
		}
	}()
	t.Cleanup(func() {
		cancel()
		ws.Close()
		<-ran
	})
	<-greeted
}
