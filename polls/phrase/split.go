package phrase

import (
	"regexp"
	"strings"
)

// Text is cut at separators. A backslash before a separator makes it part of the text, and backslashes before such a
// backslash are written twice. Everywhere else a backslash is an ordinary character. So every text can be escaped and
// is read back as it was.

// tokenForm is a mention or an address in angle brackets. The bar before its label separates nothing.
var tokenForm = regexp.MustCompile(`^<[@#!A-Za-z][^<>|\s]*(?:\|[^<>|\n]*)?>`)

// Split cuts text at each separator that is not escaped by a backslash and, for bars, not inside a token. The pieces
// are unescaped.
func Split(text string, sep byte) []string {
	var pieces []string
	var b strings.Builder
	for text != "" {
		taken, plain, cut := step(text, sep)
		b.WriteString(plain)
		if cut {
			pieces = append(pieces, b.String())
			b.Reset()
		}
		text = text[taken:]
	}
	return append(pieces, b.String())
}

// step reads the next character, token, or run of backslashes with the separator that they escape.
func step(text string, sep byte) (taken int, plain string, cut bool) {
	if n := token(text, sep); n > 0 {
		return n, text[:n], false
	}
	n := backslashes(text)
	switch {
	case n == len(text) || text[n] != sep:
		n = max(n, 1)
		return n, text[:n], false
	case n%2 == 1:
		return n + 1, text[:n/2] + string(sep), false
	}
	return n + 1, text[:n/2], true
}

func token(text string, sep byte) int {
	if sep != '|' {
		return 0
	}
	return len(tokenForm.FindString(text))
}

func backslashes(text string) int { return len(text) - len(strings.TrimLeft(text, `\`)) }

// Escape escapes the separators in text so that [Split] does not cut there.
func Escape(text string, sep byte) string {
	var b strings.Builder
	for text != "" {
		n := token(text, sep)
		guards := backslashes(text)
		switch {
		case n > 0:
			b.WriteString(text[:n])
		case guards < len(text) && text[guards] == sep:
			b.WriteString(strings.Repeat(`\`, 2*guards+1) + string(sep))
			n = guards + 1
		default:
			n = max(guards, 1)
			b.WriteString(text[:n])
		}
		text = text[n:]
	}
	return b.String()
}

// SplitList reads labels with commas between them, as answers are kept: "nats, kafka, sqs". What people type is read by
// [ReadOptions].
func SplitList(text string) []string {
	if text == "" {
		return nil
	}
	var options []string
	for _, o := range Split(text, ',') {
		options = append(options, Line(o))
	}
	return options
}

// JoinList writes labels so that [SplitList] reads the same.
func JoinList(options []string) string {
	var b strings.Builder
	for i, o := range options {
		o = Escape(o, ',')
		b.WriteString(o)
		if i < len(options)-1 {
			end := len(o) - len(strings.TrimRight(o, `\`)) // they would escape the comma that follows
			b.WriteString(strings.Repeat(`\`, end) + ", ")
		}
	}
	return b.String()
}
