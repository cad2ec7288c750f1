package polls

import (
	"testing"

	"quorum/polls/kind"
)

func TestMultiSentences(t *testing.T) {
	ask := func(pending int, answers ...string) Outcome {
		return found(kindNamed("multi"), []string{"nats", "kafka", "sqs"}, pending, answers...)
	}
	says(t, ask(0, "nats, sqs", "nats", "kafka"), "Decided: nats")
	says(t, ask(2, "nats, sqs", "nats", "kafka"), "Leaning: nats")
	says(t, ask(1, "nats, sqs", "nats", "nats"), "Decided: nats")
	says(t, ask(1, "nats, sqs", "nats, sqs", "kafka"), "Tied: nats and sqs")
	if o := ask(0, "nats, sqs", "nats", "kafka"); o.Spread != "67 % of the answers approve of it" || o.Lead != 1 {
		t.Error(o.Spread, o.Lead)
	}
}

func TestDatesSentences(t *testing.T) {
	slots := []string{"Mon 14:00", "Tue 10:00", "Fri"}
	ask := func(pending int, answers ...string) Outcome {
		return found(kindNamed("dates"), slots, pending, answers...)
	}
	mon, tue, both := "Mon 14:00: yes", "Tue 10:00: yes", "Mon 14:00: yes; Tue 10:00: if need be"
	says(t, ask(0, mon, tue, both), "Decided")
	says(t, ask(0, mon, "Tue 10:00: yes; Mon 14:00: if need be"), "Decided: Mon 14:00")
	says(t, ask(1, mon, tue), "Tied")
	says(t, ask(2, mon, both, mon), "Decided")
	says(t, unmet(NoQuorum, "2 of 3 answers", ask(0, mon, both)), "No quorum: 2 of 3")
	says(t, unmet(NoQuorum, "1 of 3 answers", ask(0, "Fri: if need be")), "No quorum: 1 of 3")
	for text, want := range map[string]string{
		both:                             "Mon 14:00: yes; Tue 10:00: if need be; Fri: no",
		"fri: YES;":                      "Mon 14:00: no; Tue 10:00: no; Fri: yes",
		"Fri: no; Mon 14:00: If Need Be": "Mon 14:00: if need be; Tue 10:00: no; Fri: no",
	} {
		if got, err := kindNamed("dates").Read(slots, text); err != nil || got != want {
			t.Errorf("%q: %q, %v", text, got, err)
		}
	}
}

// A slot that suits those whom the rule names goes before one at which more can.
func TestDatesSuitWhomTheRuleNames(t *testing.T) {
	b := kind.Ballots{Options: []string{"Mon", "Tue", "Wed"}, Taken: map[string]int{
		"Mon: yes; Tue: no; Wed: no": 3, "Mon: no; Tue: if need be; Wed: yes": 1, "Mon: no; Tue: yes; Wed: no": 1,
	}, Counted: 5, Sources: 5, Pending: 1}
	says(t, outcomeBy(kindNamed("dates"), b), "Decided")
	b.Needed = []string{"Mon: no; Tue: if need be; Wed: yes"}
	says(t, outcomeBy(kindNamed("dates"), b), "Leaning")
	b.Needed = append(b.Needed, "Mon: no; Tue: yes; Wed: no")
	says(t, outcomeBy(kindNamed("dates"), b), "Decided")
	b.Needed = append(b.Needed, "Mon: yes; Tue: no; Wed: no") // nothing suits all of them
	if f := kindNamed("dates").Weigh(b); f.Leader != "Mon" || f.Spread != "2 cannot" || len(f.Tally) != 3 {
		t.Errorf("%+v", f)
	}
}

func TestADateThatSuitsWhomTheRuleNames(t *testing.T) {
	o := openingNaming(t, "3, with @Ana, within 2h", "UANA ben cy dan")
	o.Draft.Kind, o.Draft.Options = "dates", []string{"Mon", "Tue"}
	p, events, err := Open(monday(), o)
	if err != nil {
		t.Fatal(err)
	}
	s := &story{t: t, p: p, log: events, now: monday()}
	s.answers("ben Mon: yes, cy Mon: yes, UANA Tue: if need be").
		says("Decided: Tue")
	s.foldsBack()
}
