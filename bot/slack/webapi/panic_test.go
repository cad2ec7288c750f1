package webapi

import (
	"context"
	"log/slog"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"quorum/bot"
	"quorum/bot/slack/slacksim"

	"github.com/prometheus/client_golang/prometheus"
)

// shaky is a way to Slack that panics until it is calm.
type shaky struct {
	http.RoundTripper
	calm atomic.Bool
}

// RoundTrip implements [http.RoundTripper].
func (s *shaky) RoundTrip(r *http.Request) (*http.Response, error) {
	if !s.calm.Load() {
		panic("ouch")
	}
	return s.RoundTripper.RoundTrip(r)
}

// TestTheDirectorySurvivesPanics lists people once it can, and keeps nobody waiting for a listing that has ended.
func TestTheDirectorySurvivesPanics(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ws := slacksim.New(slacksim.Options{TB: t})
		ada := ws.AddUser("ada")
		counted := prometheus.NewRegistry()
		way := &shaky{RoundTripper: ws.HTTPClient().Transport}
		people := NewDirectory(NewClient(ClientOptions{
			Token: ws.BotToken(), APIURL: ws.APIURL(), Transport: way, Guard: bot.NewGuard(slog.New(slog.DiscardHandler), counted),
		}), nil)
		ctx, stop := context.WithCancel(t.Context())
		var run sync.WaitGroup
		run.Go(func() { _ = people.Run(ctx) })
		time.Sleep(10 * time.Second)
		if err := people.Refresh(ctx, ws.Team().ID); err == nil {
			t.Error("a listing that panicked succeeded")
		}
		if _, err := people.Lookup(ctx, ws.Team().ID, []string{ada.ID}); err == nil {
			t.Error("a look-up that panicked succeeded")
		}
		way.calm.Store(true)
		time.Sleep(time.Minute)
		if name := people.Name(ws.Team().ID, ada.ID); name != "ada" {
			t.Errorf("ada is called %q", name)
		}
		if n := counter(t, counted, "quorum_panics_total"); n < 2 || n > 7 {
			t.Errorf("%v panics were counted in ten seconds", n)
		}
		stop()
		run.Wait()
	})
}
