package render

import (
	"slices"
	"strconv"
	"strings"

	"quorum/bot/slack/mrkdwn"
	"quorum/bot/slack/webapi"
	"quorum/polls"
	"quorum/polls/kind"
	"quorum/polls/phrase"

	slackgo "github.com/slack-go/slack"
)

// How much of a summary its parts may take, in characters; what is unused goes to the next.
const (
	roomForTitle   = 600
	roomForTally   = 2400
	roomForMissing = 1500
	roomForAside   = 1500
	maxQuote       = 200
	namesPerOption = 8
)

// Summary renders what is posted in the card's thread, once, to be read at once or months later: the outcome,
// what produced it, who said what and why, with dissent first, and who is missing. It notifies the asker and nobody else.
// It is rendered again after a late answer.
func (s Scene) Summary(p *polls.Poll) webapi.Message {
	t := s.table(p)
	m := webapi.Message{Text: s.summaryText(p, t), Blocks: s.summaryBlocks(p, nil)}
	if t != nil {
		m.Plain, m.Blocks = m.Blocks, s.summaryBlocks(p, t)
	}
	return m
}

// summaryBlocks has a table in the place of the chart and the tally when there is one.
func (s Scene) summaryBlocks(p *polls.Poll, t table) []slackgo.Block {
	page := newPage()
	page.left -= t.size()
	page.say(s.outcome(p) + "\n" + s.askedBy(p))
	page.whisper(s.ruleLine(p))
	page.say(s.before(p))
	if chart := s.chart(p); t == nil && chart != nil {
		page.left -= maxChartLabel * 2 * len(p.Outcome.Tally)
		page.add(chart)
	}
	if said := measures(p, t); said != "" {
		page.whisper(mrkdwn.Cut(mrkdwn.Escape(s.Plain(said)), 2000)) // the signs of an order would make links
	}
	if t == nil {
		page.say(s.tally(p, roomForTally))
	}
	page.say(s.farOff(p))
	foot := fill([]string{s.own(p), s.aside(p), s.changed(p), s.missing(p, roomForMissing), s.timing(p)}, maxSection)
	room := mrkdwn.Length(strings.Join(foot, ""))
	page.left -= room
	page.quote(s.verbatim(p, page.left), "more answer", "more answers")
	s.reasons(page, p)
	page.left += room
	for _, part := range foot {
		page.say(part)
	}
	page.quote(s.lateAnswers(p), "more late answer", "more late answers")
	page.whisper(s.afterwards(p))
	if t != nil {
		page.add(t.block())
	}
	return page.blocks
}

// outcome returns the sentence of the outcome as it is now. It begins with the title, in bold.
func (s Scene) outcome(p *polls.Poll) string { return s.titled(p, p.Sentence()) }

// titled returns a sentence of the outcome with its title in bold.
func (s Scene) titled(p *polls.Poll, sentence string) string {
	title := p.Outcome.Title()
	return mrkdwn.Bold(s.Clipped(mrkdwn.OneLine(title), 300)) + s.Clipped(mrkdwn.OneLine(strings.TrimPrefix(sentence, title)), 1200)
}

// answered returns how many have answered, and how many more since the summary.
func answered(p *polls.Poll) string {
	if late := p.AnsweredOnlyLate(); late > 0 {
		return progress(p) + ", " + strconv.Itoa(late) + " late"
	}
	return progress(p)
}

func (s Scene) ruleLine(p *polls.Poll) string {
	return p.ID.String() + ": " + mrkdwn.OneLine(s.Clipped(p.Question, roomForTitle)) + "\n" +
		"Rule: " + s.rule(p) + ". " + answered(p) + "." + s.briefedApart(p)
}

// askedBy mentions the asker, whom Slack then notifies.
func (s Scene) askedBy(p *polls.Poll) string {
	return "Asked by " + mrkdwn.Piece{Kind: mrkdwn.Person, ID: string(p.Asker)}.String() + "."
}

// briefedApart returns who was told something in addition.
func (s Scene) briefedApart(p *polls.Poll) string {
	if len(p.Briefs) == 0 {
		return ""
	}
	var names []string
	for _, b := range p.Briefs {
		names = append(names, s.Clipped(b.To, 60))
	}
	return " Told something in addition: " + phrase.List(names) + "."
}

// measures returns how far the answers are apart, and what else a careful reader wants to know, as far as no table
// says it: one of slots says who cannot, and one of a ranking the order and the pairs.
func measures(p *polls.Poll, t table) string {
	o := p.Outcome.ShownFinding()
	more := []string{o.Spread, o.Detail}
	switch {
	case t != nil && p.Kind.Way() == kind.Slots:
		return ""
	case t != nil:
		more = more[:1]
	}
	var said []string
	for _, one := range more {
		if one != "" && !strings.Contains(o.Result, one) {
			said = append(said, phrase.Capitalized(one)+".")
		}
	}
	return strings.Join(said, " ")
}

// reasons quotes people in their own words, dissent first, as many as fit.
func (s Scene) reasons(page *page, p *polls.Poll) {
	if p.Anonymous {
		s.unsigned(page, p)
		return
	}
	all := slices.DeleteFunc(p.Reasons(), func(v polls.Statement) bool { return !v.Counted }) // the asker's own has its line
	slices.SortStableFunc(all, func(a, b polls.Statement) int { return agreement(p, a) - agreement(p, b) })
	quotes := make([]string, len(all))
	for i, v := range all {
		quotes[i] = s.voice(p, v)
	}
	page.quote(quotes, "more reason", "more reasons")
}

// unsigned quotes the reasons of an anonymous poll, in an order that tells nothing.
func (s Scene) unsigned(page *page, p *polls.Poll) {
	var quotes []string
	for _, b := range p.AnonymousAnswers() {
		if b.Reason != "" {
			quotes = append(quotes, s.position(p, polls.Response{Position: b.Position, Confidence: b.Confidence}, 2*maxQuote)+s.quote(b.Reason))
		}
	}
	page.quote(quotes, "more reason", "more reasons")
}

// agreement returns the order in which reasons are read: objections first, then dissent from the leading option, then the others.
func agreement(p *polls.Poll, v polls.Statement) int {
	switch leader := p.Outcome.Leader; {
	case p.Kind.Blocks(v.Position):
		return 0
	case slices.Contains(p.Outcome.Outliers, v.Position):
		return 1
	case leader == "" || p.Outcome.Level != nil || taken(p, v.Position)[leader]:
		return 2
	}
	return 1
}

// quote adds what people said, as much as fits; what is left out is counted.
func (p *page) quote(all []string, one, many string) {
	var text string
	for i, quote := range all {
		more := "_and " + phrase.Counted(len(all)-i, one, many) + "_"
		if mrkdwn.Length(text)+mrkdwn.Length(quote)+2 > maxSection {
			p.say(text)
			text = ""
		}
		if p.left < mrkdwn.Length(text)+mrkdwn.Length(quote)+mrkdwn.Length(more)+4 {
			text = joinLines(text, more)
			break
		}
		text = joinLines(text, quote)
	}
	p.say(text)
}

// voice returns one person's position with the reason quoted.
func (s Scene) voice(p *polls.Poll, v polls.Statement) string {
	return s.position(p, v.Response, 2*maxQuote) + ", " + s.Name(v.Person) + s.quote(v.Reason)
}

// quote returns a reason on lines of its own, cut when it is long.
func (s Scene) quote(reason string) string {
	if reason == "" {
		return ""
	}
	return "\n" + mrkdwn.Quoted(s.Clipped(phrase.Clip(reason, maxQuote), 2*maxQuote))
}

func (s Scene) timing(p *polls.Poll) string {
	line := p.Timing()
	if line == "" {
		return ""
	}
	return line + "."
}

func (s Scene) afterwards(p *polls.Poll) string {
	var text string
	if p.Outcome.Counted > 1 {
		text = "Answered blind: nobody saw another answer before this."
		if p.Anonymous {
			text = "Answered blind and anonymously: nobody can tell who said what. It takes no late answers."
		}
	}
	if late := s.untilLate(p); late != "" {
		text += " " + late
	}
	if s.Link != nil && !p.Card.IsZero() {
		if at := s.Link(p.Card); at != "" {
			text += " <" + mrkdwn.Escape(at) + "|To the question>."
		}
	}
	return strings.TrimSpace(text)
}

// summaryText returns the whole summary for people who cannot see the blocks, a table as well.
func (s Scene) summaryText(p *polls.Poll, t table) string {
	return mrkdwn.Cut(sentences(s.Clipped(mrkdwn.OneLine(p.Sentence()), 1200), s.askedBy(p), p.ID.String()+": "+mrkdwn.OneLine(s.Clipped(p.Question, 1200)),
		"Rule: "+s.rule(p)+".", answered(p)+".", s.before(p), mrkdwn.OneLine(s.missing(p, roomForMissing)), s.timing(p), t.aloud()), webapi.MaxText)
}

func joinLines(lines ...string) string {
	var kept []string
	for _, l := range lines {
		if l != "" {
			kept = append(kept, l)
		}
	}
	return strings.Join(kept, "\n")
}
