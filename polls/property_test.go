package polls

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// Whichever of the same people answers first, the same answers make the same outcome.
func TestTheOrderOfAnswersChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 9).Draw(t, "people")
		quorum := rapid.IntRange(1, n).Draw(t, "quorum")
		var asked []Invite
		for i := range n {
			team := rapid.SampledFrom([]string{"", "x", "y"}).Draw(t, "team")
			asked = append(asked, Invite{Person: Person("p" + strconv.Itoa(i)), Source: team})
		}
		said := rapid.SliceOfN(rapid.SampledFrom(letters(4)), quorum, quorum).Draw(t, "positions")
		order := make([]int, quorum)
		for i := range order {
			order[i] = i
		}
		outcome := func(order []int) Outcome {
			p, _, err := Open(monday(), Opening{ID: ID{"T1", 1}, Asker: "ada", Asked: asked, Draft: Draft{
				Question: "Which?", Asked: ask("U1"), Options: letters(4), Rule: strconv.Itoa(quorum),
			}})
			if err != nil {
				t.Fatal(err)
			}
			for i, who := range order {
				at := monday().Add(time.Duration(i) * time.Minute)
				if _, err := p.Answer(at, asked[who].Person, Response{Position: said[who]}); err != nil {
					t.Fatal(err)
				}
			}
			if p.Phase == PhaseOpen { // a tie, which nobody of the others breaks
				p.Tick(p.Deadline)
			}
			return p.Outcome
		}
		want := outcome(order)
		if want.Label == "" {
			t.Fatal("nothing was published")
		}
		if diff := cmp.Diff(want, outcome(rapid.Permutation(order).Draw(t, "order"))); diff != "" {
			t.Fatal(diff)
		}
	})
}

// The order in which the options were typed changes nothing but the order of the tally.
func TestTheOrderOfOptionsChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tally := tallyOf(letters(5), rapid.SliceOfN(rapid.IntRange(0, 5), 5, 5).Draw(t, "counts")...)
		counted := 0
		for _, c := range tally {
			counted += c.N
		}
		sources, pending := rapid.IntRange(min(1, counted), counted).Draw(t, "sources"), rapid.IntRange(0, 12).Draw(t, "pending")
		want := outcomeOf(tally, sources, pending)
		got := outcomeOf(rapid.Permutation(tally).Draw(t, "order"), sources, pending)
		if got.Label != want.Label || got.Leader != want.Leader || got.Lead != want.Lead || got.Swing != want.Swing ||
			got.Hold-want.Hold > 1e-9 || want.Hold-got.Hold > 1e-9 {
			t.Fatalf("%+v\n%+v", want, got)
		}
	})
}

func anyPeople() *rapid.Generator[[]string] {
	return rapid.SliceOfN(rapid.StringMatching(`[APBRDG](\([xyz]\))?`), 0, 9)
}

func standing(people []string) Standing {
	return standingOfPeople(nil, strings.Join(people, " "))
}

// A recused or a gone person is the same as one who was never asked.
func TestWhoCannotAnswerIsAsIfNeverAsked(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		people, r := anyPeople().Draw(t, "people"), anySmallRule().Draw(t, "rule")
		without := slices.DeleteFunc(slices.Clone(people), func(s string) bool { return s[0] == 'R' || s[0] == 'G' })
		if got, want := r.Judge(standing(people)), r.Judge(standing(without)); got != want {
			t.Fatalf("%s of %v: %d, and %d without them", r, people, got, want)
		}
	})
}

// An answer never makes a met rule unmet, nor an impossible one possible.
func TestAnAnswerOnlyHelps(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		people, r := anyPeople().Draw(t, "people"), anySmallRule().Draw(t, "rule")
		more := slices.Clone(people)
		i := slices.IndexFunc(more, func(s string) bool { return s[0] == 'P' })
		if i < 0 {
			return
		}
		more[i] = "A" + more[i][1:]
		before, after := r.Judge(standing(people)), r.Judge(standing(more))
		if (before == IsMet || before == IsImpossible) && after != before {
			t.Fatalf("%s of %v: %d, and then %d", r, people, before, after)
		}
	})
}

// A rule is impossible exactly when it would not be met if everybody pending answered.
func TestImpossibleMeansThatNobodyCanHelp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		people, r := anyPeople().Draw(t, "people"), anySmallRule().Draw(t, "rule")
		all := slices.Clone(people)
		for i, s := range all {
			if s[0] == 'P' {
				all[i] = "A" + s[1:]
			}
		}
		if impossible := r.Judge(standing(people)) == IsImpossible; impossible != (r.Judge(standing(all)) != IsMet) {
			t.Fatalf("%s of %v: impossible is %v", r, people, impossible)
		}
	})
}

func anySmallRule() *rapid.Generator[Rule] {
	return rapid.Custom(func(t *rapid.T) Rule {
		text := rapid.SampledFrom([]string{"1", "2", "3", "40%", "60%", "100%", "majority", "all", "1 independent", "2 independent", "2, 2 independent"}).Draw(t, "text")
		r, err := ParseRule(text)
		if err != nil {
			t.Fatal(err)
		}
		return r
	})
}

// Whatever the numbers, a sentence begins with its label, ends with a stop and has no number that grammar would mind.
func TestAnySentence(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k := rapid.IntRange(2, 20).Draw(t, "options")
		tally := tallyOf(letters(k), rapid.SliceOfN(rapid.IntRange(0, 3), k, k).Draw(t, "counts")...)
		counted := 0
		for _, c := range tally {
			counted += c.N
		}
		o := outcomeOf(tally, rapid.IntRange(min(1, counted), counted).Draw(t, "sources"), rapid.IntRange(0, 9).Draw(t, "pending"))
		if rapid.Bool().Draw(t, "unmet") || counted == 0 {
			o = unmet(rapid.SampledFrom([]Label{NoQuorum, ClosedEarly}).Draw(t, "label"), "1 of 3 answers", o)
		}
		s := o.Sentence()
		if !strings.HasPrefix(s, string(o.Label)+": ") || !strings.HasSuffix(s, ".") || len(s) > 250 {
			t.Fatal(s)
		}
		for _, wrong := range []string{" 1 people", " 1 answers", " 1 sources", "All 1 ", " 1 more answers", "0 to ", " to 0", " 0 of the", "  ", ".."} {
			if strings.Contains(s, wrong) && !(wrong == "0 to " && strings.Contains(s, "10 to ")) {
				t.Fatalf("%q in %q", wrong, s)
			}
		}
		if claims := strings.HasPrefix(s, string(o.Label)+": "+o.Leader+","); claims != (o.Label == Decided || o.Label == Firm || o.Label == Leaning) {
			t.Fatalf("claims an outcome: %q", s)
		}
	})
}
