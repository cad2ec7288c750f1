package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"quorum/bot/slack/app"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestMain lets more tests run at once than there are processors: mostly they wait for programs that wait for each other.
func TestMain(m *testing.M) {
	if strings.HasSuffix(os.Args[0], ".test") { // and not as the program, below
		flag.Parse()
		if err := flag.Set("test.parallel", "6"); err != nil {
			panic(err)
		}
	}
	testscript.Main(m, map[string]func(){"quorum": main})
}

// setup gives each script SLACK, the address of a Slack that knows the token xoxb-known, and ALIVE, the address of a
// program that says it is alive. No setting of the machine that runs the tests comes through.
func setup(t *testing.T) func(*testscript.Env) error {
	slack := httptest.NewServer(http.HandlerFunc(answerAsSlack))
	t.Cleanup(slack.Close)
	return func(env *testscript.Env) error {
		env.Setenv("SLACK", slack.URL+"/api/")
		env.Values[townKey{}] = new(*town)
		here, err := filepath.Abs(root)
		if err != nil {
			return err
		}
		env.Setenv("ROOT", here)
		env.Setenv("ALIVE", strings.TrimPrefix(slack.URL, "http://"))
		return nil
	}
}

// answerAsSlack is the little of Slack that `quorum check` asks, and a program that says it is alive.
func answerAsSlack(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == "/healthz" {
		return
	}
	var scopes []string
	for _, s := range app.Scopes() {
		scopes = append(scopes, s.Name)
	}
	w.Header().Set("X-Oauth-Scopes", strings.Join(scopes, ","))
	w.Header().Set("Content-Type", "application/json")
	known := r.Header.Get("Authorization") == "Bearer xapp-1-A1-known" || r.FormValue("token") == "xoxb-known"
	answers := map[string]any{
		"auth.test":             map[string]any{"ok": true, "user": "quorum", "team": "Acme", "team_id": "T1", "user_id": "U1", "bot_id": "B1"},
		"apps.connections.open": map[string]any{"ok": true, "url": "wss://127.0.0.1/"},
		"bots.info":             map[string]any{"ok": true, "bot": map[string]any{"id": "B1", "app_id": "A1"}},
	}
	answer, ok := answers[path.Base(r.URL.Path)]
	if !ok || !known {
		answer = map[string]any{"ok": false, "error": "invalid_auth"}
	}
	if err := json.NewEncoder(w).Encode(answer); err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
}
