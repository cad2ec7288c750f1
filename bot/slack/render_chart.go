package slack

import (
	"quorum/polls"

	slackgo "github.com/slack-go/slack"
)

// chart draws the counted answers: a pie of two options, bars of more. There is none when no answer counts. It shows
// nothing that the tally below it does not say.
func (s scene) chart(p *polls.Poll) slackgo.Block {
	tally := p.Outcome.Tally
	if p.Outcome.Counted == 0 {
		return nil
	}
	title := counted(p.Outcome.Counted, "answer", "answers")
	labels := s.chartLabels(tally)
	if len(tally) == 2 {
		return slackgo.NewDataVisualizationBlock(title, slackgo.NewDataVisualizationPieChart(segments(tally, labels)...))
	}
	points := make([]slackgo.DataVisualizationDataPoint, len(tally))
	for i, c := range tally {
		points[i] = slackgo.NewDataVisualizationDataPoint(labels[i], float64(c.N))
	}
	return slackgo.NewDataVisualizationBlock(title, slackgo.NewDataVisualizationBarChart(
		slackgo.NewDataVisualizationAxisConfig(labels...), slackgo.NewDataVisualizationDataSeries("Answers", points...)))
}

// segments leaves out options without answers: a slice of nothing is refused.
func segments(tally []polls.Count, labels []string) []slackgo.DataVisualizationSegment {
	var all []slackgo.DataVisualizationSegment
	for i, c := range tally {
		if c.N > 0 {
			all = append(all, slackgo.NewDataVisualizationSegment(labels[i], float64(c.N)))
		}
	}
	return all
}

// chartLabels shortens the options to what a chart can show, and numbers those that would read the same.
func (s scene) chartLabels(tally []polls.Count) []string {
	labels := make([]string, len(tally))
	seen := map[string]bool{}
	for i, c := range tally {
		labels[i] = clip(s.plain(c.Choice), maxChartLabel)
		for n := 2; seen[labels[i]]; n++ {
			mark := " " + itoa(n)
			labels[i] = clip(s.plain(c.Choice), maxChartLabel-len(mark)) + mark
		}
		seen[labels[i]] = true
	}
	return labels
}
