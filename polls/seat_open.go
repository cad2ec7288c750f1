package polls

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"quorum/polls/phrase"
)

// Alternative is one way in which a seat may be counted in the end: for a source, and for roles of the rule.
type Alternative struct {
	Source string
	Names  NameSet // the names in the rule that the person who answers has
}

// personal reports whether the source is one person.
func (w Alternative) personal() bool { return strings.HasPrefix(w.Source, ownSource) }

// covers reports whether a seat that is counted in this way does for every rule at least what it does in the other
// way.
func (w Alternative) covers(other Alternative, bySource bool) bool {
	return w.Names&other.Names == other.Names && (!bySource || w.personal() || w.Source == other.Source)
}

// alternatives returns the different ways in which a seat may be counted when everybody has answered, without those
// that another one covers. Of two that cover each other, the present one is kept.
func (c *counts) alternatives(s seatState) []Alternative {
	var branches []Alternative
	take := func(who *Stakeholder) {
		w := c.alternative(who)
		if slices.ContainsFunc(branches, func(other Alternative) bool { return other.covers(w, c.bySource) }) {
			return
		}
		branches = append(slices.DeleteFunc(branches, func(other Alternative) bool { return w.covers(other, c.bySource) }), w)
	}
	if s.holder.answeredBlind() {
		take(s.holder)
	}
	for _, who := range s.candidates {
		take(who)
	}
	return branches
}

func (c *counts) alternative(who *Stakeholder) Alternative {
	w := Alternative{Source: who.CountsFor()}
	if c.Roster != nil {
		w.Names = c.Roster.NamesOf(who.Invite)
	}
	return w
}

// OpenSeats are the seats that have several alternatives.
type OpenSeats struct {
	Seats   [][]Alternative
	Certain map[string]bool // the sources of alternatives that will have an answer whatever these seats do
}

func (c *counts) openSeatsNow() *OpenSeats {
	f := &OpenSeats{Certain: map[string]bool{}}
	for _, first := range slices.Sorted(maps.Keys(c.openSeats)) {
		f.Seats = append(f.Seats, c.openSeats[first])
		for _, w := range c.openSeats[first] {
			if c.sources[w.Source].final > 0 {
				f.Certain[w.Source] = true
			}
		}
	}
	return f
}

// sources returns the largest number of further sources that these seats can be counted for: a matching of seats to
// sources, along augmenting paths.
func (f *OpenSeats) sources() int {
	of, n := map[string]int{}, 0 // the seat that is matched to a source
	var give func(seat int, seen map[string]bool) bool
	give = func(seat int, seen map[string]bool) bool {
		for _, w := range f.Seats[seat] {
			if f.Certain[w.Source] || seen[w.Source] {
				continue
			}
			seen[w.Source] = true
			if other, taken := of[w.Source]; !taken || give(other, seen) {
				of[w.Source] = seat
				return true
			}
		}
		return false
	}
	for seat := range f.Seats {
		n += boolToInt(give(seat, map[string]bool{}))
	}
	return n
}

// maxFutures bounds how many futures [Rule.jointlyPossible] follows. It is enough for any question that people ask.
const maxFutures = 5000

// future is one choice of an alternative for each of the open seats so far.
type future struct {
	sources map[string]bool // without those in OpenSeats.Certain
	names   map[NameSet]int
}

// jointlyPossible reports whether the sources and the roles that a rule asks for can be reached together, where each
// can be reached alone: an open seat ends with one alternative only. When there are too many futures to follow, it
// reports true.
func (r Rule) jointlyPossible(s Standing) bool {
	var named roles
	for _, c := range r.Clauses {
		if c, is := c.(roles); is {
			named = c
		}
	}
	need := r.sources()
	if s.OpenSeats == nil || need == 0 || named == nil {
		return true
	}
	futures := map[string]future{"": {}}
	for _, seat := range s.OpenSeats.Seats {
		next := map[string]future{}
		for _, f := range futures {
			for _, w := range seat {
				g := f.extended(w, s.OpenSeats.Certain)
				next[g.key()] = g
			}
		}
		if futures = next; len(futures) > maxFutures {
			return true
		}
	}
	known := s.SourcesReachable - s.OpenSeats.sources()
	for _, f := range futures {
		if known+len(f.sources) >= need && named.filled(s.withFuture(f), func(b SeatCount) int { return b.Final }) {
			return true
		}
	}
	return false
}

// extended returns the future in which one more seat ends with an alternative.
func (f future) extended(w Alternative, then map[string]bool) future {
	g := future{maps.Clone(f.sources), maps.Clone(f.names)}
	if g.names == nil {
		g.sources, g.names = map[string]bool{}, map[NameSet]int{}
	}
	g.names[w.Names]++
	if !then[w.Source] {
		g.sources[w.Source] = true
	}
	return g
}

// key returns the same text for futures that are equal for every rule. Which people are personal sources makes no
// difference, only how many.
func (f future) key() string {
	var b strings.Builder
	owns := 0
	for _, source := range slices.Sorted(maps.Keys(f.sources)) {
		if (Alternative{Source: source}).personal() {
			owns++
			continue
		}
		b.WriteString(source + "\n")
	}
	b.WriteString(strconv.Itoa(owns))
	for _, set := range slices.Sorted(maps.Keys(f.names)) {
		b.WriteString(" " + strconv.Itoa(int(set)) + ":" + strconv.Itoa(f.names[set]))
	}
	return b.String()
}

// withFuture returns the standing when everybody has answered and the open seats have ended in this way.
func (s Standing) withFuture(f future) Standing {
	s.Roster = s.Roster.Clone()
	for _, seat := range s.OpenSeats.Seats {
		all := NameSet(0)
		for _, w := range seat {
			all |= w.Names
		}
		s.Roster.add(all, SeatCount{Final: -1})
	}
	for set, n := range f.names {
		s.Roster.add(set, SeatCount{Final: n})
	}
	return s
}

// Seat is a seat that has an answer or may get one, for estimating when answers will come.
type Seat struct {
	Holder     *Stakeholder   // the person whom it counts for now
	Answered   bool           // it has an answer
	Candidates []*Stakeholder // the people who may still answer for it: one of them is enough
}

// Seats returns the seats of a poll that can count. The stakeholders belong to the poll: read only.
func (p *Poll) Seats() []Seat {
	var all []Seat
	for i := range p.people {
		if holder := p.holder(i); p.people[i].For == "" && p.Counts(holder.Person) {
			switch {
			case holder.answeredBlind():
				all = append(all, Seat{Holder: holder, Answered: true})
			case holder.State == Pending:
				all = append(all, Seat{Holder: holder, Candidates: p.candidates(p.seatState(i))})
			}
		}
	}
	return all
}

// Seats returns the seats that the poll would open with.
func (o Opening) Seats() []Seat {
	var all []Seat
	for _, a := range distinct(o.Asked) {
		if a.Person != o.Asker {
			s := &Stakeholder{Invite: a, State: Pending}
			all = append(all, Seat{Holder: s, Candidates: []*Stakeholder{s}})
		}
	}
	return all
}

// Standing returns what a rule would be judged on in the poll as it would open. It is an error when nobody would be
// asked.
func (o Opening) Standing(rule Rule) (Standing, error) {
	c := newCounts(rule)
	for _, seat := range o.Seats() {
		c.addPerson(seat.Holder, +1)
	}
	if c.Asked == 0 {
		return Standing{}, phrase.Mistake(phrase.FieldAsked, "Name at least one person to ask besides yourself, like @ana or @security.")
	}
	return c.standing(), nil
}
