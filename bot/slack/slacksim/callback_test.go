package slacksim_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/slack-go/slack"

	"quorum/bot/slack/slacksim"
)

// app is an app in HTTP mode. It keeps what it receives, and answers as the test says.
type app struct {
	ws *slacksim.Workspace

	mu     sync.Mutex
	got    []request
	answer func(request) (status int, body string)
}

type request struct {
	path    string
	header  http.Header
	body    []byte
	payload map[string]any // the form, the interaction or the event
}

func httpMode(o *slacksim.Options) { o.Mode = slacksim.HTTP }

// serve starts an app in memory and sets it as the workspace's app.
func serve(t *testing.T, ws *slacksim.Workspace) *app {
	t.Helper()
	a := &app{ws: ws, answer: func(request) (int, string) { return http.StatusOK, "" }}
	host := slacksim.NewMemory("app.test")
	server := &http.Server{Handler: a}
	served := make(chan struct{})
	go func() {
		defer close(served)
		_ = server.Serve(host)
	}()
	ws.CallbackTo(host.URL(), host.Client())
	t.Cleanup(func() {
		_ = host.Close()
		_ = server.Close()
		<-served
	})
	return a
}

// ServeHTTP verifies the request as slack-go does, keeps it and answers.
func (a *app) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	req := request{path: r.URL.Path, header: r.Header, body: body}
	form, _ := url.ParseQuery(string(body))
	switch {
	case form.Get("payload") != "":
		_ = json.Unmarshal([]byte(form.Get("payload")), &req.payload)
	case json.Unmarshal(body, &req.payload) != nil:
		req.payload = make(map[string]any)
		for name := range form {
			req.payload[name] = form.Get(name)
		}
	}
	a.mu.Lock()
	a.got = append(a.got, req)
	answer := a.answer
	a.mu.Unlock()
	status, said := answer(req)
	w.WriteHeader(status)
	_, _ = io.WriteString(w, said)
}

func (a *app) on(answer func(request) (int, string)) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.answer = answer
}

func (a *app) requests() []request {
	a.mu.Lock()
	defer a.mu.Unlock()
	return append([]request(nil), a.got...)
}

func (a *app) last() request {
	got := a.requests()
	return got[len(got)-1]
}

// freshTrigger lets ada type a command and returns its trigger.
func (a *app) freshTrigger() string {
	a.ws.User("ada").Slash("#releases", "/quorum")
	return a.last().payload["trigger_id"].(string)
}

func TestCallbacksAreSigned(t *testing.T) {
	ws := office(t, httpMode)
	a := serve(t, ws)
	ws.User("ada").Slash("#releases", "/quorum Ship?")
	ws.User("ada").Shortcut("Ask stakeholders")
	ws.User("ada").OpenHome()
	ws.Await("three requests", func() bool { return len(a.requests()) == 3 })
	paths := map[string]bool{}
	for _, r := range a.requests() {
		paths[r.path] = true
		sv, err := slack.NewSecretsVerifier(r.header, ws.SigningSecret())
		if err != nil {
			t.Fatal(err)
		}
		_, _ = sv.Write(r.body)
		if err := sv.Ensure(); err != nil {
			t.Errorf("%s: %v", r.path, err)
		}
	}
	if !paths["/slack/commands"] || !paths["/slack/interactions"] || !paths["/slack/events"] {
		t.Errorf("paths %v", paths)
	}
	req, _ := http.NewRequest(http.MethodPost, "http://app.test/slack/commands", bytes.NewReader(a.requests()[0].body))
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	cmd, err := slack.SlashCommandParse(req)
	if err != nil || cmd.Text != "Ship?" || cmd.Command != "/quorum" || cmd.ResponseURL == "" {
		t.Errorf("%+v, %v", cmd, err)
	}
}

func TestWhatPeopleAreToldWhenTheAppFails(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ws := office(t, httpMode)
		if got := ws.User("ada").Slash("", "/quorum"); got != "dispatch_failed" {
			t.Errorf("nobody listens: %q", got)
		}
		a := serve(t, ws)
		for status, want := range map[int]string{200: "", 500: "http_service_error", 404: "http_client_error"} {
			a.on(func(request) (int, string) { return status, "" })
			if got := ws.User("ada").Slash("", "/quorum"); got != want {
				t.Errorf("status %d: %q, want %q", status, got, want)
			}
		}
		a.on(func(request) (int, string) { time.Sleep(4 * time.Second); return 200, "" })
		start := time.Now()
		if got := ws.User("ada").Slash("", "/quorum"); got != "operation_timeout" || time.Since(start) != 3*time.Second {
			t.Errorf("slow: %q after %v", got, time.Since(start))
		}
		ws.User("ada").ExpectTrouble("operation_timeout")
		time.Sleep(time.Minute)
	})
}

func TestEventsAreRetriedOverHTTP(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ws := office(t, httpMode)
		a := serve(t, ws)
		a.on(func(request) (int, string) { return 500, "" })
		ws.User("ada").OpenHome()
		time.Sleep(time.Hour)
		synctest.Wait()
		var marks []string
		for _, r := range a.requests() {
			marks = append(marks, r.header.Get("X-Slack-Retry-Num")+" "+r.header.Get("X-Slack-Retry-Reason"))
		}
		if got, want := fmt.Sprint(marks), "[  1 http_error 2 http_error 3 http_error]"; got != want {
			t.Errorf("attempts %v, want %v", got, want)
		}
		first, last := a.requests()[0].payload, a.last().payload
		if first["event_id"] != last["event_id"] || first["event_id"] == nil {
			t.Errorf("event ids %v, %v", first["event_id"], last["event_id"])
		}
	})
}

func TestChecksOfTheURLs(t *testing.T) {
	ws := office(t, httpMode)
	a := serve(t, ws)
	if err := ws.VerifyURL(); err == nil {
		t.Error("an answer without the challenge was accepted")
	}
	a.on(func(r request) (int, string) {
		challenge, _ := r.payload["challenge"].(string)
		return 200, challenge
	})
	if err := ws.VerifyURL(); err != nil {
		t.Error(err)
	}
	if err := ws.SSLCheck(); err != nil || a.last().header.Get("X-Slack-Signature") != "" {
		t.Errorf("%v, %v", err, a.last().header)
	}
}

func TestTheAnswerToACommandIsForThePersonAlone(t *testing.T) {
	ws := office(t, httpMode)
	a := serve(t, ws)
	for _, said := range []string{"plain words", `{"text":"as JSON"}`, `{"response_type":"in_channel","text":"for all"}`} {
		a.on(func(request) (int, string) { return 200, said })
		ws.User("ada").Slash("#releases", "/quorum hi")
	}
	ws.User("ada").ExpectEphemeral("plain words")
	ws.User("ada").ExpectEphemeral("as JSON")
	ws.User("ben").In("#releases").ExpectMessage("for all")
	ws.User("ben").In("#releases").ExpectNoMessage("as JSON")
}
