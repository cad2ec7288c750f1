package polls

import "strings"

// split cuts text at each sep that has no backslash before it, and drops the backslashes that guarded one. Between
// commas a backslash guards itself too; between bars it stays, for what is between them may be split again.
func split(text string, sep rune) []string {
	var pieces []string
	var b strings.Builder
	guarded := false
	for _, r := range text {
		switch {
		case guarded:
			if r != sep && (r != '\\' || sep == '|') {
				b.WriteByte('\\')
			}
			b.WriteRune(r)
			guarded = false
		case r == '\\':
			guarded = true
		case r == sep:
			pieces = append(pieces, b.String())
			b.Reset()
		default:
			b.WriteRune(r)
		}
	}
	if guarded {
		b.WriteByte('\\')
	}
	return append(pieces, b.String())
}

// escape guards the bars in text so that [split] does not cut there.
func escape(s string) string { return strings.ReplaceAll(s, "|", `\|`) }

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
