package polls

import "time"

// settle judges the rule after something changed: it publishes when the rule is met, ends a poll that nobody can still
// answer, and notes once that the rule has become impossible.
func (p *Poll) settle(now time.Time) []Event {
	var events []Event
	if p.Phase == PhaseOpen {
		events = p.judge(now)
	}
	switch {
	case p.Phase == PhasePublished && p.waiting() == 0:
		events = append(events, p.record(now, "", Closed{Why: Everybody}))
	case p.Phase == PhasePublished && p.Anonymous:
		events = append(events, p.record(now, "", Closed{Why: AtQuorum}))
	}
	return events
}

// judge does what the rule says of an open poll. First comes what costs the same however many people there are; what the
// answers say is weighed only when nothing else is missing.
func (p *Poll) judge(now time.Time) []Event {
	verdict := p.verdict()
	switch over := p.over(verdict); {
	case verdict == IsMet || over:
		found := p.weigh()
		if met := p.verdictWith(found) == IsMet; met || over {
			return []Event{p.publish(now, met, found)}
		}
	case verdict == IsImpossible && !p.stuck:
		return []Event{p.record(now, "", Stuck{Why: p.Rule.Missing(p.Standing())})}
	}
	return nil
}

// over says that nobody is left who could still answer.
func (p *Poll) over(verdict Verdict) bool {
	return p.waiting() == 0 && (p.counts.Behind == 0 || verdict == IsImpossible)
}

// verdict says how the rule stands by how many have answered, and who: as it would if the answers said what it asks for.
func (p *Poll) verdict() Verdict {
	s := p.Standing()
	verdict := p.Rule.Judge(s)
	if p.Anonymous && verdict == IsMet && s.Answered < SafeSize { // people left since it was asked
		return judge(s.Answered, s.Pending, SafeSize)
	}
	return verdict
}

// verdictWith says how the rule stands by that and by what the answers say.
func (p *Poll) verdictWith(found Finding) Verdict {
	if verdict := p.verdict(); verdict != IsMet || p.Rule.looks() == atCounts {
		return verdict
	}
	return p.Rule.Judge(p.Standing().seen(found))
}

// weigh finds what the counted answers say now.
func (p *Poll) weigh() Finding { return p.Kind.Weigh(p.ballots(p.tally)) }

// waiting counts the people who could answer and have not, early or late.
func (p *Poll) waiting() int { return p.counts.Pending - p.lateSeats }

func (p *Poll) publish(now time.Time, met bool, found Finding) Event {
	return p.record(now, "", Published{Outcome: p.outcome(met, found)})
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
		found := p.weigh()
		o := p.outcome(false, found)
		switch {
		case o.Withheld && o.Counted > 0 && p.Rule.Else.Adopt != "":
			o.Refuted = "the answers are too few to be looked at"
		default:
			o.Adopted, o.Refuted = p.adopts(found)
		}
		o.Label = o.unmetLabel()
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
