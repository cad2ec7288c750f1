package inbound

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"time"

	"quorum/bot"

	"golang.org/x/sync/semaphore"
	"golang.org/x/time/rate"
)

const (
	// maxBody is far above what Slack sends: a view has at most 250 KB.
	maxBody = 1 << 20
	// bodyWithin bounds how long a body may take to arrive.
	bodyWithin = 3 * time.Second
	// answerWithin is when a request is answered at the latest.
	answerWithin = 2800 * time.Millisecond
)

// HTTPConfig is what [NewHTTP] needs: Secrets and Handler, the rest has
// defaults.
type HTTPConfig struct {
	Secrets  []string // signing secrets, two while rotating
	Handler  Handler
	Log      *slog.Logger // default slog.Default()
	Metrics  *Metrics     // default unregistered
	Guard    *bot.Guard   // of what runs on its own; may be nil
	InFlight int          // requests handled at once, default 1,024; further ones get 503
}

// HTTP takes in what Slack posts. It answers
//
//	200  stored; the body is the reply, if there is one
//	400  signed, but unreadable
//	401  not signed by Slack, or more than 5 minutes ago; the body is empty
//	405  not POST
//	413  larger than 1 MiB
//	500  the handler panicked
//	503  not stored, not in time, or too many at once: Slack sends events again
//
// A retry is handled like a first delivery, see the package doc.
type HTTP struct {
	verifier *verifier
	intake   intake
	mux      *http.ServeMux
	slots    *semaphore.Weighted
	seldom   rate.Sometimes
}

// NewHTTP returns the handler of POST /slack/commands, /slack/interactions and
// /slack/events. It errs when there is no signing secret.
func NewHTTP(c HTTPConfig) (*HTTP, error) {
	verifier, err := newVerifier(c.Secrets...)
	if err != nil {
		return nil, err
	}
	setDefault(&c.InFlight, defaultInFlight)
	h := &HTTP{
		verifier: verifier,
		intake:   newIntake(c.Handler, c.Log, c.Metrics, c.Guard, "http"),
		mux:      http.NewServeMux(),
		slots:    semaphore.NewWeighted(int64(c.InFlight)),
		seldom:   rate.Sometimes{First: 1, Interval: time.Minute},
	}
	for _, path := range []string{"commands", "interactions", "events"} {
		h.mux.HandleFunc("POST /slack/"+path, h.receive)
	}
	return h, nil
}

func newIntake(h Handler, log *slog.Logger, m *Metrics, guard *bot.Guard, transport string) intake {
	if log == nil {
		log = slog.Default()
	}
	if m == nil {
		m = NewMetrics(nil)
	}
	if guard == nil {
		guard = bot.NewGuard(log, nil)
	}
	return intake{handler: h, log: log, metrics: m, guard: guard, transport: transport}
}

// ServeHTTP implements [http.Handler].
func (h *HTTP) ServeHTTP(w http.ResponseWriter, r *http.Request) { h.mux.ServeHTTP(w, r) }

func (h *HTTP) receive(w http.ResponseWriter, r *http.Request) {
	body, err := readBody(w, r)
	if err != nil {
		h.refuse(w, "body", statusOfBody(err))
		return
	}
	if isSSLCheck(r.Header, body) {
		return // the one thing Slack does not sign; nothing happens
	}
	if err := h.verifier.verify(r.Header, body); err != nil {
		h.refuse(w, "signature", http.StatusUnauthorized)
		h.seldom.Do(func() { h.intake.log.Warn("request refused", "error", err) })
		return
	}
	all, err := decodeHTTP(r.Header.Get("Content-Type"), body)
	if err != nil {
		h.refuse(w, "unreadable", http.StatusBadRequest)
		h.intake.log.Warn("request unreadable", "path", r.URL.Path, "error", err)
		return
	}
	if r.Header.Get("X-Slack-Retry-Num") != "" {
		h.intake.metrics.retries.WithLabelValues("http").Inc()
	}
	payload, result := h.takeInTime(r, all)
	answer(w, payload, result)
}

// takeInTime is take, given up on in time to tell Slack so. The handler then
// runs on by itself.
func (h *HTTP) takeInTime(r *http.Request, all []Inbound) (json.RawMessage, outcome) {
	if len(all) == 1 {
		if asked, ok := all[0].(challenge); ok {
			payload, _ := Reply{}.Payload(asked) // a string always marshals
			return payload, stored
		}
	}
	type taken struct {
		payload json.RawMessage
		result  outcome
	}
	if !h.slots.TryAcquire(1) {
		h.intake.metrics.shed.WithLabelValues("http").Inc()
		return nil, unstored
	}
	done := make(chan taken, 1)
	h.intake.guard.Go("http", func() {
		defer h.slots.Release(1)
		t := taken{result: panicked}
		defer func() { done <- t }()
		t.payload, t.result = h.intake.take(r.Context(), all)
	})
	timer := time.NewTimer(answerWithin)
	defer timer.Stop()
	select {
	case t := <-done:
		return t.payload, t.result
	case <-timer.C:
		return nil, late
	}
}

func answer(w http.ResponseWriter, payload json.RawMessage, result outcome) {
	switch result {
	case panicked:
		w.WriteHeader(http.StatusInternalServerError)
	case unstored, late:
		w.WriteHeader(http.StatusServiceUnavailable)
	default:
		if payload == nil {
			return // an empty 200
		}
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
		_, _ = w.Write(payload) // a broken connection is Slack's to retry
	}
}

func (h *HTTP) refuse(w http.ResponseWriter, reason string, status int) {
	h.intake.metrics.refused.WithLabelValues(reason).Inc()
	w.WriteHeader(status)
}

func readBody(w http.ResponseWriter, r *http.Request) ([]byte, error) {
	control := http.NewResponseController(w)
	// Servers that cannot set a deadline bound the request by other means.
	_ = control.SetReadDeadline(time.Now().Add(bodyWithin))
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	_ = control.SetReadDeadline(time.Time{})
	return body, err
}

func statusOfBody(err error) int {
	if _, large := errors.AsType[*http.MaxBytesError](err); large {
		return http.StatusRequestEntityTooLarge
	}
	return http.StatusBadRequest
}

// isSSLCheck recognises Slack's periodic check of a command's URL, an unsigned
// form with ssl_check=1 in it.
func isSSLCheck(header http.Header, body []byte) bool {
	if header.Get("X-Slack-Signature") != "" {
		return false
	}
	for field := range bytes.SplitSeq(body, []byte("&")) {
		if string(field) == "ssl_check=1" {
			return true
		}
	}
	return false
}
