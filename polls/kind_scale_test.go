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

// says checks what an outcome's sentence begins with.
func says(t *testing.T, o Outcome, begin string) {
	t.Helper()
	said(t, o.Sentence(), begin)
}

func TestScaleSentences(t *testing.T) {
	five := func(pending int, answers ...string) Outcome { return found(kindNamed("1-5"), nil, pending, answers...) }
	says(t, five(0, "4"), "Decided: 4")
	says(t, five(2, "4"), "Leaning: 4")
	says(t, five(1, "4", "4", "4", "2", "5"), "Decided: 4")
	says(t, five(3, "3", "4", "4", "4", "5"), "Leaning: 4")
	says(t, five(5, "4", "4", "4", "4", "4", "4"), "Decided: 4")
	says(t, five(7, "4", "4", "4", "4", "4", "4"), "Firm: 4")
	says(t, five(0, "4", "2"), "Decided: 2")
	says(t, five(0, "3", "4", "4", "5"), "Decided: 4")
	fist := func(pending int, answers ...string) Outcome {
		return found(kindNamed("fist"), nil, pending, answers...)
	}
	says(t, fist(0, "0", "4", "5", "2", "4"), "Blocked: 1 of 5")
	says(t, fist(0, "0", "3", "4", "5"), "Blocked: 1 of 4")
	if o := fist(0, "0", "0", "5"); o.Blocks != 2 || o.Leader != "0" {
		t.Errorf("%+v", o)
	}
	says(t, unmet(NoQuorum, "3 of 5 answers", five(0, "2", "4", "4")), "No quorum: 3 of 5")
	says(t, unmet(NoQuorum, "0 of 5 answers", five(3)), "No quorum: 0 of 5")
	if o := five(0, "1", "3", "4", "4", "4", "5", "5", "5", "5"); o.Spread != "the consensus is 0.55, where 1 is all on one step and 0 half at either end" {
		t.Error(o.Spread)
	}
}

func TestConsentSentences(t *testing.T) {
	ask := func(pending int, answers ...string) Outcome {
		return found(kindNamed("consent"), nil, pending, answers...)
	}
	none := kind.NoObjection
	says(t, ask(0, none, none, kind.StandAside), "Decided: no objection in 3")
	says(t, ask(2, none, none), "Leaning: no objection in 2")
	says(t, ask(1, none, none, none), "Leaning: no objection in 3")
	many := make([]string, 25)
	for i := range many {
		many[i] = none
	}
	says(t, ask(1, many...), "Firm: no objection in 25")
	says(t, ask(1, none, kind.Objection), "Blocked: 1 of 2")
	says(t, ask(0, kind.Objection, kind.Objection), "Blocked: 2 of 2")
	if o := ask(3, none, "objection"); o.Blocks != 1 || o.Spread != "1 objection is open" {
		t.Errorf("%+v", o)
	}
}
