package main

import (
	"context"
	"math"
	"time"

	"quorum/polls"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
)

// measure registers what is known of the program as a whole. What each part counts it registers itself.
func (a *assembly) measure() {
	a.metrics.MustRegister(
		collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{
			Name: "quorum_outbox_overdue_seconds",
			Help: "How long the notice that waits longest could have been sent. It is small while Slack keeps up.",
		}, a.overdue),
	)
}

// overdue is NaN when the database does not say. Nobody waits for what is only brought up to date.
func (a *assembly) overdue() (seconds float64) {
	seconds = math.NaN()
	_ = a.guard.Try("metrics", func() error { seconds = a.waits(); return nil }) // a panic has been logged
	return seconds
}

func (a *assembly) waits() float64 {
	ctx, cancel := context.WithTimeout(context.Background(), probe)
	defer cancel()
	due, ok, err := a.store.NextDue(ctx, polls.LaneAck, polls.LaneUpdate)
	switch {
	case err != nil:
		return math.NaN()
	case !ok:
		return 0
	}
	return max(0, time.Since(due).Seconds())
}
