package forecast

import (
	"testing"
	"time"

	"quorum/polls"
	"quorum/polls/pollstest"
	"quorum/polls/worktime"
)

// Before asking, the asker's own answer does not count, and a person whose zone is not known lives where the asker
// does.
func TestForecastCountsWhoCanAnswer(t *testing.T) {
	h := paceOf(t, quickPeople, 5)
	if alone, too := forecastOf(t, "Go? | quorum: 1, within 1h", "ana", h), forecastOf(t, "Go? | quorum: 1, within 1h", "ana ada", h); alone.Chance != too.Chance {
		t.Errorf("with the asker %g, without %g", too.Chance, alone.Chance)
	}
	early := pollstest.Monday().In(worktime.ZoneNamed("America/New_York")) // five in the morning
	o := pollstest.Opening(t, "Go? | quorum: 2, within 2d", "ana ben")
	pl, err := polls.PlanFor(early, o)
	if err != nil {
		t.Fatal(err)
	}
	if f, ok := ForOpening(o, early, pl, h); !ok || f.Half.Before(atTime("14:00")) {
		t.Errorf("%v, %t", f.Half, ok)
	}
}

// More time costs what there is of working time in it, compared with what was given; outside of it, what there is of any.
func TestWhatMoreTimeCosts(t *testing.T) {
	day := func(d, hour int) time.Time { return worktime.OnDay(nine(), d, time.Duration(hour)*time.Hour) }
	for _, c := range []struct {
		now, deadline, later time.Time
		want                 float64
	}{
		{day(0, 9), day(0, 17), day(1, 11), .25}, // two hours of eight
		{day(0, 9), day(0, 13), day(0, 15), .5},
		{day(4, 13), day(4, 17), day(7, 10), .25}, // over a weekend
		{day(5, 10), day(5, 14), day(5, 16), .5},  // on one
	} {
		if got := (adviser{now: c.now}).longer(c.deadline, c.later); got != c.want {
			t.Errorf("until %s instead of %s: %g, want %g", c.later.Format("Mon 15:04"), c.deadline.Format("Mon 15:04"), got, c.want)
		}
	}
}

// A time that is more than an hour away is said to five minutes, never sooner than it is, nor later than the deadline.
func TestPrecisionOfForecastTimes(t *testing.T) {
	at := func(d time.Duration) time.Time { return nine().Add(d) }
	deadline := at(3*time.Hour + 2*time.Minute)
	for _, c := range []struct{ found, want time.Time }{
		{time.Time{}, time.Time{}},
		{at(12*time.Minute + time.Second), at(12*time.Minute + time.Second)},
		{at(59*time.Minute + time.Second), at(59*time.Minute + time.Second)},
		{at(61 * time.Minute), at(65 * time.Minute)},
		{at(65 * time.Minute), at(65 * time.Minute)},
		{at(3*time.Hour + time.Minute), deadline},
	} {
		if got := (&estimate{now: nine()}).rounded(c.found, deadline); !got.Equal(c.want) {
			t.Errorf("%s is said as %s, not %s", c.found.Format(time.TimeOnly), got.Format(time.TimeOnly), c.want.Format(time.TimeOnly))
		}
	}
}
