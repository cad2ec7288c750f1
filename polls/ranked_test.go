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
	says(t, ask(0, two...), "Decided")
	says(t, ask(3, two...), "Leaning")
	says(t, ask(1, "nats > kafka", "nats > sqs"), "Decided: nats")
	says(t, ask(2, "nats > kafka", "kafka > nats"), "Tied: nats and kafka")
	firm := slices.Repeat([]string{"nats > kafka > sqs"}, 6)
	says(t, ask(6, firm...), "Firm")
	cycle := []string{"nats > kafka > sqs", "nats > kafka > sqs", "nats > kafka > sqs", "kafka > sqs > nats", "kafka > sqs > nats", "sqs > nats > kafka", "sqs > nats > kafka"}
	says(t, ask(2, cycle...), "Leaning")
}
