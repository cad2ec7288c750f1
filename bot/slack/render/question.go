package render

import (
	"cmp"
	"strconv"
	"strings"

	"quorum/bot/slack/mrkdwn"
	"quorum/bot/slack/webapi"
	"quorum/polls"
	"quorum/polls/kind"
	"quorum/polls/phrase"
)

// Asking says in which moment a question is shown.
type Asking int

const (
	AsAsked    Asking = iota // the question, or what was recorded
	AsChanging               // the options again, with what was recorded above them
	AsReminder               // again, to somebody who has not answered
)

// Question renders the direct message to one stakeholder, as the poll is now: the options while nothing was recorded,
// and else what was recorded. It shows nothing of anybody else's answer.
func (s Scene) Question(p *polls.Poll, who polls.Person, moment Asking) webapi.Message {
	if !p.Published.IsZero() {
		return s.outcomeOf(p, who)
	}
	me, _ := p.Stakeholder(who)
	page := newPage()
	lead := s.Name(p.Asker) + " asks"
	if moment == AsReminder {
		lead = "A reminder: " + s.Name(p.Asker) + " waits for your answer"
	}
	page.whisper(lead + until(p))
	page.ask(s, p.Question, p.Context)
	page.say(s.brief(p, who))
	page.whisper(s.whyYou(p, me, moment))
	done := s.recorded(p, me)
	if done == "" {
		page.whisper(s.howToAnswer(p, who))
	}
	page.say(done)
	page.row(s.controls(p, me, moment)...)
	page.whisper(s.questionFoot(p, me, moment))
	return webapi.Message{Text: s.questionText(p, me, moment), Blocks: page.blocks}
}

// brief returns what this person alone is told in addition.
func (s Scene) brief(p *polls.Poll, who polls.Person) string {
	var all []string
	for _, b := range p.BriefsFor(who) {
		all = append(all, "*For "+s.Clipped(b.To, 100)+":* "+s.Clipped(b.Text, 1200))
	}
	return mrkdwn.Cut(strings.Join(all, "\n"), maxSection)
}

func until(p *polls.Poll) string {
	if p.Phase == polls.PhaseOpen {
		return ", until " + Time(p, p.Deadline)
	}
	return ""
}

// whyYou returns what a person's answer counts for.
func (s Scene) whyYou(p *polls.Poll, me polls.Stakeholder, moment Asking) string {
	if p.Phase != polls.PhaseOpen {
		return ""
	}
	n, need := p.Standing().Asked, p.WhyNeededForRole(me.Person)
	if moment == AsReminder {
		need = p.WhyNeeded(me.Person)
	}
	switch {
	case me.Person == p.Asker:
		return "You asked this yourself, so your answer is shown and does not count."
	case n == 1:
		return s.standsFor(p, me) + "You are the only one asked." + s.otherwise(p)
	}
	why := s.standsFor(p, me) + cmp.Or(s.Clipped(need, 600), "You are 1 of "+strconv.Itoa(n)+" people asked.") + " " + s.takes(p) + "." + s.otherwise(p)
	if with := SameSource(p, me); len(with) > 0 {
		why += " Together with " + s.listNames(with, 3) + " you count as one source."
	}
	return why
}

// standsFor returns in whose place a person is asked.
func (s Scene) standsFor(p *polls.Poll, me polls.Stakeholder) string {
	switch {
	case me.Instead != "":
		return "You are asked in place of " + s.Name(me.Instead) + ", who is away. "
	case me.For == "":
		return ""
	}
	first, _ := p.Stakeholder(me.For)
	name := s.Name(me.For)
	switch {
	case first.State == polls.NotMe:
		return name + " named you to answer in their place. "
	case first.Left:
		return "You are asked in place of " + name + ", who has left. "
	case first.Unreachable != "":
		return "You are asked in place of " + name + ", who could not be asked. "
	}
	return "You are asked as well, since " + name + " had not answered by then. " // the same after they have: that is theirs to tell
}

// SameSource returns the other people whose answer counts for the same source.
func SameSource(p *polls.Poll, me polls.Stakeholder) []polls.Person {
	var all []polls.Person
	for _, one := range p.Stakeholders() {
		if me.Source != "" && one.Source == me.Source && one.Person != me.Person && p.Counts(one.Person) {
			all = append(all, one.Person)
		}
	}
	return all
}

// recorded returns what the poll has of a person; empty while there is nothing.
func (s Scene) recorded(p *polls.Poll, me polls.Stakeholder) string {
	switch {
	case p.Phase == polls.PhaseCancelled:
		return s.Name(p.Asker) + " cancelled this question. Nothing is left to do."
	case me.State == polls.HasAnswer && p.Anonymous:
		return "*Your answer is in the box.* It has no name on it, so it can no longer be changed."
	case me.State == polls.HasAnswer && me.Answer.Exposed:
		return s.answerOf(p, me.Answer) + "\nYou discussed it with others before, so it is shown and does not count."
	case me.State == polls.HasAnswer:
		return s.answerOf(p, me.Answer)
	case me.State == polls.Pending, me.State == polls.Gone:
		return ""
	}
	text := "Recorded: *" + wayLabel(me.State) + "*. It does not count as an answer."
	if deputies := p.Deputies(me.Person); len(deputies) > 0 {
		text += "\n" + s.listNames(deputies, 3) + " " + phrase.Plural(len(deputies), "is", "are") + " asked in your place."
	}
	return text
}

// answerOf returns one answer as its author reads it.
func (s Scene) answerOf(p *polls.Poll, r polls.Response) string {
	if p.Kind.Way() == kind.Words {
		return "Your answer:\n" + mrkdwn.Quoted(s.Clipped(r.Position, 2400))
	}
	text := "Your answer: " + s.position(p, r, 1000)
	if r.Reason != "" {
		text += "\n" + mrkdwn.Quoted(s.Clipped(r.Reason, 1500))
	}
	return text
}

func (s Scene) questionFoot(p *polls.Poll, me polls.Stakeholder, moment Asking) string {
	switch {
	case p.Phase != polls.PhaseOpen:
		return ""
	case p.Anonymous && (me.State == polls.Pending || me.State == polls.HasAnswer):
		return s.whoSeesWhat(p)
	case me.State == polls.Pending && moment != AsChanging:
		return "Your answer stays private until the summary, which names who said what. Cannot answer? The menu beside the buttons: no opinion, conflict of interest, not me."
	case me.State == polls.HasAnswer:
		return "Your answer stays private until the summary. Until then you can change it."
	}
	return s.Name(p.Asker) + " can see this; the others read it in the summary. Until then you can change it."
}

// whoSeesWhat returns what others can find out about an anonymous answer, for a person who has not answered yet.
func (s Scene) whoSeesWhat(p *polls.Poll) string {
	return "Anonymous. " + s.Name(p.Asker) + " can see that you answered, so that people can be reminded, and never what. " +
		"The summary shows how many said what and the reasons, without names, and nothing of fewer than " + strconv.Itoa(polls.SafeSize) + " answers. " +
		"Nobody can tell which answer is yours, so it cannot be changed. Whoever runs this app's server could watch answers come in."
}

// summaryLink opens the summary for one reader, or before there is one the thread where it will be. A question that was not
// asked in a channel has its thread where nobody but the asker can look.
func (s Scene) summaryLink(p *polls.Poll, reader polls.Person) string {
	if s.Link == nil || p.Channel == "" && reader != p.Asker {
		return ""
	}
	words, at := "Open the thread", s.Link(p.Card)
	if summary := s.Link(p.Summary); summary != "" && p.Summary.Channel == p.Card.Channel {
		words, at = "Read the summary", summary+"?thread_ts="+p.Card.Message+"&cid="+p.Card.Channel
	}
	if at == "" {
		return ""
	}
	return " <" + mrkdwn.Escape(at) + "|" + words + ">."
}

// questionText returns the whole question with its choices, for screen readers and notifications.
func (s Scene) questionText(p *polls.Poll, me polls.Stakeholder, moment Asking) string {
	lead := s.Name(p.Asker) + " asks:"
	if moment == AsReminder {
		lead = "A reminder: " + lead
	}
	said := s.Clipped(p.Question, 1500)
	done := strings.NewReplacer("\n> ", " ", "\n", " ").Replace(s.recorded(p, me))
	if done != "" && (p.Ended() || moment != AsChanging) {
		return mrkdwn.Cut(sentences(said, done), webapi.MaxText)
	}
	how := s.howToAnswer(p, me.Person)
	if how == "" {
		how = s.namely("Choices", p, me.Person)
	}
	text := sentences(lead, said, done, how, "Until "+ownMoment(p, me, p.Deadline)+".")
	if p.Context != "" {
		text += " " + s.Clipped(p.Context, 1500)
	}
	if brief := s.brief(p, me.Person); brief != "" {
		text += " " + brief
	}
	return mrkdwn.Cut(text, webapi.MaxText)
}
