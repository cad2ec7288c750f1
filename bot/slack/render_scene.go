package slack

import (
	"strings"
	"time"

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

// saidTo is said for at most so many characters of mrkdwn; what does not fit is cut and marked.
func (s scene) saidTo(text string, most int) string {
	whole := s.said(text)
	if length(whole) <= most {
		return whole
	}
	return s.said(string([]rune(text)[:fitting(s.said, text, most-1)])) + "…"
}

// listNames writes people's names, at most so many: "Ana, Ben and 3 more". People whose names are not known are only
// counted.
func (s scene) listNames(people []polls.Person, most int) string {
	var words []string
	for _, who := range people {
		if s.nameOf(who) != "" && (len(words) < most || len(people) == most+1) {
			words = append(words, s.sayName(who))
		}
	}
	switch rest := len(people) - len(words); {
	case rest > 0 && len(words) > 0:
		words = append(words, itoa(rest)+" more")
	case rest > 0:
		words = append(words, counted(rest, "person", "people"))
	}
	return list(words)
}

// expecting is a scene that knows what lies ahead of the poll it shows.
func (s scene) expecting(f *polls.Forecast) scene {
	s.ahead = f
	return s
}

// expected says when a poll will have its quorum. Only its asker may read that.
func (s scene) expected(p *polls.Poll) string {
	if s.ahead == nil || p.Phase != polls.PhaseOpen {
		return ""
	}
	return s.ahead.Words(func(t time.Time) string { return sayTime(p, t) })
}
