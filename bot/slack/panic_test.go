package slack

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"quorum/bot"
	"quorum/bot/slack/inbound"
	"quorum/bot/slack/slacksim"
	"quorum/bot/slack/webapi"

	"github.com/prometheus/client_golang/prometheus"
)

// bomb is part of a reply that panics when it is written.
type bomb struct{}

// MarshalJSON implements [json.Marshaler].
func (bomb) MarshalJSON() ([]byte, error) { panic("ouch") }

var _ json.Marshaler = bomb{}

const aCommand = "command=/quorum&user_id=U1&team_id=T1&text=x&trigger_id=1.1"

// TestAPanicOutsideTheHandlerOverHTTP answers 500, and goes on.
func TestAPanicOutsideTheHandlerOverHTTP(t *testing.T) {
	var calm atomic.Bool
	d := newDesk(t, func(context.Context, inbound.Inbound) inbound.Reply {
		if calm.Load() {
			return inbound.Reply{Text: "Asked."}
		}
		return inbound.Reply{Text: "Asked.", Blocks: bomb{}}
	})
	for range 3 {
		if w := d.signed("/slack/commands", aCommand); w.Code != 500 {
			t.Errorf("%d %q, want 500", w.Code, w.Body)
		}
	}
	calm.Store(true)
	if w := d.signed("/slack/commands", aCommand); w.Code != 200 {
		t.Errorf("afterwards: %d", w.Code)
	}
}

// TestAPanicOutsideTheHandlerOverASocket leaves the delivery unacknowledged, frees its slot, and goes on.
func TestAPanicOutsideTheHandlerOverASocket(t *testing.T) {
	counted := prometheus.NewRegistry()
	guard := bot.NewGuard(slog.New(slog.DiscardHandler), counted)
	socketStory(t, inbound.SocketConfig{Connections: 1, InFlight: 1, Guard: guard}, func(t *testing.T, slack *far) {
		slack.handles(func(context.Context, inbound.Inbound) inbound.Reply {
			return inbound.Reply{Text: "Asked.", Blocks: bomb{}}
		})
		line := slack.only()
		for range 3 {
			line.send(command("c-1"))
			synctest.Wait()
		}
		if slack.ackOf("c-1") != nil {
			t.Error("what panicked was acknowledged")
		}
		slack.handles(func(context.Context, inbound.Inbound) inbound.Reply { return inbound.Reply{} })
		line.send(click("a-1"))
		if slack.ackOf("a-1") == nil {
			t.Error("what came after it was not acknowledged")
		}
	})
	if n := panicsIn(t, counted, "sockets"); n != 3 {
		t.Errorf("%v panics were counted, want 3", n)
	}
}

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
		people := webapi.NewDirectory(webapi.NewClient(webapi.ClientOptions{
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
		if n := panicsIn(t, counted, "directory"); n < 4 || n > 7 {
			t.Errorf("%v panics were counted in ten seconds", n)
		}
		stop()
		run.Wait()
	})
}

func panicsIn(t *testing.T, r *prometheus.Registry, loop string) float64 {
	t.Helper()
	all, err := r.Gather()
	if err != nil {
		t.Fatal(err)
	}
	for _, family := range all {
		for _, m := range family.GetMetric() {
			if family.GetName() == "quorum_panics_total" && m.GetLabel()[0].GetValue() == loop {
				return m.GetCounter().GetValue()
			}
		}
	}
	return 0
}
