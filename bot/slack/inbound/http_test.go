package inbound

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"golang.org/x/sync/semaphore"
)

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
				if got := time.Since(start); got != budget {
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
