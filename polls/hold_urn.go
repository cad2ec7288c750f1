package polls

import (
	"math/rand/v2"
	"slices"
	"sort"
)

// ballot is one position as a kind reads it, with how many gave it.
type ballot[T any] struct {
	said T
	n    int
}

// Bounds of [foresee].
const (
	urnRuns  = 2000
	urnDraws = 500
)

// foresee is the chance that something holds when everybody has answered, by a Pólya urn over whole ballots: it holds
// the given ones, each with the weight of a source's share, and one ballot that is fresh each time it is drawn; whatever
// is drawn goes back twice. It works for any rule (Rivest & Shen, 2012). The numbers come from a fixed seed, so the same
// ballots in the same order give the same chance, to about 0.01; it is below 1 unless nobody is pending.
//
// Of more than 500 pending people 500 are drawn, each for size people. That takes them to be a little less alike than
// they are, and so errs toward not holding in what is ahead. It costs at most a million draws.
func foresee[T any](b Ballots, given []ballot[T], fresh func(*rand.Rand) T, holds func(drawn []T, size float64) bool) float64 {
	if b.Pending == 0 {
		return 1
	}
	random := rand.New(rand.NewPCG(2012, 1))
	weight, upTo := 0.0, make([]float64, len(given))
	for i, g := range given {
		weight += float64(g.n) * b.discount()
		upTo[i] = weight
	}
	drawn := make([]T, min(b.Pending, urnDraws))
	held := 0
	for range urnRuns {
		for i := range drawn {
			switch at := random.Float64() * (weight + 1 + float64(i)); {
			case at < weight:
				drawn[i] = given[sort.SearchFloat64s(upTo, at)].said
			case at < weight+1:
				drawn[i] = fresh(random)
			default:
				drawn[i] = drawn[min(int(at-weight-1), i-1)]
			}
		}
		if holds(drawn, float64(b.Pending)/float64(len(drawn))) {
			held++
		}
	}
	return min(float64(held)/urnRuns, 1-0.5/urnRuns)
}

// inOrder are the positions given, read and in an order that depends on nothing but them.
func inOrder[T any](taken map[string]int, read func(string) T, compare func(a, b T) int) []ballot[T] {
	var all []ballot[T]
	for position, n := range taken {
		if n > 0 {
			all = append(all, ballot[T]{read(position), n})
		}
	}
	slices.SortFunc(all, func(a, b ballot[T]) int { return compare(a.said, b.said) })
	return all
}
