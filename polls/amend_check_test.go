package polls

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestANewRuleLooksNoCloser(t *testing.T) {
	const (
		other = `%q would look at answers that were given under another rule, and whether it is met would tell of them. Ask for a number of answers instead, like 2, or close the question to see them.`
		fewer = `With %q this rule would look at fewer answers than people were told, and whether it is met would tell of them. Leave %[1]q out, or close the question to see the answers.`
	)
	for _, c := range []struct{ rule, next, clause, refused string }{
		{"3", "1, no block", "no block", other},
		{"3", "90% sure", "90% sure", other},
		{"3", "decided", "decided", other},
		{"3", "2 firm or 3 independent", "2 firm or 3 independent", other},
		{"3, no block", "3, no block, 60% sure", "60% sure", other},
		{"3, 95% sure", "3, 90% sure", "90% sure", other},
		{"3, 95% sure", "3, decided", "decided", other},
		{"5 firm or 6 independent", "2 firm or 6 independent", "2 firm or 6 independent", other},
		{"3, no block", "2, no block", "no block", fewer},
		{"3, no block", "no block", "no block", fewer},
		{"3, no block", "60%, no block", "no block", fewer},
		{"3, no block", "all, no block", "no block", fewer}, // of two, when the others cannot answer
		{"60%, no block", "20%, no block", "no block", fewer},
		{"3, 3 independent, no block", "3, no block", "no block", fewer},
		{"3, 95% sure", "95% sure", "95% sure", fewer},
		{"3", "1", "", ""},
		{"3", "within 9h", "", ""},
		{"3, no block", "2", "", ""},
		{"3, no block", "within 9h", "", ""},
		{"3, no block", "4, no block, within 9h", "", ""},
		{"3, no block", "3, 2 independent, no block", "", ""},
		{"60%, no block", "80%, no block", "", ""},
		{"60%, no block", "all, no block", "", ""},
		{"2 independent, no block", "4 independent, no block", "", ""},
		{"majority, no block", "all, no block", "", ""},
		{"95% sure", "3, 95% sure", "", ""},
	} {
		s := tell(t, "Go? | kind: consent | quorum: "+c.rule+", within 2h", "ana ben cy dan eve fay gus")
		if _, err := s.p.Amend(s.now, Actor{Person: "ada"}, c.next); err != nil { // noMentions has answered
			t.Errorf("from %s to %s before there are answers: %v", c.rule, c.next, err)
		}
		s = tell(t, "Go? | kind: consent | quorum: "+c.rule+", within 2h", "ana ben cy dan eve fay gus")
		s.answers("ana objection because it breaks")
		events, err := s.p.Amend(s.now, Actor{Person: "ada"}, c.next)
		switch want := fmt.Sprintf(c.refused, c.clause); {
		case c.clause == "" && err != nil:
			t.Errorf("from %s to %s: %v", c.rule, c.next, err)
		case c.clause != "" && (err == nil || err.Error() != want || events != nil):
			t.Errorf("from %s to %s: %v and %d events, want %s", c.rule, c.next, err, len(events), want)
		}
	}
}

// A rule that was in force while nobody had answered opens no way around the check: a new rule is compared with the
// rule in force while people answer.
func TestAProbeIsNoRoundTrip(t *testing.T) {
	ada := Actor{Person: "ada"}
	s := tell(t, "Go? | kind: consent | quorum: 3, no block, within 2h", "ana ben cy dan")
	s.answers("ana objection because it breaks")
	s.keep(s.p.Amend(s.now, ada, "3"))
	if _, err := s.p.Amend(s.now, ada, "3, no block"); err == nil {
		t.Error("a clause that was dropped comes back")
	}
	s.withdraws("ana").keep(s.p.Amend(s.now, ada, "1, no block")).answers("ana objection because it breaks")
	if s.p.Phase != PhaseOpen {
		t.Error("the new rule does not hold for new answers")
	}
}

// asking is what an asker may try: with these positions, or with others.
type asking struct {
	p     *Poll
	seen  []string // what the asker can see of it
	tries bool     // it takes the asker's tries
}

// look keeps what a change shows: what happened, whom it is told, what it is refused with, and what the rule is said to lack.
func (a *asking) look(events []Event, err error) {
	var seen []string
	for _, e := range events {
		seen = append(seen, e.Fact.Name())
		if f, is := e.Fact.(Stuck); is {
			seen = append(seen, f.Why)
		}
		for _, n := range a.p.Notices([]Event{e}) {
			seen = append(seen, n.Key)
		}
	}
	s := a.p.Standing()
	a.seen = append(a.seen, fmt.Sprint(seen, err, a.p.Phase, a.p.Deadline, a.p.Rule.Words(s), a.p.Rule.Missing(s), a.p.Stakeholders()[0].State))
}

// Two polls of which an asker sees the same, in which the same people answered otherwise, look the same whatever the asker
// tries: new rules, more people, closing, waiting. What is different is the summary, once there is one.
func TestNobodyProbes(t *testing.T) {
	kinds := map[string][]string{
		"": {"yes", "no"}, "kind: consent": {"no objection", "objection", "stand aside"}, "kind: fist": {"0", "3", "5"},
		"options: a, b, c": {"a", "b", "c"}, "kind: multi | options: a, b, c": {"a", "b, c", "c"},
	}
	names := slices.Sorted(func(yield func(string) bool) {
		for k := range kinds {
			if !yield(k) {
				return
			}
		}
	})
	rules := []string{"", "1", "2", "3", "4", "60%", "all", "majority", "2 independent", "4 independent", "2, no block", "3, no block", "1, no block", "no block", "90% sure", "2, 70% sure", "3, 70% sure", "4, 70% sure", "60% sure", "decided", "3, decided", "2 firm or 4 independent", "3 firm or 4 independent", "5"}
	rapid.Check(t, func(t *rapid.T) {
		kind := rapid.SampledFrom(names).Draw(t, "kind")
		d, err := ParseDraft("Go? <@U1> | " + kind + " | quorum: " + strings.TrimPrefix(rapid.SampledFrom(rules).Draw(t, "rule")+", within 2h", ", ") + rapid.SampledFrom([]string{"", ", else extend 1h"}).Draw(t, "else"))
		if err != nil {
			t.Fatal(err)
		}
		o := Opening{ID: ID{"T1", 7}, Asker: "ada", Draft: d}
		for j := range rapid.SampledFrom([]int{4, 5, 6, 7, 9, 10}).Draw(t, "people") {
			o.Asked = append(o.Asked, Invite{Person: Person("p" + strconv.Itoa(j)), Source: rapid.SampledFrom([]string{"", "", "x"}).Draw(t, "team")})
		}
		var worlds []*asking // two with the asker's tries, two without
		for i := range 4 {
			p, _, err := Open(monday(), o)
			if err != nil {
				t.Skip("a rule that can never be met")
			}
			worlds = append(worlds, &asking{p: p, tries: i < 2})
		}
		probe(t, worlds, kinds[kind], rules)
	})
}

// probe has the same happen in all worlds, and different things be said in the first and the third than in the others.
func probe(t *rapid.T, worlds []*asking, says, rules []string) {
	now, people := monday(), len(worlds[0].p.Stakeholders())
	for range rapid.IntRange(2, 25).Draw(t, "steps") {
		who := Person("p" + strconv.Itoa(rapid.IntRange(0, people-1).Draw(t, "who")) + rapid.SampledFrom([]string{"", "", " and friend"}).Draw(t, "and who"))
		one, other := rapid.SampledFrom(says).Draw(t, "says"), rapid.SampledFrom(says).Draw(t, "or says")
		act := rapid.SampledFrom([]string{"answers", "answers", "answers", "amends", "amends", "adds", "withdraws", "declines", "leaves", "waits", "reminds"}).Draw(t, "act")
		rule := rapid.SampledFrom(rules[1:]).Draw(t, "new rule") + rapid.SampledFrom([]string{"", "", ", within 1h", ", else close"}).Draw(t, "and")
		nobody := worlds[0].p.counts.Answered == 0
		if act == "waits" {
			now = now.Add(time.Duration(rapid.IntRange(1, 50).Draw(t, "minutes")) * time.Minute)
		}
		for i, w := range worlds {
			position := []string{one, other}[i%2]
			if act == "amends" && !w.tries && !nobody {
				continue
			}
			events, err := atOnce(w.p, now, func(p *Poll) ([]Event, error) {
				return acts(p, now, act, who, rule, Response{Position: position, Reason: "because"})
			})
			w.look(events, err)
		}
		if !slices.Equal(worlds[2].seen, worlds[3].seen) || worlds[2].p.Phase != PhaseOpen {
			return // what the first rule tells, or time
		}
		if !slices.Equal(worlds[0].seen, worlds[1].seen) {
			t.Fatalf("%s %s: the asker sees\n%s\nor\n%s", act, rule, strings.Join(worlds[0].seen, "\n"), strings.Join(worlds[1].seen, "\n"))
		}
		if worlds[0].p.Phase != PhaseOpen {
			return
		}
	}
}

func acts(p *Poll, now time.Time, act string, who Person, rule string, r Response) ([]Event, error) {
	switch act {
	case "amends":
		return p.Amend(now, Actor{Person: "ada"}, rule)
	case "adds":
		return p.Add(now, Actor{Person: "ada"}, []Invite{{Person: who + " and friend"}})
	case "withdraws":
		return p.Withdraw(now, who)
	case "declines":
		return p.Decline(now, who, NoOpinion)
	case "leaves":
		return p.MarkLeft(now, who), nil
	case "reminds":
		return p.Remind(now, Actor{Person: "ada"})
	case "waits":
		return p.Tick(now), nil
	}
	return p.Answer(now, who, r)
}
