package render

import (
	"slices"
	"strconv"
	"strings"

	"quorum/bot/slack/mrkdwn"
	"quorum/bot/slack/webapi"
	"quorum/polls"
	"quorum/polls/phrase"
)

// Cancelled renders the one line in the thread. It shows nothing of the answers.
func (s Scene) Cancelled(p *polls.Poll) webapi.Message {
	return Lines(s.Name(p.Asker) + " cancelled this question. There is no outcome, and no answer is shown.")
}

// Stuck tells the asker that the rule can no longer be met, and what can be done; or what has become of that.
func (s Scene) Stuck(p *polls.Poll) webapi.Message {
	id := p.ID.String()
	if !p.Stuck() {
		return s.freed(p)
	}
	wait := "You can wait: what there is will be summarised at " + Time(p, p.Deadline) + "."
	if words := s.otherwise(p); words != "" {
		wait = "You can wait until " + Time(p, p.Deadline) + "." + words
	}
	m := Lines(
		"*"+id+" can no longer get enough answers:* "+mrkdwn.OneLine(s.Clipped(p.Question, 600)),
		s.takes(p)+". "+s.soFar(p),
		s.helps(p),
		wait+" Or add people, lower the rule, or close now for a summary of what there is. `/quorum cancel "+id+"` ends it without one.",
	)
	page := newPage()
	key := p.ID.Key()
	page.row(button(actAdd, key, "Add people"), button(actLower, key, "Lower the rule"), button(actClose, key, "Close now"))
	m.Blocks = append(m.Blocks, page.blocks...)
	return m
}

// freed returns what has become of a question that could not get enough answers.
func (s Scene) freed(p *polls.Poll) webapi.Message {
	return s.since(p, "can get enough answers again")
}

// DoubtOver tells the asker what has become of a question that would hardly get enough answers in time.
func (s Scene) DoubtOver(p *polls.Poll) webapi.Message {
	return s.since(p, "was changed")
}

// since returns where a question stands after its asker was told of trouble; open is what it says of an open question.
func (s Scene) since(p *polls.Poll, open string) webapi.Message {
	id, question := p.ID.String(), mrkdwn.OneLine(s.Clipped(p.Question, 600))
	switch {
	case p.Phase == polls.PhaseCancelled:
		return Lines("*" + id + " is cancelled:* " + question)
	case !p.Published.IsZero():
		return Lines("*"+id+" has its summary:* "+question, strings.TrimSpace(s.summaryLink(p, p.Asker)))
	}
	return Lines("*"+id+" "+open+":* "+question, s.takes(p)+", by "+Time(p, p.Deadline)+". "+progress(p)+".")
}

// soFar returns what a rule that can no longer be met has, and who could still answer. It tells nothing of what the answers say.
func (s Scene) soFar(p *polls.Poll) string {
	now := p.Standing()
	can := "only " + phrase.Counted(now.Pending, "person", "people") + " can still answer."
	if now.Pending == 0 {
		can = "nobody else can still answer."
	}
	if missing := p.Rule.Missing(now); missing != "" {
		return "So far it has " + s.Clipped(missing, 600) + ", and " + can
	}
	return "Enough have answered, but not so that it is met, and " + can
}

// helps returns what would make the rule possible again.
func (s Scene) helps(p *polls.Poll) string {
	do := p.Remedies()
	if len(do) == 0 {
		return ""
	}
	return "*What would help:* " + s.Clipped(strings.Join(do, ", or "), 600) + "."
}

// Doubt tells the asker once that the rule will hardly be met in time, and what can be done.
func (s Scene) Doubt(p *polls.Poll) webapi.Message {
	id := p.ID.String()
	m := Lines(
		"*"+id+" will hardly get enough answers in time:* "+mrkdwn.OneLine(s.Clipped(p.Question, 600)),
		s.takes(p)+", by "+Time(p, p.Deadline)+". So far it has "+s.Clipped(p.Rule.Missing(p.Standing()), 600)+". Going by how people here have answered, the chance is less than one in two.",
		wereReminded(p)+"You can add people, lower the rule, or give it more time with `/quorum lower "+id+" within 1d`.",
	)
	page := newPage()
	key := p.ID.Key()
	page.row(button(actAdd, key, "Add people"), button(actLower, key, "Lower the rule"), button(actClose, key, "Close now"))
	m.Blocks = append(m.Blocks, page.blocks...)
	return m
}

// wereReminded returns whom reminders have reached; empty when they have reached nobody.
func wereReminded(p *polls.Poll) string {
	switch reminded, waited := p.Reminded(); {
	case reminded == 0:
		return ""
	case reminded == waited:
		return "Who has not answered was reminded. "
	default:
		return strconv.Itoa(reminded) + " of the " + strconv.Itoa(waited) + " who have not answered " + phrase.Plural(reminded, "was", "were") + " reminded. "
	}
}

// Unreachable tells the asker whose question could not be delivered, and why.
func (s Scene) Unreachable(p *polls.Poll) webapi.Message {
	const most = 15
	var who []string
	n := 0
	for _, one := range p.Stakeholders() {
		if one.Unreachable == "" {
			continue
		}
		if n++; n <= most {
			who = append(who, "• "+s.Name(one.Person)+": "+s.Clipped(mrkdwn.OneLine(one.Unreachable), 120)+s.instead(p, one.Person))
		}
	}
	if n > most {
		who = append(who, "• and "+strconv.Itoa(n-most)+" more")
	}
	return Lines(
		"*"+phrase.Counted(n, "person", "people")+" could not be asked "+p.ID.String()+":* "+mrkdwn.OneLine(s.Clipped(p.Question, 600)),
		strings.Join(who, "\n"),
		"Nobody waits for them any more. "+s.takes(p)+"; so far "+progress(p)+".",
	)
}

// instead returns who is asked in a person's place.
func (s Scene) instead(p *polls.Poll, who polls.Person) string {
	if deputies := p.Deputies(who); len(deputies) > 0 {
		return "; " + s.listNames(deputies, 3) + " " + phrase.Plural(len(deputies), "is", "are") + " asked instead"
	}
	return ""
}

// Undelivered tells the asker that something could not be posted, and why. A summary that could not be posted comes
// with it, so that it is not lost.
func (s Scene) Undelivered(p *polls.Poll, what polls.NoticeKind, why string) webapi.Message {
	m := Lines(s.unposted(p, what, why), wayOut(what))
	if what != polls.NoticeSummary || p.Published.IsZero() {
		return m
	}
	return s.withSummary(p, m)
}

// FallbackSummary returns the summary for one of the people asked, since the asker has left or cannot be told; why is empty
// when the asker has left.
func (s Scene) FallbackSummary(p *polls.Poll, why string) webapi.Message {
	var unposted string
	if lost, ok := p.Undelivered(polls.NoticeSummary); ok {
		unposted = s.unposted(p, polls.NoticeSummary, lost) + " "
	}
	asker := s.Name(p.Asker) + ", who asked " + p.ID.String() + ", "
	if why == "" {
		asker += "has left this workspace."
	} else {
		asker += "could not be told: " + s.Clipped(mrkdwn.OneLine(why), 300) + "."
	}
	return s.withSummary(p, Lines(unposted+asker, "Here is the summary, for you to pass on:"))
}

// unposted returns a sentence that says that something could not be posted, and why.
func (s Scene) unposted(p *polls.Poll, what polls.NoticeKind, why string) string {
	reason := "."
	if why != "" {
		reason = ": " + s.Clipped(mrkdwn.OneLine(why), 300) + "."
	}
	head := "*The " + noticeName(what) + " of " + p.ID.String() + " could not be posted*" + where(p) + reason
	if what == polls.NoticeCard && p.CardGone() {
		head = "*The card of " + p.ID.String() + " is no longer" + where(p) + "*" + reason
	}
	if why == webapi.WhyUnseen {
		head = "*Slack did not say whether the " + noticeName(what) + " of " + p.ID.String() + " arrived*" + where(p) +
			", and this app may not look. Nothing is posted twice."
	}
	return head
}

// withSummary puts the summary below a message.
func (s Scene) withSummary(p *polls.Poll, m webapi.Message) webapi.Message {
	summary := s.Summary(p)
	all := webapi.Message{Text: mrkdwn.Cut(m.Text+" "+summary.Text, webapi.MaxText), Blocks: slices.Concat(m.Blocks, summary.Blocks)}
	if summary.Plain != nil {
		all.Plain = slices.Concat(m.Blocks, summary.Plain)
	}
	return all
}

func noticeName(what polls.NoticeKind) string {
	switch what {
	case polls.NoticeSummary, polls.NoticeCard, polls.NoticeReminder, polls.NoticeDigest, polls.NoticeSchedule, polls.NoticeReply:
		return string(what)
	}
	if what.InThread() {
		return "note in the thread"
	}
	return "message"
}

// where returns " in #channel" for a poll that stands in a channel, else nothing.
func where(p *polls.Poll) string {
	if p.Channel == "" {
		return ""
	}
	return " in " + mrkdwn.Piece{Kind: mrkdwn.Channel, ID: p.Channel}.String()
}

func wayOut(what polls.NoticeKind) string {
	switch what {
	case polls.NoticeSummary:
		return "Here it is, for you to pass on:"
	case polls.NoticeCard:
		return "Everybody is asked all the same, and the summary will come to you, here."
	}
	return ""
}

// Lines returns a message of plain paragraphs, whose text and blocks say the same.
func Lines(all ...string) webapi.Message {
	text := joinLines(all...)
	page := newPage()
	for _, part := range fill(all, maxSection) {
		if page.left > 0 {
			page.say(mrkdwn.Cut(part, page.left))
		}
	}
	return webapi.Message{Text: mrkdwn.Cut(text, webapi.MaxText), Blocks: page.blocks}
}

// fill puts lines together into as few texts as hold at most so many characters each.
func fill(all []string, most int) []string {
	var out []string
	var text string
	for _, line := range all {
		line = mrkdwn.Cut(line, most)
		if mrkdwn.Length(text)+mrkdwn.Length(line)+1 > most {
			out = append(out, text)
			text = ""
		}
		text = joinLines(text, line)
	}
	return append(out, text)
}
