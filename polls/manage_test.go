package polls

import (
	"testing"
	"time"

	"quorum/polls/phrase"
)

func TestClosingEarly(t *testing.T) {
	s := tell(t, "Go? | quorum: 3", "ana ben cy").answers("ana yes").closes().
		happened("answered published closed").
		says("Closed")
	s.refused(s.p.Close(s.now, Actor{Person: "ada"}))(phrase.Over, "Q7")
	s.refused(s.p.Cancel(s.now, Actor{Person: "ada"}))(phrase.Over, "Q7")
	s.refused(s.p.Remind(s.now, Actor{Person: "ada"}))(phrase.Over, "Q7")
	s.refused(s.p.Withdraw(s.now, "ana"))(phrase.Over, "Q7")
	s.refused(s.p.Decline(s.now, "ben", NotMe))(phrase.Over, "Q7")
}

func TestClosingAfterTheSummary(t *testing.T) {
	tell(t, "Go? | quorum: 1", "ana ben").answers("ana yes").closes().happened("answered published closed").
		says("Leaning: Yes")
	tell(t, "Go? | quorum: 2, within 2h", "ana ben").after(2 * time.Hour).closes().happened("published closed").
		says("No quorum: 0 of 2")
}

func TestCancelling(t *testing.T) {
	s := tell(t, "Go? | quorum: 3, within 2h", "ana ben cy").answers("ana yes")
	s.refused(s.p.Cancel(s.now, Actor{Person: "ana"}))(phrase.Forbidden, "Q7")
	s.keep(s.p.Cancel(s.now, Actor{Person: "root", Admin: true})).happened("answered cancelled")
	s.refused(s.p.Answer(s.now, "ben", Response{Position: "yes"}))(phrase.Over, "Q7")
	s.refused(s.p.Withdraw(s.now, "ana"))(phrase.Over, "Q7")
	s.refused(s.p.Cancel(s.now, Actor{Person: "ada"}))(phrase.Over, "Q7")
	s.after(3 * time.Hour).ticks().leaves("ben").happened("answered cancelled")

	s = tell(t, "Go? | quorum: 1, within 2h", "ana ben").answers("ana yes")
	s.refused(s.p.Cancel(s.now, Actor{Person: "ada"}))(phrase.Over, "→ close Q7")
	s.after(2 * time.Hour)
	s.refused(s.p.Cancel(s.now, Actor{Person: "ada"}))(phrase.Over, "Q7")
}

func TestReminding(t *testing.T) {
	s := tell(t, "Go? | quorum: 3, within 8h", "ana ben cy dan ada").delivers("ana", "ben", "cy", "ada").answers("ben yes")
	s.refused(s.p.Remind(s.now, Actor{Person: "ada"}))(phrase.Over, "Q7", "in 30 minutes.")
	reminded := func() []Person {
		s.keep(s.p.Remind(s.now, Actor{Person: "ada"}))
		return s.log[len(s.log)-1].Fact.(Reminded).Persons
	}
	s.after(Quiet)
	if who := reminded(); len(who) != 2 || who[0] != "ana" || who[1] != "cy" {
		t.Errorf("%v", who)
	}
	s.after(Quiet - time.Millisecond)
	s.refused(s.p.Remind(s.now, Actor{Person: "ada"}))(phrase.Over, "Q7", "in 1 minute.")
	s.declines("cy", NotMe).after(time.Millisecond)
	if who := reminded(); len(who) != 1 || who[0] != "ana" {
		t.Errorf("%v", who)
	}
	s.after(time.Hour)
	s.refused(s.p.Remind(s.now, Actor{Person: "ada"}))(phrase.Over, "Q7")
	s.after(8 * time.Hour)
	s.refused(s.p.Remind(s.now, Actor{Person: "ada"}))(phrase.Over, "Q7")
	s.refused(s.p.Withdraw(s.now, "ben"))(phrase.Over, "Q7")

	s = tell(t, "Go? | quorum: 1", "ana ben").answers("ana yes")
	s.refused(s.p.Remind(s.now, Actor{Person: "ada"}))(phrase.Over, "Q7")
}
