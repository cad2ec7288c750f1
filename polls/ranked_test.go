package polls

import (
	"slices"
	"testing"
)

func TestRankSentences(t *testing.T) {
	ask := func(pending int, answers ...string) Outcome {
		return found(kindNamed("rank"), []string{"nats", "kafka", "sqs"}, pending, answers...)
	}
	two := []string{"nats > kafka", "nats > sqs", "kafka > nats"}
	says(t, ask(0, two...), "Decided: nats, ahead of every other option in 3 rankings; its lead over kafka, the closest, is 2–1. Nobody is left to answer.")
	says(t, ask(3, two...), "Leaning: nats, ahead of every other option in 3 rankings; its lead over kafka, the closest, is 2–1. One more answer could undo its lead over kafka.")
	says(t, ask(1, "nats > kafka", "nats > sqs"), "Decided: nats, ahead of every other option in 2 rankings; its lead over kafka, the closest, is 2–0. The one person still to answer cannot change it.")
	says(t, ask(2, "nats > kafka", "kafka > nats"), "Tied: nats and kafka are tied in 2 rankings. The 2 people still to answer could settle it.")
	firm := slices.Repeat([]string{"nats > kafka > sqs"}, 6)
	says(t, ask(6, firm...), "Firm: nats, ahead of every other option in 6 rankings; its lead over kafka, the closest, is 6–0. All 6 people still to answer would have to say otherwise to undo it (about 1 chance in 56 if they answer like the rest).")
	cycle := []string{"nats > kafka > sqs", "nats > kafka > sqs", "nats > kafka > sqs", "kafka > sqs > nats", "kafka > sqs > nats", "sqs > nats > kafka", "sqs > nats > kafka"}
	says(t, ask(2, cycle...), "Leaning: nats, the winner by Schulze's method in 7 rankings, as no option is ahead of every other. The 2 people still to answer might undo it.")
}
