package figures

import (
	"time"

	"quorum/polls"
	"quorum/polls/kind"
	"quorum/polls/worktime"
)

// Account is what waiting was like in one poll. Of the answers it tells only whether later ones changed the outcome.
// The gains are set only when the rule was met.
type Account struct {
	Asked     time.Time
	Ended     time.Time // when it was published, or ended without that; zero: it is still open
	Decided   bool      // it was published because its rule was met
	Cancelled bool
	Took      worktime.Duration // until the decision; without one until the end, or until now

	// Parallel is the time saved by asking everybody at once instead of one after another, at least: Σ L_i − max L_i
	// over the answers that made the quorum, where L_i is the time from the delivery of the question to the first
	// answer.
	Parallel worktime.Duration
	// Quorum is the time saved by not waiting for the last answer or, when a person is silent, for the deadline. While
	// they may still answer, SoFar is true and the gain may grow.
	Quorum worktime.Duration
	SoFar  bool
	// Certainty is the time saved because the outcome was certain: from when nobody could change it any more to the
	// deadline; from the publication when that instant is not known.
	Certainty worktime.Duration

	Needed   int  // answers that made the quorum
	Spare    int  // people asked beyond those
	Answered int  // how many of those answered too
	Reversed bool // late answers make another outcome, or the question was asked again

	Firm bool // it was labelled [polls.Firm], and everybody has answered since
	Held bool // and that is still what everybody's answers say
}

// AccountFor returns the account of a poll until now. events is its whole log.
func AccountFor(p *polls.Poll, now time.Time, events []polls.Event) Account {
	a := Account{Asked: p.OpenedAt, Cancelled: p.Phase == polls.PhaseCancelled, Took: p.Work().Measure(p.OpenedAt, p.WaitedUntil(now))}
	if p.Phase != polls.PhaseOpen {
		a.Ended = p.WaitedUntil(now)
	}
	if p.Published.IsZero() || !p.Outcome.Met() {
		return a
	}
	_, asked := p.Progress()
	a.Decided, a.Needed, a.Spare = true, p.Outcome.Counted, max(0, asked-p.Outcome.Counted)
	a.Reversed = p.LateLeader() != "" || p.AskedAgain != 0
	a.Firm = p.Outcome.Label == polls.Firm && len(p.NotAnswered()) == 0
	a.Held = a.Firm && p.LateLeader() == ""
	a.Parallel = parallelGain(p)
	last := p.Published
	for _, s := range p.Stakeholders() {
		if p.Counts(s.Person) && !p.Counted(s.Person) && !s.Late.At.IsZero() {
			a.Answered++
			last = worktime.Later(last, s.First)
		}
	}
	end, soFar := waitEnd(p, last, now)
	a.Quorum, a.SoFar = p.Work().Measure(p.Published, end), soFar
	if p.Outcome.Label == polls.Decided {
		a.Certainty = p.Work().Measure(decidedSince(p, events), p.Deadline)
	}
	return a
}

func parallelGain(p *polls.Poll) worktime.Duration {
	var sum, longest worktime.Duration
	for _, s := range p.Stakeholders() {
		if p.Counted(s.Person) {
			sum, longest = sum.Plus(p.Latency(s)), longest.Longer(p.Latency(s))
		}
	}
	return sum.Minus(longest)
}

// waitEnd returns until when one would have waited for everybody: the last answer, or the deadline when a person is
// silent. soFar is true when it may become later, or could have.
func waitEnd(p *polls.Poll, last, now time.Time) (end time.Time, soFar bool) {
	switch {
	case p.ClosedWhy == polls.AtQuorum: // an anonymous poll, which takes no late answers
		return last, true
	case len(p.NotAnswered()) == 0:
		return last, false
	case p.Phase == polls.PhaseClosed && p.ClosedAt.Before(p.Deadline):
		return p.ClosedAt, true
	case now.Before(p.Deadline):
		return now, true
	}
	return p.Deadline, false
}

// decidedSince returns since when nobody could change an outcome that was published as decided. It is searched for in
// polls of at most 20 people who choose one option; for others it is the publication.
func decidedSince(p *polls.Poll, events []polls.Event) (since time.Time) {
	const few = 20
	if p.Anonymous || p.Kind.Way() != kind.OneOf || len(p.Stakeholders()) > few {
		return p.Published
	}
	then := &polls.Poll{}
	for _, e := range events {
		if err := then.Apply(e); err != nil || !then.Published.IsZero() {
			break
		}
		found := then.Finding()
		switch settled := found.Leader != "" && found.Swing == 0; {
		case !settled:
			since = time.Time{}
		case since.IsZero():
			since = e.At
		}
	}
	if since.IsZero() {
		return p.Published
	}
	return since
}
