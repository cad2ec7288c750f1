package slacksim

import (
	"testing"
	"time"
)

func TestWhatAPersonReads(t *testing.T) {
	ws := New(Options{TB: t})
	ada := ws.AddUser("ada", TZ("Asia/Tokyo"))
	group := ws.AddGroup("security", "ada")
	channel := ws.AddChannel("releases")
	zone, _ := time.LoadLocation("Asia/Tokyo")
	for mrkdwn, want := range map[string]string{
		"a &amp; b &lt;c&gt;":                       "a & b <c>",
		"*bold* _it_ ~out~ `code`":                  "bold it out code",
		"*_both_*":                                  "both",
		"2 * 3 * 4, snake_case_name":                "2 * 3 * 4, snake_case_name",
		"<@" + ada.ID + "> <@" + ada.ID + "|x>":     "@ada @ada",
		"<!subteam^" + group.ID + "> <!channel>":    "@security @channel",
		"<#" + channel.ID + "> <https://x.y|there>": "#releases there",
		"<https://x.y>":                             "https://x.y",
		"<!date^0^{date_short} {time}|then>":        "Jan 1, 1970 9:00 AM",
		"<!date^soon^{time}|then>":                  "then",
	} {
		ws.mu.Lock()
		got := ws.plain(mrkdwn, zone)
		ws.mu.Unlock()
		if got != want {
			t.Errorf("%q reads %q, want %q", mrkdwn, got, want)
		}
	}
}

func TestWhatACommandSends(t *testing.T) {
	ws := New(Options{TB: t})
	ada := ws.AddUser("ada")
	dots := ws.AddUser("j.doe-1")
	group := ws.AddGroup("security")
	channel := ws.AddChannel("releases")
	for typed, want := range map[string]string{
		"@ada":               "<@" + ada.ID + "|ada>",
		"[@ada @j.doe-1].":   "[<@" + ada.ID + "|ada> <@" + dots.ID + "|j.doe-1>].",
		"ask @security, now": "ask <!subteam^" + group.ID + "|@security>, now",
		"in #releases?":      "in <#" + channel.ID + "|releases>?",
		"@here @nobody":      "<!here> @nobody",
		"a@ada.example":      "<mailto:a@ada.example|a@ada.example>",
		"see https://x.y/z.": "see <https://x.y/z>.",
		"1 < 2 & 3":          "1 &lt; 2 &amp; 3",
		"<!channel>":         "&lt;!channel&gt;",
		"|@ada|":             "|<@" + ada.ID + "|ada>|",
	} {
		ws.mu.Lock()
		got := ws.escape(typed)
		ws.mu.Unlock()
		if got != want {
			t.Errorf("%q is sent as %q, want %q", typed, got, want)
		}
	}
}

func TestBlocksAreReadAloud(t *testing.T) {
	ws := New(Options{TB: t})
	blocks := `[
	{"type":"header","text":{"type":"plain_text","text":"Ship?"}},
	{"type":"section","text":{"type":"mrkdwn","text":"*Now*"},"fields":[{"type":"plain_text","text":"one"}],
	 "accessory":{"type":"overflow","options":[]}},
	{"type":"actions","elements":[{"type":"button","text":{"type":"plain_text","text":"Yes"}},
	 {"type":"static_select","placeholder":{"type":"plain_text","text":"More"}}]},
	{"type":"context","elements":[{"type":"mrkdwn","text":"_small_"},{"type":"image","alt_text":"a cat"}]},
	{"type":"data_visualization","title":"Votes","chart":{"type":"pie","segments":[{"label":"Yes","value":3}]}},
	{"type":"data_visualization","title":"Time","chart":{"type":"bar","axis_config":{"categories":["a"]},"series":[{"name":"s","data":[{"label":"a","value":1.5}]}]}},
	{"type":"table","rows":[[{"type":"raw_text","text":"who"},{"type":"raw_number","value":2}]]},
	{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"rich "},{"type":"emoji","name":"tada"}]}]},
	{"type":"input","label":{"type":"plain_text","text":"Why"},"element":{"type":"plain_text_input","placeholder":{"type":"plain_text","text":"because"}}}]`
	want := "Ship?\nNow\none\n[⋯]\n[Yes] [More ▾]\nsmall [a cat]\nVotes\nYes: 3\nTime\ns a: 1.5\nwho | 2\nrich :tada:\nWhy\n[because ▾]"
	ws.mu.Lock()
	got := ws.read([]byte(blocks), "the notification", time.UTC)
	ws.mu.Unlock()
	if got != want {
		t.Errorf("reads\n%s\nwant\n%s", got, want)
	}
}

func TestAManifestInstallsTheApp(t *testing.T) {
	ws := New(Options{TB: t, Manifest: []byte(`{"display_information":{"name":"Poll"},
	"features":{"app_home":{"home_tab_enabled":true,"messages_tab_enabled":false},
	 "shortcuts":[{"name":"Ask","callback_id":"x","type":"message"}],
	 "slash_commands":[{"command":"/poll","url":"https://h.test/slack/commands","should_escape":true}]},
	"oauth_config":{"scopes":{"bot":["commands"]}},"settings":{"event_subscriptions":{"bot_events":["user_change"]}}}`)})
	app := ws.App()
	if app.Name != "Poll" || app.Command != "/poll" || len(app.Shortcuts) != 1 || !app.Shortcuts[0].OnMessage {
		t.Errorf("app %+v", app)
	}
	o := ws.opts
	if o.Mode != HTTP || o.CallbackURL != "https://h.test" || !o.NoMessagesTab || o.NoHomeTab || o.NoEscape || len(o.Scopes) != 1 {
		t.Errorf("options %+v", o)
	}
}
