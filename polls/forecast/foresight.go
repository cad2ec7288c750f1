package forecast

import (
	"math"
	"sort"
	"time"

	"quorum/polls"
	"quorum/polls/kind"
	"quorum/polls/worktime"
)

// hope is somebody who may still answer.
type hope struct {
	person polls.Person
	clock  int           // which of the foresight's calendars the person works by
	waited time.Duration // of the person's working time
}

// foresight is the chance that a rule is met by some time, as far as one can tell from how fast people answer.
//
// Somebody who has waited for e of working time answers within t more with p = 1 − S(e+t)/S(e); somebody who has not
// worked since being asked, with 1 − S(t). All people are faster with one question than with another, and how fast this
// one will be is not known: the chance is the mean over nine equally likely speeds (decision reference 5.4). Speeds at
// which somebody could no longer be silent are left out.
type foresight struct {
	outlook
	pace   Pace
	now    time.Time
	clocks []worktime.Calendar
	ahead  []time.Duration // of each calendar's working time, until the time that is looked at
	given  []float64
}

// unsteady is how differently fast questions are answered: the standard deviation of the logarithm of their speed. With it
// 80 % ranges cover three of four quorums or more where questions differ by 1.5 and the teams in them by 1 more, which
// with 1.5 they do not; of the votes of the Node.js TSC they covered 21 of 24 with anything from 1.5 to 2, and 12 with none.
const unsteady = 1.75

// speeds are nine equally likely ones: e^(σz) at the middle of each ninth of a normal distribution.
func speeds(sigma float64) (all [9]float64) {
	for i, z := range [9]float64{-1.5932, -.9674, -.5895, -.2822, 0, .2822, .5895, .9674, 1.5932} {
		all[i] = math.Exp(sigma * z)
	}
	return all
}

// averaged is the mean over the speeds at which there is something to say; ok is false when there are none.
func averaged(sigma float64, at func(speed float64) (chance float64, ok bool)) (chance float64, ok bool) {
	n := 0
	for _, v := range speeds(sigma) {
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

// by is the chance that the rule is met by a time.
func (f *foresight) by(t time.Time) (chance float64, ok bool) {
	f.look(t)
	return averaged(unsteady, f.at)
}

func (f *foresight) look(t time.Time) {
	for i, c := range f.clocks {
		f.ahead[i] = c.Between(f.now, t)
	}
}

// watched reports whether people were watched for as long as it takes to look ahead to a time.
func (f *foresight) watched(t time.Time) bool {
	f.look(t)
	for _, seat := range f.seats {
		for _, h := range seat.hopes {
			if h.waited+f.ahead[h.clock] > f.pace.watched {
				return false
			}
		}
	}
	return true
}

// furthest is how far ahead it can be looked, to the minute: until a time, or as far as people were watched.
func (f *foresight) furthest(t time.Time) time.Time {
	if f.watched(t) {
		return t
	}
	at := func(minutes int) time.Time { return f.now.Add(time.Duration(minutes) * time.Minute) }
	first := sort.Search(int(t.Sub(f.now)/time.Minute)+1, func(minutes int) bool { return !f.watched(at(minutes)) })
	return at(max(0, first-1))
}

// at is the chance at one speed.
func (f *foresight) at(speed float64) (chance float64, ok bool) {
	for i, seat := range f.seats {
		if seat.given {
			f.given[i] = 1
			continue
		}
		silent := 1.0
		for _, h := range seat.hopes {
			s, ok := f.silent(h, speed)
			if !ok {
				return 0, false
			}
			silent *= s
		}
		f.given[i] = 1 - silent
	}
	return f.of(f.given), true
}

// silent is the chance that somebody will still be silent then; ok is false when the person cannot be silent now.
func (f *foresight) silent(h hope, speed float64) (chance float64, ok bool) {
	then := f.pace.silent(h.person, times(h.waited+f.ahead[h.clock], speed))
	if h.waited == 0 {
		return then, true
	}
	now := f.pace.silent(h.person, times(h.waited, speed))
	if now <= 0 {
		return 0, false
	}
	return then / now, true
}

func times(d time.Duration, factor float64) time.Duration { return time.Duration(float64(d) * factor) }

// first is when the chance first reaches some value, to the minute; zero when it does not by the latest time.
func (f *foresight) first(chance float64, latest time.Time) time.Time {
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

// crowd gathers who may answer.
type crowd struct {
	rule   polls.Rule
	work   worktime.Calendar
	now    time.Time
	clocks []worktime.Calendar
	known  map[clock]int
	seats  []prospect
}

// clock is what a calendar is made of, to know it again.
type clock struct {
	zone, hours, holidays string
	away                  time.Time
}

func newCrowd(rule polls.Rule, work worktime.Calendar, now time.Time) *crowd {
	return &crowd{rule: rule, work: work, now: now, known: map[clock]int{}}
}

// add takes in a seat. It is asked since some time, or, with the zero time, from now on.
func (c *crowd) add(from polls.Seat) {
	seat := prospect{who: from.Holder.Invite, source: from.Holder.CountsFor(), given: from.Given}
	for _, s := range from.Waiting {
		h := hope{person: s.Person, clock: c.clock(s.Invite)}
		if since := s.Delivered; !since.IsZero() {
			h.waited = c.clocks[h.clock].Between(since, c.now)
		}
		seat.hopes = append(seat.hopes, h)
	}
	c.seats = append(c.seats, seat)
}

func (c *crowd) clock(who polls.Invite) int {
	key := clock{who.Zone, who.Hours, who.Holidays, who.Away}
	i, ok := c.known[key]
	if !ok {
		i = len(c.clocks)
		c.known[key], c.clocks = i, append(c.clocks, who.Calendar(c.work))
	}
	return i
}

// foresee looks ahead from a standing. It says nothing when too little is known, of rules that depend on what people
// say, and of more than 500 people, of whom enough answer early.
func (c *crowd) foresee(s polls.Standing, pace Pace) (*foresight, bool) {
	const most = 500
	if !pace.Known() || len(c.seats) > most {
		return nil, false
	}
	if s.Named != nil {
		for i := range c.seats {
			c.seats[i].names = s.Named.NamesOf(c.seats[i].who)
		}
	}
	o, ok := outlookOn(c.rule, s, c.seats)
	if !ok {
		return nil, false
	}
	return &foresight{
		outlook: o, pace: pace, now: c.now, clocks: c.clocks,
		ahead: make([]time.Duration, len(c.clocks)), given: make([]float64, len(c.seats)),
	}, true
}
