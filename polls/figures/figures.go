package figures

import (
	"cmp"
	"slices"
	"time"

	"quorum/polls/forecast"
	"quorum/polls/worktime"
)

// Figures are what waiting was like in a workspace in a period. They are sums and medians over all its polls, and
// tell nothing of single people or answers. They contain no hours of work and no money, because nothing is known of
// these.
type Figures struct {
	From, To time.Time

	Asked     int // questions asked in the period
	Decisions int // published in it with a quorum
	Unmet     int // ended in it without one
	Cancelled int

	Median  worktime.Duration // until the decision, over the questions asked in the period; open ones count as longer
	Halfway bool              // half of them are decided, so that there is a median

	// Sums over the decisions in the period, see [Account]:
	Parallel, Quorum, Certainty worktime.Duration
	SoFar                       bool // the quorum gain may still grow
	Needed, Spare, Answered     int
	Reversed                    int
	Firm, Held                  int

	Flow Flow
}

// Sum returns the figures of a period. accounts must contain all polls that were open in it, and may contain others.
func Sum(accounts []Account, from, to time.Time) Figures {
	f := Figures{From: from, To: to}
	within := func(t time.Time) bool { return !t.Before(from) && !t.After(to) }
	var asked []Account
	for _, a := range accounts {
		if within(a.Asked) {
			asked = append(asked, a)
		}
		if within(a.Ended) {
			f.end(a)
		}
		f.Flow.add(a.Asked, a.Ended, from, to)
	}
	f.Flow.Window = to.Sub(from)
	f.Asked = len(asked)
	f.Median, f.Halfway = medianOf(asked)
	return f
}

func (f *Figures) end(a Account) {
	switch {
	case a.Cancelled:
		f.Cancelled++
		return
	case !a.Decided:
		f.Unmet++
		return
	}
	f.Decisions++
	f.Parallel, f.Quorum, f.Certainty = f.Parallel.Plus(a.Parallel), f.Quorum.Plus(a.Quorum), f.Certainty.Plus(a.Certainty)
	f.SoFar = f.SoFar || a.SoFar
	f.Needed, f.Spare, f.Answered = f.Needed+a.Needed, f.Spare+a.Spare, f.Answered+a.Answered
	f.Reversed += boolToInt(a.Reversed)
	f.Firm, f.Held = f.Firm+boolToInt(a.Firm), f.Held+boolToInt(a.Held)
}

// medianOf returns the median time to a decision, by Kaplan–Meier: a question without a decision takes at least as
// long as it has been open.
func medianOf(accounts []Account) (median worktime.Duration, ok bool) {
	var elapsed, work []forecast.Wait
	for _, a := range accounts {
		elapsed = append(elapsed, forecast.Wait{Duration: a.Took.Elapsed, Answered: a.Decided})
		work = append(work, forecast.Wait{Duration: a.Took.Work, Answered: a.Decided})
	}
	median.Elapsed, ok = forecast.SurvivalOf(elapsed).Median()
	if ok {
		median.Work, ok = forecast.SurvivalOf(work).Median()
	}
	return median, ok
}

// Flow is how many questions were open at a time. For any window the load is exactly the rate times the mean time
// that a question was open in the window (Little, "A proof for the queuing formula L = λW", 1961, for a finite
// window).
type Flow struct {
	Window    time.Duration
	Open      time.Duration // summed over the questions, within the window
	Questions int           // how many were open in it at some time
}

func (f *Flow) add(opened, ended, from, to time.Time) {
	if ended.IsZero() || ended.After(to) {
		ended = to
	}
	if open := ended.Sub(worktime.Later(opened, from)); open > 0 {
		f.Open += open
		f.Questions++
	}
}

// Load returns how many questions were open at a time, on average.
func (f Flow) Load() float64 {
	if f.Window <= 0 {
		return 0
	}
	return float64(f.Open) / float64(f.Window)
}

// Week is how fast the questions of one week were decided.
type Week struct {
	Monday time.Time // at midnight, in the zone of the weeks
	Asked  int
	Median worktime.Duration
}

// MinTrend is how many questions a week must have for its median to be shown.
const MinTrend = 5

// TrendOf returns how fast questions were decided in each ISO week of a zone, oldest first. It leaves out weeks with
// fewer than [MinTrend] questions, and weeks of which half are not decided.
func TrendOf(accounts []Account, zone *time.Location) (weeks []Week) {
	of := map[time.Time][]Account{}
	for _, a := range accounts {
		of[mondayOf(a.Asked.In(zone))] = append(of[mondayOf(a.Asked.In(zone))], a)
	}
	for monday, all := range of {
		if median, ok := medianOf(all); ok && len(all) >= MinTrend {
			weeks = append(weeks, Week{monday, len(all), median})
		}
	}
	slices.SortFunc(weeks, func(a, b Week) int { return cmp.Compare(a.Monday.Unix(), b.Monday.Unix()) })
	return weeks
}

// mondayOf returns the beginning of the ISO week.
func mondayOf(t time.Time) time.Time { return worktime.OnDay(t, -(int(t.Weekday())+6)%7, 0) }

func boolToInt(yes bool) int {
	if yes {
		return 1
	}
	return 0
}
