package inbound

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
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
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

func newDesk(t *testing.T, handle handlerFunc, secrets ...string) desk {
	t.Helper()
	d := desk{handled: make(chan Inbound, 16), log: new(bytes.Buffer), metrics: prometheus.NewRegistry()}
	if len(secrets) == 0 {
		secrets = []string{secret}
	}
	var err error
	d.HTTP, err = NewHTTP(HTTPConfig{
		Secrets: secrets,
		Handler: handlerFunc(func(ctx context.Context, in Inbound) Reply {
			d.handled <- in
			return handle(ctx, in)
		}),
		Log:     slog.New(slog.NewTextHandler(d.log, nil)),
		Metrics: NewMetrics(d.metrics),
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

// tallied is a metric's value, summed over the labels not given. The name may leave out that it begins with quorum_slack_.
func tallied(t *testing.T, reg *prometheus.Registry, name string, labels ...string) float64 {
	t.Helper()
	families, err := reg.Gather()
	if err != nil {
		t.Fatal(err)
	}
	sum := 0.0
	for _, family := range families {
		if strings.TrimPrefix(family.GetName(), "quorum_slack_") != name {
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

// handlerFunc is a function as a [Handler].
type handlerFunc func(context.Context, Inbound) Reply

func (f handlerFunc) Handle(ctx context.Context, in Inbound) Reply { return f(ctx, in) }
