package polls

import (
	"strings"
	"testing"
)

func TestWhatAPassRuleFits(t *testing.T) {
	for text, why := range map[string]string{
		"Go? @U | pass: 2/3":                         "",
		"Go? @U | pass: no block":                    "",
		"Which? @U | options: a, b | pass: majority": "",
		"Go? @U | kind: consent | pass: no block":    "",
		"Which? @U | options: a, b | pass: 50%":      "Two options could pass with 50% at once. Write majority, or a share above one half.",
		"Which? @U | options: a, b | pass: no block": "Nobody objects to one of several options. Write majority or 2/3, or ask with kind: consent.",
		"Go? @U | kind: consent | pass: 2/3":         "A question for consent passes when nobody objects. Leave the pass rule out.",
		"How long? @U | kind: estimate | pass: 2/3":  "Answers of kind estimate are summed up, not passed. Leave the pass rule out, or ask with kind: yes/no.",
		"Go? @U | pass: often":                       `"often" is no pass rule. Write majority, 2/3, 60%, 60% of asked, most or no block.`,
	} {
		d, err := ParseDraft(strings.ReplaceAll(text, "@U", "<@U1>"))
		if got := ""; err != nil && err.Error() != why || err == nil && why != got {
			t.Errorf("%s: %v", text, err)
		}
		if again, _ := ParseDraft(d.String()); again.Pass != d.Pass {
			t.Errorf("%q came back as %q", d.Pass, again.Pass)
		}
	}
}

func TestPassSentences(t *testing.T) {
	tell(t, "Go? | pass: 2/3 | quorum: 3", "ana ben cy dan").answers("ana yes, ben yes, cy no").
		says("Leaning: Yes")
	tell(t, "Go? | pass: 2/3 | quorum: 3", "ana ben cy").answers("ana yes, ben no, cy no").
		says("Decided: No")
	tell(t, "Go? | pass: no block | quorum: 3", "ana ben cy").answers("ana yes, ben yes, cy no").
		says("Decided: No")
	tell(t, "Which? | options: a, b, c | pass: majority | quorum: 4", "ana ben cy dan").answers("ana a, ben a, cy b, dan c").
		says("Decided: No option passes")
}
