package main

import (
	"context"
	"fmt"
	"net/http"
	"sync"
	"time"
)

// readyFor is how long the answer to whether the program is ready is given again: anybody may ask, and finding out
// writes to the disk.
const readyFor = 5 * time.Second

// readiness remembers whether the program was ready when that was last found out. Whoever asks meanwhile waits for that.
type readiness struct {
	mu  sync.Mutex
	at  time.Time
	why error // why not; nil: it is ready
}

// readyz answers 200 while the database can be written and Slack was reached lately, else 503. Why is in the log alone,
// since anybody may ask.
func (a *assembly) readyz(w http.ResponseWriter, r *http.Request) {
	if a.ready(r.Context()) != nil {
		http.Error(w, "not ready; the log says why", http.StatusServiceUnavailable)
		return
	}
	fmt.Fprintln(w, "ready")
}

// ready finds out why the program is not ready, once in a while. It goes on when whoever asks first has gone.
func (a *assembly) ready(ctx context.Context) error {
	known := &a.readiness
	known.mu.Lock()
	defer known.mu.Unlock()
	if !known.at.IsZero() && time.Since(known.at) < readyFor {
		return known.why
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), probe)
	defer cancel()
	before := known.why
	known.why = a.unready(ctx)
	known.at = time.Now()
	switch {
	case known.why != nil && (before == nil || before.Error() != known.why.Error()):
		a.log.Warn("not ready", "err", known.why)
	case known.why == nil && before != nil:
		a.log.Info("ready again")
	}
	return known.why
}

// unready is why the program is not ready now.
func (a *assembly) unready(ctx context.Context) error {
	if err := a.bot.Ready(ctx); err != nil {
		return fmt.Errorf("the database cannot be written: %w", err)
	}
	if err := a.reached(ctx); err != nil {
		return fmt.Errorf("slack was not reached in the last minute: %w", err)
	}
	return nil
}
