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

// assign says how many people each role gets when nobody has two and as many roles as can be are filled. Those who count
// in a band are for the caller to say.
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

// assignment is a flow from roles to bands of people.
type assignment struct {
	fits     []NameSet // of each role
	sets     []NameSet
	free     []int   // of each band: who has no role yet
	assigned [][]int // to each role, of each band
}

// augment finds at most n more people for a role, along one augmenting path: free ones, or those of another role that can
// be filled otherwise. It returns how many it found; 0 when there are none to be had. No role before it loses anybody.
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
