package inbound

import (
	"context"
	"encoding/json"
	"log/slog"
	"sync/atomic"
	"testing"
	"testing/synctest"

	"quorum/bot"

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
	d := newDesk(t, func(context.Context, Inbound) Reply {
		if calm.Load() {
			return Reply{Text: "Asked."}
		}
		return Reply{Text: "Asked.", Blocks: bomb{}}
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
	socketStory(t, SocketConfig{Connections: 1, InFlight: 1, Guard: guard}, func(t *testing.T, slack *far) {
		slack.handles(func(context.Context, Inbound) Reply {
			return Reply{Text: "Asked.", Blocks: bomb{}}
		})
		line := slack.only()
		for range 3 {
			line.send(command("c-1"))
			synctest.Wait()
		}
		if slack.ackOf("c-1") != nil {
			t.Error("what panicked was acknowledged")
		}
		slack.handles(func(context.Context, Inbound) Reply { return Reply{} })
		line.send(click("a-1"))
		if slack.ackOf("a-1") == nil {
			t.Error("what came after it was not acknowledged")
		}
	})
	if n := tallied(t, counted, "quorum_panics_total", "sockets"); n != 3 {
		t.Errorf("%v panics were counted, want 3", n)
	}
}
