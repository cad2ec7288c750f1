package polls

import "strings"

// split cuts text at each sep that has no backslash before it, and drops the backslashes that guarded one. Between
// commas a backslash guards itself too; between bars it stays, for what is between them may be split again. A bar
// inside <…> is part of a mention or a link.
func split(text string, sep rune) []string {
	var pieces []string
	var b strings.Builder
	guarded, token := false, false
	for i, r := range text {
		switch {
		case guarded:
			if r != sep && (r != '\\' || sep == '|') {
				b.WriteByte('\\')
			}
			b.WriteRune(r)
			guarded = false
		case r == '\\':
			guarded = true
		case r == sep && !token:
			pieces = append(pieces, b.String())
			b.Reset()
		default:
			token = inToken(token, r, text[i:], sep)
			b.WriteRune(r)
		}
	}
	if guarded {
		b.WriteByte('\\')
	}
	return append(pieces, b.String())
}

// inToken follows whether the next rune is inside <…>; a bracket that is never closed opens nothing.
func inToken(inside bool, r rune, rest string, sep rune) bool {
	switch {
	case r == '<' && sep == '|':
		return strings.ContainsRune(rest, '>')
	case r == '>':
		return false
	}
	return inside
}

// escape guards the bars in text so that [split] does not cut there.
func escape(s string) string {
	var b strings.Builder
	token := false
	for i, r := range s {
		if r == '|' && !token {
			b.WriteByte('\\')
		}
		token = inToken(token, r, s[i:], '|')
		b.WriteRune(r)
	}
	return b.String()
}

func splitOptions(text string) []string {
	var options []string
	for _, o := range split(text, ',') {
		options = append(options, strings.TrimSpace(o))
	}
	return options
}

func joinOptions(options []string) string {
	quoted := make([]string, len(options))
	for i, o := range options {
		quoted[i] = escape(strings.ReplaceAll(strings.ReplaceAll(o, `\`, `\\`), ",", `\,`))
	}
	return strings.Join(quoted, ", ")
}
