package polls

import (
	"testing"
	"time"

	"quorum/polls/phrase"
	"quorum/polls/worktime"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

type ruleCase struct {
	text string
	want Rule
}

func ruleOf(by worktime.Deadline, clauses ...Clause) Rule { return Rule{Clauses: clauses, By: by} }

func ruleParts() cmp.Option {
	return cmp.AllowUnexported(answers{}, count{}, percent{}, majority{}, everyone{}, independent{}, sure{}, decided{}, noBlock{}, firmOr{}, role{})
}

func goodRules() []ruleCase {
	var none worktime.Deadline
	return []ruleCase{
		{"", Rule{}},
		{"  ", Rule{}},
		{"3", ruleOf(none, answers{count{N: 3}})},
		{"3 answers", ruleOf(none, answers{count{N: 3}})},
		{"1 answer", ruleOf(none, answers{count{N: 1}})},
		{"3 of 5", ruleOf(none, answers{count{N: 3, Of: 5}})},
		{" 3  OF 5 ", ruleOf(none, answers{count{N: 3, Of: 5}})},
		{"quorum: 3 of 5, within 2h", ruleOf(worktime.Deadline{Within: 2 * time.Hour}, answers{count{N: 3, Of: 5}})},
		{"Rule:3", ruleOf(none, answers{count{N: 3}})},
		{"60%", ruleOf(none, answers{percent{60}})},
		{"60 %", ruleOf(none, answers{percent{60}})},
		{"60% of asked", ruleOf(none, answers{percent{60}})},
		{"100%", ruleOf(none, answers{percent{100}})},
		{"majority", ruleOf(none, answers{majority{}})},
		{"Majority", ruleOf(none, answers{majority{}})},
		{"all", ruleOf(none, answers{everyone{}})},
		{"3 independent", ruleOf(none, independent{3})},
		{"2 teams", ruleOf(none, independent{2})},
		{"1 source", ruleOf(none, independent{1})},
		{"2 groups", ruleOf(none, independent{2})},
		{"3, 2 independent", ruleOf(none, answers{count{N: 3}}, independent{2})},
		{"5 answers, within 2 hours", ruleOf(worktime.Deadline{Within: 2 * time.Hour}, answers{count{N: 5}})},
		{"95% sure", ruleOf(none, sure{95})},
		{"3, 95 % Sure, within 1d", ruleOf(worktime.Deadline{Within: 24 * time.Hour}, answers{count{N: 3}}, sure{95})},
		{"51% sure", ruleOf(none, sure{51})},
		{"99% sure", ruleOf(none, sure{99})},
		{"decided", ruleOf(none, decided{})},
		{"3 independent, decided", ruleOf(none, independent{3}, decided{})},
		{"2, no block", ruleOf(none, answers{count{N: 2}}, noBlock{})},
		{"no blocks", ruleOf(none, noBlock{})},
		{"3, no block, by 14:00, else yes", Rule{
			Clauses: []Clause{answers{count{N: 3}}, noBlock{}}, By: worktime.Deadline{By: "14:00"}, Else: Fallback{Adopt: "yes"},
		}},
		{"within 2h, else Extend 1 day", Rule{By: worktime.Deadline{Within: 2 * time.Hour}, Else: Fallback{Extend: 24 * time.Hour}}},
		{"else ask <@U7|dan>, within 2h", Rule{By: worktime.Deadline{Within: 2 * time.Hour}, Else: Fallback{Ask: Mention{ID: "U7"}}}},
		{"within 2h, else CLOSE", Rule{By: worktime.Deadline{Within: 2 * time.Hour}, Else: Fallback{Close: true}}},
		{`within 2h, else "the blue one"`, Rule{By: worktime.Deadline{Within: 2 * time.Hour}, Else: Fallback{Adopt: "the blue one"}}},
		{"3, by 14:00", ruleOf(worktime.Deadline{By: "14:00"}, answers{count{N: 3}})},
		{"within 90s", ruleOf(worktime.Deadline{Within: 90 * time.Second})},
		{"within 30 min, 3", ruleOf(worktime.Deadline{Within: 30 * time.Minute}, answers{count{N: 3}})},
		{"within 3d", ruleOf(worktime.Deadline{Within: 72 * time.Hour})},
		{"within 1 week", ruleOf(worktime.Deadline{Within: 7 * 24 * time.Hour})},
		{"within 1 working day", ruleOf(worktime.Deadline{WorkingDays: 1})},
		{"within 2 working days", ruleOf(worktime.Deadline{WorkingDays: 2})},
		{"by fri", ruleOf(worktime.Deadline{By: "fri"})},
		{"by Friday 9:30", ruleOf(worktime.Deadline{By: "fri 09:30"})},
		{"by tues", ruleOf(worktime.Deadline{By: "tue"})},
		{`by "fri 12:00"`, ruleOf(worktime.Deadline{By: "fri 12:00"})},
		{"by “fri 12:00”", ruleOf(worktime.Deadline{By: "fri 12:00"})},
		{"by tomorrow", ruleOf(worktime.Deadline{By: "tomorrow"})},
		{"by 2026-12-01", ruleOf(worktime.Deadline{By: "2026-12-01"})},
		{"by 2026-12-01 08:00", ruleOf(worktime.Deadline{By: "2026-12-01 08:00"})},
	}
}

func TestRulesThatCanBeTyped(t *testing.T) {
	for _, c := range goodRules() {
		got, err := ParseRule(c.text)
		if err != nil {
			t.Errorf("%q: %v", c.text, err)
			continue
		}
		if diff := cmp.Diff(c.want, got, ruleParts()); diff != "" {
			t.Errorf("%q (-want +got):\n%s", c.text, diff)
		}
	}
}

func badRules() []string {
	return []string{
		"0",
		"0 of 3",
		"0 independent",
		"5 of 3",
		"3,,4",
		"3,",
		",",
		"11 firm or 5 independent",
		"0 firm or 5 independent",
		"3 firm or 5 independent, 4 independent",
		"3, 60%",
		"2, 3",
		"2 teams, 3 independent",
		"110%",
		"0%",
		"1234567",
		"three",
		"-1",
		"3.5",
		"# of #",
		"half of them, whoever they are, and then some more",
		"within soon",
		"within",
		"within 0h",
		"within 29s",
		"within 400d",
		"within 300 working days",
		"within 2h, by 3pm",
		"by 13pm",
		"by next fri",
		"by feb 30",
		"by 24.12.",
		"by",
		"by fri mon",
		"by fri lunch",
		"by 25:00",
		"by 2026-02-30",
		"100% sure",
		"40% sure",
		"50% sure",
		"101% sure",
		"95% sure, decided",
		"no block, no blocks",
		"sure",
		// What happens at the deadline.
		"else yes",
		"3, within 2h, else",
		"3, within 2h, else yes, else no",
		"3, within 2h, else extend",
		"3, within 2h, else extend soon",
		"3, within 2h, else ask ben",
		"3, within 2h, else ask <!subteam^S1>",
		"3, within 2h, else <@U1>",
	}
}

// Each earns a sentence beside the rule.
func TestRulesThatCannotBeMeant(t *testing.T) {
	for _, text := range badRules() {
		r, err := ParseRule(text)
		if err == nil {
			t.Errorf("%q was read as %q", text, r)
			continue
		}
		if e, ok := err.(*phrase.Error); !ok || e.Field != phrase.FieldRule || e.Code != phrase.Invalid {
			t.Errorf("%q: %#v belongs beside the rule", text, err)
		}
		words.Said(t, text+"\n\t"+err.Error())
	}
}

func anyDeadline() *rapid.Generator[worktime.Deadline] {
	return rapid.Custom(func(t *rapid.T) worktime.Deadline {
		switch rapid.IntRange(0, 3).Draw(t, "way") {
		case 0:
			return worktime.Deadline{}
		case 1:
			unit := rapid.SampledFrom([]time.Duration{time.Minute, time.Hour, 24 * time.Hour}).Draw(t, "unit")
			return worktime.Deadline{Within: time.Duration(rapid.IntRange(1, 366).Draw(t, "n")) * unit}
		case 2:
			return worktime.Deadline{WorkingDays: rapid.IntRange(1, 250).Draw(t, "days")}
		}
		day := rapid.SampledFrom([]string{"", "today", "tomorrow", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "2026-12-01"}).Draw(t, "day")
		clock := rapid.SampledFrom([]string{"", "00:00", "09:05", "23:59"}).Draw(t, "clock")
		if day == "" || clock == "" {
			return worktime.Deadline{By: day + clock}
		}
		return worktime.Deadline{By: day + " " + clock}
	})
}

func anyMention() *rapid.Generator[Mention] {
	return rapid.SampledFrom([]Mention{{ID: "U1"}, {ID: "WANA"}, {ID: "S1", Group: true}, {ID: "SEC", Group: true}})
}

func anyRule() *rapid.Generator[Rule] {
	return rapid.Custom(func(t *rapid.T) Rule {
		r := Rule{By: anyDeadline().Draw(t, "by")}
		n := rapid.IntRange(1, 9999).Draw(t, "n")
		switch rapid.IntRange(0, 5).Draw(t, "head") {
		case 1:
			r.Clauses = append(r.Clauses, answers{count{N: n}})
		case 2:
			r.Clauses = append(r.Clauses, answers{count{N: n, Of: n + rapid.IntRange(0, 9).Draw(t, "more")}})
		case 3:
			r.Clauses = append(r.Clauses, answers{percent{1 + n%100}})
		case 4:
			r.Clauses = append(r.Clauses, answers{majority{}})
		case 5:
			r.Clauses = append(r.Clauses, answers{everyone{}})
		}
		if rapid.Bool().Draw(t, "sources") {
			r.Clauses = append(r.Clauses, independent{n})
		}
		switch rapid.IntRange(0, 2).Draw(t, "sureness") {
		case 1:
			r.Clauses = append(r.Clauses, sure{51 + n%49})
		case 2:
			r.Clauses = append(r.Clauses, decided{})
		}
		if names := rapid.SliceOfN(anyMention(), 0, 4).Draw(t, "roles"); len(names) > 0 {
			c := roles{{N: n, From: uniqueMentions(names)}}
			for _, m := range names[1:] {
				c = append(c, role{N: boolToInt(!m.Group), From: []Mention{m}, With: !m.Group})
			}
			r.Clauses = append(r.Clauses, c)
		}
		if rapid.Bool().Draw(t, "no block") {
			r.Clauses = append(r.Clauses, noBlock{})
		}
		return r
	})
}

func TestPrintedRulesAreReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := anyRule().Draw(t, "rule")
		again, err := ParseRule(r.String())
		if err != nil {
			t.Fatalf("%q: %v", r, err)
		}
		if diff := cmp.Diff(r, again, ruleParts()); diff != "" {
			t.Fatalf("%q (-printed +read):\n%s", r, diff)
		}
	})
}

func TestWhatIsNotSaid(t *testing.T) {
	open := worktime.Deadline{WorkingDays: 1}
	for teams, want := range map[int][3]Clause{ // of a yes/no question, an anonymous one, and one answered in words
		1:   {independent{1}, independent{1}, independent{1}},
		2:   {independent{2}, independent{2}, independent{2}},
		3:   {independent{2}, independent{2}, independent{2}},
		4:   {independent{3}, independent{3}, independent{3}},
		8:   {independent{5}, independent{5}, independent{5}},
		9:   {independent{5}, independent{5}, independent{5}},
		10:  {firmOr{5, 6}, independent{5}, independent{6}},
		11:  {firmOr{5, 6}, independent{5}, independent{6}},
		20:  {firmOr{5, 11}, independent{5}, independent{11}},
		100: {firmOr{5, 51}, independent{5}, independent{51}},
	} {
		s := Standing{SourcesAsked: teams}
		got := [3]Rule{Rule{}.Complete(s, kindNamed("yes/no"), false), Rule{}.Complete(s, kindNamed("yes/no"), true), Rule{}.Complete(s, kindNamed("text"), false)}
		for i := range got {
			if diff := cmp.Diff(ruleOf(open, want[i]), got[i], ruleParts()); diff != "" {
				t.Errorf("%d sources (-want +got):\n%s", teams, diff)
			}
			if again, err := ParseRule(got[i].String()); err != nil || !cmp.Equal(again, got[i], ruleParts()) {
				t.Errorf("%q is read as %q: %v", got[i], again, err)
			}
		}
	}
	if got := ruleOf(worktime.Deadline{By: "fri"}, noBlock{}).Complete(Standing{SourcesAsked: 3}, kindNamed("yes/no"), false).String(); got != "2 independent, no block, by fri" {
		t.Errorf("no block alone was completed to %q", got)
	}
	for _, text := range []string{"95% sure, within 2h", "decided, by fri", "3, within 2h", "2 independent, by fri", "all, within 1 working day", "5 firm or 11 independent, by fri"} {
		r, err := ParseRule(text)
		if err != nil {
			t.Fatal(err)
		}
		if got := r.Complete(Standing{SourcesAsked: 20}, kindNamed("yes/no"), false).String(); got != text {
			t.Errorf("%q was completed to %q", text, got)
		}
	}
}

func TestRulesInWords(t *testing.T) {
	for _, c := range []struct {
		rule              string
		eligible, sources int
		want              string
	}{
		{"3 of 5", 5, 5, "3 of 5 answers"},
		{"3", 3, 3, "all 3 answers"},
		{"60%", 5, 5, "60%, that is 3 of 5 answers"},
		{"majority", 4, 4, "a majority, that is 3 of 4 answers"},
		{"all", 4, 2, "all 4 answers"},
		{"all", 1, 1, "the one answer"},
		{"2 independent", 5, 3, "2 of 3 sources"},
		{"1 independent", 1, 1, "the one answer"},
		{"5 firm or 11 independent", 20, 20, "5 of 20 sources if the outcome is then firm, else 11"},
		{"3, 95% sure", 5, 5, "3 of 5 answers, and an outcome that is 95% sure"},
		{"decided, no block", 5, 5, "an outcome that no answer can change any more, and no block"},
		{"3, 2 independent", 5, 3, "3 of 5 answers, and 2 of 3 sources"},
	} {
		r, err := ParseRule(c.rule)
		if err != nil {
			t.Fatal(err)
		}
		if got := r.Words(Standing{Eligible: c.eligible, SourcesAsked: c.sources}); got != c.want {
			t.Errorf("%s of %d from %d: %q, want %q", c.rule, c.eligible, c.sources, got, c.want)
		}
	}
}
