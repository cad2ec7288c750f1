package figures

import (
	"time"

	"quorum/polls"
	"quorum/polls/kind"
	"quorum/polls/worktime"
)

// Account is what one poll tells about waiting. Of its answers it tells only whether later ones changed what it had
// found. All gains are of a poll whose rule was met.
type Account struct {
	Asked     time.Time
	Ended     time.Time // its publication, or its end without one; zero: it is still open
	Decided   bool      // it was published because its rule was met
	Cancelled bool
	Took      worktime.Duration // to the decision; without one to its end, or so far

	// Parallel is what asking the same people one after another would have taken longer, at least: Σ L_i − max L_i over
	// the answers that made the quorum, L_i from the delivery of the question to the first answer.
	Parallel worktime.Duration
	// Quorum is how much longer the last answer took or, while somebody is silent, the deadline. It is so far while they
	// may still answer.
	Quorum worktime.Duration
	SoFar  bool
	// Certainty is from when nobody could change the outcome any more to the planned close; of a poll of which that is not
	// known more precisely, from its publication.
	Certainty worktime.Duration

	Needed   int  // answers that made the quorum
	Spare    int  // people asked beyond those
	Answered int  // of those, who answered all the same
	Reversed bool // late answers make another outcome, or it was asked again

	Firm bool // it was called [polls.Firm], and everybody has answered since
	Held bool // and it still is what everybody's answers say
}

// AccountFor says what a poll tells about waiting, as far as it has gone by now. The events are its whole log.
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

// waitEnd is until when one would have waited for everybody: the last answer, or the deadline when somebody is
// silent. soFar says that it may yet be later, or may have been.
func waitEnd(p *polls.Poll, last, now time.Time) (end time.Time, soFar bool) {
	switch {
	case p.ClosedWhy == polls.AtQuorum: // an anonymous one, which takes no late answers
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

// decidedSince is since when nobody could change the outcome that was published as decided. It is looked for among few
// people who choose one option each; of others it is the publication, at the latest.
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
