package polls

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"quorum/polls/kind"
	"quorum/polls/phrase"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func anonymous(t *testing.T, text string) *story {
	t.Helper()
	return tell(t, text+" | anonymous", "ana ben cy dan eve fay")
}

func TestAnonymousAnswers(t *testing.T) {
	s := anonymous(t, "Go? | quorum: 5").answers("ana yes because ~I like it, ben no, cy yes, dan yes")
	if got, asked := s.p.Progress(); got != 4 || asked != 6 || s.p.AnonymousAnswers() != nil {
		t.Errorf("%d of %d, %v", got, asked, s.p.AnonymousAnswers())
	}
	s.refused(s.p.Answer(s.now, "ana", Response{Position: kind.No}))(phrase.Over, "Q7", "without your name")
	s.refused(s.p.Withdraw(s.now, "ana"))(phrase.Over, "Q7", "without your name")
	s.refused(s.p.Decline(s.now, "ana", NotMe))(phrase.Over, "Q7", "without your name")
	s.refused(s.p.Depute(s.now, "ana", Invite{Person: "gus"}))(phrase.Over, "Q7", "without your name")
	s.answers("eve yes").happened("responded responded responded responded responded published closed").
		says("Decided: Yes, 4 to 1")
	if s.p.ClosedWhy != AtQuorum || len(s.p.AnonymousAnswers()) != 5 {
		t.Errorf("%s, %v", s.p.ClosedWhy, s.p.AnonymousAnswers())
	}
	s.refused(s.p.Answer(s.now, "fay", Response{Position: kind.No}))(phrase.Over, "Q7", "no late answers")
}

// What is in the box counts also after the rule has changed or there is more time.
func TestAnonymousAnswersOutliveAnotherRule(t *testing.T) {
	s := anonymous(t, "Go? | quorum: 6, within 2h, else extend 1d").answers("ana yes, ben no, cy yes, dan yes, eve yes")
	s.after(2 * time.Hour).ticks().answers("fay no").says("Decided: Yes, 4 to 2")
	s = anonymous(t, "Go? | quorum: 6").answers("ana yes, ben no, cy yes, dan yes, eve yes")
	s.keep(s.p.Amend(s.now, Actor{Person: "ada"}, "5")).says("Decided: Yes, 4 to 1")
}

func TestFewAnonymousAnswersAreWithheld(t *testing.T) {
	anonymous(t, "Go? | quorum: 5, within 2h").answers("ana yes, ben no").after(2 * time.Hour).ticks().
		says("No quorum: 2 of 5")
	s := anonymous(t, "Go? | quorum: 5, within 2h, else yes").answers("ana no").closes().
		says("Closed")
	if s.p.Outcome.Leader != "" || s.p.Outcome.Tally != nil || s.p.AnonymousAnswers() != nil {
		t.Errorf("%+v", s.p.Outcome)
	}
	anonymous(t, "Go? | quorum: 5, within 2h, else yes").answers("ana no").after(2 * time.Hour).ticks().
		says("No quorum: 1 of 5")
	// Two recuse themselves, and all who are left have answered: that is still too few.
	anonymous(t, "Go? | quorum: all, within 2h").declines("ana", Recused).declines("ben", Recused).answers("cy yes, dan yes, eve yes, fay yes").open().after(2 * time.Hour).ticks().
		says("No quorum: 4 of 5")
}

func TestRulesOfAnonymousQuestions(t *testing.T) {
	for text, why := range map[string]string{
		"Go? | anonymous | quorum: 3":             "An anonymous question needs at least 5 answers, so that nobody can tell who said what. Write 5 or more.",
		"Go? | anonymous | quorum: 50%":           "An anonymous question needs at least 5 answers, so that nobody can tell who said what. Write 5 or more.",
		"Go? | anonymous | quorum: decided":       "A rule that looks at the answers would tell what the last of them was. Ask for a number of answers instead, like 5.",
		"Go? | anonymous | quorum: 2 independent": "", "Go? | anonymous: yes": "", "Go? | anonymous | quorum: majority, within 2h": "An anonymous question needs at least 5 answers, so that nobody can tell who said what. Write 5 or more.",
	} {
		pl, err := PlanFor(monday(), openingOf(t, text, "ana ben cy dan eve fay"))
		if err == nil && why != "" || err != nil && err.Error() != why {
			t.Errorf("%s: %v", text, err)
		}
		if why == "" && !strings.Contains(pl.Words, "5 of 6 answers") {
			t.Errorf("%s is said as %s", text, pl.Words)
		}
	}
	if _, err := PlanFor(monday(), openingOf(t, "Go? | anonymous", "ana ben cy dan")); err == nil ||
		err.Error() != "An anonymous question needs at least 5 answers, so that nobody can tell who said what. Ask at least that many people besides yourself." {
		t.Error(err)
	}
	if _, err := PlanFor(monday(), openingOf(t, "Go? | anonymous", "ana ben cy dan eve ada")); err == nil || !strings.Contains(err.Error(), "You cannot answer your own question when it is anonymous") {
		t.Error(err)
	}
	if _, err := ParseDraft("Go? <@U1> | anonymous: maybe"); err == nil || err.Error() != `"maybe" does not say whether it is anonymous. Write: anonymous, or leave it out.` {
		t.Error(err)
	}
}

// Whatever happens, the log does not tell what a person answered, and the box neither who nor when.
func TestAnonymousHistories(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		people := []Person{"p1", "p2", "p3", "p4", "p5", "p6", "p7"}
		o := Opening{ID: ID{"T1", 1}, Asker: "p0", Draft: Draft{Question: "Which?", Asked: ask("U1"), Options: choicesOfMachine(), Anonymous: true, Rule: "5, within 2h"}}
		for _, who := range people {
			o.Asked = append(o.Asked, Invite{Person: who})
		}
		p, log, err := Open(monday(), o)
		if err != nil {
			t.Fatal(err)
		}
		var box []Ballot
		now := monday()
		for range rapid.IntRange(0, 20).Draw(t, "steps") {
			now = now.Add(time.Duration(rapid.IntRange(0, 15).Draw(t, "minutes")) * time.Minute)
			who := rapid.SampledFrom(people).Draw(t, "who")
			var events []Event
			switch rapid.IntRange(0, 6).Draw(t, "does") {
			case 6:
				events, _ = p.Amend(now, Actor{Person: "p0"}, rapid.SampledFrom([]string{"5", "6", "within 3h"}).Draw(t, "rule"))
			case 0:
				events, _ = p.Decline(now, who, NoOpinion)
			case 1:
				events, _ = p.Withdraw(now, who)
			case 2:
				events = p.Tick(now)
			default:
				r := Response{Position: rapid.SampledFrom(choicesOfMachine()).Draw(t, "position"), Reason: rapid.SampledFrom([]string{"", "~why"}).Draw(t, "reason")}
				events, _ = p.Answer(now, who, r)
			}
			for _, e := range events {
				if b, ok := e.Ballot(); ok {
					box = append(box, b)
				}
				data, err := json.Marshal(e.Fact)
				if _, out := e.Fact.(Published); err != nil || !out && strings.Contains(string(data), "~") {
					t.Fatalf("the log says %s, %v", data, err)
				}
			}
			log = append(log, events...)
		}
		again, err := Fold(stored(t, log))
		if err != nil {
			t.Fatal(err)
		}
		slices.Reverse(box)
		again.RestoreBallots(box)
		opts := append(insides(), cmp.Comparer(func(a, b map[string]int) bool { return sameCounts(a, b) && sameCounts(b, a) }))
		if diff := cmp.Diff(p, again, opts...); diff != "" {
			t.Fatalf("the log and the box say otherwise (-memory +stored):\n%s", diff)
		}
	})
}

func sameCounts(a, b map[string]int) bool {
	for k, n := range a {
		if b[k] != n {
			return false
		}
	}
	return true
}
