package forecast

import (
	"testing"
	"time"

	"quorum/polls"
	"quorum/polls/pollstest"
)

func ruleNaming(t testing.TB, text string) polls.Rule {
	r, err := polls.ParseRule(pollstest.Naming(text))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func openingNaming(t testing.TB, rule, people string) polls.Opening {
	o := pollstest.Opening(t, "Go?", people)
	o.Draft.Rule = pollstest.Naming(rule)
	return o
}

func nine() time.Time { return time.Date(2026, 11, 30, 9, 0, 0, 0, time.UTC) }
