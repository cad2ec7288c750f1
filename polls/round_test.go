package polls

import (
	"testing"
	"time"

	"quorum/polls/kind"
)

func TestOutcomesInAFewWords(t *testing.T) {
	tally := []kind.Count{{Choice: "Yes", N: 4}, {Choice: "No", N: 1}}
	for _, c := range []struct {
		outcome Outcome
		want    string
	}{
		{Outcome{Label: Decided, Counted: 5, Finding: kind.Finding{Leader: "Yes", Tally: tally}}, "Yes, 4 to 1"},
		{Outcome{Label: Leaning, Counted: 9, Finding: kind.Finding{Leader: "kafka", Tally: []kind.Count{{Choice: "nats", N: 2}, {Choice: "kafka", N: 4}, {Choice: "sqs", N: 3}}}}, "kafka, 4 of 9 answers"},
		{Outcome{Label: Firm, Counted: 5, Finding: kind.Finding{Leader: "3", Tally: []kind.Count{{Choice: "3", N: 5}}, Result: "3 in the middle"}}, "3 in the middle"},
		{Outcome{Label: Heard, Counted: 5, Finding: kind.Finding{Result: "5 answers to read"}}, "5 answers to read"},
		{Outcome{Label: Tied, Counted: 4}, "tied"},
		{Outcome{Label: NoQuorum, Counted: 1, Finding: kind.Finding{Leader: "Yes", Tally: tally}}, "no quorum"},
		{Outcome{Label: ByDefault, Adopted: "Yes"}, "Yes by default"},
		{Outcome{Label: ClosedEarly, Counted: 1, Withheld: true}, "closed early"},
	} {
		if got := c.outcome.Short(); got != c.want {
			t.Errorf("%s is %q, not %q", c.outcome.Label, got, c.want)
		}
	}
}

func TestWhatChangedSince(t *testing.T) {
	at := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	yes := Outcome{Label: Decided, Counted: 5, Finding: kind.Finding{Leader: "Yes", Tally: []kind.Count{{Choice: "Yes", N: 4}, {Choice: "No", N: 1}}}}
	before := &Poll{ID: ID{Workspace: "T1", Number: 7}, Phase: PhaseClosed, OpenedAt: at, Published: at, Outcome: yes, Card: Place{Channel: "C1", Message: "1.2"}}
	round := RoundAfter(2, before)
	if want := (Round{Schedule: 2, Before: 7, At: at, Card: before.Card, Leader: "Yes", Outcome: "Yes, 4 to 1"}); *round != want {
		t.Errorf("the round is %+v, not %+v", *round, want)
	}
	p := &Poll{Round: round, Kind: kindNamed("yes/no")}
	if since := p.SinceLastRound(); since != "" {
		t.Errorf("while answers are blind it says %q", since)
	}
	p.Published, p.Outcome = at, yes
	if since := p.SinceLastRound(); since != "Still: Yes, 4 to 1" {
		t.Errorf("the same is %q", since)
	}
	p.Outcome.Leader = "No"
	if since := p.SinceLastRound(); since != "Now: No, 1 to 4" {
		t.Errorf("another is %q", since)
	}
	p.Kind = kindNamed("text")
	if since := p.SinceLastRound(); since != "" {
		t.Errorf("of people's own words it says %q", since)
	}
	for phase, want := range map[Phase]string{PhaseOpen: "still open when this was asked", PhaseCancelled: "cancelled"} {
		if got := RoundAfter(2, &Poll{Phase: phase}).Outcome; got != want {
			t.Errorf("%s is %q", phase, got)
		}
	}
}
