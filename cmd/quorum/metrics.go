package main

import (
	"context"
	"math"
	"time"

	"quorum/polls"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
)

// registerMetrics registers the metrics of the whole program. Each part registers its own metrics itself.
func (a *assembly) registerMetrics() {
	a.metrics.MustRegister(
		collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{
			Name: "quorum_outbox_overdue_seconds",
			Help: "How long the notice that waits longest could have been sent. It is small while Slack keeps up.",
		}, a.overdueOrNaN),
	)
}

// overdueOrNaN returns how long the oldest due notice has been waiting, or NaN when the database cannot say. It
// leaves out notices that only update old messages, since nobody waits for them.
func (a *assembly) overdueOrNaN() (seconds float64) {
	seconds = math.NaN()
	_ = a.guard.Try("metrics", func() error { seconds = a.overdueSeconds(); return nil }) // Try logs a panic
	return seconds
}

func (a *assembly) overdueSeconds() float64 {
	ctx, cancel := context.WithTimeout(context.Background(), probeTimeout)
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
