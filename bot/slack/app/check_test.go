package app

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

const (
	goodBotToken = "xoxb-1-secretsecret"
	goodAppToken = "xapp-1-A1-secretsecret"
)

func neededScopes() string { return strings.Join(scopeNames(true, true), ",") }

// checked is one Slack to be checked: what it answers, by method.
type checked struct {
	scopes string
	ahead  time.Duration // of Slack's clock
	status int
	say    map[string]string
}

// serve answers like Slack and fails the test when a token does not come where it should.
func (c checked) serve(t *testing.T) string {
	answers := map[string]string{
		"auth.test":             `{"ok":true,"user":"quorum","team":"Acme","team_id":"T1","user_id":"U1","bot_id":"B1"}`,
		"apps.connections.open": `{"ok":true,"url":"wss://nowhere"}`,
		"bots.info":             `{"ok":true,"bot":{"id":"B1","app_id":"A1"}}`,
	}
	for method, answer := range c.say {
		answers[method] = answer
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Date", time.Now().Add(c.ahead).UTC().Format(http.TimeFormat))
		w.Header().Set("X-Oauth-Scopes", c.scopes)
		w.Header().Set("Content-Type", "application/json")
		if c.status != 0 {
			w.WriteHeader(c.status)
		}
		fmt.Fprint(w, answers[strings.TrimPrefix(r.URL.Path, "/api/")])
	}))
	t.Cleanup(server.Close)
	return server.URL + "/api/"
}

func TestCheckFindings(t *testing.T) {
	refusal := func(method, code string) map[string]string {
		text, _ := json.Marshal(map[string]any{"ok": false, "error": code, "needed": "connections:write"})
		return map[string]string{method: string(text)}
	}
	for name, test := range map[string]struct {
		slack checked
		want  []string // begin the findings that are not ok
	}{
		"all is well": {checked{}, nil},
		"bot token unknown": {
			checked{say: refusal("auth.test", "invalid_auth")},
			[]string{"fail  Slack does not know the bot token — copy the"},
		},
		"bot token revoked": {
			checked{say: refusal("auth.test", "token_revoked")},
			[]string{"fail  the bot token was revoked — install the app again"},
		},
		"bot token rotating": {
			checked{say: refusal("auth.test", "token_expired")},
			[]string{"fail  the bot token has expired"},
		},
		"a user's token": {
			checked{say: map[string]string{"auth.test": `{"ok":true,"user":"ana","team":"Acme","user_id":"U1"}`}},
			[]string{"fail  the token acts for the person ana, not for a bot — copy the"},
		},
		"a needed scope missing": {
			checked{scopes: strings.Replace(neededScopes(), "users:read,", "", 1)},
			[]string{"fail  the scope users:read is missing, needed to leave out people who have left"},
		},
		"an optional scope missing": {
			checked{scopes: strings.Replace(neededScopes(), ",usergroups:read", "", 1)},
			[]string{"note  without the scope usergroups:read the bot cannot ask a user group"},
		},
		"scopes not told": {
			checked{scopes: " "},
			[]string{"note  Slack did not say which scopes"},
		},
		"app token without its scope": {
			checked{say: refusal("apps.connections.open", "missing_scope")},
			[]string{"fail  the app token lacks the scope connections:write — create one"},
		},
		"a bot token as app token": {
			checked{say: refusal("apps.connections.open", "not_allowed_token_type")},
			[]string{"fail  the app token is of the wrong kind — create one"},
		},
		"tokens of two apps": {
			checked{say: map[string]string{"bots.info": `{"ok":true,"bot":{"id":"B1","app_id":"A2"}}`}},
			[]string{"fail  the two tokens are of two apps: the bot of A2, the app token of A1"},
		},
		"clock a minute slow":        {checked{ahead: time.Minute}, []string{"note  the clock is 1m0s slow — let NTP"}},
		"clock six minutes fast":     {checked{ahead: -6 * time.Minute}, []string{"fail  the clock is 6m0s fast; signed requests"}},
		"Slack is down":              {checked{status: 503}, []string{"fail  Slack answered 503"}},
		"another server":             {checked{say: map[string]string{"auth.test": "<html>"}}, []string{"fail  Slack's answer cannot be read"}},
		"an error nobody knows":      {checked{say: refusal("auth.test", "new_error")}, []string{"fail  Slack refused the bot token: new_error"}},
		"the workspace keeps it out": {checked{say: refusal("auth.test", "org_login_required")}, []string{"fail  the workspace does not let the app in"}},
		"limited":                    {checked{say: refusal("auth.test", "ratelimited")}, []string{"note  Slack is limiting requests"}},
	} {
		t.Run(name, func(t *testing.T) {
			if test.slack.scopes == "" {
				test.slack.scopes = neededScopes()
			}
			check := Check{APIURL: test.slack.serve(t), BotToken: goodBotToken, AppToken: goodAppToken}
			var got []string
			for _, f := range check.Run(t.Context()) {
				if strings.Contains(f.String(), "secretsecret") {
					t.Errorf("a token is in %q", f)
				}
				if f.Level != OK {
					got = append(got, f.String())
				}
			}
			if len(got) != len(test.want) {
				t.Fatalf("got %q, want %q", got, test.want)
			}
			for i := range got {
				if !strings.HasPrefix(got[i], test.want[i]) {
					t.Errorf("got %q, want %q…", got[i], test.want[i])
				}
			}
		})
	}
}

func TestCheckSaysWhatIsWell(t *testing.T) {
	slack := checked{scopes: neededScopes()}
	var got []string
	for _, f := range (Check{APIURL: slack.serve(t), BotToken: goodBotToken, AppToken: goodAppToken}).Run(t.Context()) {
		got = append(got, f.String())
	}
	want := []string{
		"ok    the clock agrees with Slack's",
		"ok    the bot is quorum in the workspace Acme (T1)",
		"ok    the bot has every scope it needs",
		"ok    the app token opens Socket Mode",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestCheckWithoutNetwork(t *testing.T) {
	server := httptest.NewServer(nil)
	server.Close() // nobody listens there any more
	got := Check{APIURL: server.URL + "/", BotToken: goodBotToken}.Run(t.Context())
	if len(got) != 1 || !strings.HasPrefix(got[0].String(), "fail  Slack cannot be reached") {
		t.Errorf("got %v", got)
	}
}

// A message and a view are tried. Only Slack's word that one is wrong is a failure.
func TestCheckTriesAMessageAndAView(t *testing.T) {
	for answer, want := range map[string]string{
		`{"ok":true}`:                           "ok    Slack accepts how a message is laid out",
		`{"ok":false,"error":"unknown_method"}`: "note  Slack did not look at a message (unknown_method)",
		`<html>`:                                "note  Slack did not look at a message",
		`{"ok":false,"error":"invalid_blocks","errors":[{"pointer":"/blocks/0/text","code":"failed_constraint","message":"too long"}]}`: "fail  Slack does not accept how a message is laid out: /blocks/0/text too long",
	} {
		slack := checked{scopes: neededScopes(), say: map[string]string{"blocks.validate": answer}}
		found := (Check{APIURL: slack.serve(t), BotToken: goodBotToken, Message: map[string]any{"text": "Hi"}, View: 1}).Run(t.Context())
		if len(found) < 2 || !strings.HasPrefix(found[len(found)-2].String(), want) {
			t.Errorf("%s: got %v", answer, found)
		}
	}
}
