package polls

import (
	"maps"
	"slices"
)

// Standing is all that a rule is judged on. The asker's own answer is in none of the numbers. Each seat is counted once, by
// the state of its holder:
//
//	state                     Asked  Eligible  Answered  Pending
//	pending                   1       1         0         1
//	answered, blind           1       1         1         0
//	answered after discussing 1       1         0         0
//	no opinion, not me        1       1         0         0
//	conflict of interest      1       0         0         0
//	gone before answering     1       0         0         0
type Standing struct {
	Asked            int
	Eligible         int // the base of percentages, majority and all
	Answered         int
	Pending          int // seats that may still get an answer
	Replaceable      int // seats with an answer that may still be replaced by another person of the seat
	SourcesAnswered  int // sources with at least one answer
	SourcesReachable int // the most sources that can have an answer in the end
	SourcesAsked     int // sources with at least one person asked

	Roster *Roster // seats by the names in the rule; nil when it names nobody
	// OpenSeats are the seats that can end in different ways, none of which is best for every rule; nil when there are
	// none.
	OpenSeats *OpenSeats

	// What the answers say. It is set only for a rule that inspects the answers, when nothing else is missing.
	Found Found
}

// Found is what a rule may ask about the answers themselves. In the zero Found nobody has looked at them.
type Found struct {
	Known   bool
	Hold    float64 // of the leader; 0 without one
	Settled bool    // there is a leader, and no pending person can change it
	Firm    bool    // the outcome is labelled [Decided] or [Firm]
	Tied    bool    // the first place is shared
	Blocks  int
}

// Standing returns what the poll's rule is judged on now.
func (p *Poll) Standing() Standing { return p.counts.standing() }

// Progress returns the only numbers that may be shown before publication: how many have answered, of how many.
func (p *Poll) Progress() (answered, asked int) { return p.counts.Answered, p.counts.Asked }

// counts keeps a [Standing] up to date as stakeholders answer, so that judging a rule costs the same for ten people
// and for ten thousand. The embedded standing leaves out what depends on open seats.
type counts struct {
	Standing
	bySource  bool // the rule counts sources
	sources   map[string]sourceCount
	openSeats map[Person][]Alternative // by the first person of the seat
	vacant    int                      // seats that have no position and get none: everybody in them took a way out or is gone
}

func newCounts(rule Rule) counts {
	return counts{
		Standing: Standing{Roster: newRoster(rule.Names())}, bySource: rule.sources() > 0,
		sources: map[string]sourceCount{}, openSeats: map[Person][]Alternative{},
	}
}

// sourceCount counts seats for one source: of the first person of the seat, of the person who has answered, and of
// the person who will have answered in the end.
type sourceCount struct{ asked, answered, final int }

// standing returns what a rule is judged on.
func (c *counts) standing() Standing {
	s := c.Standing
	s.Roster = s.Roster.Clone()
	if len(c.openSeats) > 0 {
		s.OpenSeats = c.openSeatsNow()
		s.SourcesReachable += s.OpenSeats.sources()
	}
	s.SourcesAsked = max(s.SourcesAsked, s.SourcesReachable)
	return s
}

// addPerson counts a seat with only this person, in (+1) or out (-1).
func (c *counts) addPerson(s *Stakeholder, sign int) { c.addSeat(soleSeat(s), sign) }

// addSeat counts a seat as it is now, in (+1) or out (-1).
func (c *counts) addSeat(s seatState, sign int) {
	c.Asked += sign
	eligible, answered, pending, behind := sign, 0, 0, 0
	switch s.holder.State {
	case HasAnswer:
		if s.holder.answeredBlind() {
			answered, behind = sign, sign*boolToInt(len(s.candidates) > 0)
		}
	case Pending:
		pending = sign
	case NoOpinion, NotMe:
		c.vacant += sign
	case Recused, Gone:
		eligible = 0
		c.vacant += sign
	}
	c.Eligible += eligible
	c.Answered += answered
	c.Pending += pending
	c.Replaceable += behind
	c.addNames(s, eligible, answered)
	c.addSource(s.people[0].CountsFor(), sourceCount{asked: sign})
	c.addSource(s.holder.CountsFor(), sourceCount{answered: answered})
	c.addFinal(s, sign)
}

// addNames counts a seat by names: as eligible by the names of everybody in it who could have answered, as "all from"
// needs it, as answered by those of its holder, and as pending by those of its candidates.
func (c *counts) addNames(s seatState, eligible, answered int) {
	if c.Roster == nil {
		return
	}
	could, may := NameSet(0), NameSet(0)
	for _, one := range s.people {
		if one.State != Recused && one.State != Gone {
			could |= c.Roster.NamesOf(one.Invite)
		}
	}
	for _, one := range s.candidates {
		may |= c.Roster.NamesOf(one.Invite)
	}
	c.Roster.add(could, SeatCount{Eligible: eligible})
	c.Roster.add(c.Roster.NamesOf(s.holder.Invite), SeatCount{Answered: answered})
	if len(s.candidates) > 0 {
		sign := 1
		if eligible < 0 {
			sign = -1
		}
		c.Roster.add(may, SeatCount{Pending: sign})
	}
}

// addFinal counts how a seat will be counted when everybody has answered. A seat that can end in several ways is an
// open seat.
func (c *counts) addFinal(s seatState, sign int) {
	branches := c.alternatives(s)
	if len(branches) == 0 {
		return
	}
	all := NameSet(0)
	for _, w := range branches {
		all |= w.Names
	}
	if c.Roster != nil {
		c.Roster.add(all, SeatCount{Final: sign})
	}
	switch first := s.people[0].Person; {
	case len(branches) == 1:
		c.addSource(branches[0].Source, sourceCount{final: sign})
	case sign > 0:
		c.openSeats[first] = branches
	default:
		delete(c.openSeats, first)
	}
}

func (c *counts) addSource(name string, more sourceCount) {
	was := c.sources[name]
	is := sourceCount{was.asked + more.asked, was.answered + more.answered, was.final + more.final}
	c.sources[name] = is
	c.SourcesAsked += boolToInt(is.asked > 0) - boolToInt(was.asked > 0)
	c.SourcesAnswered += boolToInt(is.answered > 0) - boolToInt(was.answered > 0)
	c.SourcesReachable += boolToInt(is.final > 0) - boolToInt(was.final > 0)
}

func boolToInt(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// Roster counts seats by the names in the rule, so that roles are judged without going through all people.
type Roster struct {
	Names []Mention
	Seats map[NameSet]SeatCount
}

// NameSet is a set of a roster's names: bit i stands for the i-th.
type NameSet uint32

// MaxNames is how many different people and groups a rule may name.
const MaxNames = 12

// SeatCount is how many seats have exactly the same names: those of everybody in the seat who could have answered, of
// the person who has, of those who may still answer, and of those who may have answered in the end. The asker is in
// none.
type SeatCount struct{ Eligible, Answered, Pending, Final int }

func newRoster(names []Mention) *Roster {
	if len(names) == 0 {
		return nil
	}
	return &Roster{Names: names, Seats: map[NameSet]SeatCount{}}
}

func (r *Roster) set(names []Mention) NameSet {
	var set NameSet
	for _, n := range names {
		if i := slices.Index(r.Names, n); i >= 0 {
			set |= 1 << i
		}
	}
	return set
}

// NamesOf returns the names that a person fits.
func (r *Roster) NamesOf(who Invite) NameSet {
	var set NameSet
	for i, n := range r.Names {
		if n.Group && slices.Contains(who.Groups, n.ID) || !n.Group && n.ID == string(who.Person) {
			set |= 1 << i
		}
	}
	return set
}

func (r *Roster) add(set NameSet, b SeatCount) {
	is := r.Seats[set]
	is = SeatCount{is.Eligible + b.Eligible, is.Answered + b.Answered, is.Pending + b.Pending, is.Final + b.Final}
	if is == (SeatCount{}) {
		delete(r.Seats, set)
		return
	}
	r.Seats[set] = is
}

// Clone returns a copy that can be changed; nil for nil.
func (r *Roster) Clone() *Roster {
	if r == nil {
		return nil
	}
	return &Roster{Names: r.Names, Seats: maps.Clone(r.Seats)}
}

// SeatsByNames returns the counts of the roster; nil when the rule names nobody.
func (s Standing) SeatsByNames() map[NameSet]SeatCount {
	if s.Roster == nil {
		return nil
	}
	return s.Roster.Seats
}
