package render

import (
	"math"
	"strings"
	"time"

	"quorum/bot"
	"quorum/bot/slack/mrkdwn"
	"quorum/bot/slack/webapi"

	slackgo "github.com/slack-go/slack"
)

// Period is a time that there are figures for.
type Period struct {
	Name, Words string
	Days        int
}

// Periods are the times that there are figures for, the default first.
func Periods() []Period {
	return []Period{{"week", "last 7 days", 7}, {"month", "last 30 days", 30}, {"quarter", "last 13 weeks", 91}}
}

// ageOf says of figures that are old of when they are.
func ageOf(of bot.Stats) string {
	if !of.Old {
		return ""
	}
	return " As of " + Date(of.At) + "; newer figures are being worked out."
}

// Stats renders the figures of a workspace. They are the same for everybody, and name nobody.
func (s Scene) Stats(of bot.Stats, p Period) webapi.Message {
	if of.Asked+of.Decisions+of.Unmet+of.Cancelled == 0 {
		return Lines("Nothing was asked or decided in the " + p.Words + ", so there are no figures. " + lookFurther(p) + ageOf(of))
	}
	page := newPage()
	text := []string{"*The " + p.Words + "*"}
	for _, line := range of.Lines() {
		name, figure, _ := strings.Cut(line, ":")
		text = append(text, mrkdwn.Bold(name)+":"+mrkdwn.Escape(figure))
	}
	chart := trend(of)
	if chart == nil {
		text = append(text, "There is a trend once five questions a week were asked in at least two weeks, and half of them decided.")
	}
	foot := "Sums over all decisions; questions overlap. This is waiting, and neither hours of work nor money."
	if of.Partial {
		foot += " Of so many questions only the newest are counted."
	}
	foot += ageOf(of)
	page.say(joinLines(text...))
	if chart != nil {
		page.add(chart)
	}
	page.whisper(foot)
	return webapi.Message{Text: joinLines(append(text, foot)...), Blocks: page.blocks}
}

// NoStats is said while there are no figures yet.
func NoStats() webapi.Message {
	return Lines("The figures are being worked out, for the first time since Quorum was started. They will come here.")
}

func lookFurther(p Period) string {
	for _, longer := range Periods() {
		if longer.Days > p.Days {
			return "`/quorum stats " + longer.Name + "` looks further back."
		}
	}
	return "`/quorum` asks something."
}

// trend draws how long decisions took, week by week; nothing of fewer than two weeks.
func trend(of bot.Stats) slackgo.Block {
	if len(of.Trend) < 2 {
		return nil
	}
	var weeks []string
	var passed, worked []slackgo.DataVisualizationDataPoint
	for _, w := range of.Trend {
		name := w.Monday.Format("2 Jan")
		weeks = append(weeks, name)
		passed = append(passed, slackgo.NewDataVisualizationDataPoint(name, inHours(w.Median.Elapsed)))
		worked = append(worked, slackgo.NewDataVisualizationDataPoint(name, inHours(w.Median.Work)))
	}
	axis := slackgo.NewDataVisualizationAxisConfig(weeks...).WithXLabel("Asked in the week from").WithYLabel("Hours")
	return slackgo.NewDataVisualizationBlock("Median time to decision", slackgo.NewDataVisualizationLineChart(axis,
		slackgo.NewDataVisualizationDataSeries("As it passed", passed...), slackgo.NewDataVisualizationDataSeries("Working time", worked...)))
}

// inHours writes a length of time in hours, to the tenth.
func inHours(d time.Duration) float64 { return math.Round(d.Hours()*10) / 10 }
