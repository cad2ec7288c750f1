package forecast

import (
	"time"

	"quorum/polls"
	"quorum/polls/kind"
)

// Forecast says when a poll will have its quorum, estimated from how fast the same people have answered before. It is
// for the asker alone: before publication nobody else may learn when people answer.
type Forecast struct {
	Chance   float64 // that the rule is met by the deadline; a lower bound
	Deadline time.Time
	Half     time.Time // by when it is met in half of all cases; zero: not by the deadline
	Likely   time.Time // by when it is met in nine of ten cases; zero: not by the deadline
	// Advice says, before a poll is asked, what would make a quorum likely; empty when one is likely already.
	Advice string
}

// LikelyEnough is the chance of a quorum by the deadline below which advice is given.
const LikelyEnough = 0.8

// The chances for which a forecast names times.
const (
	chanceProbable = 0.5
	chanceLikely   = 0.9
)

// ForPoll returns when a poll will have its quorum. ok is false when too little is known (see [MinWaits]), when past
// waits were shorter than the time to the deadline and a quorum is not likely sooner, once the poll is published or
// over, and for a rule that depends on what people say, such as "95% sure" or "no block". A person who has taken a
// way out is not expected to answer; for a person with a deputy either may answer.
func ForPoll(p *polls.Poll, now time.Time, pace Pace) (f Forecast, ok bool) {
	if p.Phase != polls.PhaseOpen || !now.Before(p.Deadline) || p.Rule.Judge(p.Standing()) != polls.IsOpen {
		return f, false // also when enough have answered and a tie is being waited out, or when too few can answer
	}
	c := newEstimator(p.Rule, p.Work(), now)
	for _, seat := range p.Seats() {
		c.add(seat)
	}
	s, ok := c.estimate(p.Standing(), pace)
	if !ok {
		return f, false
	}
	return s.forecast(p.Deadline)
}

// forecast returns the forecast for the deadline, or for the horizon if that is sooner. A quorum that is likely by
// the horizon is at least as likely by the deadline; when it is not likely by then, nothing is known.
func (f *estimate) forecast(deadline time.Time) (Forecast, bool) {
	end := f.horizon(deadline)
	chance, ok := f.by(end)
	if !ok || end.Before(deadline) && chance < LikelyEnough {
		return Forecast{}, false
	}
	return Forecast{
		Chance: chance, Deadline: deadline,
		Half: f.rounded(f.first(chanceProbable, end), deadline), Likely: f.rounded(f.first(chanceLikely, end), deadline),
	}, true
}

// rounded rounds a time up to five minutes when it is more than an hour away, but not past latest: a forecast is not
// more precise.
func (f *estimate) rounded(t, latest time.Time) time.Time {
	const precise, step = time.Hour, 5 * time.Minute
	if t.IsZero() || t.Sub(f.now) < precise {
		return t
	}
	if up := t.Truncate(step); up.Before(t) {
		t = up.Add(step)
	}
	if t.After(latest) {
		return latest
	}
	return t
}

// Words returns the forecast as a sentence, in which say writes the times: "…, the quorum is there probably by 11:40,
// likely by 15:00." When one of the times lies after the deadline, the chance by the deadline is named instead.
func (f Forecast) Words(say func(time.Time) string) string {
	const by = "Going by how people here have answered, the quorum is there "
	switch {
	case f.Half.IsZero():
		return "Going by how people here have answered, the chance of a quorum by " + say(f.Deadline) + " is " + kind.About(f.Chance) + "."
	case f.Likely.IsZero():
		return by + "probably by " + say(f.Half) + ". The chance that it is by " + say(f.Deadline) + " is " + kind.About(f.Chance) + "."
	case f.Likely.Equal(f.Half):
		return by + "likely by " + say(f.Likely) + "."
	}
	return by + "probably by " + say(f.Half) + ", likely by " + say(f.Likely) + "."
}
