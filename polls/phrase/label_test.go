package phrase

import (
	"testing"

	"pgregory.net/rapid"
)

func TestLabel(t *testing.T) {
	for text, want := range map[string]string{
		"Cafe\u0301":                      "Café",
		"Yes\u200b":                       "Yes",
		"\ufeffYes\u2060":                 "Yes",
		"Y\u200des":                       "Yes",
		"Yes\u200d":                       "Yes",
		"so\u00adft":                      "soft",
		"\u202eYes\u202c\u200e":           "Yes",
		" big\u00a0\u3000 \t kafka ":      "big kafka",
		"a\u200b b":                       "a b",
		"\u3164":                          "",
		"\u2800":                          "",
		"\u200b":                          "",
		"می\u200cخواهم":                   "می\u200cخواهم",
		"👩\u200d💻":                        "👩\u200d💻",
		"❤\ufe0f":                         "❤\ufe0f",
		"🏴\U000e0067\U000e0062\U000e007f": "🏴\U000e0067\U000e0062\U000e007f",
		"a\U000e0067":                     "a",
		"a\x00\x1bb":                      "ab",
	} {
		if got := Label(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestAlike(t *testing.T) {
	for _, c := range [][2]string{
		{"Café", "Cafe\u0301"},
		{"Yes", "Yes\u200b"},
		{"Yes", "YES"},
		{"ΟΔΟΣ", "οδος"},
		{"❤", "❤\ufe0f"},
		{"a  b", "a\u00a0b"},
		{"Å", "\u212b"},
		{"가", "\u1100\u1161"},
	} {
		if Alike(c[0]) != Alike(c[1]) {
			t.Errorf("%q and %q are told apart", c[0], c[1])
		}
	}
	for _, c := range [][2]string{{"Café", "Cafe"}, {"m²", "m2"}, {"a b", "ab"}, {"+1", "-1"}} {
		if Alike(c[0]) == Alike(c[1]) {
			t.Errorf("%q and %q are taken for one", c[0], c[1])
		}
	}
}

func TestLabelsStayAsTheyAre(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pieces := rapid.SliceOf(rapid.SampledFrom([]rune("aé\u0301\u200b\u200c\u200d\ufe0f\u2800\u3164 \u00a0میक्👩🏴\U000e0067\U000e007f\u1100\u1161\n")))
		text := string(pieces.Draw(t, "letters")) + rapid.String().Draw(t, "text")
		once := Label(text)
		if again := Label(once); again != once {
			t.Fatalf("%q becomes %q, and that %q", text, once, again)
		}
	})
}
