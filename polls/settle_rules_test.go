package polls

import (
	"testing"

	"quorum/polls/kind"
)

// A rule that asks for as many people in other words, or for more of them, waits out a tie as before.
func TestARuleForAsManyWaitsOutATie(t *testing.T) {
	for _, c := range []struct {
		rule, people, next string
		want               bool
	}{
		{"3", "a b c d e", "3 independent", true},
		{"3", "a b c d e", "4 independent", true},
		{"3", "a b c d e", "2 independent", false},
		{"3 independent", "a b c d e", "3", true},
		{"3 independent", "a b c d e", "4 of 5", true},
		{"3 independent", "a b c d e", "2", false},
		{"3 independent", "a(x) b(x) c(y) d e", "3", false}, // who may be of two sources
		{"3 independent", "a(x) b(x) c(y) d e", "4", true},
		{"60%", "a b c d e", "80%", true},
		{"60%", "a b c d e", "3", false}, // which is a smaller share once more are asked
		{"majority", "a b c d e", "all", true},
		{"majority", "a b c d e", "2", false},
		{"3", "a b c d e", "majority", false}, // which is fewer once a person leaves
		{"", crowdOf(9), "7", true},
		{"", crowdOf(9), "4", false},
		{"", crowdOf(12), "7", true},
		{"", crowdOf(12), "7 independent", true},
		{"", crowdOf(12), "6", false}, // at which it was only told whether it is firm
	} {
		s := tell(t, "Go? | quorum: "+c.rule, c.people)
		s.keep(s.p.Answer(s.now, s.p.Stakeholders()[0].Person, Response{Position: kind.Yes}))
		s.keep(s.p.Amend(s.now, Actor{Person: "ada"}, c.next))
		if s.p.Rule.NoTie != c.want {
			t.Errorf("%q of %s, then %q: %v", c.rule, c.people, c.next, s.p.Rule.NoTie)
		}
		s.foldsBack()
	}
}
