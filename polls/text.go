package polls

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

func itoa(n int) string { return strconv.Itoa(n) }

// upperFirst returns text with its first letter in upper case.
func upperFirst(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return ""
	}
	return string(unicode.ToUpper(r)) + s[n:]
}

// plural returns the one word or the other, by a number.
func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// are returns "is" or "are", by a number.
func are(n int) string { return plural(n, "is", "are") }

// clip shortens s to at most n runes, marking the cut.
func clip(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return string(r[:n-1]) + "…"
}

// list writes words as one reads them aloud: "a, b and c".
func list(words []string) string {
	switch len(words) {
	case 0:
		return ""
	case 1:
		return words[0]
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " and " + words[last]
}

// clean makes text fit to be kept anywhere: valid UTF-8, no NUL, no space around it.
func clean(s string) string {
	return strings.TrimSpace(strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", ""))
}

// tidyLine makes text fit for one line: clean, and single spaces between its words.
func tidyLine(s string) string { return strings.Join(strings.Fields(clean(s)), " ") }
