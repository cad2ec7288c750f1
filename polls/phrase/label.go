package phrase

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Label returns text for a button: one line, in Unicode's composed form (NFC), without characters that nobody sees.
// A joiner between letters of scripts that need it stays, and so does the one in an emoji.
func Label(s string) string {
	for {
		once := seenOnLine(s)
		if once == s {
			return s
		}
		s = once // what is left may be a joiner that now joins nothing
	}
}

// seenOnLine is one round of [Label].
func seenOnLine(s string) string {
	var kept []rune
	letters := []rune(norm.NFC.String(Clean(s)))
	for i, r := range letters {
		switch {
		case isVariation(r):
		case isJoiner(r) && (i == 0 || i == len(letters)-1 || !joins(letters[i-1]) || !joins(letters[i+1])):
			continue
		case isJoiner(r):
		case r == '\u2800': // a Braille cell without dots
			r = ' '
		case invisible(r) && !isTag(letters, i):
			continue
		}
		kept = append(kept, r)
	}
	return norm.NFC.String(Line(string(kept)))
}

// Alike returns what two labels have in common that nobody could tell apart: it leaves out the letters' case and every
// character that is not seen.
func Alike(s string) string {
	seen := strings.Map(func(r rune) rune {
		if isJoiner(r) || invisible(r) || isVariation(r) {
			return -1
		}
		return r
	}, Label(s))
	return norm.NFC.String(strings.ToLower(strings.ToUpper(norm.NFC.String(seen))))
}

// isVariation reports whether a character only says how the one before it is drawn: as text or as a picture, for example.
func isVariation(r rune) bool { return r >= 0xfe00 && r <= 0xfe0f || r >= 0xe0100 && r <= 0xe01ef }

// invisible reports whether a character is one that nobody sees and that takes no room: a control or format character, or
// one of the letters that Unicode has for filling places.
func invisible(r rune) bool {
	switch r {
	case '\u034f', '\u115f', '\u1160', '\u17b4', '\u17b5', '\u3164', '\uffa0':
		return true
	}
	return unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Cc, r) && !unicode.IsSpace(r)
}

func isJoiner(r rune) bool { return r == '\u200c' || r == '\u200d' }

// joins reports whether a joiner may mean something beside a character: not beside blanks, or letters that never join.
func joins(r rune) bool {
	return r > unicode.MaxLatin1 && !unicode.IsSpace(r) && !invisible(r) && !unicode.In(r, unicode.Latin, unicode.Greek, unicode.Cyrillic)
}

// isTag reports whether the letter at i is one of the tags after a black flag, which make it the flag of a region.
func isTag(letters []rune, i int) bool {
	for i >= 0 && letters[i] >= 0xe0020 && letters[i] <= 0xe007f {
		i--
		if i >= 0 && letters[i] == 0x1f3f4 {
			return true
		}
	}
	return false
}
