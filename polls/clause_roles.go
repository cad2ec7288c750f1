package polls

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"quorum/polls/phrase"
)

// roles asks for answers from certain people: "1 from @security, 2 from @legal or @risk, with @ana". All roles of a
// rule are one clause, because one person can fill only one of them.
type roles []role

type role struct {
	N    int       // how many; 0: all who are asked from there
	From []Mention // from any of these
	With bool      // typed as "with", followed by one person
}

func (r role) String() string {
	switch {
	case r.With:
		return "with " + r.who()
	case r.N == 0:
		return "all from " + r.who()
	}
	return strconv.Itoa(r.N) + " from " + r.who()
}

// who returns the mentions of the role. A surface shows a mention by its name.
func (r role) who() string {
	names := make([]string, len(r.From))
	for i, m := range r.From {
		names[i] = m.String()
	}
	return strings.Join(names, " or ")
}

func (c roles) String() string { return c.each(", ", func(_ int, r role) string { return r.String() }) }

func (roles) subject() string { return "names roles" }

// each joins what say returns for each role, without empty texts.
func (c roles) each(between string, say func(int, role) string) string {
	var all []string
	for i, r := range c {
		if text := say(i, r); text != "" {
			all = append(all, text)
		}
	}
	return strings.Join(all, between)
}

// join returns one clause with the roles of two.
func (c roles) join(other Clause) (Clause, bool) {
	more, ok := other.(roles)
	return append(slices.Clip(c), more...), ok
}

// names returns the people and groups named, each once.
func (c roles) names() []Mention {
	var all []Mention
	for _, r := range c {
		all = append(all, r.From...)
	}
	return uniqueMentions(all)
}

// with returns the people whom the rule names by "with".
func (r Rule) with() []Person {
	var all []Person
	for _, c := range r.Clauses {
		named, _ := c.(roles)
		for _, one := range named {
			if one.With {
				all = append(all, Person(one.From[0].ID))
			}
		}
	}
	return all
}

func (c roles) Judge(s Standing) Verdict {
	switch {
	case c.filled(s, func(b SeatCount) int { return b.Answered }):
		return IsMet
	case !c.filled(s, func(b SeatCount) int { return b.Final }):
		return IsImpossible
	}
	return IsOpen
}

// filled reports whether every role has enough people, where count says how many of a [SeatCount] are there.
func (c roles) filled(s Standing, count func(SeatCount) int) bool {
	got := c.assign(s, count)
	for i, r := range c {
		if got[i] < r.need(s) {
			return false
		}
	}
	return true
}

func (c roles) Words(s Standing) string {
	return c.each(", and ", func(_ int, r role) string {
		if r.With {
			return "the answer from " + r.who()
		}
		return needOf(r.need(s), r.asked(s), "answer") + " from " + r.who()
	})
}

func (c roles) Missing(s Standing) string {
	now := c.assign(s, func(b SeatCount) int { return b.Answered })
	return c.each(" and ", func(i int, r role) string {
		switch need := r.need(s); {
		case now[i] >= need:
			return ""
		case r.With:
			return "no answer from " + r.who()
		default:
			return haveOf(now[i], need, "answer") + " from " + r.who()
		}
	})
}

// never returns the error for roles that cannot be met by the people asked.
func (c roles) never(s Standing) *phrase.Error {
	for _, r := range c {
		of := r.asked(s)
		switch {
		case of == 0 && r.With:
			return phrase.Mistake(phrase.FieldRule, "%s is not among the people asked whose answers count. Ask them too, or leave %q out of the rule.", r.who(), r)
		case of == 0:
			return phrase.Mistake(phrase.FieldRule, "Nobody from %s is asked whose answer counts. Ask them too, or leave %q out of the rule.", r.who(), r)
		case of < r.need(s):
			return phrase.Mistake(phrase.FieldRule, "%q can never be met: %s from there %s asked whose %s. Ask more people or lower the rule.", r,
				phrase.Plural(of, "1 person", strconv.Itoa(of)+" people"), phrase.Are(of), phrase.Plural(of, "answer counts", "answers count"))
		}
	}
	return phrase.Mistake(phrase.FieldRule, "%q can never be met: each part needs somebody else, and too few are asked. Ask more people or lower the rule.", c)
}

// asked returns how many seats could fill the role if everybody answered and nobody had another role.
func (r role) asked(s Standing) int {
	n := 0
	for set, b := range s.SeatsByNames() {
		if set&s.Roster.set(r.From) != 0 {
			n += b.Eligible
		}
	}
	return n
}

func (r role) need(s Standing) int {
	if r.N > 0 {
		return r.N
	}
	return max(1, r.asked(s))
}

// assign returns how many seats each role gets when no seat has two roles and as many roles as possible are filled.
// count says how many of a [SeatCount] are there.
func (c roles) assign(s Standing, count func(SeatCount) int) []int {
	got := make([]int, len(c))
	if s.Roster == nil {
		return got
	}
	f := assignment{assigned: make([][]int, len(c))}
	for _, set := range slices.SortedFunc(maps.Keys(s.Roster.Seats), cmp.Compare[NameSet]) {
		f.sets, f.free = append(f.sets, set), append(f.free, count(s.Roster.Seats[set]))
	}
	for i, r := range c {
		f.fits, f.assigned[i] = append(f.fits, s.Roster.set(r.From)), make([]int, len(f.sets))
	}
	for i, r := range c {
		need := r.need(s)
		for got[i] < need {
			more := f.augment(i, need-got[i], make([]bool, len(c)))
			if more == 0 {
				break
			}
			got[i] += more
		}
	}
	return got
}

// assignment is a flow from roles to sets of names, each of which has a number of seats.
type assignment struct {
	fits     []NameSet // per role: the names that fill it
	sets     []NameSet
	free     []int   // per set: the seats without a role
	assigned [][]int // per role and set: the seats that the role has
}

// augment finds at most n more seats for a role along one augmenting path: free ones, or ones whose present role can
// be filled otherwise. It returns how many it found; 0 when there are none. No role before this one loses a seat.
func (f *assignment) augment(role, n int, seen []bool) int {
	seen[role] = true
	for b, set := range f.sets {
		if take := min(n, f.free[b]); set&f.fits[role] != 0 && take > 0 {
			f.free[b] -= take
			f.assigned[role][b] += take
			return take
		}
	}
	for b, set := range f.sets {
		if set&f.fits[role] == 0 {
			continue
		}
		for other := range f.fits {
			if seen[other] || f.assigned[other][b] == 0 {
				continue
			}
			if moved := f.augment(other, min(n, f.assigned[other][b]), seen); moved > 0 {
				f.assigned[other][b] -= moved
				f.assigned[role][b] += moved
				return moved
			}
		}
	}
	return 0
}
