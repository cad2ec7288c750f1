package polls

import "math/rand/v2"

// hold is the chance that the leader still wins alone; a fresh answer is any order of all the options.
func (r ranked) hold(b Ballots, leader int) float64 {
	fresh := func(random *rand.Rand) []int { return random.Perm(len(r.options)) }
	return foresee(b, r.given, fresh, func(drawn [][]int, size float64) bool {
		if r.beatsAll(leader, drawn, size) {
			return true // and most of the time no more needs counting
		}
		then := matrix(len(r.options))
		for i := range then {
			copy(then[i], r.beats[i])
		}
		for _, places := range drawn {
			prefer(then, places, size)
		}
		return leads(then, leader)
	})
}

// beatsAll says that the leader beats every other in pairs when each of the drawn ballots counts for size.
func (r ranked) beatsAll(leader int, drawn [][]int, size float64) bool {
	ahead := make([]float64, len(r.options))
	for j := range ahead {
		ahead[j] = r.beats[leader][j] - r.beats[j][leader]
	}
	for _, places := range drawn {
		own := places[leader]
		for j, place := range places {
			switch {
			case own < place:
				ahead[j] += size
			case place < own:
				ahead[j] -= size
			}
		}
	}
	for j, a := range ahead {
		if j != leader && a <= 0 {
			return false
		}
	}
	return true
}
