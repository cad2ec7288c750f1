package webapi

import (
	"time"

	"quorum/bot"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promauto"
)

// Metrics measures what goes out. One serves a limiter and its clients.
type Metrics struct {
	calls      *prometheus.HistogramVec
	waits      *prometheus.HistogramVec
	limits     *prometheus.CounterVec
	rate       *prometheus.GaugeVec
	unthreaded prometheus.Counter
	people     *prometheus.GaugeVec
}

// NewMetrics returns the metrics, registered with reg unless it is
// nil. It panics when they are registered with reg already.
func NewMetrics(reg prometheus.Registerer) *Metrics {
	factory := promauto.With(reg)
	return &Metrics{
		calls: factory.NewHistogramVec(prometheus.HistogramOpts{
			Name: "quorum_slack_call_seconds", Help: "Calls of Slack's Web API, by method and outcome.",
			Buckets: []float64{.02, .05, .1, .2, .5, 1, 2, 5, 10},
		}, []string{"method", "outcome"}),
		waits: factory.NewHistogramVec(prometheus.HistogramOpts{
			Name: "quorum_slack_limiter_wait_seconds", Help: "Waiting for Slack's rate limits, of calls that had to wait.",
			Buckets: []float64{.05, .1, .25, .5, 1, 2, 5, 15, 60},
		}, []string{"method"}),
		limits: factory.NewCounterVec(prometheus.CounterOpts{
			Name: "quorum_slack_rate_limited_total", Help: "Calls that Slack refused for their rate.",
		}, []string{"method"}),
		rate: factory.NewGaugeVec(prometheus.GaugeOpts{
			Name: "quorum_slack_limiter_rate", Help: "Calls a second that the limiter allows now.",
		}, []string{"team", "method"}),
		unthreaded: factory.NewCounter(prometheus.CounterOpts{
			Name: "quorum_slack_unthreaded_total", Help: "Replies that Slack posted outside their thread, whose first message is gone.",
		}),
		people: factory.NewGaugeVec(prometheus.GaugeOpts{
			Name: "quorum_slack_people", Help: "People known of a workspace.",
		}, []string{"team"}),
	}
}

func (m *Metrics) called(t turn, f *bot.Failure, took time.Duration) {
	if m != nil {
		m.calls.WithLabelValues(t.Method, outcomeWord(f)).Observe(took.Seconds())
	}
}

func (m *Metrics) waited(t turn, took time.Duration) {
	if m != nil {
		m.waits.WithLabelValues(t.Method).Observe(took.Seconds())
	}
}

func (m *Metrics) limited(t turn, rate float64) {
	if m != nil {
		m.limits.WithLabelValues(t.Method).Inc()
		m.paced(t, rate)
	}
}

func (m *Metrics) paced(t turn, rate float64) {
	if m != nil && !neverWaits(t.Method) {
		m.rate.WithLabelValues(t.Team, t.Method).Set(rate)
	}
}

func (m *Metrics) lostThread() {
	if m != nil {
		m.unthreaded.Inc()
	}
}

func (m *Metrics) knows(team string, n int) {
	if m != nil {
		m.people.WithLabelValues(team).Set(float64(n))
	}
}
