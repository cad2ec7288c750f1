package render

import (
	"strconv"
	"testing"

	"quorum/bot/slack/mrkdwn"
)

func TestChartLabelsDiffer(t *testing.T) {
	s := eyes(monday())
	var choices []string
	for i := range 12 {
		choices = append(choices, "An option with a long name, number "+strconv.Itoa(i))
	}
	labels := s.chartLabels(append(choices, "Short"))
	if labels[0] != "An option with a lo…" || labels[1] != "An option with a … 2" || labels[12] != "Short" {
		t.Errorf("labels are %q", labels)
	}
	seen := map[string]bool{}
	for _, l := range labels {
		if seen[l] || mrkdwn.Length(l) > maxChartLabel {
			t.Errorf("%q is there twice or too long", l)
		}
		seen[l] = true
	}
}
