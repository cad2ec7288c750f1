package polls

import (
	"testing"
	"time"
)

// The person to be asked at the deadline may be asked before, as a deputy: the poll then goes on for as long as was
// announced.
func TestWhoIsAskedAtTheDeadlineIsAskedAlready(t *testing.T) {
	o := openingOf(t, "Go? | quorum: 2, within 2h, else ask <@U7>", "ana ben")
	o.Reserve = Invite{Person: "dan"}
	p, events, err := Open(monday(), o)
	if err != nil {
		t.Fatal(err)
	}
	s := &story{t: t, p: p, log: events, now: monday()}
	if _, err := p.Depute(s.now, "ben", Invite{Person: "dan"}); err != nil {
		t.Fatal(err)
	}
	s.answers("ana yes").after(2 * time.Hour).ticks()
	if !p.Deadline.Equal(monday().Add(4*time.Hour)) || p.Phase != PhaseOpen {
		t.Errorf("%s until %s", p.Phase, p.Deadline)
	}
	s.after(2 * time.Hour).ticks()
	if p.Phase != PhaseClosed {
		t.Errorf("it is %s", p.Phase)
	}
}
