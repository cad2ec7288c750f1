package polls

import "time"

// settle judges the rule after something changed: it publishes when the rule is met, ends a poll that nobody can still
// answer, and notes once that the rule has become impossible.
func (p *Poll) settle(now time.Time) []Event {
	var events []Event
	if p.Phase == PhaseOpen {
		verdict := p.verdict()
		switch {
		case verdict == IsMet:
			events = append(events, p.publish(now, true))
		case p.waiting() == 0 && (p.counts.behind == 0 || verdict == IsImpossible):
			events = append(events, p.publish(now, false))
		case verdict == IsImpossible && !p.stuck:
			events = append(events, p.record(now, "", Stuck{Why: p.Rule.Missing(p.Standing())}))
		}
	}
	switch {
	case p.Phase == PhasePublished && p.waiting() == 0:
		events = append(events, p.record(now, "", Closed{Why: Everybody}))
	case p.Phase == PhasePublished && p.Anonymous:
		events = append(events, p.record(now, "", Closed{Why: AtQuorum}))
	}
	return events
}

// verdict says how the rule stands now. What the answers say is weighed last, and only when it could still make the rule
// met: everything else costs the same however many people there are.
func (p *Poll) verdict() Verdict {
	s := p.Standing()
	verdict, depth := p.Rule.Judge(s), p.Rule.looks()
	if p.Anonymous && verdict == IsMet && s.Answered < SafeSize { // people left since it was asked
		return judge(s.Answered, s.Pending, SafeSize)
	}
	if verdict != IsMet || depth == atCounts {
		return verdict
	}
	b := p.ballots(p.tally)
	if depth == atBlocks {
		b = b.settled()
	}
	return p.Rule.Judge(s.seen(p.Kind.Weigh(b)))
}

// waiting counts the people who could answer and have not, early or late.
func (p *Poll) waiting() int { return p.counts.Pending - p.lateSeats }

func (p *Poll) publish(now time.Time, met bool) Event {
	return p.record(now, "", Published{Outcome: p.outcome(met)})
}

// Tick does what time alone brings. People who have said nothing are reminded, at most twice, in their working time, and
// the second time whoever stands in for them is asked as well. At the deadline the poll closes, with a summary of what
// there is if none was posted. Before [Poll.Due], and when everything is over, it does nothing.
func (p *Poll) Tick(now time.Time) []Event {
	events := p.expire(now)
	return append(events, p.nudge(now)...)
}

// expire does what the deadline brings, once it has passed.
func (p *Poll) expire(now time.Time) []Event {
	if !p.overdue(now) {
		return nil
	}
	var events []Event
	if p.Phase == PhaseOpen {
		if events = p.fallBack(now); events != nil {
			return events
		}
		o := p.outcome(false)
		switch {
		case o.Withheld && o.Counted > 0 && p.Rule.Else.Adopt != "":
			o.Refuted = "the answers are too few to be looked at"
		default:
			o.Adopted, o.Refuted = p.adopts(p.Kind.Weigh(p.ballots(p.tally).settled()))
		}
		events = append(events, p.record(now, "", Published{Outcome: o}))
	}
	return append(events, p.record(now, "", Closed{Why: AtDeadline}))
}

// overdue says that the deadline has passed and has not been dealt with.
func (p *Poll) overdue(now time.Time) bool {
	return (p.Phase == PhaseOpen || p.Phase == PhasePublished) && !now.Before(p.Deadline)
}

// ends says that the deadline has passed and the poll does not go on after it.
func (p *Poll) ends(now time.Time) bool { return p.overdue(now) && !p.Rule.Else.goesOn() }
