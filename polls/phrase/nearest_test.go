package phrase

import (
	"testing"

	"pgregory.net/rapid"
)

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		one, other string
		want       int
	}{
		{"", "", 0},
		{"", "list", 4},
		{"list", "", 4},
		{"list", "list", 0},
		{"lsit", "list", 2},  // two letters that changed places
		{"lists", "list", 1}, // added
		{"lst", "list", 1},   // dropped
		{"lost", "list", 1},  // replaced
		{"kitten", "sitting", 3},
		{"jürgen", "jurgen", 1}, // letters, not bytes
	} {
		if got := Distance(c.one, c.other); got != c.want {
			t.Errorf("%q to %q: %d edits, want %d", c.one, c.other, got, c.want)
		}
		if got := Distance(c.other, c.one); got != c.want {
			t.Errorf("%q to %q: %d edits, want %d", c.other, c.one, got, c.want)
		}
	}
}

func TestMeant(t *testing.T) {
	words := []string{"close", "cancel", "add", "schedules"}
	for typed, want := range map[string]string{
		"clsoe": "", "closse": "close", "cancle": "cancel", "ad": "add", "schedule": "schedules", "shedulles": "schedules", "weather": "",
	} {
		got, ok := Meant(typed, words)
		if ok != (want != "") || ok && got != want {
			t.Errorf("%q: %q, %v; want %q", typed, got, ok, want)
		}
	}
	if got := Nearest("x", []string{"aa", "b", "c"}); got != "b" {
		t.Errorf("the nearest of several: %q, want the first", got)
	}
}

// Distance is a distance: nothing between equal words, the same both ways, and no longer by way of a third word.
func TestDistanceIsOne(t *testing.T) {
	words := rapid.StringMatching(`[abü]{0,6}`)
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := words.Draw(t, "a"), words.Draw(t, "b"), words.Draw(t, "c")
		ab := Distance(a, b)
		switch {
		case (ab == 0) != (a == b):
			t.Fatalf("%q and %q: %d", a, b, ab)
		case ab != Distance(b, a):
			t.Fatalf("%q and %q: %d, and %d the other way", a, b, ab, Distance(b, a))
		case ab > Distance(a, c)+Distance(c, b):
			t.Fatalf("%q and %q: %d, and less by way of %q", a, b, ab, c)
		}
	})
}
