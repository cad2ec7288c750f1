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

// TestMain runs more tests in parallel than there are processors, because most of them wait for other processes. When
// a script starts this test binary as the program quorum, TestMain runs main instead.
func TestMain(m *testing.M) {
	if strings.HasSuffix(os.Args[0], ".test") { // testscript starts this binary under the name quorum
		flag.Parse()
		if err := flag.Set("test.parallel", "6"); err != nil {
			panic(err)
		}
	}
	testscript.Main(m, map[string]func(){"quorum": main})
}

// setup prepares the environment of each script. SLACK is the address of a simulated Slack that knows the token
// xoxb-known, ALIVE the address of a program that is alive, and ROOT the root of the repository.
func setup(t *testing.T) func(*testscript.Env) error {
	slack := httptest.NewServer(http.HandlerFunc(answerAsSlack))
	t.Cleanup(slack.Close)
	return func(env *testscript.Env) error {
		env.Setenv("SLACK", slack.URL+"/api/")
		env.Values[testbedKey{}] = new(*testbed)
		here, err := filepath.Abs(root)
		if err != nil {
			return err
		}
		env.Setenv("ROOT", here)
		env.Setenv("ALIVE", strings.TrimPrefix(slack.URL, "http://"))
		return nil
	}
}

// answerAsSlack answers the few Slack methods that `quorum check` calls, and /healthz.
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
