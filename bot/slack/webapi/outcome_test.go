package webapi

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"math"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"quorum/bot"
	"quorum/bot/slack/slacksim"
	"quorum/polls"

	slackgo "github.com/slack-go/slack"
)

// callServer posts one message to a server that answers as told, and returns
// the failure, nil when there is none.
func callServer(t *testing.T, answer http.HandlerFunc) *bot.Failure {
	t.Helper()
	server := httptest.NewServer(answer)
	t.Cleanup(server.Close)
	return postTo(t, ClientOptions{Token: "xoxb-secret", APIURL: server.URL + "/"}, "C1")
}

func postTo(t *testing.T, o ClientOptions, to string) *bot.Failure {
	t.Helper()
	c := NewClient(o)
	t.Cleanup(c.http.CloseIdleConnections)
	_, err := NewSender(c, nil).Post(Address{To: to, ID: "d1"}, said("hello")).Send(bot.ComingBack(t.Context()))
	if err == nil {
		return nil
	}
	var f *bot.Failure
	if !errors.As(err, &f) {
		t.Fatalf("%T is no failure: %v", err, err)
	}
	return f
}

func answering(status int, header, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		if name, value, ok := strings.Cut(header, ": "); ok {
			w.Header().Set(name, value)
		}
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

func refusing(code string) http.HandlerFunc {
	return answering(http.StatusOK, "", `{"ok":false,"error":"`+code+`"}`)
}

func cutting(w http.ResponseWriter, r *http.Request) {
	_, _ = io.Copy(io.Discard, r.Body)
	panic(http.ErrAbortHandler)
}

// resetting ends the connection with a reset rather than in order.
func resetting(w http.ResponseWriter, r *http.Request) {
	_, _ = io.Copy(io.Discard, r.Body)
	conn, _, err := w.(http.Hijacker).Hijack()
	if err == nil {
		_ = conn.(*net.TCPConn).SetLinger(0)
		_ = conn.Close()
	}
}

func TestEveryAnswerHasItsFate(t *testing.T) {
	const posted = `{"ok":true,"channel":"D1","ts":"1.2","message":{"text":"hello"}}`
	for name, c := range map[string]struct {
		answer http.HandlerFunc
		want   bot.Fate
		after  time.Duration
		why    string // in it
	}{
		"429 with a header":          {answering(429, "Retry-After: 30", ``), bot.Limited, 30 * time.Second, ""},
		"429 without a header":       {answering(429, "", ``), bot.Limited, time.Second, ""},
		"429 with an odd header":     {answering(429, "Retry-After: soon", ``), bot.Limited, time.Second, ""},
		"ratelimited at 200":         {refusing("ratelimited"), bot.Limited, time.Minute, ""},
		"rate_limited at 200":        {refusing("rate_limited"), bot.Limited, time.Minute, ""},
		"ratelimited with a header":  {answering(200, "Retry-After: 7", `{"ok":false,"error":"ratelimited"}`), bot.Limited, 7 * time.Second, ""},
		"500":                        {answering(500, "", `{"ok":false,"error":"internal_error"}`), bot.Unknown, 0, "did not say"},
		"502 with a page":            {answering(502, "", `<html>`), bot.Unknown, 0, ""},
		"503":                        {answering(503, "Retry-After: 9", ``), bot.Unknown, 0, ""},
		"a page at 200":              {answering(200, "", `<html>`), bot.Unknown, 0, ""},
		"nothing at 200":             {answering(200, "", ``), bot.Unknown, 0, ""},
		"half an answer":             {answering(200, "", posted[:20]), bot.Unknown, 0, ""},
		"an empty object":            {answering(200, "", `{}`), bot.Unknown, 0, ""},
		"not ok, and no code":        {answering(200, "", `{"ok":false}`), bot.Unknown, 0, ""},
		"ok, and no place":           {answering(200, "", `{"ok":true}`), bot.Unknown, 0, ""},
		"cut off after the request":  {cutting, bot.Unknown, 0, ""},
		"reset after the request":    {resetting, bot.Unknown, 0, ""},
		"internal_error":             {refusing("internal_error"), bot.Unknown, 0, ""},
		"fatal_error":                {refusing("fatal_error"), bot.Unknown, 0, ""},
		"request_timeout":            {refusing("request_timeout"), bot.Unknown, 0, ""},
		"service_unavailable":        {refusing("service_unavailable"), bot.Unknown, 0, ""},
		"404 of a proxy":             {answering(404, "", `not here`), bot.NotSent, 0, "could not be reached"},
		"407 of a proxy":             {answering(407, "", ``), bot.NotSent, 0, ""},
		"a redirect":                 {answering(302, "Location: /login", ``), bot.NotSent, 0, ""},
		"the workspace is moving":    {refusing("team_added_to_org"), bot.NotSent, 0, "moved"},
		"invalid_auth":               {refusing("invalid_auth"), bot.Barred, 0, "credentials"},
		"not_authed":                 {refusing("not_authed"), bot.Barred, 0, ""},
		"token_revoked":              {refusing("token_revoked"), bot.Barred, 0, ""},
		"token_expired":              {refusing("token_expired"), bot.Barred, 0, ""},
		"account_inactive":           {refusing("account_inactive"), bot.Barred, 0, ""},
		"channel_not_found":          {refusing("channel_not_found"), bot.Refused, 0, "/invite"},
		"not_in_channel":             {refusing("not_in_channel"), bot.Refused, 0, "/invite"},
		"is_archived":                {refusing("is_archived"), bot.Refused, 0, "archived"},
		"restricted_action":          {refusing("restricted_action"), bot.Refused, 0, "does not let"},
		"restricted_action_in_...":   {refusing("restricted_action_thread_only_channel"), bot.Refused, 0, "does not let"},
		"messages_tab_disabled":      {refusing("messages_tab_disabled"), bot.Refused, 0, "Messages tab"},
		"user_not_found":             {refusing("user_not_found"), bot.Refused, 0, "not visible"},
		"cannot_dm_bot":              {refusing("cannot_dm_bot"), bot.Refused, 0, "are a bot"},
		"user_disabled":              {refusing("user_disabled"), bot.Refused, 0, "no longer use"},
		"msg_too_long":               {refusing("msg_too_long"), bot.Refused, 0, "too long"},
		"msg_blocks_too_long":        {refusing("msg_blocks_too_long"), bot.Refused, 0, "too long"},
		"invalid_blocks":             {refusing("invalid_blocks"), bot.Refused, 0, "laid out"},
		"invalid_blocks_format":      {refusing("invalid_blocks_format"), bot.Refused, 0, "laid out"},
		"metadata_too_large":         {refusing("metadata_too_large"), bot.Refused, 0, ""},
		"message_limit_exceeded":     {refusing("message_limit_exceeded"), bot.Refused, 0, "plan"},
		"a code of next year":        {refusing("moon_phase"), bot.Refused, 0, "moon_phase"},
		"missing_scope, saying what": {answering(200, "", `{"ok":false,"error":"missing_scope","needed":"chat:write"}`), bot.Refused, 0, "(chat:write)"},
		"missing_scope":              {refusing("missing_scope"), bot.Refused, 0, "permission;"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := callServer(t, c.answer)
			if f == nil {
				t.Fatal("taken for accepted")
			}
			if f.Fate != c.want || f.RetryAfter != c.after || !strings.Contains(f.Why, c.why) || f.Why == "" {
				t.Errorf("fate %v, after %v, why %q, cause %v; want %v, %v, %q", f.Fate, f.RetryAfter, f.Why, f.Err, c.want, c.after, c.why)
			}
			if strings.Contains(f.Error(), "xoxb-secret") {
				t.Errorf("the token is in %q", f.Error())
			}
		})
	}
	if f := callServer(t, answering(200, "", posted)); f != nil {
		t.Errorf("accepted, and yet %v", f)
	}
}

// dialer makes connections that fail in a given way.
type dialer func(network, address string) (net.Conn, error)

func (d dialer) transport() http.RoundTripper {
	return &http.Transport{DisableKeepAlives: true, DialContext: func(_ context.Context, network, address string) (net.Conn, error) {
		return d(network, address)
	}}
}

func TestWhatNeverLeftIsNotSent(t *testing.T) {
	gone := httptest.NewServer(http.NotFoundHandler())
	gone.Close()
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	for name, o := range map[string]ClientOptions{
		"connection refused": {APIURL: gone.URL + "/"},
		"no such host":       {APIURL: "http://slack.invalid/", Transport: dialer(func(string, string) (net.Conn, error) { return nil, &net.DNSError{Err: "no such host"} }).transport()},
		"no TLS": {APIURL: "https://slack.test/", Transport: dialer(func(string, string) (net.Conn, error) {
			near, far := net.Pipe()
			_ = far.Close()
			return near, nil
		}).transport()},
	} {
		if f := postTo(t, o, "C1"); f == nil || f.Fate != bot.NotSent || f.Why != whyUnreachable {
			t.Errorf("%s: %+v", name, f)
		}
	}
	_, err := NewSender(NewClient(ClientOptions{APIURL: gone.URL + "/"}), nil).Post(Address{To: "C1"}, said("x")).Send(cancelled)
	if f := asFailure(err); f.Fate != bot.NotSent {
		t.Errorf("given up before it began: %+v", f)
	}
}

// A request that was handed over, in whole or in part, may have arrived.
func TestWhatMayHaveLeftIsUnknown(t *testing.T) {
	f := postTo(t, ClientOptions{APIURL: "http://slack.test/", Transport: dialer(func(string, string) (net.Conn, error) {
		near, far := net.Pipe()
		go func() {
			_, _ = far.Read(make([]byte, 10))
			_ = far.Close()
		}()
		return near, nil
	}).transport()}, "C1")
	if f == nil || f.Fate != bot.Unknown {
		t.Errorf("cut off in the middle of the request: %+v", f)
	}
}

func TestTimeouts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newOffice(t, slacksim.Options{})
		ada := d.ws.AddUser("ada")
		d.ws.Fail(postMessage, slacksim.Before, slacksim.Hang)
		began := time.Now()
		_, err := d.sender.Post(Address{To: ada.ID, ID: "d1"}, said("hello")).Send(bot.ComingBack(t.Context()))
		if f := asFailure(err); f.Fate != bot.Unknown {
			t.Errorf("an answer that never came: %+v", f)
		}
		if took := time.Since(began); took != callTimeout {
			t.Errorf("gave up after %v, want %v", took, callTimeout)
		}
	})
	synctest.Test(t, func(t *testing.T) {
		hang := dialer(func(string, string) (net.Conn, error) {
			time.Sleep(time.Minute)
			return nil, errors.New("too late")
		})
		f := postTo(t, ClientOptions{APIURL: "http://slack.test/", Transport: hang.transport()}, "C1")
		if f == nil || f.Fate != bot.NotSent {
			t.Errorf("a connection that was never made: %+v", f)
		}
		time.Sleep(time.Minute) // the dialler ends
	})
}

func TestWhyIsAboutPeopleInDirectMessages(t *testing.T) {
	for code, want := range map[string]string{
		"channel_not_found": "they are not visible to this app",
		"user_disabled":     "they no longer use this workspace",
		"cannot_dm_bot":     "they are a bot",
		"restricted_action": "the workspace does not let this app post there",
	} {
		for _, id := range []string{"U1", "W1"} {
			f := failureOf(slackgo.SlackErrorResponse{Err: code}, &exchange{status: 200}, turn{Method: postMessage, Channel: id})
			if f.Why != want || f.Fate != bot.Refused {
				t.Errorf("%s for %s: %+v, want %q", code, id, f, want)
			}
		}
	}
}

// What cannot be written will never be taken, however often it is tried.
func TestWhatCannotBeWrittenIsRefused(t *testing.T) {
	_, err := json.Marshal(math.Inf(1))
	if f := failureOf(err, &exchange{}, turn{Method: postMessage}); f.Fate != bot.Refused {
		t.Errorf("%+v", f)
	}
}

// Every reason completes a sentence: "they were not asked: …".
func TestReasonsAreFragments(t *testing.T) {
	check := func(code, why string) {
		if why == "" || strings.HasSuffix(why, ".") || strings.ToUpper(why[:1]) == why[:1] && !strings.HasPrefix(why, "Slack ") {
			t.Errorf("%s: %q is no fragment", code, why)
		}
	}
	for code := range refusals() {
		check(code, whyRefused(code, false))
		check(code, whyRefused(code, true))
	}
	for _, family := range refusalFamilies() {
		check(family.prefix, family.why)
	}
}

func TestLaterIsNoAttempt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newOffice(t, slacksim.Options{})
		ada := d.ws.AddUser("ada")
		d.ws.Fail(postMessage, slacksim.Before, slacksim.RateLimited, slacksim.RetryAfter(40*time.Second), slacksim.Times(1))
		letter := d.sender.Post(Address{Team: d.team(), To: ada.ID, ID: "d1", Lane: polls.LaneQuestion}, said("hello"))
		_, err := letter.Send(bot.ComingBack(t.Context()))
		if f := asFailure(err); f.Fate != bot.Limited || f.RetryAfter != 40*time.Second {
			t.Fatalf("refused for its rate: %+v", f)
		}
		_, err = letter.Send(bot.ComingBack(t.Context()))
		if f := asFailure(err); f.Fate != bot.Limited || f.RetryAfter < 34*time.Second || f.RetryAfter > 36*time.Second {
			t.Errorf("while the method rests: %+v", f)
		}
		if n := d.ws.Count(postMessage); n != 1 {
			t.Errorf("Slack was called %d times", n)
		}
		time.Sleep(36 * time.Second)
		if at, err := letter.Send(bot.ComingBack(t.Context())); err != nil || at.IsZero() {
			t.Errorf("afterwards: %v, %v", at, err)
		}
	})
}
