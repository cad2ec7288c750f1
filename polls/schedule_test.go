package polls

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestChanges(t *testing.T) {
	kept := Draft{
		Question: "Ship … on Friday?", Asked: ask("U1", "U2"), Options: []string{"a", "b"}, Rule: "2", Context: "c", Every: "mon 09:00",
		Briefs: []Brief{{To: "<@U1>", Text: "x"}}, Anonymous: true,
	}
	for _, c := range []struct {
		text   string
		change func(*Draft)
	}{
		{"", func(*Draft) {}},
		{"4.2", func(d *Draft) { d.Question = "Ship 4.2 on Friday?" }},
		{"<@U3>", func(d *Draft) { d.Asked = ask("U3") }},
		{"it <@U3> | quorum: 1 | options: | every: day 9:00", func(d *Draft) {
			d.Question, d.Asked, d.Rule, d.Options, d.Every = "Ship it on Friday?", ask("U3"), "1", nil, "day 9:00"
		}},
		{"| anonymous: no | brief <@U2>: y | context: | pass: 2/3 | kind: rank", func(d *Draft) {
			d.Anonymous, d.Briefs, d.Context, d.Pass, d.Kind = false, []Brief{{To: "<@U2>", Text: "y"}}, "", "2/3", "rank"
		}},
	} {
		changes, err := ParseChanges(c.text)
		want := kept
		c.change(&want)
		if diff := cmp.Diff(want, changes.Apply(kept)); diff != "" || err != nil {
			t.Errorf("%q: %v (-want +got):\n%s", c.text, err, diff)
		}
		if changes.IsZero() != (c.text == "") {
			t.Errorf("%q says nothing: %v", c.text, changes.IsZero())
		}
	}
	plain := Draft{Question: "Ship...?"}
	for _, c := range [][2]string{{"it", "Shipit?"}, {"", "Ship...?"}} {
		changes, _ := ParseChanges(c[0])
		if got := changes.Apply(plain).Question; got != c[1] {
			t.Errorf("%q makes %q", c[0], got)
		}
	}
	for _, key := range keyOrder() {
		changes, _ := ParseChanges("| " + key + ": mon 09:00")
		if cmp.Equal(changes.Apply(Draft{}), Draft{}) {
			t.Errorf("%s changes nothing", key)
		}
	}
	if _, err := ParseChanges("x | colour: red"); err == nil {
		t.Error("an unknown key was taken")
	}
}
