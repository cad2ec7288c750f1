package kind

import (
	"iter"
	"maps"
	"strings"

	"quorum/polls/phrase"
)

// What a surface shows in several fields is one text for [Kind.Read]. These functions write that text, and read a
// kept answer.

// JoinChoices writes labels as one answer of the way [AnyOf].
func JoinChoices(labels []string) string { return phrase.JoinList(labels) }

// SplitChoices returns the labels of a kept answer of the way [AnyOf]; none of an empty one.
func SplitChoices(position string) []string { return phrase.SplitList(position) }

// JoinRanking writes an order, the best place first, as one answer of the way [Ranking]. Options in one place are
// tied. An empty place is written too, so that Read can refuse it.
func JoinRanking(places [][]string) string {
	groups := make([]string, len(places))
	for i, g := range places {
		groups[i] = strings.Join(g, " = ")
	}
	return strings.Join(groups, " > ")
}

// SplitRanking returns the labels in each place of a kept answer of the way [Ranking]; none of an empty one.
func SplitRanking(position string) [][]string {
	if position == "" {
		return nil
	}
	var places [][]string
	for g := range strings.SplitSeq(position, " > ") {
		places = append(places, strings.Split(g, " = "))
	}
	return places
}

// SlotAnswers returns the answers for one slot, from yes to no.
func SlotAnswers() []string { return []string{canDo, ifNeeded, cannotDo} }

// JoinSlots writes an answer for each of the choices as one answer of the way [Slots], without choices that have
// none.
func JoinSlots(choices []string, said map[string]string) string {
	var pieces []string
	for _, c := range choices {
		if word := said[c]; word != "" {
			pieces = append(pieces, c+": "+word)
		}
	}
	return strings.Join(pieces, "; ")
}

// SplitSlots returns the answer for each slot in a kept answer of the way [Slots].
func SplitSlots(position string) map[string]string { return maps.Collect(slotAnswers(position)) }

func slotAnswers(position string) iter.Seq2[string, string] {
	return func(yield func(slot, said string) bool) {
		for piece := range strings.SplitSeq(position, "; ") {
			if colon := strings.LastIndex(piece, ": "); colon >= 0 && !yield(piece[:colon], piece[colon+2:]) {
				return
			}
		}
	}
}
