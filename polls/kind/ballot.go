package kind

// ballot is one position in the form in which a kind weighs it, with the number of answers that took it.
type ballot[T any] struct {
	value T
	n     int
}

// readBallots converts the positions, in no particular order: no finding may depend on the order.
func readBallots[T any](taken map[string]int, as func(string) T) []ballot[T] {
	all := make([]ballot[T], 0, len(taken))
	for position, n := range taken {
		if n > 0 {
			all = append(all, ballot[T]{as(position), n})
		}
	}
	return all
}

// few is the number of people up to which any answers can be weighed within a change, in about ten microseconds.
const few = 20

// few reports whether at most few people are asked.
func (b Ballots) few() bool { return b.Counted+b.Pending <= few }
