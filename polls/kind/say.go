package kind

import (
	"iter"
	"maps"
	"strings"

	"quorum/polls/phrase"
)

// What a surface shows in several fields is one text to [Kind.Read]. These write that text, and read what was kept of it.

// SayAny writes labels as one answer of the way [AnyOf].
func SayAny(labels []string) string { return phrase.JoinList(labels) }

// AnySaid are the labels of an answer of the way [AnyOf] as it was kept; none of an empty one.
func AnySaid(position string) []string { return phrase.SplitList(position) }

// SayPlaces writes an order, the best place first, as one answer of the way [Ranking]. Those in one place are tied. A
// place with nobody in it is written too, so that Read can say that it is there.
func SayPlaces(places [][]string) string {
	groups := make([]string, len(places))
	for i, g := range places {
		groups[i] = strings.Join(g, " = ")
	}
	return strings.Join(groups, " > ")
}

// PlacesSaid are the labels in each place of an answer of the way [Ranking] as it was kept; none of an empty one.
func PlacesSaid(position string) [][]string {
	if position == "" {
		return nil
	}
	var places [][]string
	for g := range strings.SplitSeq(position, " > ") {
		places = append(places, strings.Split(g, " = "))
	}
	return places
}

// SlotWords are what can be said about a slot, from can to cannot.
func SlotWords() []string { return []string{canDo, ifNeeded, cannotDo} }

// SaySlots writes what was said about each of the choices as one answer of the way [Slots]; nothing is said about those
// that are missing.
func SaySlots(choices []string, said map[string]string) string {
	var pieces []string
	for _, c := range choices {
		if word := said[c]; word != "" {
			pieces = append(pieces, c+": "+word)
		}
	}
	return strings.Join(pieces, "; ")
}

// SlotsSaid is what was said about each slot in an answer of the way [Slots] as it was kept.
func SlotsSaid(position string) map[string]string { return maps.Collect(slotsSaid(position)) }

func slotsSaid(position string) iter.Seq2[string, string] {
	return func(yield func(slot, said string) bool) {
		for piece := range strings.SplitSeq(position, "; ") {
			if colon := strings.LastIndex(piece, ": "); colon >= 0 && !yield(piece[:colon], piece[colon+2:]) {
				return
			}
		}
	}
}
