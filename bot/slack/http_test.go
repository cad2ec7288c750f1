package slack

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"golang.org/x/sync/semaphore"
)

const secret = "8f742231b10e8888abcd99yyyzzz85a5"

const clickPayload = `{"type":"block_actions","team":{"id":"T1"},"user":{"id":"U1"},
	"container":{"channel_id":"D1","message_ts":"1.1"},
	"actions":[{"action_id":"answer","block_id":"q","value":"yes","action_ts":"5.1"}]}`

// sign is the formula of Slack's documentation, written apart from the library.
func sign(secret string, at time.Time, body string) http.Header {
	mac := hmac.New(sha256.New, []byte(secret))
	fmt.Fprintf(mac, "v0:%d:%s", at.Unix(), body)
	return http.Header{
		"X-Slack-Signature":         {"v0=" + hex.EncodeToString(mac.Sum(nil))},
		"X-Slack-Request-Timestamp": {fmt.Sprint(at.Unix())},
		"Content-Type":              {"application/x-www-form-urlencoded"},
	}
}

// desk is an HTTP under test with what it handled and logged.
type desk struct {
	*HTTP
	handled chan Inbound
	log     *bytes.Buffer
	metrics *prometheus.Registry
}

func newDesk(t *testing.T, handle HandlerFunc, secrets ...string) desk {
	t.Helper()
	d := desk{handled: make(chan Inbound, 16), log: new(bytes.Buffer), metrics: prometheus.NewRegistry()}
	if len(secrets) == 0 {
		secrets = []string{secret}
	}
	var err error
	d.HTTP, err = NewHTTP(HTTPConfig{
		Secrets: secrets,
		Handler: HandlerFunc(func(ctx context.Context, in Inbound) Reply {
			d.handled <- in
			return handle(ctx, in)
		}),
		Log:     slog.New(slog.NewTextHandler(d.log, nil)),
		Metrics: NewInboundMetrics(d.metrics),
	})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func (d desk) post(path, body string, header http.Header) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(body))
	r.Header = header
	w := httptest.NewRecorder()
	d.ServeHTTP(w, r)
	return w
}

func (d desk) signed(path, body string) *httptest.ResponseRecorder {
	return d.post(path, body, sign(secret, time.Now(), body))
}

func stores(context.Context, Inbound) Reply { return Reply{} }

func formBody(payload string) string { return "payload=" + url.QueryEscape(payload) }

// tallied is a metric's value, summed over the labels not given.
func tallied(t *testing.T, reg *prometheus.Registry, name string, labels ...string) float64 {
	t.Helper()
	families, err := reg.Gather()
	if err != nil {
		t.Fatal(err)
	}
	sum := 0.0
	for _, family := range families {
		if family.GetName() != "quorum_slack_"+name {
			continue
		}
	metric:
		for _, m := range family.GetMetric() {
			have := map[string]bool{}
			for _, pair := range m.GetLabel() {
				have[pair.GetValue()] = true
			}
			for _, want := range labels {
				if !have[want] {
					continue metric
				}
			}
			sum += m.GetCounter().GetValue() + m.GetGauge().GetValue()
		}
	}
	return sum
}

// TestSlacksOwnTestVector travels to the day of the example in Slack's
// documentation, where its signature is valid, and past the five minutes after.
func TestSlacksOwnTestVector(t *testing.T) {
	const body = "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V" +
		"&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=" +
		"&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN" +
		"&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
	header := func() http.Header {
		return http.Header{
			"X-Slack-Signature":         {"v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"},
			"X-Slack-Request-Timestamp": {"1531420618"},
			"Content-Type":              {"application/x-www-form-urlencoded"},
		}
	}
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t, stores)
		moment := time.Unix(1531420618, 0)
		for _, step := range []struct {
			at   time.Duration
			want int
		}{
			{-5*time.Minute - time.Second, 401}, {-5 * time.Minute, 200}, {0, 200}, {5 * time.Minute, 200}, {5*time.Minute + time.Second, 401},
		} {
			time.Sleep(time.Until(moment.Add(step.at))) // in the bubble's time
			if got := d.post("/slack/commands", body, header()).Code; got != step.want {
				t.Errorf("%v after it was signed: %d, want %d", step.at, got, step.want)
			}
		}
		if in := (<-d.handled).(Command); in.Name != "/webhook-collect" || in.User != "U2CERLKJA" {
			t.Errorf("command = %+v", in)
		}
	})
}

func TestForgeriesAreRefusedWithoutAWord(t *testing.T) {
	body := formBody(clickPayload)
	now := time.Now()
	edit := func(name, value string) http.Header {
		h := sign(secret, now, body)
		h.Set(name, value)
		return h
	}
	cases := map[string]http.Header{
		"unsigned":       {},
		"other secret":   sign("other", now, body),
		"other body":     sign(secret, now, body+"&more=1"),
		"stale":          sign(secret, now.Add(-6*time.Minute), body),
		"of the future":  sign(secret, now.Add(6*time.Minute), body),
		"other time":     edit("X-Slack-Request-Timestamp", fmt.Sprint(now.Unix()-1)),
		"no time":        edit("X-Slack-Request-Timestamp", "soon"),
		"not hex":        edit("X-Slack-Signature", "v0=zz"),
		"short":          edit("X-Slack-Signature", "v0=abcd"),
		"other version":  edit("X-Slack-Signature", "v1="+strings.Repeat("0", 64)),
		"empty, of zero": edit("X-Slack-Signature", "v0="),
	}
	d := newDesk(t, stores)
	for name, header := range cases {
		w := d.post("/slack/interactions", body, header)
		if w.Code != 401 || w.Body.Len() != 0 {
			t.Errorf("%s: %d %q", name, w.Code, w.Body)
		}
	}
	if len(d.handled) != 0 {
		t.Error("a forgery was handled")
	}
	if got := tallied(t, d.metrics, "http_refused_total", "signature"); got != float64(len(cases)) {
		t.Errorf("%v refusals counted, want %d", got, len(cases))
	}
	if got := strings.Count(d.log.String(), "\n"); got != 1 {
		t.Errorf("%d lines logged for a flood of forgeries, want 1", got)
	}
}

func TestEitherSecretWhileRotating(t *testing.T) {
	d := newDesk(t, stores, "new", "old")
	body := formBody(clickPayload)
	for want, secrets := range map[int][]string{200: {"new", "old"}, 401: {"older"}} {
		for _, s := range secrets {
			if got := d.post("/slack/interactions", body, sign(s, time.Now(), body)).Code; got != want {
				t.Errorf("signed with the %s secret: %d, want %d", s, got, want)
			}
		}
	}
	for _, none := range [][]string{nil, {""}, {"new", ""}} {
		if _, err := NewHTTP(HTTPConfig{Secrets: none}); err == nil {
			t.Errorf("secrets %q accepted", none)
		}
	}
}

// TestVerifiedBeforeParsed: what cannot be parsed is refused for its signature.
func TestVerifiedBeforeParsed(t *testing.T) {
	d := newDesk(t, stores)
	for _, body := range []string{"{", "payload={", "%"} {
		if got := d.post("/slack/events", body, http.Header{}).Code; got != 401 {
			t.Errorf("%q unsigned: %d, want 401", body, got)
		}
		if got := d.signed("/slack/events", body).Code; got != 400 {
			t.Errorf("%q signed: %d, want 400", body, got)
		}
	}
}

func TestBodiesAreBounded(t *testing.T) {
	d := newDesk(t, stores)
	fits := "payload=" + strings.Repeat("a", maxBody-len("payload="))
	if got := d.signed("/slack/interactions", fits).Code; got != 400 {
		t.Errorf("1 MiB: %d, want it read and found unreadable", got)
	}
	if got := d.signed("/slack/interactions", fits+"a").Code; got != 413 {
		t.Errorf("1 MiB and a byte: %d, want 413", got)
	}
	r := httptest.NewRequest(http.MethodPost, "/slack/events", io.MultiReader(strings.NewReader("{"), broken{}))
	w := httptest.NewRecorder()
	d.ServeHTTP(w, r)
	if w.Code != 400 {
		t.Errorf("body broken off: %d, want 400", w.Code)
	}
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

func TestOnlyPost(t *testing.T) {
	d := newDesk(t, stores)
	for _, path := range []string{"/slack/commands", "/slack/interactions", "/slack/events"} {
		w := httptest.NewRecorder()
		d.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, http.NoBody))
		if w.Code != 405 || w.Header().Get("Allow") != "POST" {
			t.Errorf("GET %s: %d, allow %q", path, w.Code, w.Header().Get("Allow"))
		}
	}
	if got := d.signed("/slack/other", "").Code; got != 404 {
		t.Errorf("another path: %d", got)
	}
}

func TestURLVerificationEchoes(t *testing.T) {
	d := newDesk(t, stores)
	const body = `{"type":"url_verification","challenge":"3eZbrw1aBm2r"}`
	if got := d.post("/slack/events", body, http.Header{}).Code; got != 401 {
		t.Errorf("unsigned: %d, want 401", got)
	}
	w := d.signed("/slack/events", body)
	if w.Code != 200 || w.Body.String() != `{"challenge":"3eZbrw1aBm2r"}` {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if len(d.handled) != 0 {
		t.Error("the handler saw it")
	}
}

// TestSSLCheck: the one unsigned request that is answered does nothing, not
// even when a command comes along with it.
func TestSSLCheck(t *testing.T) {
	d := newDesk(t, stores)
	for body, want := range map[string]int{
		"token=x&ssl_check=1":                          200,
		"ssl_check=1&command=/quorum&user_id=U1&text=": 200,
		"ssl_check=0":                                  401,
		"text=ssl_check=1":                             401,
		"text=a%26ssl_check%3D1":                       401,
	} {
		w := d.post("/slack/commands", body, http.Header{"Content-Type": {"application/x-www-form-urlencoded"}})
		if w.Code != want || w.Body.Len() != 0 {
			t.Errorf("%s: %d, want %d", body, w.Code, want)
		}
	}
	const forged = "ssl_check=1&command=/quorum&user_id=U1"
	if got := d.post("/slack/commands", forged, sign("other", time.Now(), forged)).Code; got != 401 {
		t.Errorf("with a wrong signature: %d", got)
	}
	if len(d.handled) != 0 {
		t.Error("something happened")
	}
}

func TestRepliesGoBackWithTheAnswer(t *testing.T) {
	d := newDesk(t, func(_ context.Context, in Inbound) Reply {
		if _, ok := in.(Command); ok {
			return Reply{Text: "Asked."}
		}
		return Reply{Errors: map[string]string{"q": "Say more."}}
	})
	w := d.signed("/slack/commands", "command=/quorum&user_id=U1&team_id=T1&text=x&trigger_id=1.1")
	if got := w.Body.String(); got != `{"response_type":"ephemeral","text":"Asked."}` ||
		w.Header().Get("Content-Type") != "application/json; charset=utf-8" {
		t.Errorf("command: %s (%s)", got, w.Header().Get("Content-Type"))
	}
	w = d.signed("/slack/interactions", formBody(`{"type":"view_submission","user":{"id":"U1"},"view":{"id":"V1"}}`))
	if got := w.Body.String(); got != `{"errors":{"q":"Say more."},"response_action":"errors"}` {
		t.Errorf("form: %s", got)
	}
	w = d.signed("/slack/interactions", formBody(clickPayload))
	if w.Code != 200 || w.Body.Len() != 0 || w.Header().Get("Content-Type") != "" {
		t.Errorf("click: %d %q", w.Code, w.Body)
	}
}

// TestRetriesAreHandled: the retry may be the only delivery that arrives; it
// is told apart by its key, not by its header.
func TestRetriesAreHandled(t *testing.T) {
	d := newDesk(t, stores)
	body := `{"type":"event_callback","team_id":"T1","event_id":%q,
		"event":{"type":"app_home_opened","user":"U1","tab":"home","event_ts":"5.1"}}`
	for i, id := range []string{"Ev1", "Ev1", "Ev2"} {
		sent := fmt.Sprintf(body, id)
		header := sign(secret, time.Now(), sent)
		header.Set("X-Slack-Retry-Num", fmt.Sprint(i+1))
		header.Set("X-Slack-Retry-Reason", "http_timeout")
		w := d.post("/slack/events", sent, header)
		if w.Code != 200 || w.Header().Get("X-Slack-No-Retry") != "" {
			t.Errorf("retry %d: %d", i+1, w.Code)
		}
	}
	first := <-d.handled
	for range 2 {
		if again := <-d.handled; again != first {
			t.Errorf("%+v is not the act %+v", again, first)
		}
	}
	if got := tallied(t, d.metrics, "inbound_retries_total"); got != 3 {
		t.Errorf("%v retries counted", got)
	}
}

// TestNothingIsAcknowledgedUnstored: neither refused, nor late, nor broken.
func TestNothingIsAcknowledgedUnstored(t *testing.T) {
	body := formBody(clickPayload)
	t.Run("unstored", func(t *testing.T) {
		d := newDesk(t, func(context.Context, Inbound) Reply { return Reply{Text: "x", Unstored: true} })
		if w := d.signed("/slack/interactions", body); w.Code != 503 || w.Body.Len() != 0 {
			t.Errorf("%d %q", w.Code, w.Body)
		}
	})
	t.Run("panic", func(t *testing.T) {
		d := newDesk(t, func(context.Context, Inbound) Reply { panic("boom") })
		if w := d.signed("/slack/interactions", body); w.Code != 500 || w.Body.Len() != 0 {
			t.Errorf("%d %q", w.Code, w.Body)
		}
		if got := strings.Count(d.log.String(), "boom"); got != 1 {
			t.Errorf("logged %d times, want once:\n%s", got, d.log)
		}
	})
	t.Run("late", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			release := make(chan struct{})
			d := newDesk(t, func(ctx context.Context, _ Inbound) Reply {
				start := time.Now()
				<-ctx.Done()
				if got := time.Since(start); got != Budget {
					t.Errorf("the context ended after %v", got)
				}
				<-release
				return Reply{}
			})
			start := time.Now()
			w := d.signed("/slack/interactions", body)
			if took := time.Since(start); w.Code != 503 || took >= 3*time.Second {
				t.Errorf("%d after %v, want 503 before Slack's 3 s", w.Code, took)
			}
			close(release)
			synctest.Wait()
			if !strings.Contains(d.log.String(), "handler late") {
				t.Errorf("not logged: %s", d.log)
			}
		})
	})
}

// TestAFloodIsShed: with every slot taken a request is refused at once, and
// taken again when a handler has returned, however late.
func TestAFloodIsShed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		release := make(chan struct{})
		d := newDesk(t, func(context.Context, Inbound) Reply { <-release; return Reply{} })
		d.slots = semaphore.NewWeighted(1)
		body := formBody(clickPayload)
		if got := d.signed("/slack/interactions", body).Code; got != 503 { // late, and still running
			t.Errorf("the first: %d", got)
		}
		start := time.Now()
		if got := d.signed("/slack/interactions", body).Code; got != 503 || time.Since(start) != 0 {
			t.Errorf("the second: %d after %v, want 503 at once", got, time.Since(start))
		}
		if got := tallied(t, d.metrics, "inbound_shed_total", "http"); got != 1 || len(d.handled) != 1 {
			t.Errorf("%v shed, %d handled", got, len(d.handled))
		}
		close(release)
		synctest.Wait()
		if got := d.signed("/slack/interactions", body).Code; got != 200 {
			t.Errorf("afterwards: %d", got)
		}
	})
}

// TestHungUpIsNotCancelled: Slack hangs up after 3 s, but what has begun to be
// stored is finished.
func TestHungUpIsNotCancelled(t *testing.T) {
	ctx, hangUp := context.WithCancel(context.Background())
	d := newDesk(t, func(ctx context.Context, _ Inbound) Reply {
		hangUp()
		return Reply{Unstored: ctx.Err() != nil}
	})
	body := formBody(clickPayload)
	r := httptest.NewRequest(http.MethodPost, "/slack/interactions", strings.NewReader(body)).WithContext(ctx)
	r.Header = sign(secret, time.Now(), body)
	w := httptest.NewRecorder()
	d.ServeHTTP(w, r)
	if w.Code != 200 {
		t.Errorf("%d: the handler was cancelled", w.Code)
	}
}

// TestOverARealConnection twice, since the read deadline of the first body must
// not outlive it.
func TestOverARealConnection(t *testing.T) {
	d := newDesk(t, func(context.Context, Inbound) Reply { return Reply{Text: "Asked."} })
	server := httptest.NewServer(d)
	defer server.Close()
	const body = "command=/quorum&user_id=U1&team_id=T1&text=x&trigger_id=1.1"
	for range 2 {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, server.URL+"/slack/commands", strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		r.Header = sign(secret, time.Now(), body)
		response, err := server.Client().Do(r)
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(response.Body)
		if cerr := response.Body.Close(); err != nil || cerr != nil {
			t.Fatal(err, cerr)
		}
		if string(got) != `{"response_type":"ephemeral","text":"Asked."}` {
			t.Errorf("%d %s", response.StatusCode, got)
		}
	}
}
