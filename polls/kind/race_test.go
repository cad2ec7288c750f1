package kind

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// manyMarks lists every answer that there can be to a race of three.
func manyMarks(marks ...mark) [][]mark {
	all := [][]mark{nil}
	for range 3 {
		var longer [][]mark
		for _, said := range all {
			for _, m := range marks {
				longer = append(longer, append(slices.Clone(said), m))
			}
		}
		all = longer
	}
	return all
}

// A race is decided exactly when no answers of the pending could tie its leader, and it takes as many as is said.
func TestRaceDecidedByBruteForce(t *testing.T) {
	for _, marks := range [][]mark{{noMark, firstMark}, {noMark, secondMark, firstMark}} {
		kinds := manyMarks(marks...)
		rapid.Check(t, func(t *rapid.T) {
			r := race{options: letters(3), first: make([]int, 3), second: make([]int, 3)}
			add := func(said []mark, n int) {
				for i, m := range said {
					if m == firstMark {
						r.first[i] += n
					} else if m == secondMark {
						r.second[i] += n
					}
				}
			}
			for range rapid.IntRange(1, 6).Draw(t, "answers") {
				add(rapid.SampledFrom(kinds).Draw(t, "answer"), 1)
			}
			top := r.top(r.options)
			if len(top) > 1 {
				return
			}
			pending, least := rapid.IntRange(0, 3).Draw(t, "pending"), 0
			var try func(from, k int)
			try = func(from, k int) {
				if !slices.Equal(r.top(r.options), top) && (least == 0 || k < least) {
					least = k
				}
				for i := from; i < len(kinds) && k < pending; i++ {
					add(kinds[i], +1)
					try(i, k+1)
					add(kinds[i], -1)
				}
			}
			try(0, 0)
			if got := r.swing(top[0], pending); got != least {
				t.Fatalf("%+v with %d pending: swing %d, by brute force %d", r, pending, got, least)
			}
		})
	}
}
