package slack

import (
	"slices"
	"strings"

	"quorum/polls"
)

// How much of a summary its parts may take, in characters; what is unused goes to the next.
const (
	roomForTitle   = 600
	roomForTally   = 2400
	roomForMissing = 1500
	maxQuote       = 200
	namesPerOption = 8
)

// summary renders what is posted in the card's thread, once, for whoever reads it then or months later: the outcome,
// what produced it, who said what and why, with dissent first, and who is missing. Nobody in it is notified.
func (s scene) summary(p *polls.Poll) Message {
	page := newPage()
	page.say(s.outcome(p))
	page.whisper(s.ruleLine(p))
	if chart := s.chart(p); chart != nil {
		page.left -= maxChartLabel * 2 * len(p.Outcome.Tally)
		page.add(chart)
	}
	page.say(s.tally(p, roomForTally))
	foot := joinLines(s.own(p), s.missing(p, roomForMissing), s.timing(p))
	page.left -= length(foot)
	s.reasons(page, p)
	page.left += length(foot)
	page.say(foot)
	page.whisper(s.afterwards(p))
	return Message{Text: s.summaryText(p), Blocks: page.blocks}
}

// outcome is the sentence of the outcome with its label in bold. It begins with the label.
func (s scene) outcome(p *polls.Poll) string {
	sentence := s.saidTo(oneLine(p.Outcome.Sentence()), 1200)
	label := string(p.Outcome.Label)
	return "*" + label + "*" + strings.TrimPrefix(sentence, label)
}

func (s scene) ruleLine(p *polls.Poll) string {
	return p.ID.String() + ": " + oneLine(s.saidTo(p.Question, roomForTitle)) + "\n" +
		"Asked by " + s.sayName(p.Asker) + ". Rule: " + s.rule(p) + ". " + progress(p) + "."
}

// tally has a line for each option: how many, who, and how sure they are.
func (s scene) tally(p *polls.Poll, room int) string {
	var lines []string
	for _, c := range p.Outcome.Tally {
		line := bold(Escape(s.plain(c.Choice))) + " " + itoa(c.N)
		if who, sure := s.voters(p, c.Choice); c.N > 0 {
			line += sure + ": " + who
		}
		if room -= length(line) + 1; room < 0 {
			line = bold(Escape(s.plain(clip(c.Choice, 30)))) + " " + itoa(c.N)
		}
		lines = append(lines, line)
	}
	return cutMarked(strings.Join(lines, "\n"), roomForTally+600)
}

// voters names who gave a position and counts how sure they said to be.
func (s scene) voters(p *polls.Poll, choice string) (names, sure string) {
	var who []polls.Person
	said := map[polls.Confidence]int{}
	for _, one := range p.Stakeholders() {
		if one.State == polls.HasAnswer && one.Answer.Position == choice && p.Counts(one.Person) {
			who = append(who, one.Person)
			said[one.Answer.Confidence]++
		}
	}
	var parts []string
	for _, c := range polls.Confidences() {
		if said[c] > 0 {
			parts = append(parts, itoa(said[c])+" "+string(c))
		}
	}
	if len(parts) > 0 {
		sure = " (" + strings.Join(parts, ", ") + ")"
	}
	return s.listNames(who, namesPerOption), sure
}

// reasons quotes people in their own words, as many as fit; what is left out is counted.
func (s scene) reasons(page *page, p *polls.Poll) {
	var text string
	all := slices.DeleteFunc(p.Reasons(), func(v polls.Voice) bool { return !v.Counted }) // the asker's own has its line
	for i, v := range all {
		quote := s.voice(v)
		more := "_and " + counted(len(all)-i, "more reason", "more reasons") + "_"
		if length(text)+length(quote)+2 > maxSection {
			page.say(text)
			text = ""
		}
		if page.left < length(text)+length(quote)+length(more)+4 {
			text = joinLines(text, more)
			break
		}
		text = joinLines(text, quote)
	}
	page.say(text)
}

// voice is one person's position with the reason quoted.
func (s scene) voice(v polls.Voice) string {
	return s.position(v.Response) + ", " + s.sayName(v.Person) + s.quote(v.Reason)
}

// quote is a reason on lines of its own, cut when it is long.
func (s scene) quote(reason string) string {
	if reason == "" {
		return ""
	}
	return "\n" + quoted(s.saidTo(clip(reason, maxQuote), 2*maxQuote))
}

// missing says what became of everybody whose answer is not in the tally.
func (s scene) missing(p *polls.Poll, room int) string {
	var lines []string
	silent := "No answer from"
	if p.Phase == polls.PhasePublished {
		silent = "Still to answer:"
	}
	for _, one := range []struct {
		who  []polls.Person
		text string
	}{
		{p.Missed(), silent},
		{p.In(polls.NoOpinion), "No opinion:"},
		{p.In(polls.Recused), "Conflict of interest:"},
		{p.In(polls.NotMe), "Not me:"},
		{p.In(polls.Gone), "Could not answer:"},
	} {
		if len(one.who) > 0 {
			lines = append(lines, one.text+" "+s.listNames(one.who, namesPerOption)+".")
		}
	}
	return cutMarked(joinLines(lines...), room)
}

// own is the asker's own answer.
func (s scene) own(p *polls.Poll) string {
	me, ok := p.Stakeholder(p.Asker)
	if !ok || me.State != polls.HasAnswer {
		return ""
	}
	return s.sayName(p.Asker) + ", who asked, says " + s.position(me.Answer) + ": shown, not counted." + s.quote(me.Answer.Reason)
}

func (s scene) timing(p *polls.Poll) string {
	line := p.Timing()
	if line == "" {
		return ""
	}
	return line + "."
}

func (s scene) afterwards(p *polls.Poll) string {
	var text string
	if p.Outcome.Counted > 1 {
		text = "Answered blind: nobody saw another answer before this."
	}
	if p.Phase == polls.PhasePublished {
		text += " Late answers are kept until " + sayTime(p, p.Deadline) + "; they do not count."
	}
	if s.link != nil && !p.Card.IsZero() {
		if at := s.link(p.Card); at != "" {
			text += " <" + Escape(at) + "|To the question>."
		}
	}
	return text
}

func (s scene) summaryText(p *polls.Poll) string {
	return cutMarked(sentences(s.saidTo(oneLine(p.Outcome.Sentence()), 1200), p.ID.String()+": "+oneLine(s.saidTo(p.Question, 1200)),
		"Rule: "+s.rule(p)+".", progress(p)+".", oneLine(s.missing(p, roomForMissing)), s.timing(p)), maxText)
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
