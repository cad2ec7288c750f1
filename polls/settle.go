package polls

import "time"

// settle judges the rule after something changed: it publishes when the rule is met or everybody has answered in vain, and
// notes once that the rule has become impossible. What is published stays open for late answers until its deadline; an
// anonymous poll takes none.
func (p *Poll) settle(now time.Time) []Event {
	var events []Event
	if p.Phase == PhaseOpen {
		events = p.judge(now)
	}
	if p.Phase == PhasePublished && p.Anonymous {
		events = append(events, p.record(now, "", Closed{Why: AtQuorum}))
	}
	return events
}

// judge does what the rule says of an open poll. First comes what costs the same however many people there are; what the
// answers say is weighed only when nothing else is missing.
func (p *Poll) judge(now time.Time) []Event {
	verdict := p.verdict()
	if verdict == IsMet || p.inVain(verdict) {
		return p.judgeAnswers(now, verdict)
	}
	return p.noteStuck(now)
}

// judgeAnswers does what the answers say, once they can be weighed.
func (p *Poll) judgeAnswers(now time.Time, verdict Verdict) []Event {
	found, ok := p.weigh()
	if !ok {
		return nil
	}
	met := p.verdictWith(found) == IsMet
	if met || p.inVain(verdict) {
		return []Event{p.publish(now, met, found)}
	}
	var events []Event
	if p.weighed != p.swayed && !p.quick() {
		events = append(events, p.record(now, "", Weighed{Upto: p.swayed}))
	}
	return append(events, p.noteStuck(now)...)
}

// over says that nobody is left who could still answer.
func (p *Poll) over(verdict Verdict) bool {
	return p.waiting() == 0 && (p.counts.Behind == 0 || verdict == IsImpossible)
}

// inVain says that everybody has given a position. If the rule is not met by them, it never will be. Somebody who took a way
// out, or could not be reached, is no such end: the asker may ask others, and they may come back.
func (p *Poll) inVain(verdict Verdict) bool { return p.over(verdict) && p.counts.out == 0 }

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

// Weigh does what waited for the answers to be weighed. It does nothing when nothing did. It returns [ErrUnweighed] when the
// poll does not know what they say.
func (p *Poll) Weigh(now time.Time) ([]Event, error) {
	switch {
	case p.Phase != PhaseOpen:
		return p.weighLate(now)
	case !p.lapsed && !p.full():
		return nil, nil
	case p.overdue(now):
		return p.expire(now)
	}
	if _, ok := p.weigh(); !ok {
		return nil, ErrUnweighed
	}
	return p.settle(now), nil
}

// waiting counts the people who could answer and have not, early or late.
func (p *Poll) waiting() int { return p.counts.Pending - p.lateSeats }

func (p *Poll) publish(now time.Time, met bool, found Finding) Event {
	return p.record(now, "", Published{Outcome: p.outcome(met, found)})
}

// Tick does what time alone brings. People who have said nothing are reminded, at most twice, in their working time, and
// the second time whoever stands in for them is asked as well. At the deadline the poll closes, with a summary of what
// there is if none was posted, as soon as that is weighed. Before [Poll.Due], and when everything is over, it does nothing.
func (p *Poll) Tick(now time.Time) []Event {
	events, err := p.expire(now)
	switch {
	case err == nil:
		return append(events, p.nudge(now)...)
	case p.lapsed:
		return nil
	}
	return []Event{p.record(now, "", Lapsed{})}
}

// expire does what the deadline brings, once it has passed. If it returns [ErrUnweighed], nothing was recorded.
func (p *Poll) expire(now time.Time) ([]Event, error) {
	if !p.overdue(now) {
		return nil, nil
	}
	var events []Event
	if p.Phase == PhaseOpen {
		if p.Rule.Else.goesOn() && !p.Unweighed() {
			return p.fallBack(now), nil
		}
		found, ok := p.weigh()
		if !ok {
			return nil, ErrUnweighed
		}
		met := p.verdictWith(found) == IsMet // it was before, and waited to be weighed
		if !met && p.Rule.Else.goesOn() {
			return p.fallBack(now), nil
		}
		events = append(events, p.record(now, "", Published{Outcome: p.atDeadline(found)}))
	}
	return append(events, p.record(now, "", Closed{Why: AtDeadline})), nil
}

// atDeadline is the outcome when time is up. A tie is waited out no longer.
func (p *Poll) atDeadline(found Finding) Outcome {
	met := p.enough(found) == IsMet
	o := p.outcome(met, found)
	switch {
	case met:
	case o.Withheld && o.Counted > 0 && p.Rule.Else.Adopt != "":
		o.Refuted = "the answers are too few to be looked at"
	default:
		o.Adopted, o.Refuted = p.adopts(found)
	}
	if !met {
		o.Label = o.unmetLabel()
	}
	return o
}

// overdue says that the deadline has passed and has not been dealt with.
func (p *Poll) overdue(now time.Time) bool {
	return (p.Phase == PhaseOpen || p.Phase == PhasePublished) && (p.lapsed || !now.Before(p.Deadline))
}

// ends says that the deadline has passed and the poll does not go on after it.
func (p *Poll) ends(now time.Time) bool { return p.overdue(now) && !p.Rule.Else.goesOn() }
