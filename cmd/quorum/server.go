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

// How readiness is judged: Slack must have been reached this lately. When nothing happened for a while it is asked.
const (
	lately   = 60 * time.Second
	askAfter = 45 * time.Second
	probe    = 5 * time.Second // how long one probe may take
)

// handler is everything that listens: health, readiness, metrics, and in HTTP mode what Slack posts.
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

func (a *assembly) reached(ctx context.Context) error {
	last := a.client.Reached()
	if a.socket != nil && a.socket.LastContact().After(last) {
		last = a.socket.LastContact()
	}
	if time.Since(last) < askAfter {
		return nil
	}
	if err := a.client.Ping(ctx); err != nil && time.Since(last) > lately {
		return err
	}
	return nil
}
