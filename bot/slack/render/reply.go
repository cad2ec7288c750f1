package render

import (
	"cmp"
	"strconv"

	"quorum/bot/slack/mrkdwn"
	"quorum/bot/slack/webapi"
	"quorum/polls"
	"quorum/polls/phrase"

	slackgo "github.com/slack-go/slack"
)

// Asked renders what the asker reads right after asking. Advice is what would make a quorum likelier: it comes with buttons for
// that, in the place of what else is expected. Notes are sentences about who was left out, or the like.
func (s Scene) Asked(p *polls.Poll, advice string, notes ...string) webapi.Message {
	people, _ := others(p)
	id := p.ID.String()
	all := []string{
		"*Asked " + phrase.Counted(len(people), "person", "people") + ":* " + s.listNames(people, maxNamed) + ".",
		s.takes(p) + ", by " + Time(p, p.Deadline) + "." + s.otherwise(p) + " The summary comes " + s.whereSummary(p) + ".",
		cmp.Or(s.Clipped(mrkdwn.OneLine(advice), 600), s.forecastWords(p)),
	}
	all = append(all, s.Notes(notes)...)
	m := Lines(append(all, "`/quorum status "+id+"` shows where it stands, `/quorum cancel "+id+"` takes it back.")...)
	if advice != "" && p.Phase == polls.PhaseOpen {
		key := p.ID.Key()
		m.Blocks = append(m.Blocks, slackgo.NewActionBlock("", button(actAdd, key, "Add people"), button(actLower, key, "Change the rule")))
	}
	return m
}

// roomForNotes is what notes may take: of a large group, many people may have to be left out.
const roomForNotes = 4000

// Notes are the notes that there is room for; the others are counted.
func (s Scene) Notes(notes []string) (all []string) {
	left := roomForNotes
	for i, n := range notes {
		line := s.Clipped(mrkdwn.OneLine(n), 600)
		if left -= mrkdwn.Length(line); left < 0 {
			return append(all, "and "+strconv.Itoa(len(notes)-i)+" more like these")
		}
		all = append(all, line)
	}
	return all
}

func (s Scene) whereSummary(p *polls.Poll) string {
	if p.Channel == "" {
		return "here, in your messages with Quorum"
	}
	return "in the thread of the question in " + mrkdwn.Piece{Kind: mrkdwn.Channel, ID: p.Channel}.String()
}

// Status renders where a poll stands, for one person. Before publication everybody reads how many answered; only the
// asker, who can do something about it, reads who has not.
func (s Scene) Status(p *polls.Poll, viewer polls.Person) webapi.Message {
	all := []string{"*" + p.ID.String() + "* " + s.Clipped(mrkdwn.OneLine(p.Question), 1200) + s.summaryLink(p, viewer)}
	switch {
	case p.Phase == polls.PhaseCancelled:
		return Lines(append(all, "Cancelled. There is no outcome.")...)
	case !p.Published.IsZero():
		all = append(all, s.outcome(p), s.lateWords(p), answered(p)+". "+phaseLine(p))
	default:
		all = append(all, progress(p)+". "+s.takes(p)+", by "+Time(p, p.Deadline)+"."+s.otherwise(p))
	}
	if viewer == p.Asker {
		all = append(all, s.forecastWords(p), s.whoIsMissing(p))
	} else if me, ok := p.Stakeholder(viewer); ok && p.Published.IsZero() {
		all = append(all, s.recorded(p, me))
	} else {
		all = append(all, s.afterwardsSaid(p, me))
	}
	return Lines(all...)
}

func phaseLine(p *polls.Poll) string {
	if p.Phase == polls.PhaseClosed {
		return "Closed."
	}
	return "Late answers until " + Time(p, p.Deadline) + " are recorded, not counted."
}

// whoIsMissing returns who has not answered, for the asker alone. It never tells what anybody answered.
func (s Scene) whoIsMissing(p *polls.Poll) string {
	const most = 30
	var all []string
	for _, one := range []struct {
		who  []polls.Person
		text string
	}{
		{p.NotAnswered(), "Not answered:"},
		{p.In(polls.NoOpinion), "No opinion:"},
		{p.In(polls.Recused), "Conflict of interest:"},
		{p.In(polls.NotMe), "Not me:"},
		{p.In(polls.Gone), "Cannot answer:"},
	} {
		if len(one.who) > 0 {
			all = append(all, one.text+" "+s.listNames(one.who, most)+".")
		}
	}
	if p.Phase == polls.PhaseOpen && len(p.NotAnswered()) > 0 {
		all = append(all, "`/quorum remind "+p.ID.String()+"` nudges them, `/quorum close "+p.ID.String()+"` posts what there is.")
	}
	return joinLines(all...)
}

// Refused renders a sentence for the person who typed a command, and gives the typed text back, whole. Only that person
// may see it.
func (s Scene) Refused(sentence, command, typed string) webapi.Message {
	all := []string{s.Clipped(sentence, 1500)}
	if typed != "" {
		all = append(append(all, "You wrote:"), mrkdwn.Parts(s.typedBack, command+" "+typed, maxSection)...)
	}
	return Lines(all...)
}

// Pending is what a person reads whose command cannot be carried out within its acknowledgement. asks is whether it asks a
// question.
func Pending(asks bool) webapi.Message {
	if asks {
		return Lines("*Asking…* Slack is slow just now. I will tell you in a direct message when it is asked. You need not type it again.")
	}
	return Lines("*Working on it…* Slack is slow just now. I will tell you in a direct message when it is done. You need not type it again.")
}

// PendingForm is what a person reads in the place of a form that cannot be carried out within its acknowledgement.
func PendingForm() slackgo.ModalViewRequest {
	return NoteForm("Working on it…", "Slack is slow just now. I will tell you in a direct message when it is done. You can close this.")
}

// NoAnswerInTime is why what a person asked for was given up.
const NoAnswerInTime = "Slack did not answer for half an hour."

// NotAsked says why a question that was accepted could not be asked, with what was typed. Its button opens the form with it;
// request is its key.
func (s Scene) NotAsked(sentence, typed, request string) webapi.Message {
	m := s.Refused(sentence, "", typed)
	m.Blocks = append(m.Blocks, slackgo.NewActionBlock("", button(actEdit, request, "Edit and ask")))
	return m
}
