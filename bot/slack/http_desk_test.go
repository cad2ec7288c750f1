package slack

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"quorum/bot/slack/inbound"

	"github.com/prometheus/client_golang/prometheus"
)

const secret = "8f742231b10e8888abcd99yyyzzz85a5"

const clickPayload = `{"type":"block_actions","team":{"id":"T1"},"user":{"id":"U1"},
	"container":{"channel_id":"D1","message_ts":"1.1"},
	"actions":[{"action_id":"answer","block_id":"q","value":"yes","action_ts":"5.1"}]}`

// desk is an HTTP under test with what it handled and logged.
type desk struct {
	*inbound.HTTP
	handled chan inbound.Inbound
	log     *bytes.Buffer
	metrics *prometheus.Registry
}

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

func newDesk(t *testing.T, handle inbound.HandlerFunc, secrets ...string) desk {
	t.Helper()
	d := desk{handled: make(chan inbound.Inbound, 16), log: new(bytes.Buffer), metrics: prometheus.NewRegistry()}
	if len(secrets) == 0 {
		secrets = []string{secret}
	}
	var err error
	d.HTTP, err = inbound.NewHTTP(inbound.HTTPConfig{
		Secrets: secrets,
		Handler: inbound.HandlerFunc(func(ctx context.Context, in inbound.Inbound) inbound.Reply {
			d.handled <- in
			return handle(ctx, in)
		}),
		Log:     slog.New(slog.NewTextHandler(d.log, nil)),
		Metrics: inbound.NewMetrics(d.metrics),
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

func stores(context.Context, inbound.Inbound) inbound.Reply { return inbound.Reply{} }
