package polls

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"quorum/polls/phrase"

	"github.com/google/go-cmp/cmp"
)

func TestDeputies(t *testing.T) {
	const how = "Write it like deputies: @ben for @ana, @dan for @cy."
	for text, why := range map[string]string{
		"":                                 "",
		"<@U2> for <@U1>, <@U3> for <@U2>": "", // one after the other is no circle
		"<@U2> for <@U1>, <@U2> for <@U1>": "",
		"<@U9> for <@U1>, <@U9> for <@U2>": "",
		"<@U2> for":                        `"<@U2> for" does not say who stands in for whom. ` + how,
		"<@U2> instead of <@U1>":           `"<@U2> instead of <@U1>" does not say who stands in for whom. ` + how,
		"<!subteam^S1> for <@U1>":          "Only people stand in for people, and a group is named. " + how,
		"<@U1> for <@U1>":                  "Nobody stands in for themselves. " + how,
		"<@U2> for <@U1>, <@U3> for <@U1>": "Two people stand in for <@U1>, and one can. " + how,
		"<@U2> for <@U1>, <@U1> for <@U2>": "<@U1> and <@U2> stand in for each other, so a question would go in a circle. " + how,

		"<@U2> for <@U1>, <@U3> for <@U2>, <@U1> for <@U3>": "<@U1> stands in for <@U3>, and the other way round by way of others, so a question would go in a circle. " + how,
		"<@U4> for <@U3>, <@U3> for <@U2>, <@U2> for <@U4>": "<@U2> stands in for <@U4>, and the other way round by way of others, so a question would go in a circle. " + how,
	} {
		if _, err := ParseDeputies(text); err == nil && why != "" || err != nil && err.Error() != why {
			t.Errorf("%s: %v", text, err)
		}
	}
	named, err := ParseDeputies("<@U2> for <@U1>, <@U4> FOR <@U3>")
	if want := (map[Person]Person{"U1": "U2", "U3": "U4"}); err != nil || !maps.Equal(named, want) {
		t.Errorf("%v (%v)", named, err)
	}
}

func TestBriefsAreReadAndPrinted(t *testing.T) {
	d, err := ParseDraft("Ship? <@U1> <!subteam^S1|sec> | Brief <!subteam^S1|sec>: port 8443 \\| see the doc: x | quorum: 2 | brief @ops: drain it")
	want := []Brief{{"<!subteam^S1>", "port 8443 | see the doc: x"}, {"@ops", "drain it"}}
	if diff := cmp.Diff(want, d.Briefs); diff != "" || err != nil {
		t.Fatal(diff, err)
	}
	again, err := ParseDraft(d.String())
	if diff := cmp.Diff(d, again); diff != "" || err != nil {
		t.Error(diff, err)
	}
	read := ParseBriefs(" @sec : port\n8443\n<@U1|ana>: you: first\n")
	if diff := cmp.Diff([]Brief{{"@sec", "port\n8443"}, {"<@U1>", "you: first"}}, read); diff != "" {
		t.Error(diff)
	}
	if back := ParseBriefs(PrintBriefs(read)); !slices.Equal(back, read) {
		t.Error(back)
	}
}

func TestBriefsThatCannotBeMeant(t *testing.T) {
	for text, why := range map[string]string{
		"Go? <@U1> | brief security: x":                               "Say whom the brief is for, picked from the list that appears as you type @, like brief @security: the new port is 8443.",
		"Go? <@U1> | brief: x":                                        "Say whom the brief is for, picked from the list that appears as you type @, like brief @security: the new port is 8443.",
		"Go? <@U1> | brief <@U1>:":                                    "The brief for <@U1> is empty. Write it after the colon, or drop it.",
		"Go? <@U1> | brief <@U1>: a | brief <@U1>: b":                 "There are two briefs for <@U1>. Make one of them.",
		"Go? <@U1> | brief <@U1>: " + strings.Repeat("x", MaxBrief+1): "The brief for <@U1> has 1001 characters; at most 1000 fit. Link to the details instead.",
	} {
		if _, err := ParseDraft(text); err == nil || err.Error() != why {
			t.Errorf("%s: %v", phrase.Clip(text, 60), err)
		}
	}
	if err := checkBriefs(ParseBriefs("hello\nyou")); err == nil || err.Error() != "Begin with whom it is for, like @security: the new port is 8443." {
		t.Error(err)
	}
	o := openingOf(t, "Go? | brief <@U9>: x", "ana ben")
	if _, err := PlanFor(monday(), o); err == nil || err.Error() != "Nobody who is asked is <@U9>, so nobody would read that brief. Ask them too, or drop it." {
		t.Error(err)
	}
	o.Asked[1].Briefs = []int{0}
	p, _, err := Open(monday(), o)
	if err != nil || len(p.BriefsFor("ana")) != 0 || len(p.BriefsFor("ben")) != 1 || p.BriefsFor("ben")[0].Text != "x" {
		t.Error(err)
	}
}
