package polls

import (
	"testing"

	"quorum/polls/kind"
)

// found is the outcome of answers of one kind, taken to be from as many sources.
func found(k kind.Kind, options []string, pending int, answers ...string) Outcome {
	b := kind.Ballots{Options: options, Taken: map[string]int{}, Counted: len(answers), Sources: len(answers), Pending: pending}
	for _, a := range answers {
		position, err := k.Read(options, a)
		if err != nil {
			panic(err)
		}
		b.Taken[position]++
	}
	o := Outcome{Finding: k.Weigh(b), Counted: b.Counted, Sources: b.Sources, Pending: b.Pending}
	o.Label = o.label()
	return o
}

func says(t *testing.T, o Outcome, want string) {
	t.Helper()
	if got := o.Sentence(); got != want {
		t.Errorf("got  %s\nwant %s\n%+v", got, want, o.Finding)
	}
}

func TestScaleSentences(t *testing.T) {
	five := func(pending int, answers ...string) Outcome { return found(kindNamed("1-5"), nil, pending, answers...) }
	says(t, five(0, "4"), "Decided: 4, the only answer. Nobody is left to answer.")
	says(t, five(2, "4"), "Leaning: 4, the only answer so far. One more answer could undo it.")
	says(t, five(1, "4", "4", "4", "2", "5"), "Decided: 4, the median of 5 answers; 1 of them is 2 or less. The one person still to answer cannot change it.")
	says(t, five(3, "3", "4", "4", "4", "5"), "Leaning: 4, the median of 5 answers. 3 more answers could undo it.")
	says(t, five(5, "4", "4", "4", "4", "4", "4"), "Decided: 4, the median of 6 answers. The 5 people still to answer cannot change it.")
	says(t, five(7, "4", "4", "4", "4", "4", "4"), "Firm: 4, the median of 6 answers. At least 6 of the 7 people still to answer would have to say otherwise to undo it (less than 1 chance in 200 if they answer like the rest).")
	says(t, five(0, "4", "2"), "Decided: 2, the median of 2 answers (the lower median: the two in the middle are 2 and 4); 1 of them is 2 or less. Nobody is left to answer.")
	says(t, five(0, "3", "4", "4", "5"), "Decided: 4, the median of 4 answers. Nobody is left to answer.")
	fist := func(pending int, answers ...string) Outcome {
		return found(kindNamed("fist"), nil, pending, answers...)
	}
	says(t, fist(0, "0", "4", "5", "2", "4"), "Blocked: 1 of 5 blocks it; 4 is the median of 5 answers; 2 of them are 2 or less.")
	says(t, fist(0, "0", "3", "4", "5"), "Blocked: 1 of 4 blocks it; 3 is the median of 4 answers (the lower median: the two in the middle are 3 and 4); 1 of them is 2 or less.")
	if o := fist(0, "0", "0", "5"); o.Blocks != 2 || o.Leader != "0" {
		t.Errorf("%+v", o)
	}
	says(t, unmet(NoQuorum, "3 of 5 answers", five(0, "2", "4", "4")), "No quorum: 3 of 5 answers, and nobody is left to answer. The answers: 4 twice, 2 once.")
	says(t, unmet(NoQuorum, "0 of 5 answers", five(3)), "No quorum: 0 of 5 answers when time was up. There is no answer to count.")
	if o := five(0, "1", "3", "4", "4", "4", "5", "5", "5", "5"); o.Spread != "the consensus is 0.55, where 1 is all on one step and 0 half at either end" {
		t.Error(o.Spread)
	}
}

func TestConsentSentences(t *testing.T) {
	ask := func(pending int, answers ...string) Outcome {
		return found(kindNamed("consent"), nil, pending, answers...)
	}
	none := kind.NoObjection
	says(t, ask(0, none, none, kind.StandAside), "Decided: no objection in 3 answers; 1 stands aside. Nobody is left to answer.")
	says(t, ask(2, none, none), "Leaning: no objection in 2 answers. Either of the 2 people still to answer may object.")
	says(t, ask(1, none, none, none), "Leaning: no objection in 3 answers. The one person still to answer may object.")
	many := make([]string, 25)
	for i := range many {
		many[i] = none
	}
	says(t, ask(1, many...), "Firm: no objection in 25 answers. The one person still to answer may object (about 1 chance in 27 if they answer like the rest).")
	says(t, ask(1, none, kind.Objection), "Blocked: 1 of 2 objects.")
	says(t, ask(0, kind.Objection, kind.Objection), "Blocked: 2 of 2 object.")
	if o := ask(3, none, "objection"); o.Blocks != 1 || o.Spread != "1 objection is open" {
		t.Errorf("%+v", o)
	}
}
