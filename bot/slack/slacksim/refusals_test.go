package slacksim_test

import (
	"net/url"
	"strings"
	"testing"

	"quorum/bot/slack/slacksim"

	"github.com/slack-go/slack"
)

func section(text string) slack.Block {
	return slack.NewSectionBlock(slack.NewTextBlockObject("mrkdwn", text, false, false), nil, nil)
}

// TestPosting checks where chat.postMessage may post, through slack-go.
func TestPosting(t *testing.T) {
	ws := office(t)
	api := client(ws)
	cases := []struct{ to, want string }{
		{id(ws, "#releases"), ""},
		{"#releases", ""},
		{id(ws, "#outside"), ""}, // by chat:write.public
		{id(ws, "#old"), "is_archived"},
		{id(ws, "#secret"), "channel_not_found"},
		{"C0NOWHERE", "channel_not_found"},
		{id(ws, "ada"), ""},
		{id(ws, "gone"), ""}, // Slack posts to deactivated people without an error
		{id(ws, "afar"), "channel_not_found"},
		{id(ws, "robot"), "cannot_dm_bot"},
		{"USLACKBOT", "channel_not_found"},
		{ws.AddDM("ada", "ben").ID, "channel_not_found"},
	}
	for _, c := range cases {
		_, _, err := api.PostMessage(c.to, slack.MsgOptionText("hi", false))
		if got := code(err); got != c.want {
			t.Errorf("to %s: %q, want %q", c.to, got, c.want)
		}
	}
	ws.SetScopes("chat:write")
	_, _, err := api.PostMessage(id(ws, "#outside"), slack.MsgOptionText("hi", false))
	if got := code(err); got != "not_in_channel" {
		t.Errorf("without chat:write.public: %q", got)
	}
}

func TestPostingToAPersonOpensTheDirectMessage(t *testing.T) {
	ws := office(t)
	api := client(ws)
	channel, first, err := api.PostMessage(id(ws, "ada"), slack.MsgOptionText("one", false))
	if err != nil || !strings.HasPrefix(channel, "D") {
		t.Fatalf("%q, %v", channel, err)
	}
	again, second, _ := api.PostMessage(channel, slack.MsgOptionText("two", false))
	opened, _, already, err := api.OpenConversation(&slack.OpenConversationParameters{Users: []string{id(ws, "ada")}})
	if again != channel || err != nil || opened.ID != channel || !already {
		t.Errorf("%s, %s, %v", again, opened.ID, err)
	}
	if second <= first || len(first) != len("0946684800.000001") {
		t.Errorf("timestamps %s, %s", first, second)
	}
	ws.User("ada").ExpectDM("two")
	ws.User("ben").ExpectNoDM("")
}

func TestOnlyItsOwnMessagesAreChanged(t *testing.T) {
	ws := office(t)
	api := client(ws)
	theirs := ws.User("ada").Say("#releases", "mine")
	channel, ts, err := api.PostMessage(id(ws, "ada"), slack.MsgOptionText("old", false), slack.MsgOptionBlocks(section("old")))
	if err != nil {
		t.Fatal(err)
	}
	cases := []struct{ channel, ts, text, want string }{
		{id(ws, "ada"), ts, "new", "channel_not_found"}, // this method takes no person as a conversation
		{channel, "1.000000", "new", "message_not_found"},
		{theirs.Channel(), theirs.TS(), "new", "cant_update_message"},
		{channel, ts, strings.Repeat("x", 4001), "msg_too_long"},
		{channel, ts, "", "no_text"},
		{channel, ts, "new", ""},
	}
	for _, c := range cases {
		_, _, _, err := api.UpdateMessage(c.channel, c.ts, slack.MsgOptionText(c.text, false))
		if got := code(err); got != c.want {
			t.Errorf("update of %s %s: %q, want %q", c.channel, c.ts, got, c.want)
		}
	}
	p := ws.User("ada").ExpectDM("new")
	if p.Blocks() != nil {
		t.Error("an update without blocks kept the blocks")
	}
	if _, _, err := api.DeleteMessage(theirs.Channel(), theirs.TS()); code(err) != "cant_delete_message" {
		t.Errorf("deleting another's message: %v", err)
	}
	if _, _, err := api.DeleteMessage(channel, ts); err != nil {
		t.Errorf("deleting: %v", err)
	}
	p.ExpectGone()
}

func TestTokensAndScopes(t *testing.T) {
	ws := office(t)
	with := func(token string) *slack.Client {
		return slack.New(token, slack.OptionAPIURL(ws.APIURL()), slack.OptionHTTPClient(ws.HTTPClient()))
	}
	for token, want := range map[string]string{
		"": "not_authed", "xoxb-wrong": "invalid_auth", ws.AppToken(): "not_allowed_token_type", ws.BotToken(): "",
	} {
		if _, err := with(token).AuthTest(); code(err) != want {
			t.Errorf("token %q: %v, want %q", token, err, want)
		}
	}
	who, err := client(ws).AuthTest()
	if err != nil || who.BotID != ws.App().BotID || !strings.Contains(who.Header.Get("X-OAuth-Scopes"), "chat:write") {
		t.Errorf("auth.test: %+v, %v", who, err)
	}
	ws.SetScopes("chat:write", "commands")
	_, err = client(ws).GetUserInfo(id(ws, "ada"))
	if want := (slack.SlackErrorResponse{}); code(err) != "missing_scope" {
		t.Errorf("%v, %v", err, want)
	}
	out := call(t, ws, "users.info", url.Values{"user": {"U1"}})
	if out["needed"] != "users:read" || out["provided"] != "chat:write,commands" {
		t.Errorf("the refusal: %v", out)
	}
	ws.Revoke("token_revoked")
	if _, err := client(ws).AuthTest(); code(err) != "token_revoked" {
		t.Errorf("revoked: %v", err)
	}
}

// TestReading checks the methods that only read.
func TestReading(t *testing.T) {
	ws := office(t)
	api := client(ws)
	cases := map[string]func() error{
		"user_not_found":    func() error { _, err := api.GetUserInfo("U0NOBODY"); return err },
		"channel_not_found": func() error { return info(api, id(ws, "#secret")) },
		"no_such_subteam":   func() error { _, err := api.GetUserGroupMembers("S0NONE"); return err },
		"user_disabled":     func() error { return open(api, id(ws, "gone")) },
		"missing_scope":     func() error { return history(api, id(ws, "#releases")) },
		"bot_not_found":     func() error { _, err := api.GetBotInfo(slack.GetBotInfoParameters{Bot: "B1"}); return err },
		"":                  func() error { return info(api, id(ws, "#releases")) },
	}
	for want, try := range cases {
		if got := code(try()); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	dm, _, _ := api.PostMessage(id(ws, "ada"), slack.MsgOptionText("hi", false))
	if got := code(info(api, dm)); got != "missing_scope" {
		t.Errorf("a direct message without im:read: %q", got)
	}
	members, err := api.GetUserGroupMembers(ws.AddGroup("ops", "ada", "gone").ID)
	if err != nil || len(members) != 2 {
		t.Errorf("group members %v, %v", members, err)
	}
	groups, err := api.GetUserGroups(slack.GetUserGroupsOptionIncludeUsers(true))
	if err != nil || len(groups) != 2 || groups[0].Handle != "security" || len(groups[0].Users) != 2 {
		t.Errorf("groups %v, %v", groups, err)
	}
	all, err := api.GetUsers(slack.GetUsersOptionLimit(2))
	if err != nil || len(all) != 8 {
		t.Errorf("%d people, %v", len(all), err)
	}
	in, cursor, err := api.GetUsersInConversation(&slack.GetUsersInConversationParameters{ChannelID: id(ws, "#releases"), Limit: 3})
	if err != nil || len(in) != 3 || cursor == "" {
		t.Errorf("members %v, %q, %v", in, cursor, err)
	}
}

func info(api *slack.Client, channel string) error {
	_, err := api.GetConversationInfo(&slack.GetConversationInfoInput{ChannelID: channel})
	return err
}

func open(api *slack.Client, user string) error {
	_, _, _, err := api.OpenConversation(&slack.OpenConversationParameters{Users: []string{user}})
	return err
}

func history(api *slack.Client, channel string) error {
	_, err := api.GetConversationHistory(&slack.GetConversationHistoryParameters{ChannelID: channel})
	return err
}

func TestAPersonsZoneAndFlags(t *testing.T) {
	ws := office(t)
	ws.AddUser("lin", slacksim.TZ("Asia/Tokyo"), slacksim.Restricted(), slacksim.DND())
	u, err := client(ws).GetUserInfo(id(ws, "lin"))
	if err != nil || u.TZ != "Asia/Tokyo" || u.TZOffset != 9*3600 || !u.IsRestricted || u.Deleted {
		t.Errorf("%+v, %v", u, err)
	}
	lin := id(ws, "lin")
	dnd, err := client(ws).GetDNDInfo(&lin)
	if err != nil || !dnd.Enabled {
		t.Errorf("%+v, %v", dnd, err)
	}
}

func TestUnknownMethodsAndBodies(t *testing.T) {
	ws := office(t)
	if got := call(t, ws, "chat.shout", nil)["error"]; got != "unknown_method" {
		t.Errorf("%v", got)
	}
	if got := call(t, ws, "chat.postMessage", url.Values{"channel": {id(ws, "ada")}})["error"]; got != "no_text" {
		t.Errorf("%v", got)
	}
	bad := call(t, ws, "chat.postMessage", url.Values{"channel": {id(ws, "ada")}, "blocks": {"[{"}})
	if bad["error"] != "invalid_blocks_format" {
		t.Errorf("%v", bad)
	}
}
