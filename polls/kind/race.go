package kind

import (
	"cmp"
	"slices"
)

// race is a question in which one answer marks several options. The option with the most first marks leads; among
// equal ones, the option with the most second marks.
type race struct {
	options []string // sorted, so that no finding depends on their order
	given   []ballot[[]mark]
	first   []int // how many first marks each option has
	second  []int
}

// mark is what one answer gives to one option.
type mark uint8

const (
	noMark mark = iota
	secondMark
	firstMark
)

// raceOf reads the answers to a race. marks returns the marks in the order of the options that it is given.
func raceOf(b Ballots, marks func(options []string, position string) []mark) race {
	r := race{options: slices.Sorted(slices.Values(b.Options)), first: make([]int, len(b.Options)), second: make([]int, len(b.Options))}
	r.given = readBallots(b.Taken, func(position string) []mark { return marks(r.options, position) })
	for _, g := range r.given {
		for i, m := range g.value {
			switch m {
			case firstMark:
				r.first[i] += g.n
			case secondMark:
				r.second[i] += g.n
			case noMark:
			}
		}
	}
	return r
}

// of returns how many first and second marks an option has.
func (r race) of(option string) (first, second int) {
	i, _ := slices.BinarySearch(r.options, option)
	return r.first[i], r.second[i]
}

// top returns the options that lead, in the asker's order: several when they are tied.
func (r race) top(options []string) []string {
	var best []string
	for _, o := range options {
		order := 1
		if len(best) > 0 {
			order = r.compare(o, best[0])
		}
		switch {
		case order > 0:
			best = []string{o}
		case order == 0:
			best = append(best, o)
		}
	}
	return best
}

func (r race) compare(a, b string) int {
	af, as := r.of(a)
	bf, bs := r.of(b)
	return cmp.Or(cmp.Compare(af, bf), cmp.Compare(as, bs))
}

// swing returns how many of the pending people it takes for another option to at least tie with the leader; 0 when
// they cannot. It takes one for every first mark that the option is behind, and one more if it is then behind in
// second marks. Second marks alone are enough when it is behind in nothing else.
func (r race) swing(leader string, pending int) int {
	first, second := r.of(leader)
	least := 0
	for i, o := range r.options {
		if o == leader {
			continue
		}
		need := first - r.first[i]
		if r.second[i] < second {
			need++
		}
		if need <= pending && (least == 0 || need < least) {
			least = need
		}
	}
	return least
}

// hold returns a lower bound of the chance that the leader still leads alone when everybody has answered. marks is
// the number of different marks; an answer at random gives each option one of them. When first marks are tied in the
// end, second marks are not looked at: that counts as not held.
func (r race) hold(b Ballots, leader string, marks int) float64 {
	at, _ := slices.BinarySearch(r.options, leader)
	pairs := make([]pair, 0, len(r.options)-1)
	for j := range r.options {
		if j != at {
			pairs = append(pairs, r.pair(at, j, b.Counted))
		}
	}
	share := float64(marks-1) / float64(marks*marks) // the chance that one option gets the first mark and the other does not
	return Close.pairPrior(len(r.options), share).hold(pairs, b.Pending, b.discount())
}

// pair counts the answers that give the first mark to one option alone, to the other alone, and to neither or both.
func (r race) pair(one, other, counted int) pair {
	var p pair
	for _, g := range r.given {
		switch mine, theirs := g.value[one] == firstMark, g.value[other] == firstMark; {
		case mine && !theirs:
			p.ahead += g.n
		case theirs && !mine:
			p.behind += g.n
		}
	}
	p.level = counted - p.ahead - p.behind
	return p
}

// leadOf returns by how many first marks an option is ahead of every other.
func (r race) leadOf(option string) int {
	first, _ := r.of(option)
	least := first
	for i, o := range r.options {
		if o != option {
			least = min(least, first-r.first[i])
		}
	}
	return least
}
