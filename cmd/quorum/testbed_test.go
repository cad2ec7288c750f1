package main

import (
	"context"
	"path/filepath"
	"strings"

	"quorum/bot/slack/slacksim"
	"quorum/polls/kind"
)

// testbed is a simulated workspace on a real port, with the bot as a separate process.
type testbed struct {
	ws      *slacksim.Workspace
	tb      slacksim.TB
	mode    slacksim.Mode
	api     string
	folder  string // where the bot runs
	bot     *process
	address string // where the bot listens
}

// colleagues returns the handles of the people who answer. The asker is ada.
func colleagues() []string { return []string{"ben", "cy", "di", "eve", "finn", "gia"} }

// newTestbed opens a workspace with ada and her six colleagues, who are all in #releases with the bot.
func newTestbed(tb slacksim.TB, mode slacksim.Mode, folder string) *testbed {
	tb.Helper()
	ws := slacksim.New(slacksim.Options{TB: tb, Mode: mode, Patience: testTimeout})
	url, err := ws.Listen("127.0.0.1:0")
	if err != nil {
		tb.Fatalf("%v", err)
	}
	everybody := append([]string{"ada"}, colleagues()...)
	for _, handle := range everybody {
		ws.AddUser(handle)
	}
	ws.AddChannel("releases", everybody...).InviteBot()
	return &testbed{ws: ws, tb: tb, mode: mode, api: url + "/api/", folder: folder}
}

// env returns the bot's settings for this workspace.
func (t *testbed) env() []string {
	env := []string{
		"SLACK_BOT_TOKEN=" + t.ws.BotToken(), "SLACK_API_URL=" + t.api,
		"QUORUM_DATABASE=" + t.database(), "QUORUM_LISTEN=127.0.0.1:0", "QUORUM_LOG_LEVEL=info",
	}
	if t.mode == slacksim.HTTP {
		return append(env, "SLACK_SIGNING_SECRET="+t.ws.SigningSecret())
	}
	return append(env, "SLACK_APP_TOKEN="+t.ws.AppToken())
}

func (t *testbed) database() string { return filepath.Join(t.folder, "quorum.db") }

// serve starts the bot and returns when it receives what people do.
func (t *testbed) serve() {
	t.tb.Helper()
	t.start(t.env())
	t.bot.waitForLine(`connected to Slack`)
	if t.mode == slacksim.HTTP {
		t.ws.CallbackTo("http://"+t.address, nil)
		return
	}
	t.bot.waitForLine(`socket up`)
}

// start starts the bot and returns when it listens.
func (t *testbed) start(env []string) {
	t.tb.Helper()
	t.bot = start(t.tb, t.folder, env, "serve")
	t.address = t.bot.waitForLine(`msg=serving .*listen=(\S+)`)[1]
}

// run runs a command of the program and returns what it printed. The command must succeed.
func (t *testbed) run(args ...string) string {
	t.tb.Helper()
	var out, problems strings.Builder
	if code := run(context.Background(), args, t.env(), &out, &problems); code != exitOK {
		t.tb.Fatalf("quorum %s: exit code %d\n%s", strings.Join(args, " "), code, problems.String())
	}
	return out.String()
}

// modes returns both ways in which Slack reaches the bot.
func modes() []slacksim.Mode { return []slacksim.Mode{slacksim.Socket, slacksim.HTTP} }

// decide asks everybody, and lets three of them answer: two Yes, one No. It returns when the summary is posted.
func (t *testbed) decide(question string) {
	t.tb.Helper()
	asker := t.ws.User("ada")
	asker.Slash("#releases", "/quorum "+question+" @"+strings.Join(colleagues(), " @")+" | quorum: 3 of 6, within 2h")
	for i, handle := range colleagues()[:3] {
		t.ws.User(handle).ExpectDM(question).Click([]string{kind.Yes, kind.No}[i%2])
	}
	asker.In("#releases").ExpectMessage(question).ExpectReply("Leaning: Yes")
}
