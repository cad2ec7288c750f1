package webapi

import (
	"math"
	"math/rand/v2"
	"time"

	"quorum/polls"
)

// pace is a token bucket whose rate grows with success and falls with refusals, and which can be shut for a while.
//
// Slack does not publish every limit, so the rate is found out. It grows fast until Slack refuses for the first time. From then
// on the pace knows a ceiling: it falls back below the ceiling, comes near it fast, and passes it so slowly that the pauses which
// refusals bring take about a hundredth of the time.
type pace struct {
	rate      float64 // tokens a second, between most*floor and most
	most      float64
	burst     float64 // tokens at most, between 1 and widest
	widest    float64
	tokens    float64
	at        time.Time // when tokens was true; in the future while the bucket is shut
	dry       time.Time // when no token was there for the last time
	awaited   bool      // somebody waits for the next token
	impatient bool      // who finds no token does not wait for one
	promised  map[polls.Lane]time.Time

	ceiling float64       // about the rate that Slack refused last; 0: none is known
	pause   time.Duration // for how long Slack stopped us then
}

// How the rate moves: growth and floor are parts of its cap, the others parts of the rate or the ceiling.
const (
	growth = 1.0 / 50 // a second, while no ceiling is near
	floor  = 1.0 / 100
	fall   = 3.0 / 4 // what a refusal leaves of the rate
	// A refusal comes only after Slack's own bucket has run empty, so the rate has risen above the limit by then.
	overshot = 9.0 / 10
	near     = 9.0 / 10 // of the ceiling; from here on the rate grows slowly
	beyond   = 5.0 / 4  // of the ceiling; a rate above this shows that the ceiling has risen
	rarely   = 1000     // slow growth by the whole ceiling takes so many pauses

	longestPause = 10 * time.Second
	farthest     = time.Minute // that anybody is told to come back after the soonest time
	// saturated is how long after running dry what Slack says is about the rate, and not about a burst.
	saturated = 2 * time.Second
)

func newPace(start, most float64, burst int, now time.Time) *pace {
	b := float64(burst)
	return &pace{rate: min(start, most), most: most, burst: b, widest: b, tokens: b, at: now}
}

// wait is how long there is no token, 0 when there is one.
func (p *pace) wait(now time.Time) time.Duration {
	p.advance(now)
	shut := max(0, p.at.Sub(now))
	const almost = 1e-9 // what rounding to nanoseconds may cost
	if missing := 1 - p.tokens; missing > almost {
		p.awaited, p.dry = true, now
		return shut + time.Duration(math.Ceil(missing/p.rate*float64(time.Second)))
	}
	return shut
}

// promise returns when a caller without a token should try again, not before soonest. Each caller in a lane gets another time, so
// that they do not all come at once for one token. No token is kept for them.
func (p *pace) promise(lane polls.Lane, soonest time.Time) time.Time {
	if p.promised == nil {
		p.promised = make(map[polls.Lane]time.Time)
	}
	at := p.promised[lane].Add(time.Duration(float64(time.Second) / p.rate))
	switch {
	case at.Before(soonest):
		at = soonest
	case at.Sub(soonest) > farthest: // until then some of the others may have nothing to say any more
		return soonest.Add(farthest/2 + rand.N(farthest/2))
	}
	p.promised[lane] = at
	return at
}

// take takes a token that wait has found.
func (p *pace) take() { p.tokens, p.awaited = p.tokens-1, false }

func (p *pace) advance(now time.Time) {
	if passed := now.Sub(p.at); passed > 0 {
		p.tokens = min(p.full(), p.tokens+passed.Seconds()*p.rate)
		p.at = now
	}
}

// full is how many tokens there are at most. Timers fire late: what has come meanwhile for somebody who waits is not
// lost.
func (p *pace) full() float64 {
	if p.awaited {
		return p.burst + 1
	}
	return p.burst
}

// limited shuts the bucket until a time, after which it starts with one token rather than a burst. When the rate was used up,
// Slack has said that it is too high; else the burst was too large. Refusals of calls that were already under way change nothing.
func (p *pace) limited(now, until time.Time) {
	shut := p.at.After(now)
	switch {
	case shut:
	case now.Sub(p.dry) <= saturated:
		p.ceiling, p.pause = p.rate*overshot, min(max(until.Sub(now), time.Second), longestPause)
		p.rate = max(p.rate*fall, p.most*floor)
	default:
		p.burst = max(1, p.burst/2)
	}
	if !shut || until.After(p.at) {
		p.at = until
	}
	p.tokens = min(p.burst, 1)
}

// accepted lets the rate grow, and says whether it did. It does not while the bucket is shut, for what was accepted was sent
// before; nor while there are tokens left over, for that says nothing about the rate. Then the burst grows.
func (p *pace) accepted(now time.Time) bool {
	switch {
	case p.at.After(now):
		return false
	case now.Sub(p.dry) > saturated:
		p.burst = min(p.widest, p.burst+1/p.burst)
		return false
	case p.rate >= p.most:
		return false
	}
	p.advance(now)
	p.rate = min(p.most, p.rate+p.slope()/p.rate)
	return true
}

// slope is by how much the rate grows for each second's worth of calls.
func (p *pace) slope() float64 {
	if p.rate > p.ceiling*beyond {
		p.ceiling = 0
	}
	switch {
	case p.ceiling == 0:
		return p.most * growth
	case p.rate < p.ceiling*near:
		return p.ceiling * growth
	}
	return p.ceiling / (rarely * p.pause.Seconds())
}

// busy reports whether more than one call was made of late.
func (p *pace) busy(now time.Time) bool {
	p.advance(now)
	return p.at.After(now) || p.tokens < p.burst-1
}

// idle says that the bucket is full, so that a new one would be the same.
func (p *pace) idle(now time.Time) bool {
	p.advance(now)
	return p.tokens >= p.burst
}
