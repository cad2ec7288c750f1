package polls

import (
	"slices"
	"strconv"
	"time"

	"quorum/polls/phrase"
)

// WhyNeeded says to a person who has not answered why the answer is needed now: "You are 1 of 2 still needed from
// @security." It is empty when the poll no longer needs this person in particular.
func (p *Poll) WhyNeeded(who Person) string {
	i, ok := p.index[who]
	if !ok || p.Phase != PhaseOpen || !p.awaited(i) {
		return ""
	}
	if text := p.WhyNeededForRole(who); text != "" || p.holder(p.seatOf(i)).answeredBlind() {
		return text // the deputy has given everything but the role
	}
	s := p.Standing()
	for _, c := range p.Rule.Clauses {
		switch c := c.(type) {
		case answers:
			return needed(c.need(s)-s.Answered, s.Pending, "")
		case independent:
			if p.unheard(i) {
				return neededSources(c.N-s.SourcesAnswered, s.SourcesReachable-s.SourcesAnswered)
			}
		case firmOr:
			if p.unheard(i) {
				return c.needs(s)
			}
		}
	}
	return ""
}

// unheard reports whether the person's source has no answer yet.
func (p *Poll) unheard(i int) bool { return p.counts.sources[p.people[i].CountsFor()].answered == 0 }

// WhyNeededForRole is [Poll.WhyNeeded] for a person who could fill a role that still lacks an answer; empty for
// everybody else.
func (p *Poll) WhyNeededForRole(who Person) string {
	i, ok := p.index[who]
	if !ok || p.Phase != PhaseOpen || !p.awaited(i) {
		return ""
	}
	for _, c := range p.Rule.Clauses {
		if r, is := c.(roles); is {
			return r.needs(p.Standing(), p.people[i].Invite)
		}
	}
	return ""
}

// needs returns the sentence for a person who could fill a role that still lacks an answer.
func (c roles) needs(s Standing, who Invite) string {
	now := c.assign(s, func(b SeatCount) int { return b.Answered })
	mine := s.Roster.NamesOf(who)
	for i, r := range c {
		fits := s.Roster.set(r.From)
		if missing := r.need(s) - now[i]; missing > 0 && mine&fits != 0 {
			pending := 0
			for set, b := range s.Roster.Seats {
				if set&fits != 0 {
					pending += b.Pending
				}
			}
			if r.With {
				return "It waits for you in particular."
			}
			return needed(missing, pending, " from "+r.who())
		}
	}
	return ""
}

// needed returns the sentence that says how many answers are missing, and how many people could give them.
func needed(missing, could int, from string) string {
	switch {
	case missing < 1:
		return ""
	case missing == 1 && could == 1:
		return "You are the one still needed" + from + "."
	case missing >= could:
		return "You are 1 of " + strconv.Itoa(could) + " still needed" + from + "."
	}
	return phrase.Capitalized(strconv.Itoa(missing)) + " more " + phrase.Plural(missing, "answer is", "answers are") + " needed" + from +
		", and you are 1 of " + strconv.Itoa(could) + " who can give " + phrase.Plural(missing, "it", "one") + "."
}

// neededSources returns the sentence that says how many sources are missing, and how many could answer.
func neededSources(missing, could int) string {
	switch {
	case missing < 1:
		return ""
	case missing == 1 && could == 1:
		return "Your answer is the one still needed."
	case missing >= could:
		return "Yours is 1 of " + strconv.Itoa(could) + " sources still needed."
	}
	return phrase.Capitalized(strconv.Itoa(missing)) + " more " + phrase.Plural(missing, "source is", "sources are") + " needed, and yours is 1 of " + strconv.Itoa(could) + " that can answer."
}

// needs returns the sentence when it depends on the answers whether enough sources have answered.
func (c firmOr) needs(s Standing) string {
	could := s.SourcesReachable - s.SourcesAnswered
	if s.SourcesAnswered < c.Firm || could == 1 {
		return neededSources(max(1, c.Firm-s.SourcesAnswered), could)
	}
	return "Yours is 1 of " + strconv.Itoa(could) + " sources whose answer may be the last one needed."
}

// Stuck reports whether no pending person can make the rule met. The poll then waits for its asker, for a person who
// took a way out to come back, or for its deadline.
func (p *Poll) Stuck() bool {
	verdict := p.verdict()
	return p.Phase == PhaseOpen && (verdict == IsImpossible || p.nobodyLeft(verdict))
}

// recordStuck records that the rule can no longer be met, or can be met again.
func (p *Poll) recordStuck(now time.Time) []Event {
	switch stuck := p.Stuck(); {
	case p.Phase != PhaseOpen:
	case stuck && !p.stuck:
		return []Event{p.record(now, "", Stuck{Why: p.Rule.Missing(p.Standing())})}
	case p.stuck && !stuck:
		return []Event{p.record(now, "", Unstuck{})}
	}
	return nil
}

// Remedies returns what would make the rule possible again, each beginning with a verb: "ask 1 more person", "lower
// it to 1 of 2". There may be none.
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

// morePeopleNeeded returns how many more people make the rule possible, if each is a source of their own and in no
// group; 0 when up to 20 do not.
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

// unfilled returns the roles that no pending person can fill, but another member of their groups could.
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

// attainable returns the rule with the highest numbers that pending people can reach, and without the roles that they
// cannot fill. ok is false when no number is left, or the rule is still impossible or unchanged.
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

// mayLowerTo reports whether the asker could change to this rule now.
func (p *Poll) mayLowerTo(rule Rule) bool {
	s := p.countedBy(rule).standing()
	if p.Anonymous {
		if safe, err := rule.withSafeSize(s); err != nil || safe.String() != rule.String() {
			return false
		}
	}
	return rule.stillPossible(p.Kind, s) == nil && (p.counts.Answered == 0 || p.Rule.checkReplacement(rule) == nil)
}
