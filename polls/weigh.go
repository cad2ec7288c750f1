package polls

import (
	"errors"
	"maps"
)

// What the answers say takes the longer to find the more people are asked, and a poll is changed where the changes of all
// polls wait for each other. So a poll is weighed there only while few people are asked. Else an answer is recorded and the
// poll waits to be weighed ([Poll.Unweighed]); that is done on a copy ([Poll.Weighing]), whose reading is then used
// ([Poll.Knowing]) if the answers are still the same.

// ErrUnweighed is returned by a transition for which the answers are first to be weighed. Nothing was recorded.
var ErrUnweighed = errors.New("polls: the answers are to be weighed first")

// Weighing is a copy of what is to be weighed of a poll.
type Weighing struct {
	at      int
	kind    Kind
	ballots Ballots
}

// Reading is what a poll's answers said as they stood after one of its events.
type Reading struct {
	at    int
	found Finding
}

// Read weighs the copy, which may take a while.
func (w Weighing) Read() Reading { return Reading{w.at, w.kind.Weigh(w.ballots)} }

// Weighing returns a copy of the answers that count now, or count beside the late ones.
func (p *Poll) Weighing() Weighing {
	b := p.inScales()
	b.Taken = maps.Clone(b.Taken)
	return Weighing{p.movedAt(), p.Kind, b}
}

// inScales are the ballots that are to be weighed: the counted answers, once there is an outcome with the late ones.
func (p *Poll) inScales() Ballots {
	if p.Phase == PhaseOpen || p.late.of == nil {
		return p.ballots(p.tally)
	}
	return p.lateBallots()
}

// movedAt is the event that last changed these.
func (p *Poll) movedAt() int {
	if p.Phase == PhaseOpen {
		return p.swayed
	}
	return p.stirred
}

// Knowing calls change while the poll knows what a reading says. One of other answers than the poll has now says nothing.
func (p *Poll) Knowing(r Reading, change func(*Poll) ([]Event, error)) ([]Event, error) {
	p.known = r
	defer func() { p.known = Reading{} }()
	return change(p)
}

// Unweighed reports whether the poll waits to be weighed: only what the answers say can still be missing, and they have
// not been weighed since they last changed; or time is up; or what late answers make of the outcome is not known.
func (p *Poll) Unweighed() bool {
	if p.Phase == PhaseOpen {
		return p.lapsed || p.weighed != p.swayed && p.full() && !p.quick()
	}
	return p.weighed < p.stirred && !p.quick()
}

// full says that enough have answered for what they say to matter, or everybody has.
func (p *Poll) full() bool {
	verdict := p.verdict()
	return verdict == IsMet || p.inVain(verdict)
}

// quick says that the answers can be weighed at once.
func (p *Poll) quick() bool { return p.Kind.Quick(p.inScales()) }

// weigh finds what the counted answers say now; ok is false when that is not known and cannot be found at once.
func (p *Poll) weigh() (found Finding, ok bool) {
	switch {
	case p.known.at > 0 && p.known.at == p.movedAt():
		return p.known.found, true
	case !p.quick():
		return Finding{}, false
	}
	return p.found(), true
}

// found weighs the counted answers as they are now, however long that takes.
func (p *Poll) found() Finding { return p.Kind.Weigh(p.inScales()) }

// few is how many people may be asked for their answers to be weighed at once: that takes some ten microseconds.
const few = 20

// few says that so few people are asked.
func (b Ballots) few() bool { return b.Counted+b.Pending <= few }
