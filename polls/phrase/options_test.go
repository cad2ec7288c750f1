package phrase

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

type typedOptions struct {
	text string
	want []string
}

func goodOptions() []typedOptions {
	return []typedOptions{
		{``, nil},
		{` , ,, `, nil},
		{`nats`, []string{"nats"}},
		{`nats, kafka,sqs`, []string{"nats", "kafka", "sqs"}},
		{` nats ,  big   kafka, `, []string{"nats", "big kafka"}},
		{`red,, blue,`, []string{"red", "blue"}},
		{`"red, dark", blue`, []string{"red, dark", "blue"}},
		{`blue, "red, dark"`, []string{"blue", "red, dark"}},
		{`“red, dark”, blue`, []string{"red, dark", "blue"}},
		{`„red, dark“, ‚a, b‘, ‘c, d’, 'e, f', «g, h», »i, j«`, []string{"red, dark", "a, b", "c, d", "e, f", "g, h", "i, j"}},
		{`“red, dark", “light, blue”`, []string{"red, dark", "light, blue"}},
		{`"say ""hi"", then go", b`, []string{`say "hi", then go`, "b"}},
		{`"say \"hi\", then go", b`, []string{`say "hi", then go`, "b"}},
		{`the "red, dark" one, blue`, []string{`the "red, dark" one`, "blue"}},
		{`"red" team, blue`, []string{`"red" team`, "blue"}},
		{`5" pipe, 6" pipe`, []string{`5" pipe`, `6" pipe`}},
		{`5'10", 6'2"`, []string{`5'10"`, `6'2"`}},
		{`don't, can’t, rock ’n’ roll, the boys'`, []string{"don't", "can’t", "rock ’n’ roll", "the boys'"}},
		{`‘90s, '80s`, []string{"‘90s", "'80s"}},
		{`it"s, b`, []string{`it"s`, "b"}},
		{`"", b`, []string{"", "b"}},
		{`C:\, D:\`, []string{`C:\`, `D:\`}},
		{`C:\,D:\,E:\`, []string{`C:\`, `D:\`, `E:\`}},
		{`C:\, blue`, []string{`C:\`, "blue"}},
		{`C:\temp\, D:\tmp\, x`, []string{`C:\temp\`, `D:\tmp\`, "x"}},
		{`\\host\share\, b`, []string{`\\host\share\`, "b"}},
		{`src\, bin\`, []string{`src\`, `bin\`}},
		{`"C:\", "D:\"`, []string{`C:\`, `D:\`}},
		{`"bin\", "src\"`, []string{`bin\`, `src\`}},
		{`"C:\a, b\", c`, []string{`C:\a, b\`, "c"}},
		{`a\b, c\d`, []string{`a\b`, `c\d`}},
		{`yes\, but later, no`, []string{"yes, but later", "no"}},
		{`yes\\, no`, []string{`yes\`, "no"}},
		{`a \"quoted word, b`, []string{`a "quoted word`, "b"}},
		{"red\nblue", []string{"red", "blue"}},
		{"\n red, dark \n\n blue \r\n", []string{"red, dark", "blue"}},
		{"red,\nlight  green,\nblue", []string{"red", "light green", "blue"}},
		{"red,\nblue,\n", []string{"red", "blue"}},
		{"red, green,\nblue, white", []string{"red", "green", "blue", "white"}},
		{"red, green\n\n", []string{"red", "green"}},
		{"\"red, dark\"\nblue", []string{"red, dark", "blue"}},
		{"C:\\\nD:\\", []string{`C:\`, `D:\`}},
		{`<http://a.b/c,d|ASP.NET>, Rails`, []string{"<http://a.b/c,d|ASP.NET>", "Rails"}},
		{`a<b,c>d`, []string{"a<b", "c>d"}},
		{"Cafe\u0301, Yes\u200b", []string{"Café", "Yes"}},
	}
}

func TestReadOptions(t *testing.T) {
	for _, c := range goodOptions() {
		got, err := ReadOptions(c.text)
		if err != nil || !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q (%v)", c.text, got, c.want, err)
		}
	}
}

// Half a quotation is a mistake, and the options are read as well as they can be.
func TestHalfQuotations(t *testing.T) {
	for text, want := range map[string][]string{
		`"red, blue`:        {"red", "blue"},
		`red", blue`:        {"red", "blue"},
		`“red, blue`:        {"red", "blue"},
		`the "red, blue`:    {"the red", "blue"},
		`"red, dark, blue"`: nil, // whole
		`a, "b, c`:          {"a", "b", "c"},
		"\"red\nblue":       {"red", "blue"},
	} {
		got, err := ReadOptions(text)
		if want == nil {
			if err != nil {
				t.Errorf("%s: %v", text, err)
			}
			continue
		}
		if e := (*Error)(nil); !errors.As(err, &e) || e.Field != FieldOptions || !slices.Equal(got, want) {
			t.Errorf("%s: %q, %v", text, got, err)
		}
	}
}

func anyOptions() *rapid.Generator[[]string] {
	part := rapid.SampledFrom([]string{`\`, `\\`, `|`, `,`, `<`, `>`, `<@U1|a, "b>`, `<https://x,y|z>`, ` `, "a", "ü", "5", `"`, `""`, `“`, `”`, `„`, `'`, `’`, `»`, "C:", "\n", ".", ")"})
	option := rapid.Custom(func(t *rapid.T) string {
		return Label(strings.Join(rapid.SliceOfN(part, 0, 9).Draw(t, "parts"), ""))
	})
	return rapid.SliceOfN(option, 1, 5)
}

func TestOptionsAreReadAsTheyArePrinted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		options := anyOptions().Draw(t, "options")
		for _, printed := range []string{PrintOptions(options), OptionLines(options)} {
			if got, err := ReadOptions(printed); err != nil || !slices.Equal(got, options) {
				t.Fatalf("%q is printed %q and read %q (%v)", options, printed, got, err)
			}
		}
	})
}
