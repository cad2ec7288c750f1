package polls

import (
	"strconv"
	"strings"
	"testing"
)

// standingOfPeople reads people as "A A(x) P R": answered, pending, no opinion (B), conflict of interest (R), not me (D)
// and gone (G), each with the team in brackets if the person is of one.
func standingOfPeople(t testing.TB, text string) Standing {
	if t != nil {
		t.Helper()
	}
	states := map[string]State{"A": HasAnswer, "P": Pending, "B": NoOpinion, "R": Recused, "D": NotMe, "G": Gone}
	c := counts{sources: map[string]sourceCount{}}
	for i, word := range strings.Fields(text) {
		letter, team, _ := strings.Cut(strings.TrimSuffix(word, ")"), "(")
		state, ok := states[letter]
		if !ok {
			t.Fatalf("no state %q", letter)
		}
		c.addPerson(&Stakeholder{Invite: Invite{Person: Person(strconv.Itoa(i)), Source: team}, State: state}, +1)
	}
	return c.Standing
}

// The rows of the table of evaluations, without those for clauses that are not there yet, and their neighbours.
func TestHowRulesStand(t *testing.T) {
	for _, c := range []struct {
		rule, people string
		want         Verdict
		missing      string
	}{
		{"3 of 5", "A A A P P", IsMet, ""},
		{"3 of 5", "A A B P P", IsOpen, "2 of 3 answers"},
		{"3 of 5", "A A B D B", IsImpossible, "2 of 3 answers"},
		{"3 of 5", "A A P R G", IsOpen, "2 of 3 answers"},
		{"all", "A A R G", IsMet, ""},
		{"all", "A A D", IsImpossible, "2 of 3 answers"},
		{"all", "A A B", IsImpossible, "2 of 3 answers"},
		{"all", "A A P", IsOpen, "2 of 3 answers"},
		{"all", "R G", IsImpossible, "0 of 1 answer"},
		{"60%", "A A R P", IsMet, ""},
		{"60%", "A A P P", IsOpen, "2 of 3 answers"},
		{"60%", "A A D D", IsImpossible, "2 of 3 answers"},
		{"60%", "R R", IsImpossible, "0 of 1 answer"},
		{"100%", "A A A", IsMet, ""},
		{"1%", "P P P", IsOpen, "0 of 1 answer"},
		{"majority", "A A P P", IsOpen, "2 of 3 answers"},
		{"majority", "A A A P", IsMet, ""},
		{"majority", "A A P R", IsMet, ""},
		{"majority", "A B B", IsImpossible, "1 of 2 answers"},
		{"3 independent", "A(x) A(x) A(y) P", IsOpen, "2 of 3 sources"},
		{"3 independent", "A(x) A(x) A(y) A", IsMet, ""},
		{"3 independent", "A(x) P(x) A(y)", IsImpossible, "2 of 3 sources"},
		{"3 independent", "A(x) P(y) P(y) P(z)", IsOpen, "1 of 3 sources"},
		{"2 independent", "A(x) R(y) G(z) B(w)", IsImpossible, "1 of 2 sources"},
		{"3, 2 independent", "A(x) A(x) A(x) P(y)", IsOpen, "1 of 2 sources"},
		{"3, 2 independent", "A(x) P(x) D(y)", IsImpossible, "1 of 3 answers and 1 of 2 sources"},
	} {
		r, err := ParseRule(c.rule)
		if err != nil {
			t.Fatal(err)
		}
		s := standingOfPeople(t, c.people)
		if got := r.Judge(s); got != c.want {
			t.Errorf("%s of %s: %d, want %d", c.rule, c.people, got, c.want)
		}
		if got := r.Missing(s); got != c.missing {
			t.Errorf("%s of %s lacks %q, want %q", c.rule, c.people, got, c.missing)
		}
	}
}

// With nothing said and three people asked, two of them are enough unless they are of one team.
func TestHowTheDefaultStands(t *testing.T) {
	for _, c := range []struct {
		people string
		want   Verdict
	}{
		{"A A P", IsMet},
		{"A(x) A(x) P", IsOpen},
		{"A P P", IsOpen},
	} {
		s := standingOfPeople(t, c.people)
		if got := (Rule{}).Complete(s, kindNamed("yes/no"), false).Judge(s); got != c.want {
			t.Errorf("%s: %d, want %d", c.people, got, c.want)
		}
	}
}

// The table of states: what each touches.
func TestWhatEachStateCountsFor(t *testing.T) {
	for _, c := range []struct {
		people string
		want   Standing
	}{
		{"P", Standing{Asked: 1, Eligible: 1, Pending: 1, SourcesReachable: 1, SourcesAsked: 1}},
		{"A", Standing{Asked: 1, Eligible: 1, Answered: 1, SourcesAnswered: 1, SourcesReachable: 1, SourcesAsked: 1}},
		{"B", Standing{Asked: 1, Eligible: 1, SourcesAsked: 1}},
		{"D", Standing{Asked: 1, Eligible: 1, SourcesAsked: 1}},
		{"R", Standing{Asked: 1, SourcesAsked: 1}},
		{"G", Standing{Asked: 1, SourcesAsked: 1}},
		{"A(x) A(x) P(x) R(y)", Standing{Asked: 4, Eligible: 3, Answered: 2, Pending: 1, SourcesAnswered: 1, SourcesReachable: 1, SourcesAsked: 2}},
	} {
		if got := standingOfPeople(t, c.people); got != c.want {
			t.Errorf("%s: %+v, want %+v", c.people, got, c.want)
		}
	}
}
