package webapi

import (
	"math"
	"time"
)

// pace is a token bucket whose rate is halved by refusals and grows with
// success, and which can be shut for a while.
type pace struct {
	rate      float64 // tokens a second, between floor and most
	most      float64
	burst     float64
	tokens    float64
	at        time.Time // when tokens was true; in the future while the bucket is shut
	awaited   bool      // somebody waits for the next token
	impatient bool      // who finds no token does not wait for one
}

// The growth and the least of a rate, as parts of its cap.
const (
	growth = 1.0 / 50 // a second
	floor  = 1.0 / 50
)

func newPace(start, most float64, burst int, now time.Time) *pace {
	return &pace{rate: min(start, most), most: most, burst: float64(burst), tokens: float64(burst), at: now}
}

// wait is how long there is no token, 0 when there is one.
func (p *pace) wait(now time.Time) time.Duration {
	p.advance(now)
	shut := max(0, p.at.Sub(now))
	const almost = 1e-9 // what rounding to nanoseconds may cost
	if missing := 1 - p.tokens; missing > almost {
		p.awaited = true
		return shut + time.Duration(math.Ceil(missing/p.rate*float64(time.Second)))
	}
	return shut
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

// limited shuts the bucket until a time, after which it starts with one token
// rather than a burst: Slack has just said that it is too much.
func (p *pace) limited(now, until time.Time) {
	shut := p.at.After(now)
	if !shut {
		p.rate = max(p.rate/2, p.most*floor)
	}
	if !shut || until.After(p.at) {
		p.at = until
	}
	p.tokens = min(p.burst, 1)
}

// accepted lets the rate grow, and says whether it did. A bucket that is shut
// does not grow: what was accepted was sent before.
func (p *pace) accepted(now time.Time) bool {
	if p.rate >= p.most || p.at.After(now) {
		return false
	}
	p.advance(now)
	p.rate = min(p.most, p.rate+p.most*growth/p.rate)
	return true
}

// idle says that the bucket is full, so that a new one would be the same.
func (p *pace) idle(now time.Time) bool {
	p.advance(now)
	return p.tokens >= p.burst
}
