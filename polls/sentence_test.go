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
		o    Outcome
		want string
	}{
		{outcomeOf(yn(5, 0), 5, 2), "Decided: Yes, 5 of 5 answers. The 2 people still to answer cannot change it."},
		{outcomeOf(yn(2, 0), 2, 1), "Decided: Yes, 2 of 2 answers. The one person still to answer cannot change it."},
		{outcomeOf(yn(1, 3), 3, 0), "Decided: No, 3 to 1 from 3 sources. Nobody is left to answer."},
		{outcomeOf(yn(1, 0), 1, 0), "Decided: Yes, the only answer. Nobody is left to answer."},
		{outcomeOf(queues(1, 5, 3), 9, 0), "Decided: kafka, 5 of 9 answers. Nobody is left to answer."},
		{outcomeOf(yn(4, 1), 5, 4), "Firm: Yes, 4 to 1. At least 3 of the 4 people still to answer would have to say otherwise to undo it (about 1 chance in 23 if they answer like the rest)."},
		{outcomeOf(yn(4, 1), 4, 4), "Firm: Yes, 4 to 1 from 4 sources. At least 3 of the 4 people still to answer would have to say otherwise to undo it (4 sources are too few to say how likely that is)."},
		{outcomeOf(yn(5, 0), 5, 7), "Firm: Yes, 5 of 5 answers. At least 5 of the 7 people still to answer would have to say otherwise to undo it (about 1 chance in 42 if they answer like the rest)."},
		{outcomeOf(yn(4, 0), 4, 4), "Firm: Yes, 4 of 4 answers. All 4 people still to answer would have to say otherwise to undo it (4 answers are too few to say how likely that is)."},
		{outcomeOf(yn(9, 1), 10, 9), "Firm: Yes, 9 to 1. At least 8 of the 9 people still to answer would have to say otherwise to undo it (less than 1 chance in 200 if they answer like the rest)."},
		{outcomeOf(yn(2, 1), 3, 2), "Leaning: Yes, 2 to 1. One more answer could undo it."},
		{outcomeOf(yn(3, 1), 4, 3), "Leaning: Yes, 3 to 1. 2 more answers could undo it."},
		{outcomeOf(yn(1, 0), 1, 2), "Leaning: Yes, the only answer so far. One more answer could undo it."},
		{outcomeOf(queues(3, 1, 1), 1, 4), "Leaning: nats, 3 of 5 answers from 1 source. 2 more answers could undo it."},
		{outcomeOf(tallyOf(letters(20), 1, 4, 2), 7, 5), "Leaning: b, 4 of 7 answers. 2 more answers could undo it."},
		{outcomeOf(queues(2, 2, 1), 5, 0), "Tied: nats and kafka have 2 answers each. Nobody is left to answer."},
		{outcomeOf(yn(1, 1), 2, 1), "Tied: Yes and No have 1 answer each. The one person still to answer could settle it."},
		{outcomeOf(queues(1, 1, 1), 3, 3), "Tied: nats, kafka and sqs have 1 answer each. The 3 people still to answer could settle it."},
		{outcomeOf(tallyOf(letters(20), 1, 1, 1, 1, 1, 1, 1), 7, 2), "Tied: 7 options have 1 answer each. The 2 people still to answer could settle it."},
		{unmet(NoQuorum, "2 of 3 answers", outcomeOf(yn(1, 1), 2, 4)), "No quorum: 2 of 3 answers when time was up. The answers: Yes 1, No 1."},
		{unmet(NoQuorum, "2 of 3 answers", outcomeOf(yn(0, 2), 2, 0)), "No quorum: 2 of 3 answers, and nobody is left to answer. The answers: Yes 0, No 2."},
		{unmet(NoQuorum, "1 of 3 sources", outcomeOf(queues(0, 1), 1, 0)), "No quorum: 1 of 3 sources, and nobody is left to answer. The answer: kafka."},
		{unmet(NoQuorum, "0 of 3 answers", outcomeOf(yn(0, 0), 0, 5)), "No quorum: 0 of 3 answers when time was up. There is no answer to count."},
		{unmet(NoQuorum, "6 of 9 answers", outcomeOf(tallyOf(letters(20), 1, 1, 1, 2, 0, 1), 6, 3)), "No quorum: 6 of 9 answers when time was up. The answers: d 2, a 1, b 1, c 1, 1 more option."},
		{unmet(ClosedEarly, "2 of 3 answers", outcomeOf(yn(2, 0), 2, 3)), "Closed: ended early with 2 of 3 answers, before the rule was met. The answers: Yes 2, No 0."},
		{unmet(ClosedEarly, "0 of 1 answer", outcomeOf(yn(0, 0), 0, 1)), "Closed: ended early with 0 of 1 answer, before the rule was met. There is no answer to count."},
	} {
		if got := c.o.Sentence(); got != c.want {
			t.Errorf("%+v\n got %s\nwant %s", c.o, got, c.want)
		}
	}
}
