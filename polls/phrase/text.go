package phrase

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Capitalized returns text with its first letter in upper case.
func Capitalized(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return ""
	}
	return string(unicode.ToUpper(r)) + s[n:]
}

// Plural returns one when n is 1, and else many.
func Plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// Are returns "is" when n is 1, and else "are".
func Are(n int) string { return Plural(n, "is", "are") }

// Clip shortens s to at most n runes, marking the cut.
func Clip(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return string(r[:n-1]) + "…"
}

// List joins words as one reads them aloud: "a, b and c".
func List(words []string) string {
	switch len(words) {
	case 0:
		return ""
	case 1:
		return words[0]
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " and " + words[last]
}

// Clean returns text that can be stored anywhere: valid UTF-8, without NUL, without space around it.
func Clean(s string) string {
	return strings.TrimSpace(strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", ""))
}

// Line returns text for one line: clean, with single spaces between its words.
func Line(s string) string { return strings.Join(strings.Fields(Clean(s)), " ") }

// Counted writes "1 person", "3 people".
func Counted(n int, one, many string) string { return strconv.Itoa(n) + " " + Plural(n, one, many) }
