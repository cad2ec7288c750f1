package webapi

import (
	"slices"
	"testing"

	"github.com/prometheus/client_golang/prometheus"
	slackgo "github.com/slack-go/slack"
)

func grid(rows, columns int, text string) slackgo.Block {
	b := slackgo.NewTableBlock("")
	for range rows {
		b.AddRow(slices.Repeat([]slackgo.TableCell{slackgo.NewTableRawTextCell(text)}, columns)...)
	}
	return b
}

// counter returns the value of a counter that has no labels, or one set of them.
func counter(t *testing.T, registry *prometheus.Registry, name string) float64 {
	t.Helper()
	families, err := registry.Gather()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range families {
		if f.GetName() == name {
			return f.GetMetric()[0].GetCounter().GetValue()
		}
	}
	t.Fatalf("%s is not counted", name)
	return 0
}
