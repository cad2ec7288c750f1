package polls

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestPlacesOfSlots(t *testing.T) {
	o := openingNaming(t, "3, with @Ana, within 2h", "UANA ben cy")
	o.Draft.Kind, o.Draft.Options = "dates", []string{"Mon", "Tue", "Wed", "Thu", "Fri"}
	p, events, err := Open(monday(), o)
	if err != nil {
		t.Fatal(err)
	}
	s := &story{t: t, p: p, log: events, now: monday()}
	s.answers("ben Mon: yes; Tue: yes; Fri: yes, cy Mon: yes; Tue: if need be; Wed: yes, UANA Tue: yes; Wed: yes; Thu: if need be")
	if got := fmt.Sprint(s.p.Places()); got != "[[Tue] [Wed] [Thu] [Mon] [Fri]]" {
		t.Error(got)
	}
	if got := s.p.Preferred(); len(got) > 0 {
		t.Error(got)
	}
}

func TestPlacesOfARanking(t *testing.T) {
	s := tell(t, "Which? | kind: rank | options: a, b, c, d | quorum: 3, within 2h", "ana ben cy").
		answers("ana c > b = a").answers("ben c > a").answers("cy b > c")
	if got := fmt.Sprint(s.p.Places()); got != "[[c] [a b] [d]]" {
		t.Error(got)
	}
	for pair, want := range map[[2]string]int{{"c", "b"}: 2, {"b", "c"}: 1, {"a", "b"}: 1, {"b", "a"}: 1, {"d", "a"}: 0} {
		if got := s.p.Preferred()[pair]; got != want {
			t.Errorf("%v is %d, want %d", pair, got, want)
		}
	}
}

func TestOtherKindsHaveNoPlaces(t *testing.T) {
	s := tell(t, "Go? | quorum: 1, within 2h", "ana ben").answers("ana yes")
	if s.p.Places() != nil || s.p.Preferred() != nil {
		t.Error(s.p.Places(), s.p.Preferred())
	}
}

// The first place is what the summary says: its leader alone, or what is tied. Every option has one place.
func TestTheFirstPlaceIsTheOutcome(t *testing.T) {
	options := []string{"a", "b", "c", "d"}
	rapid.Check(t, func(t *rapid.T) {
		b := Ballots{Options: options, Taken: map[string]int{}}
		k := rapid.SampledFrom([]Kind{kindNamed("dates"), kindNamed("rank")}).Draw(t, "kind")
		for range rapid.IntRange(1, 6).Draw(t, "answers") {
			text := SayPlaces(drawnPlaces(t, options))
			if k.Way() == Slots {
				text = SaySlots(options, map[string]string{"a": SlotWords()[0], rapid.SampledFrom(options).Draw(t, "slot"): rapid.SampledFrom(SlotWords()).Draw(t, "word")})
			}
			position, err := k.Read(options, text)
			if err != nil {
				t.Fatal(err)
			}
			b.Taken[position]++
			b.Counted++
			b.Sources++
		}
		if k.Way() == Slots && rapid.Bool().Draw(t, "named") {
			for position := range b.Taken {
				b.Needed = []string{position}
			}
		}
		f, places := k.Weigh(b), k.Places(b)
		if alone := len(places[0]) == 1; alone != (f.Leader != "") || alone && places[0][0] != f.Leader {
			t.Fatalf("%v, but %+v", places, f)
		}
		if all := slices.Sorted(slices.Values(slices.Concat(places...))); !slices.Equal(all, options) {
			t.Fatalf("%v", places)
		}
	})
}

// drawnPlaces puts some of the options, each in a place of its own or in one with the last.
func drawnPlaces(t *rapid.T, options []string) [][]string {
	var places [][]string
	order := rapid.Permutation(options).Draw(t, "order")
	for i, o := range order[:rapid.IntRange(1, len(order)).Draw(t, "ranked")] {
		if last := len(places) - 1; i > 0 && rapid.Bool().Draw(t, "tied") {
			places[last] = append(places[last], o)
			continue
		}
		places = append(places, []string{o})
	}
	return places
}
