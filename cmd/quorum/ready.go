package main

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"time"

	"quorum/bot"
)

// readinessTTL is for how long the result of a readiness check is reused. Anybody may ask, and each check writes to
// the disk.
const readinessTTL = 5 * time.Second

// readiness caches the result of the last check: why the program was not ready, or nil. Requests during a check wait
// for its result.
type readiness = bot.Cache[struct{}, error]

// readyz answers 200 while the database can be written and Slack was reached in the last minute, else 503. The reason
// is only logged, since anybody may ask.
func (a *assembly) readyz(w http.ResponseWriter, r *http.Request) {
	if a.ready(r.Context()) != nil {
		http.Error(w, "not ready; the log says why", http.StatusServiceUnavailable)
		return
	}
	fmt.Fprintln(w, "ready")
}

// ready returns why the program is not ready, or nil. It checks at most once per readinessTTL. A check goes on even
// when the request that started it has ended.
func (a *assembly) ready(ctx context.Context) error {
	why, err := a.readiness.Load(ctx, struct{}{}, func(ctx context.Context) (error, error) {
		before, _ := a.readiness.Last(struct{}{})
		why := a.whyNotReady(ctx)
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

// whyNotReady checks now and returns why the program is not ready, or nil.
func (a *assembly) whyNotReady(ctx context.Context) error {
	if err := a.bot.Ready(ctx); err != nil {
		return fmt.Errorf("the database cannot be written: %w", err)
	}
	return a.checkReached(ctx)
}
