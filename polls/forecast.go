package polls

import "time"

// Forecast is when a poll will have its quorum, as far as one can tell from how fast the same people have answered
// before. It is for the asker alone: until publication nothing else may be known of who answers when.
type Forecast struct {
	Chance   float64 // that the rule is met by the deadline
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

// Forecast says when this poll will have its quorum. It is silent, with ok false, when too little is known (see
// [MinWaits]), once the poll is published or over, and for a rule that depends on what people say, such as "95% sure" or
// "no block". Nobody who has taken a way out is waited for any more; of somebody with a deputy either may answer.
func (p *Poll) Forecast(now time.Time, pace Pace) (f Forecast, ok bool) {
	if p.Phase != PhaseOpen || !now.Before(p.Deadline) {
		return f, false
	}
	c := newCrowd(p.Rule, p.work, now)
	for i := range p.people {
		if holder := p.holder(i); p.people[i].For == "" && p.Counts(holder.Person) {
			switch {
			case holder.speaks():
				c.add(holder, true)
			case holder.State == Pending:
				c.add(holder, false, p.pendingIn(i)...)
			}
		}
	}
	s, ok := c.foresee(p.Standing(), pace)
	if !ok {
		return f, false
	}
	return s.forecast(p.Deadline)
}

// pendingIn are those of a seat who may still answer.
func (p *Poll) pendingIn(seat int) (all []*Stakeholder) {
	for _, i := range append([]int{seat}, p.deputies[seat]...) {
		if s := &p.people[i]; s.State == Pending && p.Counts(s.Person) {
			all = append(all, s)
		}
	}
	return all
}

func (f *foresight) forecast(deadline time.Time) (Forecast, bool) {
	chance, ok := f.by(deadline)
	if !ok {
		return Forecast{}, false
	}
	return Forecast{
		Chance: chance, Deadline: deadline,
		Half: f.rounded(f.first(probably, deadline), deadline), Likely: f.rounded(f.first(likely, deadline), deadline),
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
		return "Going by how people here have answered, the chance of a quorum by " + say(f.Deadline) + " is " + share100(f.Chance) + "."
	case f.Likely.IsZero():
		return by + "probably by " + say(f.Half) + ". The chance that it is by " + say(f.Deadline) + " is " + share100(f.Chance) + "."
	case f.Likely.Equal(f.Half):
		return by + "likely by " + say(f.Likely) + "."
	}
	return by + "probably by " + say(f.Half) + ", likely by " + say(f.Likely) + "."
}

// Doubtful is the chance below which an asker is told that a quorum has become unlikely.
const Doubtful = 0.5

// Doubt records that the quorum has become unlikely, by a forecast, so that the asker is told while something can be done
// about it. Nobody is told twice, nor when it is impossible anyway.
func (p *Poll) Doubt(now time.Time, f Forecast) []Event {
	if p.Phase != PhaseOpen || p.overdue(now) || p.doubted || p.stuck || f.Chance >= Doubtful {
		return nil
	}
	return []Event{p.record(now, "", Doubted{Percent: percentOf(f.Chance)})}
}

// share100 says a chance no more precisely than it is known, and never as more than it is.
func share100(chance float64) string {
	percent := percentOf(chance)
	if percent == 0 {
		return "less than 5%"
	}
	return "about " + itoa(percent) + "%"
}

func percentOf(chance float64) int {
	const step = 5
	return int((chance+roundOff)*100) / step * step
}
