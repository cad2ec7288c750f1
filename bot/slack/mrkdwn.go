package slack

import (
	"strings"
	"time"
	"unicode"

	"quorum/polls"
)

// scene is what renderers need to know beside the poll. Renderers only read it, so one serves many at once.
type scene struct {
	now   time.Time
	names func(polls.Person) string // display name; "" when it is not known
	group func(id string) string    // a user group's handle without the @; nil, or "" when it is not known
	link  func(polls.Place) string  // where a message can be opened; nil, or "" when that is not known
	ahead *polls.Forecast           // of the poll that is shown, for its asker's eyes alone; nil: nothing is known
}

// The texts of a poll are plain text in which mentions stand as Slack writes them, <@U…>. Slack's entities are undone
// when a command is read ([plainDraft]) and made again here: what people wrote reaches mrkdwn only through said and
// sayName. There a mention of a person or a group becomes its name, which notifies nobody: the direct message is the
// ping, and a mention that somebody typed by hand is worth no more. <!channel> becomes the word. Links to channels and
// addresses stay links, to where they say. Every text object is sent verbatim, so that Slack itself makes nothing of
// a bare @here. Formatting (*bold*) stays the writer's, and cannot leave the text object it is in.

// said writes a person's text in mrkdwn.
func (s scene) said(text string) string {
	var b strings.Builder
	for _, p := range pieces(text) {
		b.WriteString(s.show(p))
	}
	return b.String()
}

func (s scene) show(p Piece) string {
	switch p.Kind {
	case Words:
		return linked(p.Text)
	case Channel:
		return Piece{Kind: Channel, ID: p.ID}.String()
	case Link:
		return address(p)
	case Person, Group, Broadcast:
	}
	return Escape(s.call(p))
}

// given hands typed text back to the one who typed it, and to nobody else: its mentions stay mentions, which can be
// copied.
func (s scene) given(text string) string {
	var b strings.Builder
	for _, p := range pieces(text) {
		if p.Kind == Person || p.Kind == Group {
			b.WriteString(Piece{Kind: p.Kind, ID: p.ID}.String())
		} else {
			b.WriteString(s.show(p))
		}
	}
	return b.String()
}

// plain writes a person's text on one line for where nothing is marked up, such as the label of a button.
func (s scene) plain(text string) string {
	var b strings.Builder
	for _, p := range pieces(text) {
		switch p.Kind {
		case Words:
			b.WriteString(p.Text)
		case Link:
			b.WriteString(p.ID)
		default:
			b.WriteString(s.call(p))
		}
	}
	line := oneLine(b.String())
	if line == "" {
		return "(blank)"
	}
	return line
}

// pieces takes apart plain text with mentions in it.
func pieces(text string) []Piece {
	return ParseText(strings.ReplaceAll(harmless(text), "&", "&amp;"))
}

// harmless drops what is not to be seen and changes what is: control characters and marks that reorder letters.
func harmless(text string) string {
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

// call names what a piece mentions.
func (s scene) call(p Piece) string {
	name := p.Text
	switch p.Kind {
	case Person:
		name = firstOf(s.nameOf(polls.Person(p.ID)), name, "someone")
	case Group:
		if s.group != nil {
			name = firstOf(s.group(p.ID), name)
		}
		name = firstOf(name, "group")
	case Channel:
		return "#" + firstOf(name, "channel")
	case Broadcast:
		name = p.ID
	case Words, Link:
	}
	return "@" + strings.TrimPrefix(oneLine(harmless(name)), "@")
}

func (s scene) nameOf(who polls.Person) string {
	if s.names == nil {
		return ""
	}
	return s.names(who)
}

// sayName writes a person's name in mrkdwn. It notifies nobody.
func (s scene) sayName(who polls.Person) string {
	return cutMarked(Escape(clip(firstOf(oneLine(harmless(s.nameOf(who))), "someone"), 60)), 80)
}

func address(p Piece) string {
	at := "<" + Escape(p.ID) + ">"
	if p.Text == "" || p.Text == p.ID {
		return at
	}
	return Escape(p.Text) + " (" + at + ")"
}

// linked escapes words and makes the addresses in them links.
func linked(words string) string {
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

// leadingURL is the address that the text begins with, without the punctuation after it; empty when there is none.
func leadingURL(text string) string {
	rest, ok := strings.CutPrefix(text, "http://")
	if !ok {
		rest, ok = strings.CutPrefix(text, "https://")
	}
	end := strings.IndexFunc(rest, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("<>|", r) })
	if end >= 0 {
		rest = rest[:end]
	}
	rest = strings.TrimRight(rest, ".,;:!?'\")*_~`")
	if !ok || rest == "" {
		return ""
	}
	return text[:strings.Index(text, "://")+3+len(rest)]
}

// bold makes every line bold that can be.
func bold(mrkdwn string) string {
	lines := strings.Split(mrkdwn, "\n")
	for i, line := range lines {
		if line = strings.TrimSpace(line); line != "" && !strings.ContainsAny(line, "*`") {
			lines[i] = "*" + line + "*"
		}
	}
	return strings.Join(lines, "\n")
}

// quoted makes every line a quotation.
func quoted(mrkdwn string) string {
	return "> " + strings.ReplaceAll(strings.TrimSpace(mrkdwn), "\n", "\n> ")
}

// sayTime writes an instant so that Slack shows it in each reader's own time zone. Where Slack cannot, it reads in the
// asker's.
func sayTime(p *polls.Poll, t time.Time) string {
	return "<!date^" + itoa(int(t.Unix())) + "^{date_short_pretty} at {time}|" + plainTime(p, t) + ">"
}

func plainTime(p *polls.Poll, t time.Time) string {
	zone := p.Zone
	if zone == nil {
		zone = time.UTC
	}
	return t.In(zone).Format("Mon 2 Jan 15:04 MST")
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
