package forecast

import (
	"cmp"
	"maps"
	"slices"

	"quorum/polls"
)

// seat is a seat of the poll as the forecast sees it.
type seat struct {
	who        polls.Invite
	source     string
	names      polls.NameSet // the names in the rule that its holder goes by
	answered   bool          // it has an answer
	candidates []candidate   // who may still answer for it: one of them is enough
}

// distribution computes the chance that a rule is met from the chance of each seat to have an answer, where seats
// answer independently of each other.
//
// It is exact. A state is how many answers and sources there are and how many answers come from people with the same
// names, each counted only as far as the rule cares. The probabilities of the states are found by convolution over
// the seats, and the rule is asked about every final state. The time is proportional to the number of seats times the
// number of states.
type distribution struct {
	seats       []seat // sorted by source
	states      int    // the number of states
	transitions map[polls.NameSet][]int
	nextSource  []int  // per state: the state after a source that has just been heard is counted; -1 when none has
	met         []bool // per state: whether the rule is met
	probability []float64
}

// maxStates bounds the number of states. It is enough for any rule that people write.
const maxStates = 20_000

// counter is one digit of a state, which is a number in a mixed radix.
type counter struct{ limit, stride int }

func (a counter) value(i int) int { return i / a.stride % (a.limit + 1) }

// increment returns the state with this counter one higher; at its limit the counter stays.
func (a counter) increment(i int) int {
	if a.value(i) == a.limit {
		return i
	}
	return i + a.stride
}

// counters are all the counters of a state.
type counters struct {
	answers, sources, current counter // current: the present source has been heard
	named                     map[polls.NameSet]counter
	size                      int
}

func newCounters(r polls.Reach, bands []polls.NameSet) counters {
	a := counters{size: 1, named: map[polls.NameSet]counter{}}
	add := func(most int) counter {
		one := counter{most, a.size}
		a.size *= most + 1
		return one
	}
	a.answers, a.sources, a.current = add(r.Answers), add(r.Sources), add(min(1, r.Sources))
	for _, set := range bands {
		if a.size <= maxStates {
			a.named[set] = add(r.Names)
		}
	}
	return a
}

// newDistribution prepares a distribution for a rule, judged on a standing of which only who is asked matters. ok is
// false when the rule depends on what people say, or has too many states.
func newDistribution(rule polls.Rule, s polls.Standing, seats []seat) (o distribution, ok bool) {
	r, ok := rule.Reach(s)
	if !ok {
		return o, false
	}
	sets := maps.Clone(s.SeatsByNames())
	for _, seat := range seats {
		if seat.names != 0 {
			sets[seat.names] = polls.SeatCount{}
		}
	}
	bands := slices.DeleteFunc(slices.Sorted(maps.Keys(sets)), func(set polls.NameSet) bool { return set == 0 })
	a := newCounters(r, bands)
	if a.size > maxStates {
		return o, false
	}
	o = distribution{
		seats: slices.Clone(seats), states: a.size, transitions: map[polls.NameSet][]int{0: a.transitions(0)},
		nextSource: make([]int, a.size), met: make([]bool, a.size), probability: make([]float64, a.size),
	}
	slices.SortStableFunc(o.seats, func(a, b seat) int { return cmp.Compare(a.source, b.source) })
	for _, set := range bands {
		o.transitions[set] = a.transitions(set)
	}
	for i := range a.size {
		if o.nextSource[i] = -1; a.current.value(i) > 0 {
			o.nextSource[i] = a.sources.increment(i - a.current.stride)
			continue
		}
		o.met[i] = rule.Judge(a.standing(i, s)) == polls.IsMet
	}
	return o, true
}

// transitions returns, for every state, the state after one more answer from a person with these names.
func (a counters) transitions(set polls.NameSet) []int {
	to := make([]int, a.size)
	for i := range to {
		to[i] = a.current.increment(a.answers.increment(i))
		if named, ok := a.named[set]; ok {
			to[i] = named.increment(to[i])
		}
	}
	return to
}

// standing returns the standing of a poll in state i in which nobody is pending.
func (a counters) standing(i int, s polls.Standing) polls.Standing {
	s.Answered, s.SourcesAnswered, s.Pending, s.SourcesReachable = a.answers.value(i), a.sources.value(i), 0, a.sources.value(i)
	s.Replaceable, s.OpenSeats, s.Roster = 0, nil, s.Roster.Clone()
	for set, b := range s.SeatsByNames() {
		s.Roster.Seats[set] = polls.SeatCount{Eligible: b.Eligible}
	}
	for set, named := range a.named {
		n := named.value(i)
		s.Roster.Seats[set] = polls.SeatCount{Eligible: s.Roster.Seats[set].Eligible, Answered: n, Final: n}
	}
	return s
}

// chanceMet returns the chance that the rule is met when the seats have answers with these chances, in the order of
// seats.
func (o *distribution) chanceMet(answered []float64) float64 {
	clear(o.probability)
	o.probability[0] = 1
	for k, seat := range o.seats {
		o.step(o.transitions[seat.names], answered[k])
		if k+1 == len(o.seats) || o.seats[k+1].source != seat.source {
			o.endSource()
		}
	}
	total := 0.0
	for i, c := range o.probability {
		if o.met[i] {
			total += c
		}
	}
	return min(total, 1)
}

// step adds a seat that has an answer with chance p. Every transition leads to a higher state, so the states can be
// updated in place from the highest down.
func (o *distribution) step(moves []int, p float64) {
	for i, c := range slices.Backward(o.probability) {
		if to := moves[i]; to != i && c > 0 {
			o.probability[to] += p * c
			o.probability[i] = (1 - p) * c
		}
	}
}

func (o *distribution) endSource() {
	for i, to := range o.nextSource {
		if to >= 0 {
			o.probability[to] += o.probability[i]
			o.probability[i] = 0
		}
	}
}
