package polls

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// crowdOf names so many people.
func crowdOf(n int) string {
	var all []string
	for i := range n {
		all = append(all, fmt.Sprintf("p%02d", i))
	}
	return strings.Join(all, " ")
}

// votes lets the next people of a crowd answer, each with a letter: y or n.
func (s *story) votes(letters string) *story {
	s.t.Helper()
	for _, l := range letters {
		answered, _ := s.p.Progress()
		s.answers(fmt.Sprintf("p%02d %s", answered, map[rune]string{'y': "yes", 'n': "no"}[l]))
	}
	return s
}

// open checks that the summary is not due yet.
func (s *story) open() *story {
	s.t.Helper()
	if s.p.Phase != PhaseOpen {
		s.t.Errorf("it is %s: %s", s.p.Phase, s.p.Outcome.Sentence())
	}
	return s
}

// Five of twenty are enough when they are firm, and eleven in any case.
func TestNothingSaidAndManyAsked(t *testing.T) {
	s := tell(t, "Go?", crowdOf(20))
	if want := "5 firm or 11 independent, within 1 working day"; s.p.Rule.String() != want {
		t.Fatalf("%q, want %q", s.p.Rule, want)
	}
	s.votes("yyynn").open().votes("yynnn").open().votes("y")
	if o := s.p.Outcome; s.p.Phase != PhasePublished || o.Label != Leaning || o.Counted != 11 {
		t.Errorf("%s, %s", s.p.Phase, o.Sentence())
	}
	s.foldsBack()
}

// What is said of more than half is not said of five.
func TestManyAskedUntilTimeIsUp(t *testing.T) {
	tell(t, "Go?", crowdOf(20)).votes("yyy").after(30 * time.Hour).ticks().
		says("No quorum: 3 of 5 sources when time was up. The answers: Yes 3, No 0.")
	tell(t, "Go?", crowdOf(20)).votes("yyynnyn").after(30 * time.Hour).ticks().
		says("No quorum: 7 of 11 sources when time was up. The answers: Yes 4, No 3.")
}

// Whoever answers what, the summary of many is due with the fifth source or a later one that makes it firm, else with the
// one that makes more than half; of an anonymous question with the fifth, and of one answered in words with more than half.
func TestWhenTheSummaryOfManyIsDue(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.IntRange(10, 24).Draw(rt, "people")
		kind := rapid.SampledFrom([]string{"", " | anonymous", " | kind: text"}).Draw(rt, "kind")
		s := tell(t, "Go?"+kind, crowdOf(n))
		yes, answered := 0, 0
		for s.p.Phase == PhaseOpen {
			if answered == n {
				return // a tie, which the last broke or could not
			}
			y := rapid.IntRange(0, 3).Draw(rt, "no: 0") > 0
			yes += one(y)
			answered++
			said := Response{Position: map[bool]string{true: Yes, false: No}[y]}
			s.does(func(p *Poll) ([]Event, error) { return p.Answer(s.now, Person(fmt.Sprintf("p%02d", answered-1)), said) })
		}
		first := answered
		switch o := s.p.Outcome; {
		case kind == " | anonymous":
			if first != SafeSize {
				rt.Fatalf("%d of %d", first, n)
			}
		case kind == "" && (first < n/2+1 && o.Label != Firm && o.Label != Decided || first < enoughFirm):
			rt.Fatalf("%d of %d: %s", first, n, o.Sentence())
		case kind != "" && first != n/2+1:
			rt.Fatalf("%d of %d: %s", first, n, o.Sentence())
		}
	})
}

// A question that was asked when five were enough goes on under its rule, and a new rule for it looks no closer.
func TestQuestionsAskedUnderTheEarlierDefault(t *testing.T) {
	old := func() *story {
		s := tell(t, "Go? | quorum: 5 independent, within 1 working day", crowdOf(20))
		return s
	}
	old().votes("yyynn").happened("answered answered answered answered answered published").
		says("Leaning: Yes, 3 to 2. One more answer could undo it.")
	s := old()
	s.keep(s.p.Amend(s.now, Actor{Person: "ada"}, "no block"))
	if want := "11 independent, no block, within 1 working day"; s.p.Rule.String() != want {
		t.Errorf("%q, want %q", s.p.Rule, want)
	}
}

func TestHowTheRuleForManyStands(t *testing.T) {
	looked := func(firm bool) Found { return Found{Looked: true, Firm: firm} }
	for _, c := range []struct {
		heard, pending int
		found          Found
		want           Verdict
		missing        string
	}{
		{3, 9, Found{}, IsOpen, "3 of 5 sources"},
		{3, 1, Found{}, IsImpossible, "3 of 5 sources"},
		{5, 7, Found{}, IsMet, ""}, // as far as one can say without a look
		{5, 7, looked(true), IsMet, ""},
		{5, 7, looked(false), IsOpen, "5 of 7 sources"},
		{5, 1, looked(false), IsOpen, "5 of 7 sources"},
		{6, 0, looked(false), IsImpossible, "6 of 7 sources"},
		{7, 5, looked(false), IsMet, ""},
	} {
		r := Rule{Clauses: []Clause{usual{5, 7}}}
		s := Standing{Asked: 12, Eligible: 12, Answered: c.heard, Pending: c.pending, Heard: c.heard, Reachable: c.heard + c.pending, Teams: 12, Found: c.found}
		if got := r.Judge(s); got != c.want {
			t.Errorf("%+v: %d, want %d", c, got, c.want)
		}
		if got := r.Missing(s); got != c.missing {
			t.Errorf("%+v: lacks %q", c, got)
		}
	}
}

func TestWhatAnAnswerOfManyIsWorth(t *testing.T) {
	s := tell(t, "Go?", crowdOf(20)).votes("yn")
	if got, want := s.p.Need("p19"), "3 more sources are needed, and yours is 1 of 18 that can answer."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	s.votes("ynyn")
	if got, want := s.p.Need("p19"), "Yours is 1 of 14 sources whose answer may be the last one needed."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// adds asks so many people more, by the asker's wish.
func (s *story) adds(from, n int) *story {
	s.t.Helper()
	var more []Invite
	for i := range n {
		more = append(more, Invite{Person: Person(fmt.Sprintf("p%02d", from+i))})
	}
	return s.keep(s.p.Add(s.now, Actor{Person: "ada"}, more))
}

// Where nothing was said of a number, it follows from everybody who is asked, also from those who are asked later.
func TestNothingSaidAndManyAddedLater(t *testing.T) {
	const typed = ", within 1 working day"
	for _, c := range []struct {
		name, text string
		first      int
		votes      string
		more       int
		want       string
	}{
		{"nobody has answered", "Go?", 9, "", 41, "5 firm or 26 independent"},
		{"answers that are only counted", "Go?", 9, "yn", 41, "26 independent"},
		{"answers that are looked at", "Go?", 20, "yn", 30, "5 firm or 26 independent"},
		{"few", "Go?", 2, "", 7, "5 independent"},
		{"an answer in words", "Go? | kind: text", 9, "", 41, "26 independent"},
		{"another clause", "Go? | quorum: no block | kind: consent", 9, "", 41, "5 firm or 26 independent, no block"},
		{"anonymous", "Go? | anonymous", 7, "", 43, "5 independent, 5"},
		{"a number that was typed", "Go? | quorum: 5 independent", 9, "", 41, "5 independent"},
	} {
		s := tell(t, c.text, crowdOf(c.first)).votes(c.votes).adds(c.first, c.more).open()
		if got, want := s.p.Rule.String(), c.want+typed; got != want {
			t.Errorf("%s: %q, want %q", c.name, got, want)
		}
		s.foldsBack()
	}
	s := tell(t, "Go?", crowdOf(9)).adds(9, 20).adds(29, 21)
	if want := "5 firm or 26 independent" + typed; s.p.Rule.String() != want {
		t.Errorf("%q, want %q", s.p.Rule, want)
	}
	s.votes("yyyyn").open()
	if got, want := s.p.Words(), "5 of 50 sources if the outcome is then firm, else 26, and no tie"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	s.foldsBack()
}

// A number that was typed later is one that was said, and a new time says nothing of one.
func TestWhatIsSaidLaterOfANumber(t *testing.T) {
	amends := func(text string) *story {
		s := tell(t, "Go?", crowdOf(9))
		return s.keep(s.p.Amend(s.now, Actor{Person: "ada"}, text)).adds(9, 41)
	}
	if got, want := amends("4 independent").p.Rule.Clauses[0].String(), "4 independent"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got, want := amends("within 3h").p.Rule.Clauses[0].String(), "5 firm or 26 independent"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
