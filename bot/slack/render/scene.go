package render

import (
	"cmp"
	"strconv"
	"strings"
	"time"

	"quorum/bot/slack/mrkdwn"
	"quorum/polls"
	"quorum/polls/forecast"
	"quorum/polls/phrase"
)

// Scene is what renderers need to know beside the poll. Renderers only read it, so one serves many at once.
type Scene struct {
	Now      time.Time
	Names    func(polls.Person) string // display name; "" when it is not known
	Group    func(id string) string    // a user group's handle without the @; nil, or "" when it is not known
	Link     func(polls.Place) string  // where a message can be opened; nil, or "" when that is not known
	forecast *forecast.Forecast        // of the poll that is shown, for its asker's eyes alone; nil: nothing is known
}

// The texts of a poll are plain text in which mentions stand as Slack writes them, <@U…>. Slack's entities are undone
// when a command is read ([PlainDraft]) and made again here: what people wrote reaches mrkdwn only through said and
// sayName. There a mention of a person or a group becomes its name, which notifies nobody: the direct message is the
// ping, and a mention that somebody typed by hand is worth no more. <!channel> becomes the word. Links to channels and
// addresses stay links, to where they say. Every text object is sent verbatim, so that Slack itself makes nothing of
// a bare @here. Formatting (*bold*) stays the writer's, and cannot leave the text object it is in.

// inMrkdwn writes a person's text in mrkdwn.
func (s Scene) inMrkdwn(text string) string {
	var b strings.Builder
	for _, p := range mrkdwn.Pieces(text) {
		b.WriteString(s.show(p))
	}
	return b.String()
}

func (s Scene) show(p mrkdwn.Piece) string {
	switch p.Kind {
	case mrkdwn.Words:
		return mrkdwn.Linked(p.Text)
	case mrkdwn.Channel:
		return mrkdwn.Piece{Kind: mrkdwn.Channel, ID: p.ID}.String()
	case mrkdwn.Link:
		return mrkdwn.Address(p)
	case mrkdwn.Person, mrkdwn.Group, mrkdwn.Broadcast:
	}
	return mrkdwn.Escape(s.mentionName(p))
}

// typedBack hands typed text back to the one who typed it, and to nobody else: its mentions stay mentions, which can be
// copied.
func (s Scene) typedBack(text string) string {
	var b strings.Builder
	for _, p := range mrkdwn.Pieces(text) {
		if p.Kind == mrkdwn.Person || p.Kind == mrkdwn.Group {
			b.WriteString(mrkdwn.Piece{Kind: p.Kind, ID: p.ID}.String())
		} else {
			b.WriteString(s.show(p))
		}
	}
	return b.String()
}

// Plain writes a person's text on one line for where nothing is marked up, such as the label of a button.
func (s Scene) Plain(text string) string {
	var b strings.Builder
	for _, p := range mrkdwn.Pieces(text) {
		switch p.Kind {
		case mrkdwn.Words:
			b.WriteString(p.Text)
		case mrkdwn.Link:
			b.WriteString(p.ID)
		default:
			b.WriteString(s.mentionName(p))
		}
	}
	line := mrkdwn.OneLine(b.String())
	if line == "" {
		return "(blank)"
	}
	return line
}

// Mention returns the name of a person or group as people would type it: "@ana".
func (s Scene) Mention(m polls.Mention) string { return s.mentionName(pieceOf(m)) }

// mentionName names what a piece mentions.
func (s Scene) mentionName(p mrkdwn.Piece) string {
	name := p.Text
	switch p.Kind {
	case mrkdwn.Person:
		name = cmp.Or(s.nameOf(polls.Person(p.ID)), name, "someone")
	case mrkdwn.Group:
		if s.Group != nil {
			name = cmp.Or(s.Group(p.ID), name)
		}
		name = cmp.Or(name, "group")
	case mrkdwn.Channel:
		return "#" + cmp.Or(name, "channel")
	case mrkdwn.Broadcast:
		name = p.ID
	case mrkdwn.Words, mrkdwn.Link:
	}
	return "@" + strings.TrimPrefix(mrkdwn.OneLine(mrkdwn.Harmless(name)), "@")
}

func (s Scene) nameOf(who polls.Person) string {
	if s.Names == nil {
		return ""
	}
	return s.Names(who)
}

// Name writes a person's name in mrkdwn. It notifies nobody.
func (s Scene) Name(who polls.Person) string {
	return mrkdwn.Cut(mrkdwn.Escape(phrase.Clip(cmp.Or(mrkdwn.OneLine(mrkdwn.Harmless(s.nameOf(who))), "someone"), 60)), 80)
}

// Clipped is said for at most so many characters of mrkdwn; what does not fit is cut and marked.
func (s Scene) Clipped(text string, most int) string {
	whole := s.inMrkdwn(text)
	if mrkdwn.Length(whole) <= most {
		return whole
	}
	return s.inMrkdwn(string([]rune(text)[:mrkdwn.Fitting(s.inMrkdwn, text, most-1)])) + "…"
}

// listNames writes people's names, at most so many: "Ana, Ben and 3 more". People whose names are not known are only
// counted.
func (s Scene) listNames(people []polls.Person, most int) string {
	var words []string
	for _, who := range people {
		if s.nameOf(who) != "" && (len(words) < most || len(people) == most+1) {
			words = append(words, s.Name(who))
		}
	}
	switch rest := len(people) - len(words); {
	case rest > 0 && len(words) > 0:
		words = append(words, strconv.Itoa(rest)+" more")
	case rest > 0:
		words = append(words, phrase.Counted(rest, "person", "people"))
	}
	return phrase.List(words)
}

// WithForecast is a scene that knows what lies ahead of the poll it shows.
func (s Scene) WithForecast(f *forecast.Forecast) Scene {
	s.forecast = f
	return s
}

// forecastWords returns when a poll will have its quorum. Only its asker may read that.
func (s Scene) forecastWords(p *polls.Poll) string {
	if s.forecast == nil || p.Phase != polls.PhaseOpen {
		return ""
	}
	return s.forecast.Words(func(t time.Time) string { return Time(p, t) })
}
