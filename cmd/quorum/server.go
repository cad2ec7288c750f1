package main

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"quorum/bot/slack/inbound"
	"quorum/config"

	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// When the program is ready: Slack must have been reached within the last reachedWithin. After pingAfter without
// contact, the check calls Slack.
const (
	reachedWithin = 60 * time.Second
	pingAfter     = 45 * time.Second
	probeTimeout  = 5 * time.Second // how long one check may take
)

// handler returns the handler for everything the program serves: health, readiness, metrics, and in HTTP mode Slack's
// requests.
func (a *assembly) handler() (http.Handler, error) {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "alive") })
	mux.HandleFunc("GET /readyz", a.readyz)
	mux.Handle("GET /metrics", promhttp.HandlerFor(a.metrics, promhttp.HandlerOpts{}))
	if a.settings.Transport != config.HTTP {
		return mux, nil
	}
	var secrets []string
	for _, s := range a.settings.Slack.SigningSecrets {
		secrets = append(secrets, s.Reveal())
	}
	posted, err := inbound.NewHTTP(inbound.HTTPConfig{Secrets: secrets, Handler: a.responder, Log: a.log, Metrics: a.inbound, Guard: a.guard})
	if err != nil {
		return nil, err
	}
	mux.Handle("/slack/", posted)
	return mux, nil
}

func (a *assembly) checkReached(ctx context.Context) error {
	last := a.client.Reached()
	var err error
	if time.Since(last) >= pingAfter || a.client.Barred() != nil {
		err = a.client.Ping(ctx)
	}
	if barred := a.client.Barred(); barred != nil {
		return barred
	}
	if a.socket != nil && a.socket.LastContact().After(last) {
		last = a.socket.LastContact()
	}
	if err != nil && time.Since(last) > reachedWithin {
		return fmt.Errorf("slack was not reached in the last minute: %w", err)
	}
	return nil
}
