package kind

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What is written is read as it was meant, whatever signs are in the options, and what is kept is read back.
func TestWhatIsSaidInSeveralFields(t *testing.T) {
	options := []string{`red, green\`, "a: 1", "b", "Mon 14:00"}
	picked, err := kindNamed("multi").Read(options, JoinChoices([]string{"b", `red, green\`}))
	if err != nil || !cmp.Equal(SplitChoices(picked), []string{`red, green\`, "b"}) {
		t.Errorf("picked %q, %v", SplitChoices(picked), err)
	}
	for _, places := range [][][]string{{{"a: 1"}}, {{"b"}, {"a: 1", "Mon 14:00"}}, {{`red, green\`}, {"b"}}} {
		kept, err := kindNamed("rank").Read(options, JoinRanking(places))
		if err != nil || !cmp.Equal(SplitRanking(kept), places) {
			t.Errorf("%q is kept as %q, %v", places, kept, err)
		}
	}
	if _, err := kindNamed("rank").Read(options, JoinRanking([][]string{{"b"}, {}, {"a: 1"}})); err == nil {
		t.Error("a ranking with a hole is taken")
	}
	said := map[string]string{"a: 1": "if need be", "Mon 14:00": "yes"}
	slots, err := kindNamed("dates").Read(options, JoinSlots(options, said))
	said[`red, green\`], said["b"] = "no", "no"
	if err != nil || !cmp.Equal(SplitSlots(slots), said) {
		t.Errorf("the slots are kept as %q, %v", slots, err)
	}
	if len(SplitChoices(""))+len(SplitRanking(""))+len(SplitSlots("")) > 0 {
		t.Error("something is said in an empty answer")
	}
}
