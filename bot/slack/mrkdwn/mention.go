package mrkdwn

import "strings"

// PieceKind says what a [Piece] is.
type PieceKind int

// The kinds of piece.
const (
	Words     PieceKind = iota // plain text, unescaped
	Person                     // <@U…>
	Group                      // <!subteam^S…>
	Channel                    // <#C…>
	Broadcast                  // <!here>, <!channel>, <!everyone>
	Link                       // <https://…>, <mailto:…>
)

// Piece is a stretch of Slack text: words, or one thing that Slack marks up.
type Piece struct {
	Kind PieceKind
	// ID is the id of a person, group or channel, the word of a broadcast
	// ("here"), or a link's address. Empty for words.
	ID string
	// Text is the words, or the label that came with a mention or link ("ana",
	// "@security", "general"), which may be missing and must not be trusted.
	Text string
}

// ParseText takes apart text as Slack sends it with escaping on. It never
// fails: what is not a mention or link is words. Neighbouring words are one
// piece, and no piece of words is empty.
func ParseText(s string) []Piece {
	var out []Piece
	var words strings.Builder
	end := func() {
		if words.Len() > 0 {
			out = append(out, Piece{Text: words.String()})
			words.Reset()
		}
	}
	for {
		before, rest, found := strings.Cut(s, "<")
		words.WriteString(Unescape(before))
		if !found {
			end()
			return out
		}
		piece, after, ok := parseMarkup(rest)
		if !ok {
			words.WriteString("<")
			s = rest
			continue
		}
		end()
		out = append(out, piece)
		s = after
	}
}

// parseMarkup reads what follows a "<" up to its ">".
func parseMarkup(s string) (Piece, string, bool) {
	inside, after, closed := strings.Cut(s, ">")
	if !closed || strings.ContainsAny(inside, "<\n") {
		return Piece{}, "", false
	}
	body, label, _ := strings.Cut(inside, "|")
	piece, ok := markup(body)
	piece.Text = Unescape(label)
	return piece, after, ok
}

func markup(body string) (Piece, bool) {
	if id, ok := strings.CutPrefix(body, "@"); ok {
		return Piece{Kind: Person, ID: id}, isID(id)
	}
	if id, ok := strings.CutPrefix(body, "#"); ok {
		return Piece{Kind: Channel, ID: id}, isID(id)
	}
	if id, ok := strings.CutPrefix(body, "!subteam^"); ok {
		return Piece{Kind: Group, ID: id}, isID(id)
	}
	switch body {
	case "!here", "!channel", "!everyone":
		return Piece{Kind: Broadcast, ID: body[1:]}, true
	}
	for _, scheme := range []string{"http://", "https://", "mailto:", "tel:"} {
		if strings.HasPrefix(body, scheme) && !strings.ContainsAny(body, " \t") { // an address has no blanks
			return Piece{Kind: Link, ID: Unescape(body)}, true
		}
	}
	return Piece{}, false
}

func isID(s string) bool {
	for _, r := range s {
		if (r < 'A' || r > 'Z') && (r < '0' || r > '9') {
			return false
		}
	}
	return s != ""
}

// String writes the piece so that [ParseText] reads the same piece back and
// Slack shows it: words are escaped, the rest is marked up. A mention written
// this way notifies; use it for what Quorum mentions, and [Escape] for what
// people wrote.
func (p Piece) String() string {
	prefix := map[PieceKind]string{Person: "@", Channel: "#", Group: "!subteam^", Broadcast: "!"}
	if p.Kind == Words {
		return Escape(p.Text)
	}
	// An id or address with a bar or a break in it would end the markup early.
	body := prefix[p.Kind] + strings.NewReplacer("|", "%7C", "\n", "%0A").Replace(Escape(p.ID))
	if p.Text != "" {
		body += "|" + strings.ReplaceAll(Escape(p.Text), "\n", " ")
	}
	return "<" + body + ">"
}

// Escape makes any text harmless in mrkdwn: it can no longer mention, link or
// broadcast. It is what everything a person wrote must pass on its way out.
func Escape(s string) string {
	s = strings.ReplaceAll(s, "&", "&amp;")
	return strings.ReplaceAll(strings.ReplaceAll(s, "<", "&lt;"), ">", "&gt;")
}

// Unescape undoes [Escape]. Other entities are left as they are: Slack escapes
// nothing else.
func Unescape(s string) string {
	s = strings.ReplaceAll(strings.ReplaceAll(s, "&lt;", "<"), "&gt;", ">")
	return strings.ReplaceAll(s, "&amp;", "&") // last, so that what it uncovers stays
}
