package polls

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

// foundThat is a standing with so many answers and nobody missing, whose leader holds so surely.
func foundThat(f Found) Standing {
	f.Looked = true
	return Standing{Asked: 4, Eligible: 4, Answered: 3, Pending: 1, Heard: 3, Reachable: 4, Teams: 4, Found: f}
}

func TestHowSurenessStands(t *testing.T) {
	for _, c := range []struct {
		rule    string
		found   Found
		want    Verdict
		missing string
	}{
		{"3, 95% sure", Found{Hold: .90}, IsOpen, "an outcome that is 90% instead of 95% sure"},
		{"3, 95% sure", Found{Hold: .9499}, IsOpen, "an outcome that is 94% instead of 95% sure"},
		{"3, 95% sure", Found{Hold: .95}, IsMet, ""},
		{"3, 95% sure", Found{Hold: .96}, IsMet, ""},
		{"3, 95% sure", Found{}, IsOpen, "no outcome that is 95% sure"},
		{"4, 95% sure", Found{Hold: .5}, IsOpen, "3 of 4 answers and an outcome that is 50% instead of 95% sure"},
		{"5, 95% sure", Found{Hold: 1}, IsImpossible, "3 of 5 answers"},
		{"95% sure", Found{Hold: .96}, IsMet, ""},
		{"decided", Found{Hold: .99}, IsOpen, "no decided outcome"},
		{"decided", Found{Hold: 1, Settled: true}, IsMet, ""},
		{"2, no block", Found{Blocks: 1}, IsOpen, "1 block"},
		{"2, no block", Found{Blocks: 2}, IsOpen, "2 blocks"},
		{"2, no block", Found{}, IsMet, ""},
	} {
		r, err := ParseRule(c.rule)
		if err != nil {
			t.Fatal(err)
		}
		s := foundThat(c.found)
		if got := r.Judge(s); got != c.want {
			t.Errorf("%s with %+v: %d, want %d", c.rule, c.found, got, c.want)
		}
		if got := r.Missing(s); got != c.missing {
			t.Errorf("%s with %+v lacks %q, want %q", c.rule, c.found, got, c.missing)
		}
	}
}

func TestARuleWithoutSurenessIsMetWhileItLeans(t *testing.T) {
	tell(t, "Go? | quorum: 3, within 2h", "ana ben cy dan eve").
		answers("ana yes, ben yes, cy no").happened("answered answered answered published").
		says("Leaning: Yes, 2 to 1. One more answer could undo it.")
}

func TestSurenessIsWaitedFor(t *testing.T) {
	tell(t, "Go? | quorum: 3, 95% sure, within 2h", "ana ben cy dan eve").
		answers("ana yes, ben yes, cy no").happened("answered answered answered").
		answers("dan yes").happened("answered answered answered answered published").
		says("Decided: Yes, 3 to 1. The one person still to answer cannot change it.")
}

// Three of seven who agree are 95 % sure, and two of five are not.
func TestSurenessAloneStandsForANumber(t *testing.T) {
	tell(t, "Go? | quorum: 95% sure, within 2h", "ana ben cy dan eve").
		answers("ana yes, ben yes").happened("answered answered")
	tell(t, "Go? | quorum: 95% sure, within 2h", "ana ben cy dan eve fay gus").
		answers("ana yes, ben yes").happened("answered answered").
		answers("cy yes").happened("answered answered answered published").
		says("Firm: Yes, 3 of 3 answers. At least 3 of the 4 people still to answer would have to say otherwise to undo it (3 answers are too few to say how likely that is).")
}

// Answers of one team are evidence for one: five to one of eleven are 98 % sure, and of two teams 95 %.
func TestTeamsMakeNobodySurer(t *testing.T) {
	said := "a yes, b yes, c yes, d yes, e yes, f no"
	tell(t, "Go? | quorum: 6, 97% sure, within 2h", "a b c d e f g h i j k").answers(said).
		happened("answered answered answered answered answered answered published")
	tell(t, "Go? | quorum: 6, 97% sure, within 2h", "a(x) b(x) c(x) d(y) e(y) f(y) g h i j k").answers(said).
		happened("answered answered answered answered answered answered")
}

func TestDecidedIsWaitedFor(t *testing.T) {
	tell(t, "Go? | quorum: decided, within 2h", "ana ben cy dan").
		answers("ana yes, ben yes").happened("answered answered").
		answers("cy yes").happened("answered answered answered published").
		says("Decided: Yes, 3 of 3 answers. The one person still to answer cannot change it.")
}

func TestATieIsNeverSure(t *testing.T) {
	tell(t, "Go? | quorum: 50%, decided, within 2h", "ana ben").
		answers("ana yes, ben no").happened("answered answered published").
		says("No quorum: no decided outcome, and nobody is left to answer. The answers: Yes 1, No 1.")
}

func TestTimeIsUpBeforeItIsSure(t *testing.T) {
	tell(t, "Go? | quorum: 2, 95% sure, within 2h", "ana ben cy dan").
		answers("ana yes, ben yes").after(2 * time.Hour).ticks().happened("answered answered published closed").
		says("No quorum: an outcome that is 80% instead of 95% sure when time was up. The answers: Yes 2, No 0.")
}

// What somebody who withdraws had said counts no more for sureness either.
func TestSurenessFollowsChanges(t *testing.T) {
	tell(t, "Go? | quorum: 70% sure, within 2h", "ana ben cy dan eve fay").
		answers("ana yes, ana no").withdraws("ana").answers("ben yes, cy yes").
		happened("answered answered withdrew answered answered published")
}

func TestSurenessThatCannotComeInTime(t *testing.T) {
	s := tell(t, "Go? | quorum: 3, 95% sure, within 2h", "ana ben cy dan").
		answers("ana yes").declines("ben", NotMe).declines("cy", NotMe).happened("answered declined declined stuck")
	if why := s.log[len(s.log)-1].Fact.(Stuck).Why; why != "1 of 3 answers" {
		t.Errorf("stuck: %q, which must not tell what was answered", why)
	}
}

// More agreement never makes an outcome less sure.
func TestAgreementNeverMakesLessSure(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		people := rapid.IntRange(3, 9).Draw(t, "people")
		yes := rapid.IntRange(1, people-1).Draw(t, "yes")
		no := rapid.IntRange(0, min(yes-1, people-yes-1)).Draw(t, "no")
		judged := func(yes int) Verdict {
			f := kindNamed("yes/no").Weigh(Ballots{Taken: map[string]int{Yes: yes, No: no}, Counted: yes + no, Sources: yes + no, Pending: people - yes - no})
			return Rule{Clauses: []Clause{sure{95}}}.Judge(Standing{}.seen(f))
		}
		if judged(yes) == IsMet && judged(yes+1) != IsMet {
			t.Fatalf("%d to %d of %d is sure, and with one more who agrees it is not", yes, no, people)
		}
	})
}

func TestABlockIsWaitedOut(t *testing.T) {
	s := tell(t, "Go? | kind: consent | quorum: 2, no block, within 2h", "ana ben cy")
	s.answers("ana objection because it breaks, ben no objection").happened("answered answered").
		answers("ana stand aside").happened("answered answered answered published")
}
