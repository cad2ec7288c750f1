package polls

import (
	"cmp"
	"maps"
	"slices"
)

// Roster counts the people asked by which of the rule's names they go by, so that roles are judged without going through
// all of them.
type Roster struct {
	Names []Mention
	Bands map[NameSet]Band
}

// NameSet is a set of a roster's names: bit i stands for the i-th.
type NameSet uint32

// MaxNames is how many different people and groups a rule may name.
const MaxNames = 12

// Band is how many seats go by exactly the same names: by those of everybody in them who could have answered, of whoever
// has, of those who may still answer, and by those they may come to go by when everybody has. The asker's is in none.
type Band struct{ Eligible, Answered, Pending, Then int }

func newRoster(names []Mention) *Roster {
	if len(names) == 0 {
		return nil
	}
	return &Roster{Names: names, Bands: map[NameSet]Band{}}
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

func (r *Roster) add(set NameSet, b Band) {
	is := r.Bands[set]
	is = Band{is.Eligible + b.Eligible, is.Answered + b.Answered, is.Pending + b.Pending, is.Then + b.Then}
	if is == (Band{}) {
		delete(r.Bands, set)
		return
	}
	r.Bands[set] = is
}

// Clone returns a copy that can be changed; of nil it is nil.
func (r *Roster) Clone() *Roster {
	if r == nil {
		return nil
	}
	return &Roster{Names: r.Names, Bands: maps.Clone(r.Bands)}
}

// Bands returns how many people go by the same of the rule's names; nothing when it names nobody.
func (s Standing) Bands() map[NameSet]Band {
	if s.Named == nil {
		return nil
	}
	return s.Named.Bands
}

// cast says how many people each role gets when nobody has two and as many roles as can be are filled. Those who count
// in a band are for the caller to say.
func (c roles) cast(s Standing, count func(Band) int) []int {
	got := make([]int, len(c))
	if s.Named == nil {
		return got
	}
	f := casting{given: make([][]int, len(c))}
	for _, set := range slices.SortedFunc(maps.Keys(s.Named.Bands), cmp.Compare[NameSet]) {
		f.bands, f.free = append(f.bands, set), append(f.free, count(s.Named.Bands[set]))
	}
	for i, r := range c {
		f.fits, f.given[i] = append(f.fits, s.Named.set(r.From)), make([]int, len(f.bands))
	}
	for i, r := range c {
		need := r.need(s)
		for got[i] < need {
			more := f.give(i, need-got[i], make([]bool, len(c)))
			if more == 0 {
				break
			}
			got[i] += more
		}
	}
	return got
}

// casting is a flow from roles to bands of people.
type casting struct {
	fits  []NameSet // of each role
	bands []NameSet
	free  []int   // of each band: who has no role yet
	given [][]int // to each role, of each band
}

// give finds at most n more people for a role, along one augmenting path: free ones, or those of another role that can
// be filled otherwise. It returns how many it found; 0 when there are none to be had. No role before it loses anybody.
func (f *casting) give(role, n int, seen []bool) int {
	seen[role] = true
	for b, set := range f.bands {
		if take := min(n, f.free[b]); set&f.fits[role] != 0 && take > 0 {
			f.free[b] -= take
			f.given[role][b] += take
			return take
		}
	}
	for b, set := range f.bands {
		if set&f.fits[role] == 0 {
			continue
		}
		for other := range f.fits {
			if seen[other] || f.given[other][b] == 0 {
				continue
			}
			if moved := f.give(other, min(n, f.given[other][b]), seen); moved > 0 {
				f.given[other][b] -= moved
				f.given[role][b] += moved
				return moved
			}
		}
	}
	return 0
}
