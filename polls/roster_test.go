package polls

import (
	"maps"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Casting fills as many roles as trying everybody for everything would.
func TestCastingIsAsGoodAsTryingEverything(t *testing.T) {
	groups := []string{"a", "b", "c"}
	rapid.Check(t, func(t *rapid.T) {
		var c roles
		for range rapid.IntRange(1, 3).Draw(t, "roles") {
			from := rapid.SliceOfNDistinct(rapid.SampledFrom(groups), 1, 3, rapid.ID).Draw(t, "from")
			r := role{N: rapid.IntRange(1, 2).Draw(t, "n")}
			for _, g := range from {
				r.From = append(r.From, Mention{ID: "S" + strings.ToUpper(g), Group: true})
			}
			c = append(c, r)
		}
		people := rapid.SliceOfN(rapid.StringMatching(`[AP]\{(a|b|c|a,b|b,c|a,c)\}`), 0, 5).Draw(t, "people")
		rule := Rule{Clauses: []Clause{c}}
		s := standingFor(rule, strings.Join(people, " "))
		var need []role // one for each who is needed
		for _, r := range c {
			for range r.N {
				need = append(need, r)
			}
		}
		fill := func(states string) bool {
			var sets []NameSet
			for _, p := range people {
				if strings.Contains(states, p[:1]) {
					sets = append(sets, s.Roster.NamesOf(inviteOf(p[1:])))
				}
			}
			return tryAll(s.Roster, need, sets)
		}
		want := IsOpen
		if fill("A") {
			want = IsMet
		} else if !fill("AP") {
			want = IsImpossible
		}
		if got := rule.Judge(s); got != want {
			t.Fatalf("%s of %v: %d, want %d", rule, people, got, want)
		}
	})
}

func tryAll(r *Roster, need []role, sets []NameSet) bool {
	if len(need) == 0 {
		return true
	}
	for i, set := range sets {
		if set&r.set(need[0].From) == 0 {
			continue
		}
		rest := append(append([]NameSet{}, sets[:i]...), sets[i+1:]...)
		if tryAll(r, need[1:], rest) {
			return true
		}
	}
	return false
}

// The counts that are kept while people answer are those that counting anew finds.
func TestARosterIsKeptAsItIsCounted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rule, err := ParseRule(named("2, 1 from @a, 1 from @b or @Ana"))
		if err != nil {
			t.Fatal(err)
		}
		people := []Stakeholder{{Invite: inviteOf("UANA{a}")}, {Invite: inviteOf("ben{a,b}")}, {Invite: inviteOf("cy")}, {Invite: inviteOf("dan{b}")}}
		kept := newCounts(rule)
		for i := range people {
			people[i].State = Pending
			kept.addPerson(&people[i], +1)
		}
		for range rapid.IntRange(0, 12).Draw(t, "moves") {
			s := &people[rapid.IntRange(0, 3).Draw(t, "who")]
			kept.addPerson(s, -1)
			s.State = rapid.SampledFrom([]State{Pending, HasAnswer, NoOpinion, NotMe, Recused, Gone}).Draw(t, "state")
			kept.addPerson(s, +1)
		}
		fresh := newCounts(rule)
		for i := range people {
			fresh.addPerson(&people[i], +1)
		}
		if !maps.Equal(fresh.Roster.Seats, kept.Roster.Seats) || fresh.Eligible != kept.Eligible || fresh.Answered != kept.Answered {
			t.Fatalf("counted %+v, kept %+v", fresh.Roster, kept.Roster)
		}
	})
}
