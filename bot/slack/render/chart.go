package render

import (
	"strconv"

	"quorum/polls"
	"quorum/polls/kind"
	"quorum/polls/phrase"

	slackgo "github.com/slack-go/slack"
)

// chart draws the counted answers: a pie of two choices of which one takes one, and else bars. There is none when no answer counts. It shows
// nothing that the tally below it does not say.
func (s Scene) chart(p *polls.Poll) slackgo.Block {
	tally := p.Outcome.Tally
	if p.Outcome.Counted == 0 || len(tally) == 0 {
		return nil
	}
	title, each := chartWords(p)
	choices := make([]string, len(tally))
	for i, c := range tally {
		choices[i] = c.Choice
	}
	labels := s.chartLabels(choices)
	if len(tally) == 2 && p.Kind.Way() == kind.OneOf {
		return slackgo.NewDataVisualizationBlock(title, slackgo.NewDataVisualizationPieChart(segments(tally, labels)...))
	}
	all := []slackgo.DataVisualizationDataSeries{points(each, labels, func(i int) int { return tally[i].N })}
	if p.Kind.Way() == kind.Slots {
		maybe := rows(p)
		all = append(all, points("If need be", labels, func(i int) int { return len(maybe[i].maybe) }))
	}
	return slackgo.NewDataVisualizationBlock(title, slackgo.NewDataVisualizationBarChart(slackgo.NewDataVisualizationAxisConfig(labels...), all...))
}

func points(name string, labels []string, n func(int) int) slackgo.DataVisualizationDataSeries {
	all := make([]slackgo.DataVisualizationDataPoint, len(labels))
	for i := range labels {
		all[i] = slackgo.NewDataVisualizationDataPoint(labels[i], float64(n(i)))
	}
	return slackgo.NewDataVisualizationDataSeries(name, all...)
}

// chartWords say what a chart counts: in its title, and of one bar.
func chartWords(p *polls.Poll) (title, each string) {
	title = phrase.Counted(p.Outcome.Counted, "answer", "answers")
	switch p.Kind.Way() {
	case kind.AnyOf:
		return "Approved in " + title, "Approvals"
	case kind.Ranking:
		return "In the first place in " + title, "First places"
	case kind.Slots:
		return "When " + phrase.Counted(p.Outcome.Counted, "person", "people") + " can", "Can"
	case kind.OneOf, kind.Number, kind.Words:
	}
	return title, "Answers"
}

// segments leaves out options without answers: a slice of nothing is refused.
func segments(tally []kind.Count, labels []string) []slackgo.DataVisualizationSegment {
	var all []slackgo.DataVisualizationSegment
	for i, c := range tally {
		if c.N > 0 {
			all = append(all, slackgo.NewDataVisualizationSegment(labels[i], float64(c.N)))
		}
	}
	return all
}

// chartLabels shortens the options to what a chart can show, and numbers those that would read the same.
func (s Scene) chartLabels(choices []string) []string {
	labels := make([]string, len(choices))
	seen := map[string]bool{}
	for i, c := range choices {
		labels[i] = phrase.Clip(s.Plain(c), maxChartLabel)
		for n := 2; seen[labels[i]]; n++ {
			mark := " " + strconv.Itoa(n)
			labels[i] = phrase.Clip(s.Plain(c), maxChartLabel-len(mark)) + mark
		}
		seen[labels[i]] = true
	}
	return labels
}
