package polls

import (
	"slices"
	"strconv"
	"time"

	"quorum/polls/phrase"
)

// Stuck reports whether nobody who may still answer can make the rule met, so that the poll waits for its asker, for
// somebody who took a way out to come back, or for its deadline.
func (p *Poll) Stuck() bool {
	verdict := p.verdict()
	return p.Phase == PhaseOpen && (verdict == IsImpossible || p.nobodyLeft(verdict))
}

// recordStuck notes that the rule can no longer be met, or can be again.
func (p *Poll) recordStuck(now time.Time) []Event {
	switch stuck := p.Stuck(); {
	case p.Phase != PhaseOpen:
	case stuck && !p.stuck:
		return []Event{p.record(now, "", Stuck{Why: p.Rule.Missing(p.Standing())})}
	case p.stuck && !stuck:
		return []Event{p.record(now, "", Freed{})}
	}
	return nil
}

// stuckNotices tell the asker that the rule can no longer be met, each time anew, and keep the last notes of it up to date.
func (p *Poll) stuckNotices(e Event) (all []Notice) {
	const last = 2
	at := e.At
	switch e.Fact.(type) {
	case Published:
		at = at.Add(CardPace) // when it is known where the summary stands
	case Stuck, Freed, Joined, Amended, Cancelled:
	default:
		return nil
	}
	for n := max(1, p.stucks-last+1); n <= p.stucks; n++ {
		all = append(all, p.askerNotice(NoticeStuck, stuckKey(n), at))
	}
	return all
}

func stuckKey(n int) string { return "stuck/" + strconv.Itoa(n) }

// LastStuck reports whether a notice of the kind [NoticeStuck] is the last one of its poll. Earlier versions had only one.
func (p *Poll) LastStuck(key string) bool { return key == stuckKey(p.stucks) || key == "stuck" }

// Remedies returns what would make the rule possible again, each in words that begin with a verb, and naming groups as the
// surface writes them: "ask 1 more person", "lower it to 1 of 2". It may know of nothing.
func (p *Poll) Remedies() []string {
	s := p.Standing()
	var do []string
	if n := p.morePeopleNeeded(); n > 0 {
		do = append(do, "ask "+strconv.Itoa(n)+" more "+phrase.Plural(n, "person", "people"))
	}
	for _, r := range p.Rule.unfilled(s) {
		do = append(do, "ask somebody else from "+r.who())
	}
	if lower, ok := p.Rule.attainable(s); ok && p.mayLowerTo(lower) {
		do = append(do, "lower it to "+lower.String())
	}
	return do
}

// morePeopleNeeded is how many more people, each their own source and in no group, make the rule possible; 0 when none do.
func (p *Poll) morePeopleNeeded() int {
	const most = 20
	c := p.countedBy(p.Rule)
	for n := 1; n <= most; n++ {
		c.addPerson(&Stakeholder{Invite: Invite{Person: Person("one more/" + strconv.Itoa(n))}, State: Pending}, +1)
		if p.Rule.Judge(c.standing()) != IsImpossible {
			return n
		}
	}
	return 0
}

// unfilled are the roles that nobody pending can fill, of which somebody else could be asked.
func (r Rule) unfilled(s Standing) (all roles) {
	for _, c := range r.Clauses {
		named, _ := c.(roles)
		then := named.assign(s, func(b SeatCount) int { return b.Final })
		for i, role := range named {
			if then[i] < role.need(s) && slices.ContainsFunc(role.From, func(m Mention) bool { return m.Group }) {
				all = append(all, role)
			}
		}
	}
	return all
}

// attainable is the rule with the highest numbers that those pending can reach, and without the roles that they cannot fill;
// ok is false when it would not say any more how many are enough.
func (r Rule) attainable(s Standing) (lower Rule, ok bool) {
	for _, c := range r.Clauses {
		if l, is := c.(interface{ attainable(Standing) Clause }); is && c.Judge(s) == IsImpossible {
			if c = l.attainable(s); c == nil {
				continue
			}
		}
		lower.Clauses = append(lower.Clauses, c)
	}
	return lower, lower.hasQuota() && lower.Judge(s) != IsImpossible && lower.String() != Rule{Clauses: r.Clauses}.String()
}

func (a answers) attainable(s Standing) Clause {
	if most := s.Answered + s.Pending; most > 0 {
		return answers{count{N: most, Of: s.Eligible}}
	}
	return nil
}

func (c independent) attainable(s Standing) Clause {
	if s.SourcesReachable > 0 {
		return independent{s.SourcesReachable}
	}
	return nil
}

func (c firmOr) attainable(s Standing) Clause { return independent{}.attainable(s) }

func (c roles) attainable(s Standing) Clause {
	var left roles
	then := c.assign(s, func(b SeatCount) int { return b.Final })
	for i, r := range c {
		if then[i] >= r.need(s) {
			left = append(left, r)
		}
	}
	if left == nil {
		return nil
	}
	return left
}

// mayLowerTo says that the asker could have this rule now.
func (p *Poll) mayLowerTo(rule Rule) bool {
	s := p.countedBy(rule).standing()
	if p.Anonymous {
		if safe, err := rule.withSafeSize(s); err != nil || safe.String() != rule.String() {
			return false
		}
	}
	return rule.stillPossible(p.Kind, s) == nil && (p.counts.Answered == 0 || p.Rule.checkReplacement(rule) == nil)
}
