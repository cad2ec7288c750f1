package polls

import (
	"encoding/json"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"quorum/polls/kind"
	"quorum/polls/phrase"

	"pgregory.net/rapid"
)

// anyAnswer draws an answer as a surface would hand it over.
func anyAnswer(t *rapid.T, k kind.Kind, options []string) string {
	choices := k.Choices(options)
	switch k.Way() {
	case kind.OneOf:
		return rapid.SampledFrom(choices).Draw(t, "choice")
	case kind.AnyOf:
		some := rapid.SliceOfNDistinct(rapid.SampledFrom(choices), 1, -1, rapid.ID).Draw(t, "choices")
		return phrase.JoinList(some)
	case kind.Ranking:
		some := rapid.SliceOfNDistinct(rapid.SampledFrom(choices), 1, -1, rapid.ID).Draw(t, "order")
		text := some[0]
		for _, o := range some[1:] {
			text += rapid.SampledFrom([]string{" > ", " = "}).Draw(t, "sign") + o
		}
		return text
	case kind.Number:
		return rapid.SampledFrom([]string{"2", "3", "7.5", "12", "30", "90"}).Draw(t, "number")
	case kind.Slots:
		var said []string
		for _, c := range choices {
			said = append(said, c+": "+rapid.SampledFrom(kind.SlotAnswers()).Draw(t, "can"))
		}
		return strings.Join(said, "; ")
	case kind.Words:
	}
	return rapid.SampledFrom([]string{"Ship it.", "Wait."}).Draw(t, "words")
}

func optionsOf(k kind.Kind) []string {
	if k.Check(letters(4)) == nil {
		return letters(4)
	}
	return nil
}

func anyBallots(t *rapid.T, k kind.Kind, least int) kind.Ballots {
	b := kind.Ballots{Options: optionsOf(k), Taken: map[string]int{}, Counted: rapid.IntRange(least, 7).Draw(t, "counted")}
	for range b.Counted {
		position, err := k.Read(b.Options, anyAnswer(t, k, b.Options))
		if err != nil {
			t.Fatal(err)
		}
		b.Taken[position]++
	}
	b.Sources = b.Counted - rapid.IntRange(0, b.Counted/2).Draw(t, "in teams")
	b.Pending = rapid.IntRange(0, 5).Draw(t, "pending")
	return b
}

func eachKind(t *testing.T, check func(t *rapid.T, k kind.Kind)) {
	for _, k := range kind.All() {
		t.Run(k.Name(), func(t *testing.T) { rapid.Check(t, func(t *rapid.T) { check(t, k) }) })
	}
}

func outcomeBy(k kind.Kind, b kind.Ballots) Outcome {
	o := Outcome{Finding: k.Weigh(b), Counted: b.Counted, Sources: b.Sources, Pending: b.Pending}
	o.Label = o.label()
	return o
}

// In whatever order the options were typed, what is found of the same answers is the same.
func TestTheOrderOfOptionsChangesNothingOfAnyKind(t *testing.T) {
	eachKind(t, func(t *rapid.T, k kind.Kind) {
		b := anyBallots(t, k, 1)
		want := outcomeBy(k, b)
		if b.Options == nil {
			return
		}
		moved := b
		moved.Options, moved.Taken = rapid.Permutation(b.Options).Draw(t, "options"), map[string]int{}
		for position, n := range b.Taken {
			again, err := k.Read(moved.Options, position)
			if err != nil {
				t.Fatal(err)
			}
			moved.Taken[again] += n
		}
		got := outcomeBy(k, moved)
		if got.Label != want.Label || got.Leader != want.Leader || got.Lead != want.Lead || got.Swing != want.Swing || math.Abs(got.Hold-want.Hold) > 1e-9 || got.Spread != want.Spread {
			t.Fatalf("%+v\n%+v", got, want)
		}
	})
}

// The hold is a chance, and 1 exactly of what is decided; a number may also be unable to leave its range.
func TestHoldOfAnyKind(t *testing.T) {
	eachKind(t, func(t *rapid.T, k kind.Kind) {
		o := outcomeBy(k, anyBallots(t, k, 1))
		switch {
		case o.Hold < 0 || o.Hold > 1 || o.Swing < 0 || o.Swing > o.Pending:
			t.Fatalf("%+v", o)
		case o.Leader == "" && (o.Hold != 0 || o.Swing != 0):
			t.Fatalf("nothing holds: %+v", o)
		case o.Leader != "" && o.Level == nil && o.Blocks == 0 && (o.Hold == 1) != (o.Label == Decided) || o.Label == Decided && o.Hold != 1:
			t.Fatalf("%+v", o)
		case o.Pending == 0 && (o.Label == Leaning || o.Label == Firm):
			t.Fatalf("nobody is pending: %+v", o)
		}
	})
}

// Whatever was answered, or nothing, the sentences are sentences.
func TestSentencesOfAnyKind(t *testing.T) {
	eachKind(t, func(t *rapid.T, k kind.Kind) {
		o := outcomeBy(k, anyBallots(t, k, 0))
		if o.Counted == 0 || rapid.Bool().Draw(t, "unmet") {
			o = unmet(NoQuorum, "1 of 3 answers", o)
		}
		s := o.Sentence()
		if !strings.HasPrefix(s, string(o.Label)+": ") || !strings.HasSuffix(s, ".") || len(s) > 300 {
			t.Fatal(s)
		}
		for _, wrong := range []string{" 1 people", " 1 answers", " 1 sources", " 1 estimates", " 1 rankings", "All 1 ", " 0 of the ", "  ", "..", "NaN", "Inf", " 1 are ", ";.", ": ."} {
			if strings.Contains(s, wrong) && !strings.Contains(s, "of 1 people") {
				t.Fatalf("%q in %q", wrong, s)
			}
		}
	})
}

// An outcome that an older version stored is read as it was, and a new one as it is.
func TestFindingsAreStored(t *testing.T) {
	eachKind(t, func(t *rapid.T, k kind.Kind) {
		o := outcomeBy(k, anyBallots(t, k, 0))
		data, err := json.Marshal(o)
		var again Outcome
		if err != nil || json.Unmarshal(data, &again) != nil || again.Sentence() != o.Sentence() {
			t.Fatalf("%s: %v", data, err)
		}
	})
	var old Outcome
	text := `{"label":"Decided","leader":"Yes","lead":2,"tally":[{"choice":"Yes","n":2},{"choice":"No","n":0}],"hold":1,"swing":0,"counted":2,"sources":2,"pending":0,"rule":"2"}`
	if err := json.Unmarshal([]byte(text), &old); err != nil {
		t.Fatal(err)
	}
	says(t, old, "Decided: Yes, 2 of 2")
}

// With 10,000 people pending, weighing the answers of 5,000 takes a moment and no more.
func TestWeighingIsQuick(t *testing.T) {
	for _, k := range kind.All() {
		b := kind.Ballots{Options: optionsOf(k), Taken: map[string]int{}, Counted: 5000, Sources: 5000, Pending: 10_000}
		if k.Way() == kind.Ranking || k.Way() == kind.Slots {
			b.Options = letters(10)
		}
		rapid.Check(t, func(t *rapid.T) {
			position, err := k.Read(b.Options, anyAnswer(t, k, b.Options))
			if err != nil {
				t.Fatal(err)
			}
			b.Taken[position] += 50
		})
		b.Counted = 0
		for _, n := range b.Taken {
			b.Counted += n
		}
		b.Sources = b.Counted
		start := time.Now()
		o := outcomeBy(k, b)
		if took := time.Since(start); took > 5*time.Second {
			t.Errorf("%s took %s", k.Name(), took)
		} else {
			t.Log(k.Name(), took, o.Label)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, text := range []string{"a > b = c", "a: 1; b: 2", "a, b", "3.5", "70%", "1,5", "a: yes; b: if need be", "No objection", `\,`, "=", ":", ";:", "a:"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, k := range kind.All() {
			kept, err := k.Read(optionsOf(k), phrase.Clean(text))
			if err != nil {
				continue
			}
			if again, err := k.Read(optionsOf(k), kept); err != nil || again != kept {
				t.Errorf("%s: %q is read as %q, %v", k.Name(), kept, again, err)
			}
			b := kind.Ballots{Options: optionsOf(k), Taken: map[string]int{kept: 1}, Counted: 1, Sources: 1, Pending: 1}
			if o := outcomeBy(k, b); slices.Contains([]string{"", "."}, o.Sentence()) {
				t.Error(o)
			}
		}
	})
}
