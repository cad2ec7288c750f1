package main

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"time"

	"quorum/bot"
)

// readyFor is how long the answer to whether the program is ready is given again: anybody may ask, and finding out
// writes to the disk.
const readyFor = 5 * time.Second

// readiness is why the program was not ready when that was last found out; nil says that it was. All requests meanwhile wait
// for that.
type readiness = bot.Cache[struct{}, error]

// readyz answers 200 while the database can be written and Slack was reached lately, else 503. Why is in the log alone,
// since anybody may ask.
func (a *assembly) readyz(w http.ResponseWriter, r *http.Request) {
	if a.ready(r.Context()) != nil {
		http.Error(w, "not ready; the log says why", http.StatusServiceUnavailable)
		return
	}
	fmt.Fprintln(w, "ready")
}

// ready finds out why the program is not ready, once in a while. That goes on when the request that began it has ended.
func (a *assembly) ready(ctx context.Context) error {
	why, err := a.readiness.Load(ctx, struct{}{}, func(ctx context.Context) (error, error) {
		before, _ := a.readiness.Last(struct{}{})
		why := a.unready(ctx)
		switch {
		case why != nil && (before == nil || before.Error() != why.Error()):
			a.log.Warn("not ready", "err", why)
		case why == nil && before != nil:
			a.log.Info("ready again")
		}
		return why, nil
	})
	return cmp.Or(err, why)
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
