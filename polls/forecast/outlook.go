package forecast

import (
	"cmp"
	"maps"
	"slices"

	"quorum/polls"
)

// prospect is a seat that has an answer or may get one.
type prospect struct {
	who    polls.Invite
	source string
	names  polls.NameSet // of the rule's, those that it goes by
	given  bool          // the answer is there
	hopes  []hope        // who may still give it: any of them is enough
}

// outlook computes the chance that a rule will be met from the chance of each seat that it will have an answer. Given
// those, seats answer independently of each other.
//
// It is exact. It follows how many answers and sources there are and how many go by the same names, as far as the rule
// counts each of them, by convolution over the seats, and asks the rule itself about every end. That takes time in
// proportion to the seats and to the ways in which it can end.
type outlook struct {
	seats  []prospect // one source after the other
	size   int        // how many ways there are
	moves  map[polls.NameSet][]int
	heard  []int  // where a source that has just been heard leads to; -1 elsewhere
	met    []bool // the rule is met there
	chance []float64
}

// maxEnds bounds the ways in which it can end that are followed. It is enough for any rule that people write.
const maxEnds = 20_000

// axis is one of the numbers that are followed, in a mixed radix.
type axis struct{ most, stride int }

func (a axis) of(i int) int { return i / a.stride % (a.most + 1) }

// up is where one more leads to; where it makes no difference, it stays.
func (a axis) up(i int) int {
	if a.of(i) == a.most {
		return i
	}
	return i + a.stride
}

// axes are all that is followed of a rule.
type axes struct {
	answers, sources, fresh axis // fresh: the present source has been heard
	named                   map[polls.NameSet]axis
	size                    int
}

func axesFor(r polls.Reach, bands []polls.NameSet) axes {
	a := axes{size: 1, named: map[polls.NameSet]axis{}}
	add := func(most int) axis {
		one := axis{most, a.size}
		a.size *= most + 1
		return one
	}
	a.answers, a.sources, a.fresh = add(r.Answers), add(r.Sources), add(min(1, r.Sources))
	for _, set := range bands {
		if a.size <= maxEnds {
			a.named[set] = add(r.Named)
		}
	}
	return a
}

// outlookOn arranges seats for a rule that is judged on a standing, of which only who is asked matters; ok is false for a
// rule that cannot be foreseen.
func outlookOn(rule polls.Rule, s polls.Standing, seats []prospect) (o outlook, ok bool) {
	r, ok := rule.Reach(s)
	if !ok {
		return o, false
	}
	sets := maps.Clone(s.Bands())
	for _, seat := range seats {
		if seat.names != 0 {
			sets[seat.names] = polls.Band{}
		}
	}
	bands := slices.DeleteFunc(slices.Sorted(maps.Keys(sets)), func(set polls.NameSet) bool { return set == 0 })
	a := axesFor(r, bands)
	if a.size > maxEnds {
		return o, false
	}
	o = outlook{
		seats: slices.Clone(seats), size: a.size, moves: map[polls.NameSet][]int{0: a.moves(0)},
		heard: make([]int, a.size), met: make([]bool, a.size), chance: make([]float64, a.size),
	}
	slices.SortStableFunc(o.seats, func(a, b prospect) int { return cmp.Compare(a.source, b.source) })
	for _, set := range bands {
		o.moves[set] = a.moves(set)
	}
	for i := range a.size {
		if o.heard[i] = -1; a.fresh.of(i) > 0 {
			o.heard[i] = a.sources.up(i - a.fresh.stride)
			continue
		}
		o.met[i] = rule.Judge(a.standing(i, s)) == polls.IsMet
	}
	return o, true
}

// moves are where one more answer of somebody who goes by these names leads to from everywhere.
func (a axes) moves(set polls.NameSet) []int {
	to := make([]int, a.size)
	for i := range to {
		to[i] = a.fresh.up(a.answers.up(i))
		if named, ok := a.named[set]; ok {
			to[i] = named.up(to[i])
		}
	}
	return to
}

// standing is that of a poll in which nobody is pending any more.
func (a axes) standing(i int, s polls.Standing) polls.Standing {
	s.Answered, s.Heard, s.Pending, s.Reachable = a.answers.of(i), a.sources.of(i), 0, a.sources.of(i)
	s.Behind, s.Forks, s.Named = 0, nil, s.Named.Clone()
	for set, b := range s.Bands() {
		s.Named.Bands[set] = polls.Band{Eligible: b.Eligible}
	}
	for set, named := range a.named {
		n := named.of(i)
		s.Named.Bands[set] = polls.Band{Eligible: s.Named.Bands[set].Eligible, Answered: n, Then: n}
	}
	return s
}

// of is the chance that the rule is met when the seats have answers with these chances, in the outlook's order.
func (o *outlook) of(answered []float64) float64 {
	clear(o.chance)
	o.chance[0] = 1
	for k, seat := range o.seats {
		o.step(o.moves[seat.names], answered[k])
		if k+1 == len(o.seats) || o.seats[k+1].source != seat.source {
			o.nextSource()
		}
	}
	total := 0.0
	for i, c := range o.chance {
		if o.met[i] {
			total += c
		}
	}
	return min(total, 1)
}

// step lets one seat answer with a chance. Every move leads upward, so that from above everything can stay in place.
func (o *outlook) step(moves []int, p float64) {
	for i, c := range slices.Backward(o.chance) {
		if to := moves[i]; to != i && c > 0 {
			o.chance[to] += p * c
			o.chance[i] = (1 - p) * c
		}
	}
}

func (o *outlook) nextSource() {
	for i, to := range o.heard {
		if to >= 0 {
			o.chance[to] += o.chance[i]
			o.chance[i] = 0
		}
	}
}
