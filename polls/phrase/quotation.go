package phrase

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The marks that people, keyboards and Slack put around words.
const (
	doubleMarks = `"“”„‟«»`
	singleMarks = `'‘’‚`
)

// closing returns the marks that may end a quotation that begins with a mark: first those that belong to it, then those that
// people mix it with.
func closing(mark rune) (own, mixed string) {
	switch mark {
	case '"':
		return `"`, `"“”`
	case '“', '”', '‟':
		return `”`, `"“”`
	case '„':
		return `“”`, `"“”`
	case '«':
		return `»`, `»`
	case '»':
		return `«»`, `«»`
	}
	return `'’‘`, ``
}

// linkForm is a link or mention, in which commas and quotation marks mean nothing.
var linkForm = regexp.MustCompile(`^<(?:https?://|mailto:|tel:|[@#!])[^<>|\s]*(?:\|[^<>\n]*)?>`)

// quotation is a text in quotation marks.
type quotation struct {
	text string // what is between them
	size int    // in bytes, with the marks
	mark int    // the size of the second mark
}

// quotation reads the quotation that the text begins with; ok is false when there is none, or no end of it. Single marks
// are also apostrophes, so they must have a whole option between them.
func (o *optionReader) quotation(text string) (q quotation, ok bool) {
	r, _ := utf8.DecodeRuneInString(text)
	if !strings.ContainsRune(doubleMarks+singleMarks, r) {
		return q, false
	}
	ends := endsWord
	if strings.ContainsRune(singleMarks, r) {
		ends = o.ends
	}
	own, mixed := closing(r)
	for _, escapes := range []bool{true, false} {
		q, ok = quoted(text, own, ends, escapes)
		if again := strings.ContainsRune(q.text, r) && !strings.ContainsRune(own, r); ok && !again {
			return q, true
		}
	}
	if other, mixes := quoted(text, mixed, ends, false); mixes {
		return other, true
	}
	return q, ok
}

// quoted reads a quotation that one of the marks ends. A backslash alone before a mark escapes it, if escapes is true and
// what is before it is no path.
func quoted(text, marks string, ends func(string) bool, escapes bool) (q quotation, ok bool) {
	first, i := utf8.DecodeRuneInString(text)
	var b strings.Builder
	for i < len(text) {
		run := backslashes(text[i:])
		r, size := utf8.DecodeRuneInString(text[i+run:])
		after := text[i+run+size:]
		switch {
		case size == 0 || !strings.ContainsRune(marks, r):
			b.WriteString(text[i : i+run+size])
		case run%2 == 1 && (run > 1 || escapes && !(isPath(b.String()) && ends(after))):
			b.WriteString(text[i:i+run/2] + string(r))
		case first == '"' && strings.HasPrefix(after, `"`):
			b.WriteString(text[i:i+run/2] + `"`)
			size++
		case ends(after):
			b.WriteString(text[i : i+(run+run%2)/2]) // one alone is itself
			return quotation{b.String(), i + run + size, size}, true
		default:
			b.WriteString(text[i:i+run/2] + string(r))
		}
		i += run + size
	}
	return q, false
}

// quote writes an option in straight quotation marks.
func quote(option string) string {
	var b strings.Builder
	for option != "" {
		run := backslashes(option)
		switch {
		case run == len(option):
			b.WriteString(option + option)
			option = ""
		case option[run] == '"':
			b.WriteString(strings.Repeat(`\`, 2*run) + `""`)
			option = option[run+1:]
		default:
			b.WriteString(option[:run+1])
			option = option[run+1:]
		}
	}
	return `"` + b.String() + `"`
}

// endsWord reports whether a word ends before this text.
func endsWord(after string) bool {
	r, n := utf8.DecodeRuneInString(after)
	return n == 0 || unicode.IsSpace(r) || strings.ContainsRune(",.;:!?)]}", r)
}
