package polls

import (
	"testing"

	"quorum/polls/kind"
)

func tallyOf(choices []string, n ...int) []kind.Count {
	t := make([]kind.Count, len(choices))
	for i, c := range choices {
		t[i] = kind.Count{Choice: c}
		if i < len(n) {
			t[i].N = n[i]
		}
	}
	return t
}

func letters(n int) []string {
	names := make([]string, n)
	for i := range names {
		names[i] = string(rune('a' + i))
	}
	return names
}

// outcomeOf computes an outcome as publishing does, from counts alone.
func outcomeOf(tally []kind.Count, sources, pending int) Outcome {
	b := kind.Ballots{Taken: map[string]int{}, Sources: sources, Pending: pending}
	for _, c := range tally {
		b.Options = append(b.Options, c.Choice)
		b.Taken[c.Choice] = c.N
		b.Counted += c.N
	}
	o := Outcome{Finding: kindNamed("choice").Weigh(b), Counted: b.Counted, Sources: sources, Pending: pending}
	o.Label = o.label()
	return o
}

// kindNamed returns the kind with this name.
func kindNamed(name string) kind.Kind {
	k, err := kind.Named(name)
	if err != nil {
		panic(err)
	}
	return k
}

func unmet(label Label, missing string, o Outcome) Outcome {
	o.Label, o.Missing = label, missing
	return o
}

func TestSentences(t *testing.T) {
	yn := func(yes, no int) []kind.Count { return tallyOf([]string{kind.Yes, kind.No}, yes, no) }
	queues := func(n ...int) []kind.Count { return tallyOf([]string{"nats", "kafka", "sqs"}, n...) }
	for _, c := range []struct {
		o     Outcome
		begin string
	}{
		{outcomeOf(yn(5, 0), 5, 2), "Decided: Yes, 5 of 5"},
		{outcomeOf(yn(2, 0), 2, 1), "Decided: Yes, 2 of 2"},
		{outcomeOf(yn(1, 3), 3, 0), "Decided: No, 3 to 1"},
		{outcomeOf(yn(1, 0), 1, 0), "Decided: Yes"},
		{outcomeOf(queues(1, 5, 3), 9, 0), "Decided: kafka, 5 of 9"},
		{outcomeOf(yn(4, 1), 5, 4), "Firm: Yes, 4 to 1"},
		{outcomeOf(yn(4, 1), 4, 4), "Firm: Yes, 4 to 1"},
		{outcomeOf(yn(5, 0), 5, 7), "Firm: Yes, 5 of 5"},
		{outcomeOf(yn(4, 0), 4, 4), "Firm: Yes, 4 of 4"},
		{outcomeOf(yn(9, 1), 10, 9), "Firm: Yes, 9 to 1"},
		{outcomeOf(yn(2, 1), 3, 2), "Leaning: Yes, 2 to 1"},
		{outcomeOf(yn(3, 1), 4, 3), "Leaning: Yes, 3 to 1"},
		{outcomeOf(yn(1, 0), 1, 2), "Leaning: Yes"},
		{outcomeOf(queues(3, 1, 1), 1, 4), "Leaning: nats, 3 of 5"},
		{outcomeOf(tallyOf(letters(20), 1, 4, 2), 7, 5), "Leaning: b, 4 of 7"},
		{outcomeOf(queues(2, 2, 1), 5, 0), "Tied: nats and kafka"},
		{outcomeOf(yn(1, 1), 2, 1), "Tied: Yes and No"},
		{outcomeOf(queues(1, 1, 1), 3, 3), "Tied: nats, kafka and sqs"},
		{outcomeOf(tallyOf(letters(20), 1, 1, 1, 1, 1, 1, 1), 7, 2), "Tied"},
		{unmet(NoQuorum, "2 of 3 answers", outcomeOf(yn(1, 1), 2, 4)), "No quorum: 2 of 3"},
		{unmet(NoQuorum, "2 of 3 answers", outcomeOf(yn(0, 2), 2, 0)), "No quorum: 2 of 3"},
		{unmet(NoQuorum, "1 of 3 sources", outcomeOf(queues(0, 1), 1, 0)), "No quorum: 1 of 3"},
		{unmet(NoQuorum, "0 of 3 answers", outcomeOf(yn(0, 0), 0, 5)), "No quorum: 0 of 3"},
		{unmet(NoQuorum, "6 of 9 answers", outcomeOf(tallyOf(letters(20), 1, 1, 1, 2, 0, 1), 6, 3)), "No quorum: 6 of 9"},
		{unmet(ClosedEarly, "2 of 3 answers", outcomeOf(yn(2, 0), 2, 3)), "Closed"},
		{unmet(ClosedEarly, "0 of 1 answer", outcomeOf(yn(0, 0), 0, 1)), "Closed"},
	} {
		says(t, c.o, c.begin)
	}
}
