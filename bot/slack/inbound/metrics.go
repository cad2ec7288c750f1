package inbound

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promauto"
)

// Metrics counts what comes in. One serves both transports.
type Metrics struct {
	handled  *prometheus.CounterVec
	seconds  *prometheus.HistogramVec
	retries  *prometheus.CounterVec
	refused  *prometheus.CounterVec
	sockets  prometheus.Gauge
	peers    prometheus.Gauge
	acks     *prometheus.CounterVec
	shed     *prometheus.CounterVec
	bad      prometheus.Counter
	failures prometheus.Counter
}

// NewMetrics returns the metrics, registered with reg unless it is nil.
// It panics when they are registered with reg already.
func NewMetrics(reg prometheus.Registerer) *Metrics {
	factory := promauto.With(reg)
	vec := func(name, help string, labels ...string) *prometheus.CounterVec {
		return factory.NewCounterVec(prometheus.CounterOpts{Name: "quorum_slack_" + name, Help: help}, labels)
	}
	count := func(name, help string) prometheus.Counter {
		return factory.NewCounter(prometheus.CounterOpts{Name: "quorum_slack_" + name, Help: help})
	}
	gauge := func(name, help string) prometheus.Gauge {
		return factory.NewGauge(prometheus.GaugeOpts{Name: "quorum_slack_" + name, Help: help})
	}
	return &Metrics{
		handled: vec("inbound_total", "Things that came in, by what became of them.", "transport", "kind", "outcome"),
		seconds: factory.NewHistogramVec(prometheus.HistogramOpts{
			Name: "quorum_slack_inbound_seconds", Help: "From decoded to stored.",
			Buckets: []float64{.002, .005, .01, .02, .05, .1, .3, 1, 2, 3},
		}, []string{"transport", "kind"}),
		retries:  vec("inbound_retries_total", "Deliveries that Slack marked as retries.", "transport"),
		refused:  vec("http_refused_total", "Requests refused before they were decoded.", "reason"),
		sockets:  gauge("sockets", "Socket Mode connections of this process that are up."),
		peers:    gauge("sockets_of_app", "Socket Mode connections of the app, of any process, as Slack last said."),
		acks:     vec("socket_acks_total", "Acknowledgements over Socket Mode: sent, bare (reply too large), failed.", "result"),
		shed:     vec("inbound_shed_total", "Deliveries left for Slack to repeat, since too many were in flight.", "transport"),
		bad:      count("socket_bad_messages_total", "Messages acknowledged though they could not be read."),
		failures: count("socket_failures_total", "Failed attempts to connect."),
	}
}

// took records one thing handled.
func (m *Metrics) took(transport string, in Inbound, result outcome, took time.Duration) {
	m.handled.WithLabelValues(transport, in.Kind(), string(result)).Inc()
	if result != ignored {
		m.seconds.WithLabelValues(transport, in.Kind()).Observe(took.Seconds())
	}
}
