package main

import (
	"context"
	"path/filepath"
	"strings"

	"quorum/bot/slack/slacksim"
	"quorum/polls/kind"
)

// town is a simulated workspace on a real port, and the bot as a program of its own beside it.
type town struct {
	ws     *slacksim.Workspace
	tb     slacksim.TB
	mode   slacksim.Mode
	api    string
	folder string // where the bot runs
	bot    *child
	at     string // where the bot listens
}

// townsfolk answer; ada asks.
func townsfolk() []string { return []string{"ben", "cy", "di", "eve", "finn", "gia"} }

// newTown opens a workspace of ada and her six colleagues, all in #releases with the bot.
func newTown(tb slacksim.TB, mode slacksim.Mode, folder string) *town {
	tb.Helper()
	ws := slacksim.New(slacksim.Options{TB: tb, Mode: mode, Patience: allowed})
	url, err := ws.Listen("127.0.0.1:0")
	if err != nil {
		tb.Fatalf("%v", err)
	}
	everybody := append([]string{"ada"}, townsfolk()...)
	for _, handle := range everybody {
		ws.AddUser(handle)
	}
	ws.AddChannel("releases", everybody...).InviteBot()
	return &town{ws: ws, tb: tb, mode: mode, api: url + "/api/", folder: folder}
}

// env are the settings of the bot in this town.
func (t *town) env() []string {
	env := []string{
		"SLACK_BOT_TOKEN=" + t.ws.BotToken(), "SLACK_API_URL=" + t.api,
		"QUORUM_DATABASE=" + t.database(), "QUORUM_LISTEN=127.0.0.1:0", "QUORUM_LOG_LEVEL=info",
	}
	if t.mode == slacksim.HTTP {
		return append(env, "SLACK_SIGNING_SECRET="+t.ws.SigningSecret())
	}
	return append(env, "SLACK_APP_TOKEN="+t.ws.AppToken())
}

func (t *town) database() string { return filepath.Join(t.folder, "quorum.db") }

// serve starts the bot and returns when it hears what people do.
func (t *town) serve() {
	t.tb.Helper()
	t.start(t.env())
	t.bot.says(`connected to Slack`)
	if t.mode == slacksim.HTTP {
		t.ws.CallbackTo("http://"+t.at, nil)
		return
	}
	t.bot.says(`socket up`)
}

// start starts the bot and returns when it listens.
func (t *town) start(env []string) {
	t.tb.Helper()
	t.bot = start(t.tb, t.folder, env, "serve")
	t.at = t.bot.says(`msg=serving .*listen=(\S+)`)[1]
}

// run carries out a command of the program in this town and returns what it printed. It must end well.
func (t *town) run(args ...string) string {
	t.tb.Helper()
	var out, problems strings.Builder
	if code := run(context.Background(), args, t.env(), &out, &problems); code != exitOK {
		t.tb.Fatalf("quorum %s: exit code %d\n%s", strings.Join(args, " "), code, problems.String())
	}
	return out.String()
}

// modes are both ways in which Slack reaches the bot.
func modes() []slacksim.Mode { return []slacksim.Mode{slacksim.Socket, slacksim.HTTP} }

// decide has everybody asked, and three of them answer: two Yes, one No. It returns when the summary is out.
func (t *town) decide(question string) {
	t.tb.Helper()
	asker := t.ws.User("ada")
	asker.Slash("#releases", "/quorum "+question+" @"+strings.Join(townsfolk(), " @")+" | quorum: 3 of 6, within 2h")
	for i, handle := range townsfolk()[:3] {
		t.ws.User(handle).ExpectDM(question).Click([]string{kind.Yes, kind.No}[i%2])
	}
	asker.In("#releases").ExpectMessage(question).ExpectReply("Leaning: Yes")
}
