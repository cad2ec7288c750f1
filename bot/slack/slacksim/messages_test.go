package slacksim_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/slack-go/slack"
)

func TestHistoryFindsAMessageByItsMetadata(t *testing.T) {
	ws := office(t)
	api := client(ws)
	channel, ts, err := api.PostMessage(id(ws, "ada"), slack.MsgOptionText("q", false),
		slack.MsgOptionMetadata(slack.SlackMetadata{EventType: "ask", EventPayload: map[string]any{"delivery": "d1"}}))
	if err != nil {
		t.Fatal(err)
	}
	_, _, _, err = api.UpdateMessage(channel, ts, slack.MsgOptionText("q, closed", false))
	if err != nil {
		t.Fatal(err)
	}
	got, err := api.GetConversationHistory(&slack.GetConversationHistoryParameters{
		ChannelID: channel, Oldest: ts, Inclusive: true, Limit: 15, IncludeAllMetadata: true,
	})
	if err != nil || len(got.Messages) != 1 {
		t.Fatalf("%+v, %v", got, err)
	}
	m := got.Messages[0]
	if m.Metadata.EventPayload["delivery"] != "d1" || m.BotID != ws.App().BotID || m.Text != "q, closed" {
		t.Errorf("%+v", m)
	}
	got, _ = api.GetConversationHistory(&slack.GetConversationHistoryParameters{ChannelID: channel, Oldest: ts})
	if len(got.Messages) != 0 {
		t.Error("oldest is inclusive without being asked")
	}
}

func TestMetadataIsChecked(t *testing.T) {
	ws := office(t)
	for want, metadata := range map[string]string{
		"metadata_too_large":      `{"event_type":"x","event_payload":{"a":"` + strings.Repeat("x", 9000) + `"}}`,
		"invalid_metadata_format": `{"event_type":`,
		"invalid_metadata_schema": `{"event_type":"x"}`,
	} {
		out := call(t, ws, "chat.postMessage", url.Values{"channel": {id(ws, "ada")}, "text": {"hi"}, "metadata": {metadata}})
		if out["error"] != want {
			t.Errorf("%v, want %s", out["error"], want)
		}
	}
}

func TestThreads(t *testing.T) {
	ws := office(t)
	api := client(ws)
	channel, root, _ := api.PostMessage(id(ws, "#releases"), slack.MsgOptionText("root", false))
	_, reply, m, err := api.PostMessageWithResponse(channel, slack.MsgOptionText("first", false), slack.MsgOptionTS(root))
	if err != nil || m.ThreadTimestamp != root {
		t.Fatalf("%+v, %v", m, err)
	}
	_, _, m, _ = api.PostMessageWithResponse(channel, slack.MsgOptionText("to the reply", false), slack.MsgOptionTS(reply))
	if m.ThreadTimestamp != root {
		t.Errorf("a reply to a reply went to %q", m.ThreadTimestamp)
	}
	ws.Channel("#releases").ExpectMessage("root").Thread().ExpectReply("first")
	_, _, m, _ = api.PostMessageWithResponse(channel, slack.MsgOptionText("lost", false), slack.MsgOptionTS("1.000000"))
	if m.ThreadTimestamp != "" {
		t.Errorf("a reply to nothing went to %q", m.ThreadTimestamp)
	}
	if _, _, err := api.DeleteMessage(channel, root); err != nil {
		t.Fatal(err)
	}
	_, _, m, _ = api.PostMessageWithResponse(channel, slack.MsgOptionText("late", false), slack.MsgOptionTS(root))
	if m.ThreadTimestamp != "" {
		t.Error("a reply to a deleted message was threaded")
	}
	link, err := api.GetPermalink(&slack.PermalinkParameters{Channel: channel, Ts: reply})
	if err != nil || !strings.Contains(link, "thread_ts="+root) {
		t.Errorf("link %q, %v", link, err)
	}
}

func TestEphemeralMessages(t *testing.T) {
	ws := office(t)
	api := client(ws)
	for _, c := range []struct{ channel, user, want string }{
		{"#releases", "ada", ""},
		{"#outside", "ada", "not_in_channel"},
		{"#releases", "robot", "user_not_in_channel"},
	} {
		_, err := api.PostEphemeral(id(ws, c.channel), id(ws, c.user), slack.MsgOptionText("psst", false))
		if got := code(err); got != c.want {
			t.Errorf("%s to %s: %q, want %q", c.channel, c.user, got, c.want)
		}
	}
	ws.User("ada").ExpectEphemeral("psst")
	ws.User("ben").In("#releases").ExpectNoMessage("psst")
}
