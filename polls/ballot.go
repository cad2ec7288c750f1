package polls

import "slices"

// ballot is one position as a kind reads it, with how many gave it.
type ballot[T any] struct {
	said T
	n    int
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
