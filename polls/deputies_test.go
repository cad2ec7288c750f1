package polls

import (
	"maps"
	"testing"
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
