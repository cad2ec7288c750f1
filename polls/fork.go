package polls

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"quorum/polls/phrase"
)

// Branch is one way in which a seat may come to count: for a source, and for the roles of a rule.
type Branch struct {
	Source string
	Names  NameSet // of the rule's, those that whoever answers goes by
}

// own says that nobody else counts for the source.
func (w Branch) own() bool { return strings.HasPrefix(w.Source, ownSource) }

// covers says that a seat that counts in this way does for every rule what it does in the other.
func (w Branch) covers(other Branch, bySource bool) bool {
	return w.Names&other.Names == other.Names && (!bySource || w.own() || w.Source == other.Source)
}

// branches are the different branches in which a seat may count when everybody has answered who may. Those that another one covers
// are left out: of two branches that come to the same, the one that is now.
func (c *counts) branches(s seating) []Branch {
	var branches []Branch
	take := func(who *Stakeholder) {
		w := c.branch(who)
		if slices.ContainsFunc(branches, func(other Branch) bool { return other.covers(w, c.bySource) }) {
			return
		}
		branches = append(slices.DeleteFunc(branches, func(other Branch) bool { return w.covers(other, c.bySource) }), w)
	}
	if s.holder.speaks() {
		take(s.holder)
	}
	for _, who := range s.takers {
		take(who)
	}
	return branches
}

func (c *counts) branch(who *Stakeholder) Branch {
	w := Branch{Source: who.CountsFor()}
	if c.Named != nil {
		w.Names = c.Named.NamesOf(who.Invite)
	}
	return w
}

// Forks are seats that may come to count in several branches each, and the sources that need none of them.
type Forks struct {
	Seats [][]Branch
	Then  map[string]bool // of their sources, those that will have an answer whatever these seats do
}

func (c *counts) forked() *Forks {
	f := &Forks{Then: map[string]bool{}}
	for _, first := range slices.Sorted(maps.Keys(c.forks)) {
		f.Seats = append(f.Seats, c.forks[first])
		for _, w := range c.forks[first] {
			if c.sources[w.Source].then > 0 {
				f.Then[w.Source] = true
			}
		}
	}
	return f
}

// sources is how many more sources these seats can be for, at most: a matching of seats to sources, along augmenting paths.
func (f *Forks) sources() int {
	of, n := map[string]int{}, 0 // which seat is for a source
	var give func(seat int, seen map[string]bool) bool
	give = func(seat int, seen map[string]bool) bool {
		for _, w := range f.Seats[seat] {
			if f.Then[w.Source] || seen[w.Source] {
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
		n += one(give(seat, map[string]bool{}))
	}
	return n
}

// maxFutures bounds how many futures [Rule.together] follows. It is enough for any question that people ask.
const maxFutures = 5000

// future is what some of the forks have come to.
type future struct {
	sources map[string]bool // in addition to those that need no fork
	names   map[NameSet]int
}

// together says whether the sources and the roles that a rule asks for can be had at once, where each can be had alone: of
// a seat that may count for one source or for another role, only one comes true. Of more futures than can be followed it
// takes one to be good.
func (r Rule) together(s Standing) bool {
	var named roles
	for _, c := range r.Clauses {
		if c, is := c.(roles); is {
			named = c
		}
	}
	need := r.sources()
	if s.Forks == nil || need == 0 || named == nil {
		return true
	}
	futures := map[string]future{"": {}}
	for _, seat := range s.Forks.Seats {
		next := map[string]future{}
		for _, f := range futures {
			for _, w := range seat {
				g := f.with(w, s.Forks.Then)
				next[g.key()] = g
			}
		}
		if futures = next; len(futures) > maxFutures {
			return true
		}
	}
	known := s.Reachable - s.Forks.sources()
	for _, f := range futures {
		if known+len(f.sources) >= need && named.filled(s.then(f), func(b Band) int { return b.Then }) {
			return true
		}
	}
	return false
}

// with is a future in which one more seat counts in a way.
func (f future) with(w Branch, then map[string]bool) future {
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

// key tells futures apart. Whose own source is in one makes no difference.
func (f future) key() string {
	var b strings.Builder
	owns := 0
	for _, source := range slices.Sorted(maps.Keys(f.sources)) {
		if (Branch{Source: source}).own() {
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

// then is the standing in which everybody has answered and the forks have come to this.
func (s Standing) then(f future) Standing {
	s.Named = s.Named.Clone()
	for _, seat := range s.Forks.Seats {
		all := NameSet(0)
		for _, w := range seat {
			all |= w.Names
		}
		s.Named.add(all, Band{Then: -1})
	}
	for set, n := range f.names {
		s.Named.add(set, Band{Then: n})
	}
	return s
}

// Seat is what one of those asked has in a poll, as far as it has an answer or may get one. It is for whoever wants to know
// when answers will come.
type Seat struct {
	Holder  *Stakeholder   // whom it counts for now
	Given   bool           // the answer is there
	Waiting []*Stakeholder // who may still give it: any of them is enough
}

// Seats returns the seats of a poll whose answers count. The stakeholders are the poll's own: read only.
func (p *Poll) Seats() []Seat {
	var all []Seat
	for i := range p.people {
		if holder := p.holder(i); p.people[i].For == "" && p.Counts(holder.Person) {
			switch {
			case holder.speaks():
				all = append(all, Seat{Holder: holder, Given: true})
			case holder.State == Pending:
				all = append(all, Seat{Holder: holder, Waiting: p.takers(p.seating(i))})
			}
		}
	}
	return all
}

// Seats returns the seats of the poll as it would open.
func (o Opening) Seats() []Seat {
	var all []Seat
	for _, a := range distinct(o.Asked) {
		if a.Person != o.Asker {
			s := &Stakeholder{Invite: a, State: Pending}
			all = append(all, Seat{Holder: s, Waiting: []*Stakeholder{s}})
		}
	}
	return all
}

// Standing returns what a rule would be judged on in the poll as it would open. It refuses to ask nobody.
func (o Opening) Standing(rule Rule) (Standing, error) {
	c := newCounts(rule)
	for _, seat := range o.Seats() {
		c.add(seat.Holder, +1)
	}
	if c.Asked == 0 {
		return Standing{}, phrase.Mistake(phrase.FieldAsked, "Name at least one person to ask besides yourself, like @ana or @security.")
	}
	return c.standing(), nil
}
