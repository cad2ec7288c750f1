package polls

import (
	"time"

	"quorum/polls/kind"
)

// settle does what follows from a change. It publishes when the rule is met, or when everybody has given a position
// and it is not; and it records when the rule has become impossible. A published poll stays open for late answers
// until its deadline; an anonymous poll takes none and closes.
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

// applyRule does what the rule says of an open poll. Counting comes first, because its cost does not grow with the
// number of people; the answers are weighed only when nothing else is missing.
func (p *Poll) applyRule(now time.Time) []Event {
	verdict := p.verdict()
	if verdict == IsMet || p.exhausted(verdict) {
		return p.applyAnswers(now, verdict)
	}
	return p.recordStuck(now)
}

// applyAnswers does what the answers say, when they can be weighed now.
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

// nobodyLeft reports whether nobody can answer any more.
func (p *Poll) nobodyLeft(verdict Verdict) bool {
	return p.waiting() == 0 && (p.counts.Replaceable == 0 || verdict == IsImpossible)
}

// exhausted reports whether everybody has given a position, so that a rule that is not met never will be. A poll in
// which a person took a way out or could not be reached is not exhausted: the asker may ask others, and the person
// may come back.
func (p *Poll) exhausted(verdict Verdict) bool { return p.nobodyLeft(verdict) && p.counts.vacant == 0 }

// verdict returns the verdict by how many have answered and who they are, as if the answers said what the rule asks
// for.
func (p *Poll) verdict() Verdict {
	s := p.Standing()
	verdict := p.Rule.Judge(s)
	if p.Anonymous && verdict == IsMet && s.Answered < SafeSize { // people have left since the poll was asked
		return verdictFor(s.Answered, s.Pending, SafeSize)
	}
	return verdict
}

// verdictWith returns the verdict with what the answers say.
func (p *Poll) verdictWith(found kind.Finding) Verdict {
	if verdict := p.verdict(); verdict != IsMet || p.Rule.inspects() == atCounts {
		return verdict
	}
	return p.Rule.Judge(p.Standing().withFinding(found))
}

// waiting returns how many seats have no answer, early or late, and may get one.
func (p *Poll) waiting() int { return p.counts.Pending - p.pendingWithLate }

func (p *Poll) publish(now time.Time, met bool, found kind.Finding) Event {
	return p.record(now, "", Published{Outcome: p.outcome(met, found)})
}

// Tick does what time alone brings. People who have not answered are reminded, at most twice, in their working time;
// with the second reminder their deputies are asked. At the deadline the poll closes, with a summary if none was
// posted, as soon as the answers are weighed. Before [Poll.Due], and when the poll has ended, Tick does nothing.
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

// expire does what the deadline brings, once it has passed. With [ErrUnweighed] nothing was recorded.
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
		met := p.verdictWith(found) == IsMet // the rule was met before, and the answers waited to be weighed
		if !met && p.Rule.Else.goesOn() {
			return p.applyFallback(now), nil
		}
		events = append(events, p.record(now, "", Published{Outcome: p.atDeadline(found)}))
	}
	return append(events, p.record(now, "", Closed{Why: AtDeadline})), nil
}

// atDeadline returns the outcome at the deadline, at which a tie is no longer waited out.
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

// overdue reports whether the deadline has passed and was not dealt with.
func (p *Poll) overdue(now time.Time) bool {
	return (p.Phase == PhaseOpen || p.Phase == PhasePublished) && (p.lapsed || !now.Before(p.Deadline))
}

// ends reports whether the deadline has passed and the poll does not go on after it.
func (p *Poll) ends(now time.Time) bool { return p.overdue(now) && !p.Rule.Else.goesOn() }

// Ties. While the leading answers are tied and a person may still answer, a poll goes on although enough have
// answered: until the tie is broken, nobody is left, or the deadline. The rule says so from the start ([Rule].NoTie).
// Polls asked by earlier versions do not have it, and anonymous polls must not: the moment at which a tie is broken
// would tell what the last answer was.
//
// A person who may still answer can always break a tie. Where options are chosen or approved of, the answer goes to
// one of them alone; among rankings, one more that puts a tied option first makes it the only winner (Schulze, Social
// Choice and Welfare 36:267, 2011: resolvability).

// waitsForTie reports whether the rule waits for a tie to be broken.
func (r Rule) waitsForTie(s Standing) bool {
	return r.NoTie && s.Found.Tied && s.Pending+s.Replaceable > 0
}

// verdictWithoutTie returns the verdict with what the answers say, apart from a tie.
func (p *Poll) verdictWithoutTie(found kind.Finding) Verdict {
	apart := p.Rule
	apart.NoTie = false
	if verdict := p.verdict(); verdict != IsMet || apart.inspects() == atCounts {
		return verdict
	}
	return apart.Judge(p.Standing().withFinding(found))
}

// mentionsTie reports whether a tie can matter: the rule needs fewer answers than everybody's, and no certain
// outcome.
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

// Words returns the rule in words; while the poll is open also that a tie is waited out.
func (p *Poll) Words() string {
	rule := p.Rule
	rule.NoTie = rule.NoTie && p.Phase == PhaseOpen
	return rule.Words(p.Standing())
}
