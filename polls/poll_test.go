package polls

import (
	"testing"
	"time"
)

func TestTheSummaryIsDueTheMomentTheRuleIsMet(t *testing.T) {
	tell(t, "Go? | quorum: 2", "ana ben cy").
		answers("ana yes").happened("answered").
		answers("ben yes").happened("answered answered published").
		says("Decided: Yes, 2 of 2 answers. The one person still to answer cannot change it.").
		foldsBack()
}

func TestOneTeamIsOneSource(t *testing.T) {
	tell(t, "Go? | quorum: 2 independent", "ana(x) ben(x) cy").
		answers("ana yes, ben yes").happened("answered answered").
		answers("cy no").happened("answered answered answered published closed").
		says("Decided: Yes, 2 to 1 from 2 sources. Nobody is left to answer.")
}

func TestTheLastAnswerCounts(t *testing.T) {
	s := tell(t, "Go? | quorum: 2", "ana ben cy").
		answers("ana yes").after(time.Minute).answers("ana no").after(time.Minute).answers("ana no").
		happened("answered answered").
		after(time.Minute).answers("ben no").
		says("Decided: No, 2 of 2 answers. The one person still to answer cannot change it.")
	ana, _ := s.p.Stakeholder("ana")
	if ana.Changes != 1 || ana.First != monday() || ana.Answer.At != monday().Add(time.Minute) {
		t.Errorf("%+v", ana)
	}
}

func TestTheSameAnswerWithAReasonIsToldButIsNoChange(t *testing.T) {
	s := tell(t, "Go? | quorum: 2", "ana ben").answers("ana yes, ana yes because it is ready").happened("answered answered")
	if ana, _ := s.p.Stakeholder("ana"); ana.Changes != 0 || ana.Answer.Reason != "it is ready" {
		t.Errorf("%+v", ana)
	}
}

func TestAWithdrawnAnswerIsPendingAgain(t *testing.T) {
	tell(t, "Go? | quorum: 2", "ana ben cy").
		answers("ana yes").withdraws("ana").withdraws("ana").answers("ben yes").
		happened("answered withdrew answered").
		answers("ana no").happened("answered withdrew answered answered published").
		says("Tied: Yes and No have 1 answer each. The one person still to answer could settle it.").
		foldsBack()
}

func TestAWayOutTakesTheAnswerBack(t *testing.T) {
	tell(t, "Go? | quorum: 2", "ana ben cy").
		answers("ana yes").declines("ana", NoOpinion).declines("ana", NoOpinion).answers("ben yes").
		happened("answered declined answered").
		withdraws("ana").answers("ana yes").
		happened("answered declined answered withdrew answered published")
}

func TestAConflictOfInterestLowersWhatSharesAreOf(t *testing.T) {
	tell(t, "Go? | quorum: all", "ana ben cy").
		answers("ana yes, ben yes").happened("answered answered").
		declines("cy", Recused).happened("answered answered declined published closed").
		says("Decided: Yes, 2 of 2 answers. Nobody is left to answer.")
}

func TestNobodyWaitsForSomebodyWhoLeft(t *testing.T) {
	s := tell(t, "Go? | quorum: majority", "ana ben cy dan").
		answers("ana yes, ben yes").leaves("cy").leaves("cy").
		happened("answered answered left published")
	s.leaves("dan").happened("answered answered left published left closed")
	s.leaves("ana").happened("answered answered left published left closed").foldsBack()
}

func TestAnAnswerStaysWhenItsPersonLeaves(t *testing.T) {
	tell(t, "Go? | quorum: 2", "ana ben cy").answers("ana yes").leaves("ana").answers("ben yes").
		happened("answered left answered published").
		says("Decided: Yes, 2 of 2 answers. The one person still to answer cannot change it.")
}

func TestWhoCannotBeAskedIsNotWaitedFor(t *testing.T) {
	s := tell(t, "Go? | quorum: all", "ana ben").answers("ana yes").fails("ben").fails("ben").
		happened("answered unreachable published closed")
	if ben, _ := s.p.Stakeholder("ben"); ben.State != Gone || ben.Unreachable == "" {
		t.Errorf("%+v", ben)
	}
}

func TestAQuestionThatArrivesAfterAllIsWaitedFor(t *testing.T) {
	tell(t, "Go? | quorum: 2", "ana ben cy").fails("ben").fails("cy").happened("unreachable unreachable stuck").
		delivers("ben", "ben").happened("unreachable unreachable stuck delivered").
		reachable("ben").
		answers("ana yes").answers("ben yes").
		happened("unreachable unreachable stuck delivered answered answered published closed").foldsBack()
}

func TestWhoLeftIsNotWaitedForWhateverArrives(t *testing.T) {
	s := tell(t, "Go? | quorum: 2", "ana ben cy").fails("ana").leaves("ana").delivers("ana")
	if ana, _ := s.p.Stakeholder("ana"); ana.State != Gone || !ana.Left {
		t.Errorf("%+v", ana)
	}
}

func TestWhoActsHasNotLeft(t *testing.T) {
	s := tell(t, "Go? | quorum: 3", "ana ben cy dan").leaves("ana").answers("ana yes").leaves("ana").withdraws("ana").leaves("ana").
		declines("ana", NoOpinion).leaves("ana").happened("left answered left withdrew left declined left")
	if got, want := s.p.Standing(), (Standing{Asked: 4, Eligible: 4, Pending: 3, Reachable: 3, Teams: 4}); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
	s.foldsBack()
}

func TestTheAskerIsToldOnceThatTheRuleCannotBeMet(t *testing.T) {
	s := tell(t, "Go? | quorum: 3", "ana ben cy dan").
		declines("ana", NotMe).happened("declined").
		declines("ben", NotMe).happened("declined declined stuck").
		withdraws("ben").declines("ben", Recused).happened("declined declined stuck withdrew declined")
	s.answers("cy yes, dan no").says("No quorum: 2 of 3 answers, and nobody is left to answer. The answers: Yes 1, No 1.")
	if s.p.Phase != PhaseClosed || s.p.ClosedWhy != Everybody {
		t.Error(s.p.Phase, s.p.ClosedWhy)
	}
}

func TestWithoutAnyAnswer(t *testing.T) {
	tell(t, "Go? | quorum: 60%", "ana ben").declines("ana", Recused).declines("ben", NoOpinion).
		happened("declined declined published closed").
		says("No quorum: 0 of 1 answer, and nobody is left to answer. There is no answer to count.")
	tell(t, "Go? | quorum: 60%", "ana").declines("ana", Recused).
		says("No quorum: 0 of 1 answer, and nobody is left to answer. There is no answer to count.")
}

func TestTheDeadlineEndsIt(t *testing.T) {
	s := tell(t, "Go? | quorum: 2, within 2h", "ana ben cy").answers("ana yes").
		after(2*time.Hour - time.Millisecond).ticks().happened("answered").
		after(time.Millisecond).ticks().ticks().happened("answered published closed").
		says("No quorum: 1 of 2 answers when time was up. The answer: Yes 1, No 0.")
	if s.p.ClosedWhy != AtDeadline || !s.p.Due().IsZero() {
		t.Error(s.p.ClosedWhy, s.p.Due())
	}
}

func TestAnAnswerAtTheDeadlineIsLate(t *testing.T) {
	tell(t, "Go? | quorum: 2, within 2h", "ana ben").answers("ana yes").
		after(2 * time.Hour).answers("ben yes").happened("answered published closed late").
		says("No quorum: 1 of 2 answers when time was up. The answer: Yes 1, No 0.").foldsBack()
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

func TestClosingEarly(t *testing.T) {
	s := tell(t, "Go? | quorum: 3", "ana ben cy").answers("ana yes").closes().
		happened("answered published closed").
		says("Closed: ended early with 1 of 3 answers, before the rule was met. The answer: Yes 1, No 0.")
	s.refused(s.p.Close(s.now, Actor{Person: "ada"}))(Over, "Q7 is closed already.")
	s.refused(s.p.Cancel(s.now, Actor{Person: "ada"}))(Over, "Q7 is closed already.")
	s.refused(s.p.Remind(s.now, Actor{Person: "ada"}))(Over, "Q7 is closed already.")
	s.refused(s.p.Withdraw(s.now, "ana"))(Over, "Q7 is over, so this can no longer be changed.")
	s.refused(s.p.Decline(s.now, "ben", NotMe))(Over, "Q7 is over, so this can no longer be changed.")
}

func TestClosingAfterTheSummary(t *testing.T) {
	tell(t, "Go? | quorum: 1", "ana ben").answers("ana yes").closes().happened("answered published closed").
		says("Leaning: Yes, the only answer so far. One more answer could undo it.")
	tell(t, "Go? | quorum: 2, within 2h", "ana ben").after(2 * time.Hour).closes().happened("published closed").
		says("No quorum: 0 of 2 answers when time was up. There is no answer to count.")
}

func TestCancelling(t *testing.T) {
	s := tell(t, "Go? | quorum: 3, within 2h", "ana ben cy").answers("ana yes")
	s.refused(s.p.Cancel(s.now, Actor{Person: "ana"}))(Forbidden, "Only the person who asked Q7 can do that.")
	s.keep(s.p.Cancel(s.now, Actor{Person: "root", Admin: true})).happened("answered cancelled")
	s.refused(s.p.Answer(s.now, "ben", Response{Position: "yes"}))(Over, "Q7 was cancelled, so no answer was recorded.")
	s.refused(s.p.Withdraw(s.now, "ana"))(Over, "Q7 was cancelled; there is nothing left to do.")
	s.refused(s.p.Cancel(s.now, Actor{Person: "ada"}))(Over, "Q7 was cancelled already.")
	s.after(3 * time.Hour).ticks().leaves("ben").happened("answered cancelled")

	s = tell(t, "Go? | quorum: 1, within 2h", "ana ben").answers("ana yes")
	s.refused(s.p.Cancel(s.now, Actor{Person: "ada"}))(Over, "The summary of Q7 is out, so it cannot be cancelled. /quorum close Q7 ends it.")
	s.after(2 * time.Hour)
	s.refused(s.p.Cancel(s.now, Actor{Person: "ada"}))(Over, "The time of Q7 is up, so it can no longer be cancelled.")
}

func TestReminding(t *testing.T) {
	const none = "Nobody can be reminded of Q7 now: each person gets at most 2 reminders, and none within 30 minutes of the last message."
	s := tell(t, "Go? | quorum: 3, within 8h", "ana ben cy dan ada").delivers("ana", "ben", "cy", "ada").answers("ben yes")
	s.refused(s.p.Remind(s.now, Actor{Person: "ada"}))(Over, none)
	reminded := func() []Person {
		s.keep(s.p.Remind(s.now, Actor{Person: "ada"}))
		return s.log[len(s.log)-1].Fact.(Reminded).Persons
	}
	s.after(Quiet)
	if who := reminded(); len(who) != 2 || who[0] != "ana" || who[1] != "cy" {
		t.Errorf("%v", who)
	}
	s.after(Quiet - time.Millisecond)
	s.refused(s.p.Remind(s.now, Actor{Person: "ada"}))(Over, none)
	s.declines("cy", NotMe).after(time.Millisecond)
	if who := reminded(); len(who) != 1 || who[0] != "ana" {
		t.Errorf("%v", who)
	}
	s.after(time.Hour)
	s.refused(s.p.Remind(s.now, Actor{Person: "ada"}))(Over, none)
	s.after(8 * time.Hour)
	s.refused(s.p.Remind(s.now, Actor{Person: "ada"}))(Over, "The time of Q7 is up; nobody needs a reminder.")
	s.refused(s.p.Withdraw(s.now, "ben"))(Over, "Q7 is over, so this can no longer be changed.")

	s = tell(t, "Go? | quorum: 1", "ana ben").answers("ana yes")
	s.refused(s.p.Remind(s.now, Actor{Person: "ada"}))(Over, "The summary of Q7 is out; nobody needs a reminder.")
}

func TestAnswersThatAreRefused(t *testing.T) {
	s := tell(t, "Which? | options: nats, kafka", "ana ben")
	long := make([]byte, MaxReason+1)
	for i := range long {
		long[i] = 'x'
	}
	s.refused(s.p.Answer(s.now, "eve", Response{Position: "nats"}))(Forbidden, "Only the people who were asked can answer Q7.")
	s.refused(s.p.Answer(s.now, "ana", Response{Position: "sqs"}))(Invalid, `"sqs" is not one of the answers. Choose one of: nats, kafka.`)
	s.refused(s.p.Answer(s.now, "ana", Response{}))(Invalid, `"" is not one of the answers. Choose one of: nats, kafka.`)
	s.refused(s.p.Answer(s.now, "ana", Response{Position: "nats", Reason: string(long)}))(Invalid, "The reason has 501 characters; at most 500 fit. Shorten it.")
	s.refused(s.p.Answer(s.now, "ana", Response{Position: "nats", Confidence: "very"}))(Invalid, `"very" is no confidence. Choose sure, think so or guess.`)
	s.refused(s.p.Withdraw(s.now, "eve"))(Forbidden, "Only the people who were asked can answer Q7.")
	s.refused(s.p.Decline(s.now, "eve", NotMe))(Forbidden, "Only the people who were asked can answer Q7.")
	s.refused(s.p.Decline(s.now, "ana", Gone))(Invalid, `"gone" is not a way out. Choose no opinion, conflict of interest or not me.`)
	s.answers("ana  KAFKA \x00").happened("answered")
	if ana, _ := s.p.Stakeholder("ana"); ana.Answer.Position != "kafka" {
		t.Errorf("%+v", ana)
	}
}

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
		"an unknown kind":    {[]Event{{Seq: 1, Fact: Opened{Kind: "tarot"}}}, `polls: folding event 1 of Q0: There is no kind of question called "tarot". Did you mean "yes/no"?`},
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
		text := list(c)
		if text != list(again.Choices(who.Person)) || len(c) != 6 {
			t.Errorf("%v", c)
		}
		orders[text] = true
	}
	if len(orders) < 3 {
		t.Errorf("four people see %d orders", len(orders))
	}
	if got := list(s.p.Choices("nobody")); got != "a, b, c, d, e and f" {
		t.Error(got)
	}
	if got := list(tell(t, "Go?", "ana ben").p.Choices("ana")); got != "Yes and No" {
		t.Error(got)
	}
}
