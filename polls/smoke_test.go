package polls

import (
	"testing"
	"time"
)

func TestThreeAnswersMakeASummary(t *testing.T) {
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	d, err := ParseDraft("Ship 4.2 on Friday? <@U1> <@U2|ben> [<@U3> <@U4>] | quorum: 2 independent, within 2h")
	if err != nil {
		t.Fatal(err)
	}
	p, events, err := Open(now, Opening{
		ID: ID{"T1", 1}, Asker: "U9", Draft: d,
		Asked: []Invite{{Person: "U1"}, {Person: "U2"}, {Person: "U3", Source: "a"}, {Person: "U4", Source: "a"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, who := range []Person{"U3", "U4", "U1"} {
		more, err := p.Answer(now.Add(time.Minute), who, Response{Position: "yes"})
		if err != nil {
			t.Fatal(err)
		}
		events = append(events, more...)
	}
	if p.Phase != PhasePublished || p.Outcome.Label != Decided || p.Outcome.Leader != Yes {
		t.Errorf("phase %s, outcome %+v", p.Phase, p.Outcome)
	}
	if _, err := Fold(events); err != nil {
		t.Error(err)
	}
}
