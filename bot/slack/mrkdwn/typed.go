package mrkdwn

import "strings"

// Slack sends what people type into a command, or write in a message, with entities, and with links that people have often
// not made themselves: ASP.NET comes as <http://ASP.NET|ASP.NET>. What they type into a form comes as it is.

// Prose returns what a person typed into a command or message as plain text. Mentions stay; a link is what was typed, with
// its address after a label that is not the address.
func Prose(text string) string {
	return typed(text, func(label, address string) string { return label + " (" + address + ")" })
}

// Terms returns what Prose does, but of a link with a label only the label: for options, names and rules.
func Terms(text string) string {
	return typed(text, func(label, _ string) string { return label })
}

func typed(text string, both func(label, address string) string) string {
	var b strings.Builder
	for text != "" {
		before, rest, found := strings.Cut(text, "<")
		b.WriteString(Unescape(before))
		if !found {
			break
		}
		piece, after, ok := parseMarkup(rest)
		switch {
		case !ok:
			b.WriteString("<")
			after = rest
		case piece.Kind != Link:
			b.WriteString(Unescape("<" + rest[:len(rest)-len(after)]))
		default:
			b.WriteString(piece.asTyped(both))
		}
		text = after
	}
	return b.String()
}

// asTyped returns a link as it was typed.
func (p Piece) asTyped(both func(label, address string) string) string {
	address := strings.TrimPrefix(strings.TrimPrefix(p.ID, "mailto:"), "tel:")
	switch {
	case p.Text == "":
		return address
	case strings.EqualFold(bare(p.Text), bare(address)):
		return p.Text
	}
	return both(p.Text, address)
}

// bare returns an address without what Slack adds to it.
func bare(address string) string {
	for _, scheme := range []string{"https://", "http://", "mailto:", "tel:"} {
		if rest, ok := strings.CutPrefix(address, scheme); ok {
			return strings.TrimSuffix(rest, "/")
		}
	}
	return strings.TrimSuffix(address, "/")
}
