package polls

import (
	"maps"
	"slices"
)

// Standing is all that a rule is judged on. The asker's own answer is in none of the numbers. Each seat is counted once, as
// whom it counts for now:
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
	Eligible         int // what percentages, majority and all are of
	Answered         int
	Pending          int // who may still answer
	Replaceable      int // seats with an answer of which somebody may still answer and would go before it
	SourcesAnswered  int // sources with at least one answer
	SourcesReachable int // the most sources with an answer when everybody has answered who may
	SourcesAsked     int // sources asked at all

	Roster *Roster // by the names in the rule; nil when it names nobody
	// OpenSeats are the seats that may come to count in different branches, of which none is best for every rule; nil without any.
	OpenSeats *OpenSeats

	// What the answers say. It is looked at only for a rule that asks about it, when nothing else is missing.
	Found Found
}

// Found is what a rule may ask of the answers themselves. The zero Found says nothing: nobody has looked.
type Found struct {
	Known   bool
	Hold    float64 // of the leader, 0 without one
	Settled bool    // there is a leader whom nobody pending can change
	Firm    bool    // the outcome is called [Decided] or [Firm]
	Tied    bool    // the first place is shared
	Blocks  int
}

// Standing returns what the poll's rule is judged on now.
func (p *Poll) Standing() Standing { return p.counts.standing() }

// Progress returns the one number that may be shown before publication: how many answered, of how many.
func (p *Poll) Progress() (answered, asked int) { return p.counts.Answered, p.counts.Asked }

// counts keeps a [Standing] up to date as stakeholders move, so that judging a rule costs the same for ten people and
// for ten thousand. Of its standing, what depends on the forks is without them.
type counts struct {
	Standing
	bySource  bool // the rule counts sources
	sources   map[string]sourceCount
	openSeats map[Person][]Alternative // by who was asked first
	vacant    int                      // seats without a position and without anybody to give one: they took a way out or are gone
}

func newCounts(rule Rule) counts {
	return counts{
		Standing: Standing{Roster: newRoster(rule.Names())}, bySource: rule.sources() > 0,
		sources: map[string]sourceCount{}, openSeats: map[Person][]Alternative{},
	}
}

// sourceCount is of how many seats the first is of a source, of how many the answer is, and of how many it will be when
// everybody has answered.
type sourceCount struct{ asked, answered, final int }

// standing is what a rule is judged on.
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

// add counts somebody alone in a seat in (+1) or out (-1).
func (c *counts) addPerson(s *Stakeholder, sign int) { c.addSeat(soleSeat(s), sign) }

// addSeat counts a seat in (+1) or out (-1), as it stands now.
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

// addNames counts a seat by the names that it goes by: for "all from" by those of everybody in it who could have answered.
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

// addFinal counts how a seat will stand when everybody has answered. A seat for which that is open is a fork.
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

// Roster counts the people asked by which of the rule's names they go by, so that roles are judged without going through
// all of them.
type Roster struct {
	Names []Mention
	Seats map[NameSet]SeatCount
}

// NameSet is a set of a roster's names: bit i stands for the i-th.
type NameSet uint32

// MaxNames is how many different people and groups a rule may name.
const MaxNames = 12

// SeatCount is how many seats go by exactly the same names: by those of everybody in them who could have answered, of whoever
// has, of those who may still answer, and by those they may come to go by when everybody has. The asker's is in none.
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

// NamesOf returns the set of names that a person goes by.
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

// Clone returns a copy that can be changed; of nil it is nil.
func (r *Roster) Clone() *Roster {
	if r == nil {
		return nil
	}
	return &Roster{Names: r.Names, Seats: maps.Clone(r.Seats)}
}

// Seats returns how many people go by the same of the rule's names; nothing when it names nobody.
func (s Standing) SeatsByNames() map[NameSet]SeatCount {
	if s.Roster == nil {
		return nil
	}
	return s.Roster.Seats
}
