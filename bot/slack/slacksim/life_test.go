package slacksim_test

import (
	"net/http"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"

	"quorum/bot/slack/slacksim"
)

func TestTheWorkspaceOnARealPort(t *testing.T) {
	ws := office(t)
	base, err := ws.Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	api := slack.New(ws.BotToken(), slack.OptionAPIURL(base+"/api/"), slack.OptionAppLevelToken(ws.AppToken()))
	if _, _, err := api.PostMessage(id(ws, "ada"), slack.MsgOptionText("hi", false)); err != nil {
		t.Error(err)
	}
	smc := socketmode.New(api)
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = smc.RunContext(t.Context())
	}()
	for e := range smc.Events {
		if e.Type == socketmode.EventTypeHello {
			break
		}
	}
	answered := make(chan string)
	go func() { answered <- ws.User("ada").Slash("", "/quorum hi") }()
	for e := range smc.Events {
		if e.Type == socketmode.EventTypeSlashCommand {
			_ = smc.Ack(*e.Request)
			break
		}
	}
	if got := <-answered; got != "" {
		t.Errorf("trouble %q", got)
	}
	t.Cleanup(func() { <-done })
}

func TestPeopleComeAndGo(t *testing.T) {
	ws := office(t, httpMode)
	a := serve(t, ws)
	ws.ChangeUser("ben", slacksim.Deleted())
	ws.Await("the event", func() bool { return len(a.requests()) == 1 })
	event := a.last().payload["event"].(map[string]any)
	if user := event["user"].(map[string]any); event["type"] != "user_change" || user["deleted"] != true {
		t.Errorf("event %v", event)
	}
	if err := ws.Slash("ben", "#releases", "/quorum hi"); err == nil {
		t.Error("a deactivated person typed a command")
	}
	ws.Uninstall()
	ws.Await("two more events", func() bool { return len(a.requests()) == 3 })
	if _, err := client(ws).AuthTest(); code(err) != "account_inactive" {
		t.Errorf("after the app was removed: %v", err)
	}
	ws.SendEvent(map[string]any{"type": "message"})
	ws.ChangeUser("cy", slacksim.RealName("Cyril"))
	ws.Await("another event", func() bool { return len(a.requests()) == 4 })
	if got := a.last().payload["event"].(map[string]any)["type"]; got != "user_change" {
		t.Errorf("an event nobody subscribed to arrived: %v", got)
	}
}

func TestChannelsComeAndGo(t *testing.T) {
	ws := office(t)
	api := client(ws)
	ws.SetScopes("channels:read", "groups:read", "channels:join", "chat:write", "channels:history", "im:write", "mpim:write", "team:read")
	list := func(types ...string) int {
		found, _, err := api.GetConversations(&slack.GetConversationsParameters{Types: types, ExcludeArchived: true})
		if err != nil {
			t.Fatal(err)
		}
		return len(found)
	}
	if n := list("public_channel", "private_channel"); n != 2 {
		t.Errorf("%d channels", n)
	}
	ws.Channel("secret").InviteBot()
	if n := list("public_channel", "private_channel"); n != 3 {
		t.Errorf("%d channels with the private one", n)
	}
	ws.Channel("secret").RemoveBot()
	for channel, want := range map[string]string{"#outside": "", "#old": "is_archived", "#secret": "channel_not_found"} {
		if _, _, _, err := api.JoinConversation(id(ws, channel)); code(err) != want {
			t.Errorf("joining %s: %v, want %q", channel, err, want)
		}
	}
	ws.Channel("outside").Remove("ada").Invite("ben")
	members, _, err := api.GetUsersInConversation(&slack.GetUsersInConversationParameters{ChannelID: id(ws, "#outside")})
	if err != nil || len(members) != 2 || members[1] != id(ws, "ben") {
		t.Errorf("members %v, %v", members, err)
	}
	group, _, _, err := api.OpenConversation(&slack.OpenConversationParameters{Users: []string{id(ws, "ada"), id(ws, "ben")}})
	if err != nil || group.ID == "" {
		t.Errorf("a group: %+v, %v", group, err)
	}
	for _, who := range []string{"robot", "afar"} {
		if err := open(api, id(ws, who)); err == nil {
			t.Errorf("a conversation with %s", who)
		}
	}
	if team, err := api.GetTeamInfo(); err != nil || team.ID != ws.Team().ID {
		t.Errorf("team %+v, %v", team, err)
	}
	ws.AddGroupDM("ada", "ben")
	if n := len(ws.Snapshot("cy").DMs); n != 0 {
		t.Errorf("cy sees %d direct messages", n)
	}
}

func TestThreadsAndHistoryAreRead(t *testing.T) {
	ws := office(t)
	ws.SetScopes("chat:write", "channels:history")
	api := client(ws)
	ws.User("ada").Say("#releases", "hello")
	channel, root, _ := api.PostMessage(id(ws, "#releases"), slack.MsgOptionText("root", false))
	var last string
	for range 3 {
		_, last, _ = api.PostMessage(channel, slack.MsgOptionText("reply", false), slack.MsgOptionTS(root))
	}
	replies, more, _, err := api.GetConversationReplies(&slack.GetConversationRepliesParameters{ChannelID: channel, Timestamp: root, Limit: 2})
	if err != nil || len(replies) != 2 || !more || replies[0].ReplyCount != 3 {
		t.Errorf("%d replies, %v, %v", len(replies), more, err)
	}
	replies, _, _, err = api.GetConversationReplies(&slack.GetConversationRepliesParameters{ChannelID: channel, Timestamp: last})
	if err != nil || len(replies) != 4 {
		t.Errorf("%d replies by a reply's ts, %v", len(replies), err)
	}
	got, err := api.GetConversationHistory(&slack.GetConversationHistoryParameters{ChannelID: channel, Latest: root, Inclusive: true})
	if err != nil || len(got.Messages) != 2 || got.Messages[0].Text != "root" || got.Messages[1].User != id(ws, "ada") {
		t.Errorf("history %+v, %v", got, err)
	}
	if _, _, _, err := api.GetConversationReplies(&slack.GetConversationRepliesParameters{ChannelID: channel, Timestamp: "1.0"}); code(err) != "thread_not_found" {
		t.Errorf("no thread: %v", err)
	}
}

func TestConnectionsAreCutAndFramesAreRaw(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ws := office(t)
		bad, hellos := 0, 0
		connect(t, ws, func(c *socketmode.Client, e socketmode.Event) {
			switch e.Type {
			case socketmode.EventTypeErrorBadMessage:
				bad++
			case socketmode.EventTypeHello:
				hellos++
			case socketmode.EventTypeInteractive:
				_ = c.Ack(*e.Request, map[string]string{"ok": "yes"})
			}
		})
		ws.SendFrame(`{"type":"unheard_of"}`)
		synctest.Wait()
		ack, err := ws.Deliver(slacksim.Interactive, map[string]any{"type": "block_suggestion"})
		if err != nil || string(ack) != `{"ok":"yes"}` {
			t.Errorf("%s, %v", ack, err)
		}
		ws.DropConnections()
		time.Sleep(time.Minute)
		synctest.Wait()
		if bad != 1 || hellos != 2 || ws.Connections() != 1 {
			t.Errorf("%d bad frames, %d hellos, %d connections", bad, hellos, ws.Connections())
		}
		ws.DisableSocketMode()
		time.Sleep(time.Minute)
		if ws.Connections() != 0 {
			t.Error("connected although disabled")
		}
		ws.EnableSocketMode()
		time.Sleep(10 * time.Minute)
		if ws.Connections() != 1 {
			t.Error("not connected again")
		}
	})
}

func TestManyPeopleAtOnce(t *testing.T) {
	ws := office(t, httpMode)
	a := serve(t, ws)
	a.on(func(request) (int, string) { return http.StatusOK, "" })
	api := client(ws)
	var wg sync.WaitGroup
	people := []string{"ada", "ben", "cy"}
	for i := range 60 {
		wg.Go(func() {
			who := people[i%3]
			_, _, err := api.PostMessage(id(ws, who), slack.MsgOptionText("hi", false),
				slack.MsgOptionBlocks(slack.NewActionBlock("b", slack.NewButtonBlockElement("yes", "1", txt("Yes")))))
			if err != nil {
				t.Error(err)
			}
			ws.User(who).ExpectDM("[Yes]").Click("Yes")
			ws.Snapshot(who)
		})
	}
	wg.Wait()
	seen := make(map[string]bool)
	for _, who := range people {
		for _, p := range ws.User(who).ExpectDMs(20, "[Yes]") {
			if seen[p.TS()] {
				t.Errorf("ts %s twice", p.TS())
			}
			seen[p.TS()] = true
		}
	}
	if len(a.requests()) != 60 || ws.Count("chat.postMessage") != 60 {
		t.Errorf("%d clicks, %d posts", len(a.requests()), ws.Count("chat.postMessage"))
	}
	if c, ok := ws.LastCall("chat.postMessage"); !ok || c.Status != http.StatusOK || !c.Took {
		t.Errorf("last call %+v", c)
	}
}
