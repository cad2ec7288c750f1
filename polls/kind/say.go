package kind

import (
	"iter"
	"maps"
	"strings"

	"quorum/polls/phrase"
)

// What a surface shows in several fields is one text to [Kind.Read]. These write that text, and read what was kept of it.

// JoinChoices writes labels as one answer of the way [AnyOf].
func JoinChoices(labels []string) string { return phrase.JoinList(labels) }

// SplitChoices are the labels of an answer of the way [AnyOf] as it was kept; none of an empty one.
func SplitChoices(position string) []string { return phrase.SplitList(position) }

// JoinRanking writes an order, the best place first, as one answer of the way [Ranking]. Those in one place are tied. A
// place with nobody in it is written too, so that Read can say that it is there.
func JoinRanking(places [][]string) string {
	groups := make([]string, len(places))
	for i, g := range places {
		groups[i] = strings.Join(g, " = ")
	}
	return strings.Join(groups, " > ")
}

// SplitRanking are the labels in each place of an answer of the way [Ranking] as it was kept; none of an empty one.
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

// SlotAnswers are what can be said about a slot, from can to cannot.
func SlotAnswers() []string { return []string{canDo, ifNeeded, cannotDo} }

// JoinSlots writes what was said about each of the choices as one answer of the way [Slots]; nothing is said about those
// that are missing.
func JoinSlots(choices []string, said map[string]string) string {
	var pieces []string
	for _, c := range choices {
		if word := said[c]; word != "" {
			pieces = append(pieces, c+": "+word)
		}
	}
	return strings.Join(pieces, "; ")
}

// SplitSlots is what was said about each slot in an answer of the way [Slots] as it was kept.
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
