package inbound

import (
	"context"
	"encoding/json"
	"log/slog"
	"runtime/debug"
	"time"

	"quorum/bot"
)

// budget is how long a [Handler] has to store what came in. Slack waits 3 s
// for the acknowledgement, its own transit included.
const budget = 2 * time.Second

// defaultInFlight is how many deliveries are handled at once; each may take
// budget, and waits in no queue where it would get stale.
const defaultInFlight = 1024

// Handler acts on what comes in from Slack.
type Handler interface {
	// Handle returns when what in means is stored, at the latest when ctx ends,
	// which is after its budget of 2 s. To return with Unstored unset is to acknowledge.
	// It is called by many goroutines at once, with the same act more than once,
	// and never with an [Ignored]. ctx is not cancelled by the delivery breaking
	// off or the program stopping: what has begun is finished.
	//
	// A handler that returns late has broken its promise. HTTP has by then
	// answered 503, at [answerWithin]; a socket acknowledges late, in case Slack
	// is still listening. A handler that panics has stored nothing as far as the
	// transports know: 500, or no acknowledgement.
	Handle(ctx context.Context, in Inbound) Reply
}

// outcome is what became of a delivery.
type outcome string

const (
	stored   outcome = "stored"
	unstored outcome = "unstored"
	panicked outcome = "panicked"
	late     outcome = "late"
	ignored  outcome = "ignored"
)

// intake is the path on which both transports meet.
type intake struct {
	handler   Handler
	log       *slog.Logger
	metrics   *Metrics
	guard     *bot.Guard
	transport string
}

// take handles one delivery and returns the payload for its acknowledgement,
// nil for a bare one. Of several things in one delivery all must be stored,
// and the last that has something to reply does so.
func (t intake) take(ctx context.Context, all []Inbound) (json.RawMessage, outcome) {
	var payload json.RawMessage
	result := ignored
	for _, in := range all {
		if _, skip := in.(Ignored); skip {
			t.metrics.took(t.transport, in, ignored, 0)
			continue
		}
		reply, got := t.handle(ctx, in)
		if got != stored {
			return nil, got
		}
		result = stored
		answer, err := reply.Payload(in)
		if err != nil { // it is stored all the same
			t.log.Error("reply lost", "transport", t.transport, "error", err)
		}
		if answer != nil {
			payload = answer
		}
	}
	return payload, result
}

// handle calls the handler within the budget and survives it.
func (t intake) handle(ctx context.Context, in Inbound) (reply Reply, result outcome) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), budget)
	defer cancel()
	start := time.Now()
	defer func() {
		if fault := recover(); fault != nil {
			reply, result = Reply{}, panicked
			_ = t.guard.Caught("handlers", fault, debug.Stack(), "transport", t.transport, "kind", in.Kind())
		}
		took := time.Since(start)
		if took > budget {
			t.log.Warn("handler late", "transport", t.transport, "kind", in.Kind(), "took", took)
		}
		t.metrics.took(t.transport, in, result, took)
	}()
	reply = t.handler.Handle(ctx, in)
	if reply.Unstored {
		return reply, unstored
	}
	return reply, stored
}
