package polls

import (
	"strconv"

	"quorum/polls/phrase"
)

// WhyNeeded says to somebody who has not answered what the answer is worth now, and names groups as the surface writes them:
// "You are 1 of 2 still needed from <!subteam^S1>." It is empty when the poll no longer needs this person in particular.
func (p *Poll) WhyNeeded(who Person) string {
	i, ok := p.index[who]
	if !ok || p.Phase != PhaseOpen || !p.awaited(i) {
		return ""
	}
	if text := p.WhyNeededForRole(who); text != "" || p.holder(p.seatOf(i)).answeredBlind() {
		return text // whoever stood in has given all that the seat can but a role
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

// unheard says that nobody of somebody's source has answered.
func (p *Poll) unheard(i int) bool { return p.counts.sources[p.people[i].CountsFor()].answered == 0 }

// WhyNeededForRole is [Poll.WhyNeeded] for whoever has a role in the rule that still lacks an answer; empty for everybody else.
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

// needs says which role still lacks an answer that this person could give.
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

// needed says how many answers are missing, to one of so many who could give them.
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

// neededSources says how many sources are missing, to somebody of one of so many that could answer.
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

// needs says the same where it depends on the answers whether so many sources are enough.
func (c firmOr) needs(s Standing) string {
	could := s.SourcesReachable - s.SourcesAnswered
	if s.SourcesAnswered < c.Firm || could == 1 {
		return neededSources(max(1, c.Firm-s.SourcesAnswered), could)
	}
	return "Yours is 1 of " + strconv.Itoa(could) + " sources whose answer may be the last one needed."
}
