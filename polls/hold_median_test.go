package polls

// completions calls each with the counts as they would be when any number up to pending had answered anything.
func completions(counts []int, pending int, each func([]int)) {
	var add func(from, left int)
	add = func(from, left int) {
		each(counts)
		if left == 0 {
			return
		}
		for i := from; i < len(counts); i++ {
			counts[i]++
			add(i, left-1)
			counts[i]--
		}
	}
	add(0, pending)
}
