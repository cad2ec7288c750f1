package polls

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"quorum/polls/kind"

	"pgregory.net/rapid"
)

// crowdOf returns the names of n people.
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
		says("No quorum: 3 of 5")
	tell(t, "Go?", crowdOf(20)).votes("yyynnyn").after(30 * time.Hour).ticks().
		says("No quorum: 7 of 11")
}

// Whatever people answer, the summary of many is due with the fifth source or a later one that makes it firm, or else
// with more than half of them.
func TestWhenTheSummaryOfManyIsDue(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.IntRange(10, 24).Draw(rt, "people")
		k := rapid.SampledFrom([]string{"", " | anonymous", " | kind: text"}).Draw(rt, "kind")
		s := tell(t, "Go?"+k, crowdOf(n))
		yes, answered := 0, 0
		for s.p.Phase == PhaseOpen {
			if answered == n {
				return // a tie, which the last broke or could not
			}
			y := rapid.IntRange(0, 3).Draw(rt, "no: 0") > 0
			yes += boolToInt(y)
			answered++
			said := Response{Position: map[bool]string{true: kind.Yes, false: kind.No}[y]}
			s.does(func(p *Poll) ([]Event, error) { return p.Answer(s.now, Person(fmt.Sprintf("p%02d", answered-1)), said) })
		}
		first := answered
		switch o := s.p.Outcome; {
		case k == " | anonymous":
			if first != SafeSize {
				rt.Fatalf("%d of %d", first, n)
			}
		case k == "" && (first < n/2+1 && o.Label != Firm && o.Label != Decided || first < enoughFirm):
			rt.Fatalf("%d of %d: %s", first, n, o.Sentence())
		case k != "" && first != n/2+1:
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
		says("Leaning: Yes, 3 to 2")
	s := old()
	s.keep(s.p.Amend(s.now, Actor{Person: "ada"}, "no block"))
	if want := "11 independent, no block, within 1 working day"; s.p.Rule.String() != want {
		t.Errorf("%q, want %q", s.p.Rule, want)
	}
}

func TestHowTheRuleForManyStands(t *testing.T) {
	looked := func(firm bool) Found { return Found{Known: true, Firm: firm} }
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
		r := Rule{Clauses: []Clause{firmOr{5, 7}}}
		s := Standing{Asked: 12, Eligible: 12, Answered: c.heard, Pending: c.pending, SourcesAnswered: c.heard, SourcesReachable: c.heard + c.pending, SourcesAsked: 12, Found: c.found}
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
	if got, want := s.p.WhyNeeded("p19"), "3 more sources are needed, and yours is 1 of 18 that can answer."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	s.votes("ynyn")
	if got, want := s.p.WhyNeeded("p19"), "Yours is 1 of 14 sources whose answer may be the last one needed."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// adds asks more people, at the asker's wish.
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

// foundThat returns a standing with this many answers and nobody missing, whose leader holds with this chance.
func foundThat(f Found) Standing {
	f.Known = true
	return Standing{Asked: 4, Eligible: 4, Answered: 3, Pending: 1, SourcesAnswered: 3, SourcesReachable: 4, SourcesAsked: 4, Found: f}
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
		says("Leaning: Yes, 2 to 1")
}

func TestSurenessIsWaitedFor(t *testing.T) {
	tell(t, "Go? | quorum: 3, 95% sure, within 2h", "ana ben cy dan eve").
		answers("ana yes, ben yes, cy no").happened("answered answered answered").
		answers("dan yes").happened("answered answered answered answered published").
		says("Decided: Yes, 3 to 1")
}

// Three of seven who agree are 95 % sure, and two of five are not.
func TestSurenessAloneStandsForANumber(t *testing.T) {
	tell(t, "Go? | quorum: 95% sure, within 2h", "ana ben cy dan eve").
		answers("ana yes, ben yes").happened("answered answered")
	tell(t, "Go? | quorum: 95% sure, within 2h", "ana ben cy dan eve fay gus").
		answers("ana yes, ben yes").happened("answered answered").
		answers("cy yes").happened("answered answered answered published").
		says("Firm: Yes, 3 of 3")
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
		says("Decided: Yes, 3 of 3")
}

func TestATieIsNeverSure(t *testing.T) {
	tell(t, "Go? | quorum: 50%, decided, within 2h", "ana ben").
		answers("ana yes, ben no").happened("answered answered published").
		says("No quorum")
}

func TestTimeIsUpBeforeItIsSure(t *testing.T) {
	tell(t, "Go? | quorum: 2, 95% sure, within 2h", "ana ben cy dan").
		answers("ana yes, ben yes").after(2 * time.Hour).ticks().happened("answered answered published closed").
		says("No quorum")
}

// What a person said who withdraws does not count for sureness any more either.
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
			f := kindNamed("yes/no").Weigh(kind.Ballots{Taken: map[string]int{kind.Yes: yes, kind.No: no}, Counted: yes + no, Sources: yes + no, Pending: people - yes - no})
			return Rule{Clauses: []Clause{sure{95}}}.Judge(Standing{}.withFinding(f))
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
