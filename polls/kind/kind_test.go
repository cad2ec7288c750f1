package kind

import (
	"strings"
	"testing"

	"quorum/polls/phrase"

	"pgregory.net/rapid"
)

// anyAnswer draws an answer as a surface would hand it over.
func anyAnswer(t *rapid.T, k Kind, options []string) string {
	choices := k.Choices(options)
	switch k.Way() {
	case OneOf:
		return rapid.SampledFrom(choices).Draw(t, "choice")
	case AnyOf:
		some := rapid.SliceOfNDistinct(rapid.SampledFrom(choices), 1, -1, rapid.ID).Draw(t, "choices")
		return phrase.JoinList(some)
	case Ranking:
		some := rapid.SliceOfNDistinct(rapid.SampledFrom(choices), 1, -1, rapid.ID).Draw(t, "order")
		text := some[0]
		for _, o := range some[1:] {
			text += rapid.SampledFrom([]string{" > ", " = "}).Draw(t, "sign") + o
		}
		return text
	case Number:
		return rapid.SampledFrom([]string{"2", "3", "7.5", "12", "30", "90"}).Draw(t, "number")
	case Slots:
		var said []string
		for _, c := range choices {
			said = append(said, c+": "+rapid.SampledFrom(SlotAnswers()).Draw(t, "can"))
		}
		return strings.Join(said, "; ")
	case Words:
	}
	return rapid.SampledFrom([]string{"Ship it.", "Wait."}).Draw(t, "words")
}

func optionsOf(k Kind) []string {
	if k.Check(letters(4)) == nil {
		return letters(4)
	}
	return nil
}

func eachKind(t *testing.T, check func(t *rapid.T, k Kind)) {
	for _, k := range All() {
		t.Run(k.Name(), func(t *testing.T) { rapid.Check(t, func(t *rapid.T) { check(t, k) }) })
	}
}

// What is kept is read back as it was kept.
func TestWhatIsKeptIsReadBack(t *testing.T) {
	eachKind(t, func(t *rapid.T, k Kind) {
		kept, err := k.Read(optionsOf(k), anyAnswer(t, k, optionsOf(k)))
		if err != nil {
			t.Fatal(err)
		}
		if again, err := k.Read(optionsOf(k), kept); err != nil || again != kept {
			t.Fatalf("%q is read as %q, %v", kept, again, err)
		}
	})
}

// Options that a kind cannot take are refused beside the options.
func TestOptionsThatAKindCannotTake(t *testing.T) {
	for _, c := range []struct {
		kind, options, want string
	}{
		{"rank", "a, b, c, d, e, f, g, h, i, j, k", "A ranking needs 2 to 10 options, and there are 11. Write them as options: red, green, blue."},
		{"rank", "Go >= 1.25, Rust", `The option "Go >= 1.25" has a ">", with which answers are written. Put it in words.`},
		{"multi", "one", "A multiple choice needs 2 to 20 options, and there is 1. Write them as options: red, green, blue."},
		{"multi", "Red, red", `The options "Red" and "red" are the same but for their letters' case. Make them different or drop one.`},
		{"dates", "Mon; Tue, Fri", `The option "Mon; Tue" has a ";", with which answers are written. Put it in words.`},
		{"dates", "a, b, c, d, e, f, g, h, i, j, k", "A question for a date needs 2 to 10 options, and there are 11. Write them as options: Mon 14:00, Tue 10:00."},
		{"dates", "Mon 14:00, , Fri", "One option is empty. Write them as options: Mon 14:00, Tue 10:00."},
		{"dates", "Mon 14:00, Tue 25:00", "There is no 25:00 on the clock. Write a time from 00:00 to 23:59."},
		{"dates", "2026-12-01, 2026-02-30 14:00", "There is no day 2026-02-30. Write it like 2026-12-01."},
		{"1-5", "1, 2", "A scale has no options of its own. Leave them out, or make it kind: choice."},
		{"fist", "1, 2", "A scale has no options of its own. Leave them out, or make it kind: choice."},
		{"consent", "a, b", "A question for consent has no options of its own. Leave them out, or make it kind: choice."},
		{"text", "a, b", "A question answered in words has no options of its own. Leave them out, or make it kind: choice."},
		{"probability", "a, b", "A probability has no options of its own. Leave them out, or make it kind: choice."},
		{"estimate", "days, weeks", "An estimate has one unit, and there are 2. Write it as options: days."},
		{"estimate", "days of one experienced person", `The unit "days of one experienced person" has more than 20 characters. Shorten it and say the rest in the question.`},
	} {
		k, err := Named(c.kind)
		if err != nil {
			t.Fatal(err)
		}
		if err := k.Check(phrase.SplitList(c.options)); err == nil || err.Error() != c.want {
			t.Errorf("%s of %s: %v\nwant %s", c.kind, c.options, err, c.want)
		}
	}
}
