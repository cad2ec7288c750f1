package render

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"quorum/bot/slack/inbound"
	"quorum/polls/kind"
)

// readPosition puts what stands in the fields of an answer together in the one text that [kind.Kind.Read] takes. What it
// makes of fields that this program did not write is for Read to refuse.
func readPosition(v inbound.Values) string {
	switch {
	case v.Has(inputPlace+"/0", inputPlace+"/0"):
		return kind.JoinRanking(readPlaces(v))
	case v.Has(inputSlot+"/0", inputSlot+"/0"):
		said := map[string]string{}
		eachSaid(v, inputSlot, func(word, choice string) { said[choice] = word })
		return kind.JoinSlots(slices.Sorted(maps.Keys(said)), said)
	}
	if labels := v.Options(inputAnswer, inputAnswer); len(labels) > 0 {
		return kind.JoinChoices(labels)
	}
	if typed := v.Text(inputAnswer, inputAnswer); typed != "" {
		return typed
	}
	return v.Option(inputAnswer, inputAnswer)
}

// readPlaces returns the options in each place, as far as there are any.
func readPlaces(v inbound.Values) [][]string {
	var places [][]string
	eachSaid(v, inputPlace, func(word, choice string) {
		place, err := strconv.Atoi(word)
		if err != nil || place < 1 || place > kind.MaxRanked {
			return
		}
		for len(places) < place {
			places = append(places, nil)
		}
		places[place-1] = append(places[place-1], choice)
	})
	return places
}

// eachSaid goes through the fields of which there is one for each choice.
func eachSaid(v inbound.Values, input string, say func(word, choice string)) {
	for i := 0; v.Has(input+"/"+strconv.Itoa(i), input+"/"+strconv.Itoa(i)); i++ {
		block := input + "/" + strconv.Itoa(i)
		if word, choice, ok := strings.Cut(v.Option(block, block), "|"); ok {
			say(word, choice)
		}
	}
}

// firstAnswerInput returns the block beside which a mistake in an answer is explained.
func firstAnswerInput(v inbound.Values) string {
	for _, block := range []string{inputPlace + "/0", inputSlot + "/0"} {
		if v.Has(block, block) {
			return block
		}
	}
	return inputAnswer
}
