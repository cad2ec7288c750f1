package kind

// ballot is one position as a kind reads it, with how many gave it.
type ballot[T any] struct {
	value T
	n     int
}

// readBallots reads the positions given, in no order: nothing that is found may depend on one.
func readBallots[T any](taken map[string]int, as func(string) T) []ballot[T] {
	all := make([]ballot[T], 0, len(taken))
	for position, n := range taken {
		if n > 0 {
			all = append(all, ballot[T]{as(position), n})
		}
	}
	return all
}

// few is how many people may be asked for their answers to be weighed at once: that takes some ten microseconds.
const few = 20

// few says that so few people are asked.
func (b Ballots) few() bool { return b.Counted+b.Pending <= few }
