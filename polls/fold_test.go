package polls

import (
	"testing"

	"quorum/polls/phrase"
)

func TestALogThatCannotBe(t *testing.T) {
	s := tell(t, "Go? | quorum: 2", "ana ben").answers("ana yes")
	opened, answered := s.log[0], s.log[1]
	at := func(seq int, e Event) Event { e.Seq = seq; return e }
	for name, c := range map[string]struct {
		log  []Event
		want string
	}{
		"a gap":              {[]Event{opened, at(3, answered)}, "polls: event 3 of Q7 follows event 1"},
		"twice":              {[]Event{opened, answered, answered}, "polls: event 2 of Q7 follows event 2"},
		"no opening":         {[]Event{at(1, answered)}, "polls: folding event 1 of Q0: a log opens its poll with its first event and never again"},
		"two openings":       {[]Event{opened, at(2, opened)}, "polls: folding event 2 of Q7: a log opens its poll with its first event and never again"},
		"a stranger":         {[]Event{opened, {Seq: 2, Fact: Answered{Person: "eve"}}}, "polls: folding event 2 of Q7: the log speaks of somebody who was not asked"},
		"a reminded one":     {[]Event{opened, {Seq: 2, Fact: Reminded{Persons: []Person{"eve"}}}}, "polls: folding event 2 of Q7: the log speaks of somebody who was not asked"},
		"an unknown kind":    {[]Event{{Seq: 1, Fact: Opened{Kind: "tarot"}}}, `polls: folding event 1 of Q0: There is no kind of question called "tarot". Did you mean "text"?`},
		"an unreadable rule": {[]Event{{Seq: 1, Fact: Opened{Kind: "yes/no", Rule: "0"}}}, "polls: folding event 1 of Q0: A quorum of 0 needs nobody. Ask for at least 1 answer."},
	} {
		if _, err := Fold(c.log); err == nil || err.Error() != c.want {
			t.Errorf("%s: %v\nwant %s", name, err, c.want)
		}
	}
	if _, err := DecodeFact("prophesied", nil); err == nil {
		t.Error("a fact of a newer program was read")
	}
	if _, err := DecodeFact("late", []byte("{")); err == nil {
		t.Error("half a fact was read")
	}
}

func TestEveryFactHasItsNameInTheTable(t *testing.T) {
	for name, decode := range decoders() {
		f, err := decode([]byte("{}"))
		if err != nil || f.Name() != name {
			t.Errorf("%s is read as %v, %v", name, f, err)
		}
	}
}

func TestEachPersonSeesTheOptionsInOneOrder(t *testing.T) {
	s := tell(t, "Which? | options: a, b, c, d, e, f", "ana ben cy dan")
	orders := map[string]bool{}
	for _, who := range s.p.Stakeholders() {
		c := s.p.Choices(who.Person)
		again, err := Fold(s.log)
		if err != nil {
			t.Fatal(err)
		}
		text := phrase.List(c)
		if text != phrase.List(again.Choices(who.Person)) || len(c) != 6 {
			t.Errorf("%v", c)
		}
		orders[text] = true
	}
	if len(orders) < 3 {
		t.Errorf("four people see %d orders", len(orders))
	}
	if got := phrase.List(s.p.Choices("nobody")); got != "a, b, c, d, e and f" {
		t.Error(got)
	}
	if got := phrase.List(tell(t, "Go?", "ana ben").p.Choices("ana")); got != "Yes and No" {
		t.Error(got)
	}
}
