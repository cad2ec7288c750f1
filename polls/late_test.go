package polls

import (
	"testing"
	"time"
)

func TestTheDeadlineEndsIt(t *testing.T) {
	s := tell(t, "Go? | quorum: 2, within 2h", "ana ben cy").answers("ana yes").
		after(2*time.Hour - time.Millisecond).ticks().happened("answered").
		after(time.Millisecond).ticks().ticks().happened("answered published closed").
		says("No quorum: 1 of 2 answers when time was up. The answer: Yes.")
	if s.p.ClosedWhy != AtDeadline || !s.p.Due().IsZero() {
		t.Error(s.p.ClosedWhy, s.p.Due())
	}
}

func TestAnAnswerAtTheDeadlineIsLate(t *testing.T) {
	tell(t, "Go? | quorum: 2, within 2h", "ana ben").answers("ana yes").
		after(2 * time.Hour).answers("ben yes").happened("answered published closed late").
		says("No quorum: 1 of 2 answers when time was up. The answer: Yes.").foldsBack()
}

func TestLateAnswersAreKeptAndDoNotCount(t *testing.T) {
	s := tell(t, "Go? | quorum: 1, within 2h", "ana ben cy").answers("ana yes").
		answers("ben no").happened("answered published late").
		answers("ben no").happened("answered published late").
		answers("ana yes").happened("answered published late")
	if a, asked := s.p.Progress(); a != 1 || asked != 3 {
		t.Error(a, asked)
	}
	s.says("Leaning: Yes, the only answer so far. One more answer could undo it.")
	s.answers("cy no").happened("answered published late late closed")
	if s.p.ClosedWhy != Everybody {
		t.Error(s.p.ClosedWhy)
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
		flips = append(flips, s.log[n].Fact.(Late).Flips)
	}
	// 2:1 → 2:2 → 2:3 → 1:3:1 → 1:2:2 → 2:1:2 → 3:0:2
	want := []string{"Tied", "b", "b", "Tied", "Tied", ""}
	for i := range want {
		if flips[i] != want[i] {
			t.Fatalf("%q, want %q", flips, want)
		}
	}
	if got := s.p.Flipped(); got != "" {
		t.Errorf("flipped to %q in the end", got)
	}
	s.foldsBack()
}

func TestTheAskersOwnAnswerDoesNotCount(t *testing.T) {
	s := tell(t, "Go? | quorum: 1, within 2h", "ada ana ben").answers("ada no").happened("answered")
	if a, asked := s.p.Progress(); a != 0 || asked != 2 {
		t.Error(a, asked)
	}
	s.answers("ana yes").says("Leaning: Yes, the only answer so far. One more answer could undo it.")
	for _, item := range []string{"ada yes", "ada no"} {
		s.answers(item)
		if late := s.log[len(s.log)-1].Fact.(Late); late.Flips != "" {
			t.Errorf("%s: %+v", item, late)
		}
	}
	s.answers("ben yes").happened("answered answered published late late late closed").foldsBack()
}

func TestTheAskersLateAnswerLeavesTheLeaderThatOthersMade(t *testing.T) {
	s := tell(t, "Go? | quorum: 1, within 2h", "ada ana ben cy dan").answers("ana yes").answers("ben no, cy no").answers("ada yes")
	if late := s.log[len(s.log)-1].Fact.(Late); late.Flips != No {
		t.Errorf("%+v", late)
	}
}

// A late objection is said whether or not somebody objected before, and no longer when it is taken back.
func TestALateObjectionIsSaid(t *testing.T) {
	for _, before := range []string{"ana no objection", "ana objection because it breaks"} {
		s := tell(t, "Go? | kind: consent | quorum: 1, within 2h", "ana ben cy").answers(before)
		for _, late := range []struct{ says, flips string }{
			{"ben objection because nobody was told", string(Blocked)}, {"ben stand aside", ""}, {"cy no objection", ""},
		} {
			n := len(s.log)
			if s.answers(late.says); s.log[n].Fact.(Late).Flips != late.flips {
				t.Errorf("%s, then %s: %+v", before, late.says, s.log[n].Fact)
			}
		}
		s.foldsBack()
	}
}

// Whoever the rule names by "with" may say late that the chosen slot no longer suits: then another one leads, or none suits
// and it is blocked, however many others can. What was said in time still decides what suits when others are late.
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
		if s.answers(late.says); s.log[n].Fact.(Late).Flips != late.flips {
			t.Errorf("%s: %+v, want %q", late.says, s.log[n].Fact, late.flips)
		}
	}
	s.says("Decided: Mon, when 3 of 3 people can; the best time that suits everybody whom the rule names. The 2 people still to answer cannot change it.")
	s.foldsBack()
}
