package polls

import (
	"cmp"
	"math/rand/v2"
	"slices"
)

// race is a question in which one answer gives marks to several options: the option with the most marks of the first
// class leads, then that with the most of the second.
type race struct {
	options []string // sorted, so that their order changes nothing
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

// raceOf reads the answers to a race; marks are in the order of the options it is called with.
func raceOf(b Ballots, marks func(options []string, position string) []mark) race {
	r := race{options: slices.Sorted(slices.Values(b.Options)), first: make([]int, len(b.Options)), second: make([]int, len(b.Options))}
	r.given = inOrder(b.Taken, func(position string) []mark { return marks(r.options, position) }, slices.Compare[[]mark])
	for _, g := range r.given {
		for i, m := range g.said {
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

// of returns how many marks of each class an option has.
func (r race) of(option string) (first, second int) {
	i, _ := slices.BinarySearch(r.options, option)
	return r.first[i], r.second[i]
}

// top are the options that lead, in the asker's order: several when they are tied.
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

// swing is how many of the pending it takes for another option to at least tie the leader; 0 when they cannot. It takes
// one of them for every first mark that it is behind, and one more when it is then still behind in second ones; second
// marks alone do when it is behind in nothing else.
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

// hold is the chance that the leader still leads alone; fresh answers give each option one of the marks.
func (r race) hold(b Ballots, leader string, marks ...mark) float64 {
	at, _ := slices.BinarySearch(r.options, leader)
	fresh := func(random *rand.Rand) []mark {
		said := make([]mark, len(r.options))
		for i := range said {
			said[i] = marks[random.IntN(len(marks))]
		}
		return said
	}
	const one = 1 << 20 // of the first marks; more than there are second ones
	score := make([]float64, len(r.options))
	return foresee(b, r.given, fresh, func(drawn [][]mark, size float64) bool {
		for i := range score {
			score[i] = float64(one*r.first[i] + r.second[i])
		}
		for _, said := range drawn {
			for i, m := range said {
				switch m {
				case firstMark:
					score[i] += one * size
				case secondMark:
					score[i] += size
				case noMark:
				}
			}
		}
		for i, s := range score {
			if i != at && s >= score[at] {
				return false
			}
		}
		return true
	})
}

// leadOf is by how many first marks an option is ahead of every other.
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
