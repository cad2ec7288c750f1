package figures

import (
	"cmp"
	"slices"
	"time"

	"quorum/polls/forecast"
	"quorum/polls/worktime"
)

// Figures are what waiting was like in a workspace for some time. They are sums and medians over all its polls, and tell
// of nobody and of no answer. Nothing in them is hours of work or money, of which nothing is known.
type Figures struct {
	From, To time.Time

	Asked     int // questions asked in this time
	Decisions int // published in it with a quorum
	Unmet     int // ended in it without one
	Cancelled int

	Median  worktime.Duration // to the decision, of the questions asked in this time; those that go on are not decided yet
	Halfway bool              // half of them are decided, so that there is a median

	// Of the decisions in this time, see [Account]:
	Parallel, Quorum, Certainty worktime.Duration
	SoFar                       bool // the quorum gain may still grow
	Needed, Spare, Answered     int
	Reversed                    int
	Firm, Held                  int

	Flow Flow
}

// Sum sums up accounts for a time. They may be of polls that were asked before it, and must be of all that were
// open in it.
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

// medianOf is the median time to a decision, by Kaplan–Meier: a question without one took at least as long as it did.
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

// Flow is how many questions were open at a time. It is exact for any window (Little, "A proof for the queuing formula
// L = λW", 1961, over a finite one): the load is the rate times the mean time that a question was open in the window.
type Flow struct {
	Window    time.Duration
	Open      time.Duration // summed up over the questions, within the window
	Questions int           // that were open in it at some time
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

// Load is how many questions were open at a time, on average.
func (f Flow) Load() float64 {
	if f.Window <= 0 {
		return 0
	}
	return float64(f.Open) / float64(f.Window)
}

// Week is how fast the questions of one week were decided.
type Week struct {
	Monday time.Time // at midnight, in the zone in which the weeks are
	Asked  int
	Median worktime.Duration
}

// MinTrend is how many questions must have been asked in a week before its median says anything.
const MinTrend = 5

// TrendOf is how fast questions were decided week by week, by ISO weeks of a zone, oldest first. Weeks with fewer than
// [MinTrend] questions are left out, and those of which half are not decided.
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

// mondayOf is the beginning of an ISO week.
func mondayOf(t time.Time) time.Time { return worktime.OnDay(t, -(int(t.Weekday())+6)%7, 0) }

func boolToInt(yes bool) int {
	if yes {
		return 1
	}
	return 0
}
