package kind

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What is written is read as it was meant, whatever signs are in the options, and what is kept is read back.
func TestWhatIsSaidInSeveralFields(t *testing.T) {
	options := []string{`red, green\`, "a: 1", "b", "Mon 14:00"}
	picked, err := kindNamed("multi").Read(options, SayAny([]string{"b", `red, green\`}))
	if err != nil || !cmp.Equal(AnySaid(picked), []string{`red, green\`, "b"}) {
		t.Errorf("picked %q, %v", AnySaid(picked), err)
	}
	for _, places := range [][][]string{{{"a: 1"}}, {{"b"}, {"a: 1", "Mon 14:00"}}, {{`red, green\`}, {"b"}}} {
		kept, err := kindNamed("rank").Read(options, SayPlaces(places))
		if err != nil || !cmp.Equal(PlacesSaid(kept), places) {
			t.Errorf("%q is kept as %q, %v", places, kept, err)
		}
	}
	if _, err := kindNamed("rank").Read(options, SayPlaces([][]string{{"b"}, {}, {"a: 1"}})); err == nil {
		t.Error("a ranking with a hole is taken")
	}
	said := map[string]string{"a: 1": "if need be", "Mon 14:00": "yes"}
	slots, err := kindNamed("dates").Read(options, SaySlots(options, said))
	said[`red, green\`], said["b"] = "no", "no"
	if err != nil || !cmp.Equal(SlotsSaid(slots), said) {
		t.Errorf("the slots are kept as %q, %v", slots, err)
	}
	if len(AnySaid(""))+len(PlacesSaid(""))+len(SlotsSaid("")) > 0 {
		t.Error("something is said in an empty answer")
	}
}
