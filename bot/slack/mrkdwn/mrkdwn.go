package mrkdwn

import (
	"strings"
	"unicode"
)

// Pieces takes apart plain text with mentions in it.
func Pieces(text string) []Piece {
	return ParseText(strings.ReplaceAll(Harmless(text), "&", "&amp;"))
}

// Harmless drops control characters and marks that reorder letters.
func Harmless(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r < ' ' || r == 0x7f, r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069:
			return -1
		}
		return r
	}, text)
}

// Address writes a link with the address to which it leads.
func Address(p Piece) string {
	at := "<" + Escape(p.ID) + ">"
	if p.Text == "" || p.Text == p.ID {
		return at
	}
	return Escape(p.Text) + " (" + at + ")"
}

// Linked escapes words and makes the addresses in them links.
func Linked(words string) string {
	var b strings.Builder
	for {
		url := ""
		at := strings.Index(words, "http")
		if at >= 0 {
			url = leadingURL(words[at:])
		}
		switch {
		case at < 0:
			b.WriteString(Escape(words))
			return b.String()
		case url == "":
			at += len("http")
			b.WriteString(Escape(words[:at]))
			words = words[at:]
		default:
			b.WriteString(Escape(words[:at]) + "<" + Escape(url) + ">")
			words = words[at+len(url):]
		}
	}
}

// leadingURL returns the address that the text begins with, without the punctuation after it; empty when there is none.
func leadingURL(text string) string {
	rest, ok := strings.CutPrefix(text, "http://")
	if !ok {
		rest, ok = strings.CutPrefix(text, "https://")
	}
	end := strings.IndexFunc(rest, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("<>|", r) })
	if end >= 0 {
		rest = rest[:end]
	}
	rest = withoutPunctuation(rest)
	if !ok || rest == "" {
		return ""
	}
	return text[:strings.Index(text, "://")+3+len(rest)]
}

// withoutPunctuation cuts off what ends a sentence and not an address: of brackets, those that do not begin in it.
func withoutPunctuation(address string) string {
	for address != "" && strings.ContainsAny(address[len(address)-1:], ".,;:!?'\")*_~`") {
		if address[len(address)-1] == ')' && strings.Count(address, "(") >= strings.Count(address, ")") {
			break
		}
		address = address[:len(address)-1]
	}
	return address
}

// Bold makes every line bold that can be.
func Bold(mrkdwn string) string {
	lines := strings.Split(mrkdwn, "\n")
	for i, line := range lines {
		if line = strings.TrimSpace(line); line != "" && !strings.ContainsAny(line, "*`") {
			lines[i] = "*" + line + "*"
		}
	}
	return strings.Join(lines, "\n")
}

// Quoted makes every line a quotation.
func Quoted(mrkdwn string) string {
	return "> " + strings.ReplaceAll(strings.TrimSpace(mrkdwn), "\n", "\n> ")
}

// OneLine puts text on one line, with single spaces between its words.
func OneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
