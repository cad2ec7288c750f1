package phrase

// Nearest returns the candidate with the fewest single-letter edits from word (Levenshtein). Candidates must not be
// empty.
func Nearest(word string, candidates []string) string {
	best, least := candidates[0], len(word)+len(candidates[0])+1
	for _, c := range candidates {
		if d := distance([]rune(word), []rune(c)); d < least {
			best, least = c, d
		}
	}
	return best
}

// Meant returns the word of the vocabulary that somebody meant who typed another one; ok is false when more than a third
// of its letters would have to be wrong.
func Meant(typed string, vocabulary []string) (word string, ok bool) {
	word = Nearest(typed, vocabulary)
	return word, distance([]rune(typed), []rune(word)) <= max(1, len([]rune(word))/3)
}

func distance(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i, x := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j, y := range b {
			cost := 1
			if x == y {
				cost = 0
			}
			diagonal, row[j+1] = row[j+1], min(row[j]+1, row[j+1]+1, diagonal+cost)
		}
	}
	return row[len(b)]
}
