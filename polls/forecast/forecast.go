package forecast

import (
	"time"

	"quorum/polls"
	"quorum/polls/kind"
)

// Forecast is when a poll will have its quorum, as far as one can tell from how fast the same people have answered
// before. It is for the asker alone: until publication nothing else may be known of who answers when.
type Forecast struct {
	Chance   float64 // that the rule is met by the deadline, at least
	Deadline time.Time
	Half     time.Time // by when it is met in half of all cases; zero: not by the deadline
	Likely   time.Time // by when it is met in nine of ten; zero: not by the deadline
	// Advice says before asking what would make a quorum likely, when it is not; empty when it is.
	Advice string
}

// LikelyEnough is the chance of a quorum by the deadline from which on asking needs no second thought.
const LikelyEnough = 0.8

// The chances of the two times that a forecast names.
const (
	probably = 0.5
	likely   = 0.9
)

// Of says when a poll will have its quorum. It is silent, with ok false, when too little is known (see
// [MinWaits]), when people have not been watched until the deadline and a quorum is not likely before that, once the poll is published or over, and for a rule that depends on what people say, such as "95% sure" or
// "no block". Nobody who has taken a way out is waited for any more; of somebody with a deputy either may answer.
func Of(p *polls.Poll, now time.Time, pace Pace) (f Forecast, ok bool) {
	if p.Phase != polls.PhaseOpen || !now.Before(p.Deadline) || p.Rule.Judge(p.Standing()) != polls.IsOpen {
		return f, false // also when enough have answered, and a tie is waited out, or too few can
	}
	c := newCrowd(p.Rule, p.Work(), now)
	for _, seat := range p.Seats() {
		c.add(seat)
	}
	s, ok := c.foresee(p.Standing(), pace)
	if !ok {
		return f, false
	}
	return s.forecast(p.Deadline)
}

// forecast looks ahead to the deadline, or as far as people were watched. What is likely by then is all the more so by the
// deadline; of anything else nothing is known.
func (f *foresight) forecast(deadline time.Time) (Forecast, bool) {
	end := f.furthest(deadline)
	chance, ok := f.by(end)
	if !ok || end.Before(deadline) && chance < LikelyEnough {
		return Forecast{}, false
	}
	return Forecast{
		Chance: chance, Deadline: deadline,
		Half: f.rounded(f.first(probably, end), deadline), Likely: f.rounded(f.first(likely, end), deadline),
	}, true
}

// rounded is a time as precise as a forecast can be: to five minutes when it is more than an hour away.
func (f *foresight) rounded(t, latest time.Time) time.Time {
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

// Words say the forecast, with say for its times: "going by how people here answer, probably by 11:40, likely by 15:00".
// When even the deadline is too early for one of the times, the chance by then is said instead.
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
