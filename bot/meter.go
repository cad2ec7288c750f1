package bot

import (
	"quorum/storage"

	"github.com/prometheus/client_golang/prometheus"
)

// meter has the metrics of the bot.
type meter struct {
	asked   prometheus.Counter
	stored  prometheus.Histogram
	fates   *prometheus.CounterVec
	skipped *prometheus.CounterVec
}

func newMeter(r prometheus.Registerer) *meter {
	m := &meter{
		asked: prometheus.NewCounter(prometheus.CounterOpts{Name: "quorum_polls_asked_total", Help: "Questions asked."}),
		stored: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "quorum_answer_stored_seconds", Help: "From an answer received to its being durable.",
			Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2},
		}),
		fates: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "quorum_notices_total", Help: "Tries to deliver a notice, by kind and by what became of it.",
		}, []string{"notice", "fate"}),
		skipped: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "quorum_skipped_total", Help: "What could not be dealt with and was left out so that the rest went on, by the loop.",
		}, []string{"loop"}),
	}
	if r != nil {
		r.MustRegister(m.asked, m.stored, m.fates, m.skipped)
	}
	return m
}

func (m *meter) delivered(d storage.Delivery, r storage.Result) {
	m.fates.WithLabelValues(string(d.Kind), string(r.State)).Inc()
}
