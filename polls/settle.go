package polls

import (
	"time"

	"quorum/polls/kind"
)

// settle judges the rule after something changed: it publishes when the rule is met or everybody has answered in vain, and
// notes once that the rule has become impossible. What is published stays open for late answers until its deadline; an
// anonymous poll takes none.
func (p *Poll) settle(now time.Time) []Event {
	var events []Event
	if p.Phase == PhaseOpen {
		events = p.applyRule(now)
	}
	if p.Phase == PhasePublished && p.Anonymous {
		events = append(events, p.record(now, "", Closed{Why: AtQuorum}))
	}
	return events
}

// judge does what the rule says of an open poll. First comes what costs the same however many people there are; what the
// answers say is weighed only when nothing else is missing.
func (p *Poll) applyRule(now time.Time) []Event {
	verdict := p.verdict()
	if verdict == IsMet || p.exhausted(verdict) {
		return p.applyAnswers(now, verdict)
	}
	return p.recordStuck(now)
}

// applyAnswers does what the answers say, once they can be weighed.
func (p *Poll) applyAnswers(now time.Time, verdict Verdict) []Event {
	found, ok := p.weigh()
	if !ok {
		return nil
	}
	met := p.verdictWith(found) == IsMet
	if met || p.exhausted(verdict) {
		return []Event{p.publish(now, met, found)}
	}
	var events []Event
	if p.weighedAt != p.changedAt && !p.quick() {
		events = append(events, p.record(now, "", Weighed{Upto: p.changedAt}))
	}
	return append(events, p.recordStuck(now)...)
}

// nobodyLeft says that nobody is left who could still answer.
func (p *Poll) nobodyLeft(verdict Verdict) bool {
	return p.waiting() == 0 && (p.counts.Replaceable == 0 || verdict == IsImpossible)
}

// exhausted says that everybody has given a position. If the rule is not met by them, it never will be. Somebody who took a way
// out, or could not be reached, is no such end: the asker may ask others, and they may come back.
func (p *Poll) exhausted(verdict Verdict) bool { return p.nobodyLeft(verdict) && p.counts.vacant == 0 }

// verdict says how the rule stands by how many have answered, and who: as it would if the answers said what it asks for.
func (p *Poll) verdict() Verdict {
	s := p.Standing()
	verdict := p.Rule.Judge(s)
	if p.Anonymous && verdict == IsMet && s.Answered < SafeSize { // people left since it was asked
		return verdictFor(s.Answered, s.Pending, SafeSize)
	}
	return verdict
}

// verdictWith says how the rule stands by that and by what the answers say.
func (p *Poll) verdictWith(found kind.Finding) Verdict {
	if verdict := p.verdict(); verdict != IsMet || p.Rule.inspects() == atCounts {
		return verdict
	}
	return p.Rule.Judge(p.Standing().withFinding(found))
}

// waiting counts the people who could answer and have not, early or late.
func (p *Poll) waiting() int { return p.counts.Pending - p.pendingWithLate }

func (p *Poll) publish(now time.Time, met bool, found kind.Finding) Event {
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
			return p.applyFallback(now), nil
		}
		found, ok := p.weigh()
		if !ok {
			return nil, ErrUnweighed
		}
		met := p.verdictWith(found) == IsMet // it was before, and waited to be weighed
		if !met && p.Rule.Else.goesOn() {
			return p.applyFallback(now), nil
		}
		events = append(events, p.record(now, "", Published{Outcome: p.atDeadline(found)}))
	}
	return append(events, p.record(now, "", Closed{Why: AtDeadline})), nil
}

// atDeadline is the outcome when time is up. A tie is waited out no longer.
func (p *Poll) atDeadline(found kind.Finding) Outcome {
	met := p.verdictWithoutTie(found) == IsMet
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

// While the leading answers are tied and somebody may still answer, a poll goes on, though enough have answered: until one of
// them breaks the tie, nobody is left, or time is up. It is so of every rule, and said from the start. Polls that were asked
// before it was so have no such rule, and anonymous ones must not: the moment at which a tie is broken would tell what the
// last answer was.
//
// Somebody who may still answer can always break a tie. Of options that are chosen or approved of, whichever leads gets
// that answer alone; of rankings, whoever adds one that puts a tied option first makes it the only winner (Schulze, Social
// Choice and Welfare 36:267, 2011: resolvability).

// tied reports whether the first place is shared.
func (o Outcome) tied() bool { return o.label() == Tied }

// waitsForTie says that enough have answered, and the rule waits for a tie to be broken.
func (r Rule) waitsForTie(s Standing) bool {
	return r.NoTie && s.Found.Tied && s.Pending+s.Replaceable > 0
}

// verdictWithoutTie says how the rule stands apart from a tie, by what the answers say.
func (p *Poll) verdictWithoutTie(found kind.Finding) Verdict {
	apart := p.Rule
	apart.NoTie = false
	if verdict := p.verdict(); verdict != IsMet || apart.inspects() == atCounts {
		return verdict
	}
	return apart.Judge(p.Standing().withFinding(found))
}

// mentionsTie says that a tie can matter: it takes fewer than everybody, and no certain outcome.
func (r Rule) mentionsTie(s Standing) bool {
	for _, c := range r.Clauses {
		switch c := c.(type) {
		case sure, decided:
			return false
		case answers:
			if c.need(s) >= s.Eligible {
				return false
			}
		case independent:
			if c.N >= s.Eligible {
				return false
			}
		}
	}
	return r.NoTie
}

// Words says to a reader what it takes: while it is open also that a tie is waited out.
func (p *Poll) Words() string {
	rule := p.Rule
	rule.NoTie = rule.NoTie && p.Phase == PhaseOpen
	return rule.Words(p.Standing())
}
