package polls

import (
	"errors"
	"maps"
	"time"

	"quorum/polls/kind"
)

// The cost of weighing the answers grows with the number of people, and all polls wait while one of them is changed.
// So a change weighs the answers itself only where that is quick. Otherwise the answer is recorded and the poll waits
// to be weighed ([Poll.Unweighed]). That is done on a copy ([Poll.Weighing]), and the result is used
// ([Poll.WithResult]) if the answers are still the same.

// Weigh does what waited for the answers to be weighed; nothing when nothing did. It returns [ErrUnweighed] when the
// poll does not have the result.
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

// ErrUnweighed is returned by a transition that needs the answers to be weighed first. Nothing was recorded.
var ErrUnweighed = errors.New("polls: the answers are to be weighed first")

// Weighing is a copy of the ballots that are to be weighed.
type Weighing struct {
	at      int
	kind    kind.Kind
	ballots kind.Ballots
}

// WeighResult is what the answers of a poll said after one of its events.
type WeighResult struct {
	at    int
	found kind.Finding
}

// Run weighs the copy, which may take long.
func (w Weighing) Run() WeighResult { return WeighResult{w.at, w.kind.Weigh(w.ballots)} }

// Weighing returns a copy of the ballots that are to be weighed now.
func (p *Poll) Weighing() Weighing {
	b := p.ballotsToWeigh()
	b.Taken = maps.Clone(b.Taken)
	return Weighing{p.ballotsChangedAt(), p.Kind, b}
}

// ballotsToWeigh returns the counted answers and, once there is an outcome and a late answer, these with the late
// ones.
func (p *Poll) ballotsToWeigh() kind.Ballots {
	if p.Phase == PhaseOpen || p.late.counts == nil {
		return p.ballots(p.tally)
	}
	return p.lateBallots()
}

// ballotsChangedAt returns the Seq of the last event that changed ballotsToWeigh.
func (p *Poll) ballotsChangedAt() int {
	if p.Phase == PhaseOpen {
		return p.changedAt
	}
	return p.lateChangedAt
}

// WithResult calls change while the poll has a result. A result for other answers than the present ones is not used.
func (p *Poll) WithResult(r WeighResult, change func(*Poll) ([]Event, error)) ([]Event, error) {
	p.result = r
	defer func() { p.result = WeighResult{} }()
	return change(p)
}

// Unweighed reports whether the poll waits to be weighed: because only what the answers say can still be missing and
// they have changed, because the deadline has passed, or because late answers have changed.
func (p *Poll) Unweighed() bool {
	if p.Phase == PhaseOpen {
		return p.lapsed || p.weighedAt != p.changedAt && p.worthWeighing() && !p.quick()
	}
	return p.weighedAt < p.lateChangedAt && !p.quick()
}

// worthWeighing reports whether enough people have answered for what they say to matter, or everybody has.
func (p *Poll) worthWeighing() bool {
	verdict := p.verdict()
	return verdict == IsMet || p.exhausted(verdict)
}

// quick reports whether the answers can be weighed within a change.
func (p *Poll) quick() bool { return p.Kind.Quick(p.ballotsToWeigh()) }

// weigh returns what the answers say now; ok is false when there is no result and weighing is not quick.
func (p *Poll) weigh() (found kind.Finding, ok bool) {
	switch {
	case p.result.at > 0 && p.result.at == p.ballotsChangedAt():
		return p.result.found, true
	case !p.quick():
		return kind.Finding{}, false
	}
	return p.Finding(), true
}

// Finding weighs the answers as they are now, however long that takes.
func (p *Poll) Finding() kind.Finding { return p.Kind.Weigh(p.ballotsToWeigh()) }
