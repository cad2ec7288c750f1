package polls

import (
	"strings"
	"testing"

	"quorum/polls/kind"
)

func TestWhatAnAnswerIsWorthNow(t *testing.T) {
	for _, c := range []struct{ rule, answers, want string }{
		{"all", "", "You are 1 of 3 still needed."},
		{"2", "", "2 more answers are needed, and you are 1 of 3 who can give one."},
		{"2", "ben", "1 more answer is needed, and you are 1 of 2 who can give it."},
		{"3", "ben di", "You are the one still needed."},
		{"2 from <!subteam^S1>, 2", "", "You are 1 of 2 still needed from <!subteam^S1>."},
		{"2 from <!subteam^S1>, 3", "di", "You are the one still needed from <!subteam^S1>."},
		{"1 from <!subteam^S1>, 3", "di", "You are 1 of 2 still needed."},
		{"with <@U2>, 2", "", "It waits for you in particular."},
		{"2 independent", "", "2 more sources are needed, and yours is 1 of 3 that can answer."},
		{"3 independent", "ben", "Yours is 1 of 2 sources still needed."},
		{"decided", "", ""},
		{"3", "U2", ""},
	} {
		in := []string{"S1"}
		m := opened(t, c.rule, Invite{Person: "ben"}, Invite{Person: "U2", Groups: in}, Invite{Person: "di", Groups: in})
		for _, who := range strings.Fields(c.answers) {
			m.must(m.p.Answer(m.now, Person(who), Response{Position: kind.Yes}))
		}
		if got := m.p.WhyNeeded("U2"); got != c.want {
			t.Errorf("%s, answered by %q: %q, want %q", c.rule, c.answers, got, c.want)
		}
	}
}

// A person whose source has answered is told nothing about sources.
func TestAnAnswerOfASourceThatWasHeard(t *testing.T) {
	m := opened(t, "2 independent", Invite{Person: "ben", Source: "ops"}, Invite{Person: "cy", Source: "ops"}, Invite{Person: "di"})
	if got, want := m.p.WhyNeeded("cy"), "Yours is 1 of 2 sources still needed."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	m.must(m.p.Answer(m.now, "ben", Response{Position: kind.Yes}))
	if got := m.p.WhyNeeded("cy"); got != "" {
		t.Errorf("%q, want nothing", got)
	}
	if got, want := m.p.WhyNeeded("di"), "Your answer is the one still needed."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// A person whom the rule names is told of the role while it lacks an answer, and not that the answer would be one
// more than the deputy's.
func TestAnAnswerBehindThatOfAStandIn(t *testing.T) {
	in := []string{"S1"}
	m := opened(t, "4, 1 from <!subteam^S1>, by 17:00", Invite{Person: "ben", Groups: in, Deputy: &Invite{Person: "dan"}},
		Invite{Person: "cy", Groups: in}, Invite{Person: "di"}, Invite{Person: "ed"})
	m.deliver("ben", "cy", "di", "ed")
	m.until("Mon 15:50")
	m.must(m.p.Answer(m.now, "dan", Response{Position: kind.Yes}))
	if got, want := m.p.WhyNeeded("ben"), "1 more answer is needed from <!subteam^S1>, and you are 1 of 2 who can give it."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	m.must(m.p.Answer(m.now, "cy", Response{Position: kind.Yes}))
	if got := m.p.WhyNeeded("ben"); got != "" {
		t.Errorf("%q, want nothing", got)
	}
}
