package forecast

import (
	"math"
	"sort"
	"time"

	"quorum/polls"
	"quorum/polls/kind"
	"quorum/polls/worktime"
)

// candidate is a person who may still answer for a seat.
type candidate struct {
	person   polls.Person
	calendar int           // index of the person's calendar in estimate.calendars
	waited   time.Duration // the working time that the person has had the question for
}

// estimate computes the chance that a rule is met by a given time, from how fast people have answered before.
//
// A person who has had the question for e of working time answers within t more with p = 1 − S(e+t)/S(e); a person
// who has not worked since being asked, with 1 − S(t). Some questions are answered faster than others by everybody,
// and the speed of this one is not known: the chance is the mean over nine equally likely speeds (decision reference
// 5.4). A speed at which a person who is silent would certainly have answered by now is left out.
type estimate struct {
	distribution
	pace      Pace
	now       time.Time
	calendars []worktime.Calendar
	ahead     []time.Duration // working time in each calendar from now to the time set by setHorizon
	answered  []float64
}

// speedSigma is the standard deviation of the logarithm of a question's speed. With it 80 % ranges cover three of
// four quorums or more where questions differ by 1.5 and the teams in them by 1 more; with 1.5 they do not. Of the
// votes of the Node.js TSC they covered 21 of 24 with any value from 1.5 to 2, and 12 with 0.
const speedSigma = 1.75

// speedQuantiles returns nine equally likely speeds: e^(σz) at the middle of each ninth of a normal distribution.
func speedQuantiles(sigma float64) (all [9]float64) {
	for i, z := range [9]float64{-1.5932, -.9674, -.5895, -.2822, 0, .2822, .5895, .9674, 1.5932} {
		all[i] = math.Exp(sigma * z)
	}
	return all
}

// meanOverSpeeds returns the mean of at over the speeds for which it is ok; ok is false when it is ok for none.
func meanOverSpeeds(sigma float64, at func(speed float64) (chance float64, ok bool)) (chance float64, ok bool) {
	n := 0
	for _, v := range speedQuantiles(sigma) {
		if c, possible := at(v); possible {
			chance += c
			n++
		}
	}
	if n == 0 {
		return 0, false
	}
	return chance / float64(n), true
}

// by returns the chance that the rule is met by t.
func (f *estimate) by(t time.Time) (chance float64, ok bool) {
	f.setHorizon(t)
	return meanOverSpeeds(speedSigma, f.atSpeed)
}

func (f *estimate) setHorizon(t time.Time) {
	for i, c := range f.calendars {
		f.ahead[i] = c.Between(f.now, t)
	}
}

// watched reports whether past waits were long enough to say something about t: [minWatched] of them were as long as
// each candidate will have waited by then.
func (f *estimate) watched(t time.Time) bool {
	f.setHorizon(t)
	for _, seat := range f.seats {
		for _, h := range seat.candidates {
			if h.waited+f.ahead[h.calendar] > f.pace.watched {
				return false
			}
		}
	}
	return true
}

// horizon returns the latest time, to the minute and at most t, for which watched holds.
func (f *estimate) horizon(t time.Time) time.Time {
	if f.watched(t) {
		return t
	}
	at := func(minutes int) time.Time { return f.now.Add(time.Duration(minutes) * time.Minute) }
	first := sort.Search(int(t.Sub(f.now)/time.Minute)+1, func(minutes int) bool { return !f.watched(at(minutes)) })
	return at(max(0, first-1))
}

// atSpeed returns the chance at one speed, for the time set by setHorizon; ok is false when the speed is impossible.
func (f *estimate) atSpeed(speed float64) (chance float64, ok bool) {
	for i, seat := range f.seats {
		if seat.answered {
			f.answered[i] = 1
			continue
		}
		silent := 1.0
		for _, h := range seat.candidates {
			s, ok := f.silent(h, speed)
			if !ok {
				return 0, false
			}
			silent *= s
		}
		f.answered[i] = 1 - silent
	}
	return f.chanceMet(f.answered), true
}

// silent returns the chance that a candidate is still silent at the time set by setHorizon; ok is false when, at this
// speed, the person would have answered already.
func (f *estimate) silent(h candidate, speed float64) (chance float64, ok bool) {
	then := f.pace.silent(h.person, scaled(h.waited+f.ahead[h.calendar], speed))
	if h.waited == 0 {
		return then, true
	}
	now := f.pace.silent(h.person, scaled(h.waited, speed))
	if now <= 0 {
		return 0, false
	}
	return then / now, true
}

func scaled(d time.Duration, factor float64) time.Duration { return time.Duration(float64(d) * factor) }

// first returns when the chance first reaches a value, to the minute; zero when it does not by latest.
func (f *estimate) first(chance float64, latest time.Time) time.Time {
	reached := func(minutes int) bool {
		t := f.now.Add(time.Duration(minutes) * time.Minute)
		if t.After(latest) {
			t = latest
		}
		c, ok := f.by(t)
		return ok && c+kind.RoundOff >= chance
	}
	low, high := 0, int(latest.Sub(f.now)/time.Minute)+1
	if !reached(high) {
		return time.Time{}
	}
	for low < high {
		if middle := (low + high) / 2; reached(middle) {
			high = middle
		} else {
			low = middle + 1
		}
	}
	if t := f.now.Add(time.Duration(high) * time.Minute); t.Before(latest) {
		return t
	}
	return latest
}

// estimator gathers the seats of a poll and makes an [estimate] of them.
type estimator struct {
	rule      polls.Rule
	work      worktime.Calendar
	now       time.Time
	calendars []worktime.Calendar
	indexOf   map[calendarKey]int
	seats     []seat
}

// calendarKey identifies a calendar: people with the same key share one.
type calendarKey struct {
	zone, hours, holidays string
	away                  time.Time
}

func newEstimator(rule polls.Rule, work worktime.Calendar, now time.Time) *estimator {
	return &estimator{rule: rule, work: work, now: now, indexOf: map[calendarKey]int{}}
}

// add adds a seat. Who has not received the question yet, or will be asked only now, has waited for nothing.
func (c *estimator) add(from polls.Seat) {
	seat := seat{who: from.Holder.Invite, source: from.Holder.CountsFor(), answered: from.Answered}
	for _, s := range from.Candidates {
		h := candidate{person: s.Person, calendar: c.calendarIndex(s.Invite)}
		if since := s.Delivered; !since.IsZero() {
			h.waited = c.calendars[h.calendar].Between(since, c.now)
		}
		seat.candidates = append(seat.candidates, h)
	}
	c.seats = append(c.seats, seat)
}

func (c *estimator) calendarIndex(who polls.Invite) int {
	key := calendarKey{who.Zone, who.Hours, who.Holidays, who.Away}
	i, ok := c.indexOf[key]
	if !ok {
		i = len(c.calendars)
		c.indexOf[key], c.calendars = i, append(c.calendars, who.Calendar(c.work))
	}
	return i
}

// estimate returns the estimate for a standing. ok is false when too little is known, when the rule depends on what
// people say, and when more than 500 people are asked: of so many, enough answer early.
func (c *estimator) estimate(s polls.Standing, pace Pace) (*estimate, bool) {
	const most = 500
	if !pace.Known() || len(c.seats) > most {
		return nil, false
	}
	if s.Roster != nil {
		for i := range c.seats {
			c.seats[i].names = s.Roster.NamesOf(c.seats[i].who)
		}
	}
	o, ok := newDistribution(c.rule, s, c.seats)
	if !ok {
		return nil, false
	}
	return &estimate{
		distribution: o, pace: pace, now: c.now, calendars: c.calendars,
		ahead: make([]time.Duration, len(c.calendars)), answered: make([]float64, len(c.seats)),
	}, true
}
