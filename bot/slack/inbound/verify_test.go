package inbound

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

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
