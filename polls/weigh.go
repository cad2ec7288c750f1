package polls

import (
	"errors"
	"maps"
	"time"

	"quorum/polls/kind"
)

// What the answers say takes the longer to find the more people are asked, and a poll is changed where the changes of all
// polls wait for each other. So a poll is weighed there only while few people are asked. Else an answer is recorded and the
// poll waits to be weighed ([Poll.Unweighed]); that is done on a copy ([Poll.Weighing]), whose reading is then used
// ([Poll.WithResult]) if the answers are still the same.

// Weigh does what waited for the answers to be weighed. It does nothing when nothing did. It returns [ErrUnweighed] when the
// poll does not know what they say.
func (p *Poll) Weigh(now time.Time) ([]Event, error) {
	switch {
	case p.Phase != PhaseOpen:
		return p.weighLate(now)
	case !p.lapsed && !p.worthWeighing():
		return nil, nil
	case p.overdue(now):
		return p.expire(now)
	}
	if _, ok := p.weigh(); !ok {
		return nil, ErrUnweighed
	}
	return p.settle(now), nil
}

// ErrUnweighed is returned by a transition for which the answers are first to be weighed. Nothing was recorded.
var ErrUnweighed = errors.New("polls: the answers are to be weighed first")

// Weighing is a copy of what is to be weighed of a poll.
type Weighing struct {
	at      int
	kind    kind.Kind
	ballots kind.Ballots
}

// WeighResult is what a poll's answers said as they stood after one of its events.
type WeighResult struct {
	at    int
	found kind.Finding
}

// Run weighs the copy, which may take a while.
func (w Weighing) Run() WeighResult { return WeighResult{w.at, w.kind.Weigh(w.ballots)} }

// Weighing returns a copy of the answers that count now, or count beside the late ones.
func (p *Poll) Weighing() Weighing {
	b := p.ballotsToWeigh()
	b.Taken = maps.Clone(b.Taken)
	return Weighing{p.ballotsChangedAt(), p.Kind, b}
}

// ballotsToWeigh are the ballots that are to be weighed: the counted answers, once there is an outcome with the late ones.
func (p *Poll) ballotsToWeigh() kind.Ballots {
	if p.Phase == PhaseOpen || p.late.counts == nil {
		return p.ballots(p.tally)
	}
	return p.lateBallots()
}

// ballotsChangedAt is the event that last changed these.
func (p *Poll) ballotsChangedAt() int {
	if p.Phase == PhaseOpen {
		return p.changedAt
	}
	return p.lateChangedAt
}

// WithResult calls change while the poll knows what a reading says. One of other answers than the poll has now says nothing.
func (p *Poll) WithResult(r WeighResult, change func(*Poll) ([]Event, error)) ([]Event, error) {
	p.result = r
	defer func() { p.result = WeighResult{} }()
	return change(p)
}

// Unweighed reports whether the poll waits to be weighed: only what the answers say can still be missing, and they have
// not been weighed since they last changed; or time is up; or what late answers make of the outcome is not known.
func (p *Poll) Unweighed() bool {
	if p.Phase == PhaseOpen {
		return p.lapsed || p.weighedAt != p.changedAt && p.worthWeighing() && !p.quick()
	}
	return p.weighedAt < p.lateChangedAt && !p.quick()
}

// worthWeighing says that enough have answered for what they say to matter, or everybody has.
func (p *Poll) worthWeighing() bool {
	verdict := p.verdict()
	return verdict == IsMet || p.exhausted(verdict)
}

// quick says that the answers can be weighed at once.
func (p *Poll) quick() bool { return p.Kind.Quick(p.ballotsToWeigh()) }

// weigh finds what the counted answers say now; ok is false when that is not known and cannot be found at once.
func (p *Poll) weigh() (found kind.Finding, ok bool) {
	switch {
	case p.result.at > 0 && p.result.at == p.ballotsChangedAt():
		return p.result.found, true
	case !p.quick():
		return kind.Finding{}, false
	}
	return p.Finding(), true
}

// Finding weighs the counted answers as they are now, however long that takes.
func (p *Poll) Finding() kind.Finding { return p.Kind.Weigh(p.ballotsToWeigh()) }
