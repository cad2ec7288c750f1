package polls

import (
	"strings"
	"testing"
	"time"

	"quorum/polls/kind"
	"quorum/polls/phrase"
)

func TestTheDeadlineEndsIt(t *testing.T) {
	s := tell(t, "Go? | quorum: 2, within 2h", "ana ben cy").answers("ana yes").
		after(2*time.Hour - time.Millisecond).ticks().happened("answered").
		after(time.Millisecond).ticks().ticks().happened("answered published closed").
		says("No quorum: 1 of 2")
	if s.p.ClosedWhy != AtDeadline || !s.p.Due().IsZero() {
		t.Error(s.p.ClosedWhy, s.p.Due())
	}
}

func TestAnAnswerAtTheDeadlineIsLate(t *testing.T) {
	tell(t, "Go? | quorum: 2, within 2h", "ana ben").answers("ana yes").
		after(2 * time.Hour).answers("ben yes").happened("answered published closed late").
		says("No quorum: 1 of 2").foldsBack()
}

func TestLateAnswersAreKeptAndDoNotCount(t *testing.T) {
	s := tell(t, "Go? | quorum: 1, within 2h", "ana ben cy").answers("ana yes").
		answers("ben no").happened("answered published late").
		answers("ben no").happened("answered published late").
		answers("ana yes").happened("answered published late")
	if a, asked := s.p.Progress(); a != 1 || asked != 3 {
		t.Error(a, asked)
	}
	s.says("Leaning: Yes")
	s.answers("cy no").happened("answered published late late")
	if s.p.Phase != PhasePublished {
		t.Errorf("nobody can answer late any more, now that everybody has: %s", s.p.Phase)
	}
	s.after(3 * time.Hour).answers("ana no").happened("answered published late late closed late")
	s.foldsBack()
}

func TestLateAnswersMayMakeAnotherLeader(t *testing.T) {
	s := tell(t, "Which? | options: a, b, c | quorum: 3, within 2h", "ana ben cy dan eve fay").answers("ana a, ben a, cy b")
	var flips []string
	for _, item := range []string{"dan b", "eve b", "ana c", "cy c", "dan a", "eve a"} {
		n := len(s.log)
		s.answers(item)
		flips = append(flips, s.log[n].Fact.(Late).Leader)
	}
	// 2:1 → 2:2 → 2:3 → 1:3:1 → 1:2:2 → 2:1:2 → 3:0:2
	want := []string{"Tied", "b", "b", "Tied", "Tied", ""}
	for i := range want {
		if flips[i] != want[i] {
			t.Fatalf("%q, want %q", flips, want)
		}
	}
	if got := s.p.LateLeader(); got != "" {
		t.Errorf("flipped to %q in the end", got)
	}
	s.foldsBack()
}

func TestTheAskersOwnAnswerDoesNotCount(t *testing.T) {
	s := tell(t, "Go? | quorum: 1, within 2h", "ada ana ben").answers("ada no").happened("answered")
	if a, asked := s.p.Progress(); a != 0 || asked != 2 {
		t.Error(a, asked)
	}
	s.answers("ana yes").says("Leaning: Yes")
	for _, item := range []string{"ada yes", "ada no"} {
		s.answers(item)
		if late := s.log[len(s.log)-1].Fact.(Late); late.Leader != "" {
			t.Errorf("%s: %+v", item, late)
		}
	}
	s.answers("ben yes").happened("answered answered published late late late").foldsBack()
}

func TestTheAskersLateAnswerLeavesTheLeaderThatOthersMade(t *testing.T) {
	s := tell(t, "Go? | quorum: 1, within 2h", "ada ana ben cy dan").answers("ana yes").answers("ben no, cy no").answers("ada yes")
	if late := s.log[len(s.log)-1].Fact.(Late); late.Leader != kind.No {
		t.Errorf("%+v", late)
	}
}

// A late objection is told whether or not there was one before, and not any more when it is taken back.
func TestALateObjectionIsSaid(t *testing.T) {
	for _, before := range []string{"ana no objection", "ana objection because it breaks"} {
		s := tell(t, "Go? | kind: consent | quorum: 1, within 2h", "ana ben cy").answers(before)
		for _, late := range []struct{ says, flips string }{
			{"ben objection because nobody was told", string(Blocked)}, {"ben stand aside", ""}, {"cy no objection", ""},
		} {
			n := len(s.log)
			if s.answers(late.says); s.log[n].Fact.(Late).Leader != late.flips {
				t.Errorf("%s, then %s: %+v", before, late.says, s.log[n].Fact)
			}
		}
		s.foldsBack()
	}
}

// A person whom the rule names by "with" may say late that the chosen slot no longer suits: then another slot leads,
// or none suits and the outcome is blocked, however many others can. What was said in time still decides what suits
// when other people are late.
func TestALateAnswerOfWhomTheRuleNamesIsSaid(t *testing.T) {
	o := openingNaming(t, "3, with @Ana, within 2h", "UANA ben cy dan eve")
	o.Draft.Kind, o.Draft.Options = "dates", []string{"Mon", "Tue"}
	p, events, err := Open(monday(), o)
	if err != nil {
		t.Fatal(err)
	}
	s := &story{t: t, p: p, log: events, now: monday()}
	s.answers("ben Mon: yes, cy Mon: yes, UANA Mon: yes")
	for _, late := range []struct{ says, flips string }{
		{"dan Mon: yes", ""},
		{"UANA Tue: if need be", "Tue"},
		{"UANA Mon: no", string(Blocked)},
		{"ben Mon: if need be", string(Blocked)},
		{"UANA Mon: if need be", ""},
		{"ben Tue: yes", ""},
	} {
		n := len(s.log)
		if s.answers(late.says); s.log[n].Fact.(Late).Leader != late.flips {
			t.Errorf("%s: %+v, want %q", late.says, s.log[n].Fact, late.flips)
		}
	}
	s.says("Decided: Mon")
	s.foldsBack()
}

// A reason that is added after the summary to an answer which stays the same is no late answer, and nothing is counted anew.
func TestAReasonMayBeAddedAfterTheSummary(t *testing.T) {
	s := tell(t, "Go? | quorum: 3, within 2h", "ana ben cy dan").answers("ana yes, ben no because it is friday, dan yes").answers("cy yes because it works")
	s.keep(s.p.Explain(s.now, "ana", "the tests are green")).happened("answered answered answered published late explained")
	s.keep(s.p.Explain(s.now, "ana", "the tests are green")).answers("ana yes because the tests are green").
		happened("answered answered answered published late explained")
	s.answers("ben no because it is late, cy yes because I tried it").happened("answered answered answered published late explained explained explained")
	for who, want := range map[Person]string{"ana": "", "ben": "it is friday"} {
		one, _ := s.p.Stakeholder(who)
		if one.Answer.Reason != want || one.Late != (Response{}) || one.Added.Reason == "" {
			t.Errorf("what %s said blind has changed: %+v", who, one)
		}
	}
	s.answers("ana no because the tests are green").happened("answered answered answered published late explained explained explained late")
	s.refused(s.p.Explain(s.now, "eve", "why"))(phrase.Forbidden, "Q7")
	s.foldsBack()
	blind := tell(t, "Go? | quorum: 2", "ana ben cy").answers("ana yes")
	blind.keep(blind.p.Explain(blind.now, "ana", "because")).happened("answered answered")
	blind.refused(blind.p.Explain(blind.now, "ben", "because"))(phrase.Over, "Q7")
}

// What late answers say is said of all answers together, each time it changes.
func TestWhatLateAnswersSay(t *testing.T) {
	s := tell(t, "Go? | quorum: 3, within 2h", "ana ben cy dan eve fay").answers("ana yes, ben yes, cy no")
	for _, c := range []struct {
		item, says string
		flips      int
	}{
		{"dan yes", "", 0},
		{"dan no", "late answers make it a tie, 2 to 2", 1},
		{"eve no", "late answers now say No, 3 to 2", 2},
		{"fay no", "late answers now say No, 4 to 2", 2},
		{"eve yes", "late answers make it a tie, 3 to 3", 3},
		{"fay yes", "late answers no longer change it", 3},
		{"fay yes because I was wrong", "late answers no longer change it", 3},
		{"fay no", "late answers make it a tie, 3 to 3", 4},
	} {
		s.answers(c.item)
		if got := s.p.LateWords(); got != c.says || s.p.FlipNotes() != c.flips {
			t.Errorf("after %s: %q, %d times new; want %q, %d", c.item, got, s.p.FlipNotes(), c.says, c.flips)
		}
	}
	s.foldsBack()
	for draft, want := range map[string]string{
		"Go? | kind: consent | quorum: 1, within 2h: ana no objection; ben objection because why": "a late answer blocks it: 1 of 2 is against it",
		"Which? | options: a, b, c | quorum: 1, within 2h: ana a; ben b, cy b":                    "late answers now say b, 2 of 3 answers",
		"How many? | kind: estimate | quorum: 1, within 2h: ana 5; ben 50, cy 60":                 "late answers now say 50, the median of 3 estimates",
	} {
		question, said, _ := strings.Cut(draft, ": ana")
		early, late, _ := strings.Cut("ana"+said, "; ")
		s := tell(t, question, "ana ben cy dan").answers(early).answers(late)
		if got := s.p.LateWords(); !strings.HasPrefix(got, want) {
			t.Errorf("%s: %q, want %q", draft, got, want)
		}
	}
}

// A log that an earlier version wrote has no words for what late answers say; they are found when it is folded.
func TestLateAnswersOfEarlierVersions(t *testing.T) {
	s := tell(t, "Go? | quorum: 1, within 2h", "ana ben cy").answers("ana yes").answers("ben no, cy no")
	for i, e := range s.log {
		if late, is := e.Fact.(Late); is {
			late.Words = ""
			s.log[i].Fact = late
		}
	}
	p, err := Fold(s.log)
	if err != nil || p.LateWords() != "late answers now say No, 2 to 1" || p.FlipNotes() != 2 {
		t.Errorf("%q, %d times new, %v", p.LateWords(), p.FlipNotes(), err)
	}
}

// What the people still to answer could change is said when it is published, and no longer once one of them has answered late
// or nobody can.
func TestTheSentenceStaysTrue(t *testing.T) {
	begin := func() *story {
		return tell(t, "Go? | quorum: 3, within 2h", "ana ben cy dan eve").answers("ana yes, ben yes, cy no")
	}
	for what, c := range map[string]struct {
		s    *story
		want string
		late int
	}{
		"published":       {begin(), "Leaning: Yes, 2 to 1. One more answer could undo it.", 0},
		"answered late":   {begin().answers("dan no, ana no"), "Leaning: Yes, 2 to 1.", 1},
		"time is up":      {begin().after(2 * time.Hour).ticks(), "Leaning: Yes, 2 to 1.", 0},
		"ended by whom":   {begin().closes(), "Leaning: Yes, 2 to 1.", 0},
		"without quorum":  {tell(t, "Go? | quorum: 2, within 2h", "ana ben cy").answers("ana yes").after(2 * time.Hour).ticks(), "No quorum: 1 of 2 answers when time was up. The answer: Yes.", 0},
		"blocked at last": {tell(t, "Go? | kind: consent | quorum: 1, within 2h", "ana ben").answers("ana objection because why").answers("ben no objection"), "Blocked: the only answer objects.", 1},
	} {
		if got := c.s.p.Sentence(); got != c.want || c.s.p.AnsweredOnlyLate() != c.late {
			t.Errorf("%s: %q, %d late; want %q, %d", what, got, c.s.p.AnsweredOnlyLate(), c.want, c.late)
		}
		if got := c.s.p.Outcome.Sentence(); !strings.HasPrefix(got, c.want) {
			t.Errorf("%s: what was published has changed: %q", what, got)
		}
	}
}

// Late answers that come when none are taken any more are kept, and change nothing of what is told: not at once, not
// where they have to be weighed, and not in a log that an earlier version wrote.
func TestAnAnswerAfterTheEndChangesNothingThatIsSaid(t *testing.T) {
	for end, ends := range map[string]func(*story){
		"the asker":    func(s *story) { s.closes() },
		"the deadline": func(s *story) { s.after(2 * time.Hour).ticks() },
		"no tick":      func(s *story) { s.after(2 * time.Hour) },
	} {
		for late, want := range map[string]string{"": "", "dan no": "late answers make it a tie, 2 to 2", "dan no, dan yes": "late answers no longer change it"} {
			s := tell(t, "Go? | quorum: 3, within 2h", "ana ben cy dan eve fay").answers("ana yes, ben yes, cy no")
			if late != "" {
				s.answers(late)
			}
			ends(s)
			line, flipped, flips := s.p.LateWords(), s.p.LateLeader(), s.p.FlipNotes()
			if line != want {
				t.Fatalf("%s, %s: %q", end, late, line)
			}
			s.answers("eve no, fay no, dan no, cy yes")
			if s.p.LateWords() != line || s.p.LateLeader() != flipped || s.p.FlipNotes() != flips || s.p.Unweighed() {
				t.Errorf("%s, %q: %q became %q", end, late, line, s.p.LateWords())
			}
			if eve, _ := s.p.Stakeholder("eve"); eve.Late.Position != kind.No {
				t.Errorf("the answer was not kept: %+v", eve)
			}
			s.foldsBack()
			last := s.log[len(s.log)-1]
			fact := last.Fact.(Late)
			fact.Leader, fact.Words = kind.No, "late answers now say No, 4 to 2"
			s.log[len(s.log)-1].Fact = fact
			if p, err := Fold(s.log); err != nil || p.LateWords() != line {
				t.Errorf("folded from an earlier version's log it says %q, %v", p.LateWords(), err)
			}
		}
	}
}
