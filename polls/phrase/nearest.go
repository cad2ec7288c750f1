package phrase

// Nearest returns the candidate with the least [Distance] from word, the first of several. There must be a candidate.
func Nearest(word string, candidates []string) string {
	best, least := candidates[0], len(word)+len(candidates[0])+1
	for _, c := range candidates {
		if d := Distance(word, c); d < least {
			best, least = c, d
		}
	}
	return best
}

// Meant returns the nearest word of the vocabulary; ok is false when the typed word is too far from it to be a slip of the
// hand: by more than a third of its letters.
func Meant(typed string, vocabulary []string) (word string, ok bool) {
	word = Nearest(typed, vocabulary)
	return word, Distance(typed, word) <= max(1, len([]rune(word))/3)
}

// Distance returns how many letters must be added, dropped or replaced to turn one word into the other (Levenshtein).
func Distance(one, other string) int {
	a, b := []rune(one), []rune(other)
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
