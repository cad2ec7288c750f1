package polls

import (
	"testing"
	"time"

	"quorum/polls/phrase"
)

func TestTheSummaryIsDueTheMomentTheRuleIsMet(t *testing.T) {
	tell(t, "Go? | quorum: 2", "ana ben cy").
		answers("ana yes").happened("answered").
		answers("ben yes").happened("answered answered published").
		says("Decided: Yes, 2 of 2").
		foldsBack()
}

func TestOneTeamIsOneSource(t *testing.T) {
	tell(t, "Go? | quorum: 2 independent", "ana(x) ben(x) cy").
		answers("ana yes, ben yes").happened("answered answered").
		answers("cy no").happened("answered answered answered published").
		says("Decided: Yes, 2 to 1")
}

func TestTheLastAnswerCounts(t *testing.T) {
	s := tell(t, "Go? | quorum: 2", "ana ben cy").
		answers("ana yes").after(time.Minute).answers("ana no").after(time.Minute).answers("ana no").
		happened("answered answered").
		after(time.Minute).answers("ben no").
		says("Decided: No, 2 of 2")
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
		answers("ana no").happened("answered withdrew answered answered").
		answers("cy no").happened("answered withdrew answered answered answered published").
		says("Decided: No, 2 to 1").
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
		declines("cy", Recused).happened("answered answered declined published").
		says("Decided: Yes, 2 of 2")
}

func TestNobodyWaitsForSomebodyWhoLeft(t *testing.T) {
	s := tell(t, "Go? | quorum: majority", "ana ben cy dan").
		answers("ana yes, ben yes").leaves("cy").leaves("cy").
		happened("answered answered left published")
	s.leaves("dan").leaves("ana").happened("answered answered left published left left").foldsBack()
}

func TestAnAnswerStaysWhenItsPersonLeaves(t *testing.T) {
	tell(t, "Go? | quorum: 2", "ana ben cy").answers("ana yes").leaves("ana").answers("ben yes").
		happened("answered left answered published").
		says("Decided: Yes, 2 of 2")
}

func TestWhoCannotBeAskedIsNotWaitedFor(t *testing.T) {
	s := tell(t, "Go? | quorum: all", "ana ben").answers("ana yes").fails("ben").fails("ben").
		happened("answered unreachable published")
	if ben, _ := s.p.Stakeholder("ben"); ben.State != Gone || ben.Unreachable == "" {
		t.Errorf("%+v", ben)
	}
}

func TestWhoseQuestionHasArrivedCanBeAsked(t *testing.T) {
	tell(t, "Go? | quorum: all", "ana ben").delivers("ben").fails("ben").happened("delivered").reachable("ben")
}

func TestAQuestionThatArrivesAfterAllIsWaitedFor(t *testing.T) {
	tell(t, "Go? | quorum: 2", "ana ben cy").fails("ben").fails("cy").happened("unreachable unreachable stuck").
		delivers("ben", "ben").happened("unreachable unreachable stuck delivered freed").
		reachable("ben").
		answers("ana yes").answers("ben yes").
		happened("unreachable unreachable stuck delivered freed answered answered published").foldsBack()
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
	if got, want := s.p.Standing(), (Standing{Asked: 4, Eligible: 4, Pending: 3, SourcesReachable: 3, SourcesAsked: 4}); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
	s.foldsBack()
}

func TestTheAskerIsToldOnceThatTheRuleCannotBeMet(t *testing.T) {
	s := tell(t, "Go? | quorum: 3", "ana ben cy dan").
		declines("ana", NotMe).happened("declined").
		declines("ben", NotMe).happened("declined declined stuck").
		withdraws("ben").declines("ben", Recused).happened("declined declined stuck withdrew freed declined stuck")
	s.answers("cy yes, dan no").open().after(30 * time.Hour).ticks().
		says("No quorum: 2 of 3")
	if s.p.Phase != PhaseClosed || s.p.ClosedWhy != AtDeadline {
		t.Error(s.p.Phase, s.p.ClosedWhy)
	}
}

func TestWithoutAnyAnswer(t *testing.T) {
	tell(t, "Go? | quorum: 60%", "ana ben").declines("ana", Recused).declines("ben", NoOpinion).
		happened("declined declined stuck").open().after(30 * time.Hour).ticks().
		says("No quorum: 0 of 1")
	tell(t, "Go? | quorum: 60%", "ana").declines("ana", Recused).open().after(30 * time.Hour).ticks().
		says("No quorum: 0 of 1")
}

func TestAnswersThatAreRefused(t *testing.T) {
	s := tell(t, "Which? | options: nats, kafka", "ana ben")
	long := make([]byte, MaxReason+1)
	for i := range long {
		long[i] = 'x'
	}
	s.refused(s.p.Answer(s.now, "eve", Response{Position: "nats"}))(phrase.Forbidden, "Q7")
	s.refused(s.p.Answer(s.now, "ana", Response{Position: "sqs"}))(phrase.Invalid, `"sqs"`)
	s.refused(s.p.Answer(s.now, "ana", Response{}))(phrase.Invalid, `""`)
	s.refused(s.p.Answer(s.now, "ana", Response{Position: "nats", Reason: string(long)}))(phrase.Invalid, "501", "500")
	s.refused(s.p.Answer(s.now, "ana", Response{Position: "nats", Confidence: "very"}))(phrase.Invalid, `"very"`)
	s.refused(s.p.Withdraw(s.now, "eve"))(phrase.Forbidden, "Q7")
	s.refused(s.p.Decline(s.now, "eve", NotMe))(phrase.Forbidden, "Q7")
	s.refused(s.p.Decline(s.now, "ana", Gone))(phrase.Invalid, `"gone"`)
	s.answers("ana  KAFKA \x00").happened("answered")
	if ana, _ := s.p.Stakeholder("ana"); ana.Answer.Position != "kafka" {
		t.Errorf("%+v", ana)
	}
}
